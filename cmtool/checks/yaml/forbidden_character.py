r"""The file is not UTF-8, or holds a character that nobody can see and that may change what others read.

Refused are bytes that are not UTF-8, a byte order mark, NUL and other control characters, line separators that only
some tools honour, invisible characters and those that turn the direction of a text around; also when they are written
as an escape (`"\u202e"`). The message names the character and the byte at which it stands.

Bad:

    name: "Amina\u202e Diallo"

Good:

    name: Amina Diallo

How to fix: save the file as UTF-8 without a byte order mark, and delete the character: it often came along when a text
was pasted. Letters of all languages are welcome.
"""

CODE = "YML104"
SEVERITY = "error"
FOUND_BY = "reader"
