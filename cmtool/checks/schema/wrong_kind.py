"""A field holds another kind of value than it needs: a list instead of a text, a word instead of a date.

The message says what was expected, with an example, and what was found. Dates are written as 2026-03-01, whole
numbers in digits, yes or no as `true` or `false`. Of private fields only the shape is told, never the value.

Bad:

    joined: yesterday

Good:

    joined: 2026-03-01

How to fix: write the value as the example shows. A field that holds several values takes a list, an item a line.
"""

CODE = "SCH103"
SEVERITY = "error"
FOUND_BY = "loader"
