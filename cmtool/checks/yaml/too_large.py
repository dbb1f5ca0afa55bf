"""A file is larger than a record can be: over 256 KiB, nested deeper than 16, or with too many or too long values.

One record is a few kilobytes. The limits (256 KiB a file, 16 levels, 50 000 values, 20 000 characters in a text, 64
in a key) keep a single file from stopping everybody's checks.

Bad:

    notes: |
      the whole transcript of a call, 60 pages

Good:

    notes: https://docs.meridian.example/notes/2026-09-10

How to fix: put long texts where documents live, and link to them; split a record that has become several.
"""

CODE = "YML105"
SEVERITY = "error"
FOUND_BY = "reader"
