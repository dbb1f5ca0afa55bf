"""The file uses a part of YAML that registry files do without: the message says which.

Anchors (`&a`), aliases (`*a`), merge keys (`<<`), tags (`!x`), directives (`%YAML`), a second document (`---`), keys
that are lists or mappings, and tabs are refused. They make a file mean something else than it seems to say, differ
between tools, or can make a small file huge.

Bad:

    first: &lead amina-diallo
    second: *lead

Good:

    first: amina-diallo
    second: amina-diallo

How to fix: write the value out where it is needed; use spaces, not tabs. A text that begins with `&`, `*` or `!` is
quoted.
"""

CODE = "YML103"
SEVERITY = "error"
FOUND_BY = "reader"
