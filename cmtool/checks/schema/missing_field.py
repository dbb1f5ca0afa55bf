"""A field that every record of this kind needs is missing.

Very few fields are required: those without which nobody can tell what the record is about. The message stands at the
place where the field belongs, and the hint shows what to write.

Bad:

    name: Amina Diallo         # members/amina-diallo.yaml

Good:

    name: Amina Diallo
    status: active

How to fix: add the field. Where nobody knows a date or a region, many fields take `unknown`, or may be left out.
"""

CODE = "SCH102"
SEVERITY = "error"
FOUND_BY = "loader"
