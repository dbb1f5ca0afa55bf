"""Two ids of one folder differ only by case or by Unicode form: on some computers they are the same file.

Windows and macOS take `Amina-Diallo.yaml` and `amina-diallo.yaml` for one name, and macOS also the two ways to write an
`é`. Whoever checks such a registry out there gets one of the two files and loses the other with the next commit.

Bad:

    members/amina-diallo.yaml
    members/Amina-Diallo.yaml

Good:

    members/amina-diallo.yaml
    members/amina-diallo-2.yaml

How to fix: if both are the same person, keep one file and delete the other; else give one of them another id.
"""

CODE = "FIL103"
SEVERITY = "error"
FOUND_BY = "loader"
