"""A waiver is expired, names no rule or no record, or nothing needs it any more: it should not hide what comes later.

A waiver of `community.yaml` silences one warning for a reason and until a day. When the day has passed the warning is
back. When the record was mended, the waiver stays behind and would silence the next one. Rules about files that cannot
be read (YML, SCH, FIL) and about leaks (PRV101, PRV102) are never waived.

Bad:

    waivers:
      - code: MEM201
        record: members/tomas-novy
        reason: Sponsor
        until: 2025-06-30      # long ago

Good:

    waivers:
      - code: MEM201
        record: members/tomas-novy
        reason: Sponsor
        until: 2027-06-30

How to fix: remove the waiver; or, if its reason still holds, give it a new day, or the code or record that was
meant.
"""

CODE = "CFG106"
SEVERITY = "warning"
FOUND_BY = "waivers"
