"""The name of a file cannot be an id, or another file of the same kind has it already.

The file name is the id, and the id stands wherever the record is mentioned: 2 to 64 lower-case letters of ASCII, digits
and single hyphens, and no name that Windows keeps for itself (`con`, `nul`, `aux`, ...). Sub-folders are free and no
part of the id; so `meetings/2026/kick-off.yaml` and `meetings/kick-off.yaml` are the same id twice.

Bad:

    members/Amina_Diallo.yaml

Good:

    members/amina-diallo.yaml

How to fix: rename the file, and write the new id where the old one is mentioned. The name as the person writes it
stands in `name`.
"""

CODE = "REF104"
SEVERITY = "error"
FOUND_BY = "loader"
