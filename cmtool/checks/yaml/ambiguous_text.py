"""A text without quotes is read as something else by other YAML tools: `NO` as false, `1.10` as the number 1.1.

cmtool asks the field what it is, so the record is right. A spreadsheet, a website or a script that reads the same
file may ask the spelling instead: Norway becomes false, version 1.10 becomes 1.1, the ticket 0815 loses its zero.

Bad:

    country: NO

Good:

    country: "NO"

How to fix: put the value into quotes, as the hint shows.
"""

CODE = "YML106"
SEVERITY = "warning"
FOUND_BY = "loader"
