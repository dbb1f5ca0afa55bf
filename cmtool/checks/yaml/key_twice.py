"""A key stands twice in one place: tools differ in which of the two values they take.

The message gives the place of the second key and the line of the first.

Bad:

    status: active
    region: africa
    status: alumni

Good:

    status: alumni
    region: africa

How to fix: keep the line that is true and delete the other. If both are, you probably want a list under one key.
"""

CODE = "YML102"
SEVERITY = "error"
FOUND_BY = "reader"
