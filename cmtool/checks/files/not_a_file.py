"""A symbolic link, a device or a git repository lies among the records: nothing in it is read.

A link can point at any file of the computer that checks the registry, a pipe can hold it up, and a git repository
inside the registry can bring its own settings and programs. Records are plain files in plain folders.

Bad:

    members/amina-diallo.yaml -> ../old/amina-diallo.yaml

Good:

    members/amina-diallo.yaml

How to fix: replace the link by the file itself; move a repository out of the registry.
"""

CODE = "FIL102"
SEVERITY = "error"
FOUND_BY = "loader"
