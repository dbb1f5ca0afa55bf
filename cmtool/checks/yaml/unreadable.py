"""The file cannot be read as YAML: a quote, a bracket, a colon or the indent is not as it should be.

A registry file holds fields, one a line: `field: value`. Lists have an item a line, each with `- ` in front, and what
belongs to a field is indented by the same number of spaces. The message says what stands there and what was expected; a
file that cannot be read counts as present, so nothing else is said about it.

Bad:

    name: Payments: the working group

Good:

    name: "Payments: the working group"

How to fix: look at the place of the message and at the line above it. Quote a text that holds `: ` or ` #`, or that
starts with one of ``[ ] { } > | * & ! % @ ` ' " #``; close what is open; align the line with its neighbours.
"""

CODE = "YML101"
SEVERITY = "error"
FOUND_BY = "reader"
