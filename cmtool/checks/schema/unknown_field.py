"""A record has a field that its kind does not know: mostly a typing error.

Unknown fields are refused, because a misspelt one would be silently lost. The nearest known field is suggested.
Fields of your own start with `x-`: they may hold anything, and no rule looks at them (only PRV101 searches them for
addresses).

Bad:

    nmae: Amina Diallo

Good:

    name: Amina Diallo
    x-shirt-size: M

How to fix: write the field as the message suggests; `docs/records.md` lists the fields of each kind.
"""

CODE = "SCH101"
SEVERITY = "error"
FOUND_BY = "loader"
