"""A file lies where no record is read: in a wrong folder, with another suffix, or under a name that is nearly right.

Records lie in `members/`, `groups/`, `meetings/` and `skills/` (sub-folders are free) and end in `.yaml`;
`community.yaml` lies at the top. `README.md` may stand anywhere, and folders of other names are yours. What looks
like a record and is not read would be lost without a word; so it is told. So is an overlay (`privacy.overlay`) that is
no folder, or that lies inside the registry and would be published with it.

Bad:

    member/amina-diallo.yaml
    groups/payments.yml

Good:

    members/amina-diallo.yaml
    groups/payments.yaml

How to fix: move or rename the file as the hint says. Pictures, minutes and notes go into a folder of another name.
"""

CODE = "FIL101"
SEVERITY = "error"
FOUND_BY = "loader"
