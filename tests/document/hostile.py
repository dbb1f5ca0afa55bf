"""The hostile files of safety.md 2.1, row by row, each with what the reader finds in it."""

from __future__ import annotations

from typing import NamedTuple

FINE = b"name: Hostile Test\nstatus: active\n"
KIB = 256 * 1024


class Case(NamedTuple):
    """A row of safety.md, a file, and what is found in it: `line:column CODE`, or `n CODE` where there are many."""

    row: str
    name: str
    data: bytes
    found: str


def bomb(levels: int, width: int) -> bytes:
    """Lists of aliases of lists of aliases."""
    lines = [b"a0: &a0 [x]"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b",".join([b"*a%d" % (n - 1)] * width)) for n in range(1, levels + 1)]
    return b"\n".join(lines) + b"\n"


def merge_bomb(levels: int, width: int) -> bytes:
    """Mappings that merge mappings that merge mappings."""
    lines = [b"m0: &m0 {x: y}"]
    lines += [b"m%d: &m%d {<<: [%s]}" % (n, n, b",".join([b"*m%d" % (n - 1)] * width)) for n in range(1, levels + 1)]
    return b"\n".join(lines) + b"\n"


def stairs(depth: int) -> bytes:
    """A mapping in a mapping in a mapping."""
    return b"".join(b" " * n + b"a:\n" for n in range(depth))


def numbered(count: int, line: bytes = b"x-%d: y\n") -> bytes:
    return b"".join(line % n for n in range(count))


CASES = [
    Case("Y1", "alias bomb", bomb(9, 10), "1:5 YML103"),
    Case("Y1", "alias bomb in a block", b"a: &a\n  - x\nb:\n  - *a\n  - *a\n", "1:4 YML103"),
    Case("Y1", "alias of nothing", FINE + b"notes: *a\n", "3:8 YML103"),
    Case("Y1", "anchor on a key", b"&a name: x\n", "1:1 YML103"),
    Case("Y2", "merge bomb", merge_bomb(6, 30), "1:5 YML103"),
    Case("Y2", "merge of a mapping", FINE + b"<<: {notes: x}\n", "3:1 YML103"),
    Case("Y2", "merge in a list", FINE + b"roles:\n  - <<: {role: x}\n", "4:5 YML103"),
    Case("Y2", "quoted merge key is a key", FINE + b'"<<": x\n', "3:1 SCH101"),
    Case("Y3", "merge of itself", b"a: &a {<<: *a}\n", "1:4 YML103"),
    Case("Y3", "list of itself", b"a: &a [*a]\n", "1:4 YML103"),
    Case("Y4", "500 brackets", b"a: " + b"[" * 500, "1:19 YML105"),
    Case("Y4", "500 pairs of brackets", b"a: " + b"[" * 500 + b"]" * 500, "1:19 YML105"),
    Case("Y4", "1000 dashes", b"a:\n  " + b"- " * 1000, "2:33 YML105"),
    Case("Y4", "1000 nested mappings", stairs(1000)[:KIB], "17:17 YML105"),
    Case("Y4", "500 braces", b"a: " + b"{a: " * 500, "1:64 YML105"),
    Case("Y4", "16 levels are read", FINE + b"x-a: " + b"[" * 15 + b"]" * 15 + b"\n", ""),
    Case("Y4", "17 levels are not", FINE + b"x-a: " + b"[" * 16 + b"]" * 16 + b"\n", "3:21 YML105"),
    Case("Y5", "100 000 brackets", b"[" * 100_000, "1:17 YML105"),
    Case("Y5", "100 000 braces", b"{" * 100_000, "1:2 YML103"),
    Case("Y5", "100 000 dashes", b"- " * 100_000, "1:33 YML105"),
    Case("Y5", "100 000 question marks", b"? " * 100_000, "1:3 YML103"),
    Case("Y5", "100 000 open quotes", b"a: " + b"'" * 100_001, "1:4 YML101"),
    Case("Y6", "10 MB in one word", b"a: " + b"x" * 10_000_000, "1:1 YML105"),
    Case("Y6", "1 MB in quotes", b'a: "' + b"x" * 1_000_000 + b'"\n', "1:1 YML105"),
    Case("Y6", "one byte too many", FINE + b"#" * (KIB + 1 - len(FINE)), "1:1 YML105"),
    Case("Y6", "as many bytes as may be", FINE + b"#" * (KIB - len(FINE)), ""),
    Case("Y6", "200 000 characters in one word", b"a: " + b"x" * 200_000, "1:4 YML105"),
    Case("Y6", "20 001 characters in quotes", FINE + b"x-a: '" + b"x" * 20_001 + b"'\n", "3:6 YML105"),
    Case("Y6", "20 000 characters", FINE + b"x-a: " + b"x" * 20_000 + b"\n", ""),
    Case("Y6", "20 001 characters in a block", FINE + b"x-a: |\n" + b"  xxxxxxxxx\n" * 2_001, "3:6 YML105"),
    Case("Y7", "10 000 free keys", FINE + numbered(10_000), ""),
    Case("Y7", "100 000 comments", FINE + b"#\n" * 100_000, ""),
    Case("Y7", "100 000 empty lines", FINE + b"\n" * 100_000, ""),
    Case("Y7", "50 001 values", FINE + b"x-a: [" + b"1," * 50_001 + b"]\n", "1:1 YML105"),
    Case("Y7", "100 000 flow lists", FINE + b"x-a: [" + b"[]," * 85_000 + b"]\n", "3:149989 YML105"),
    Case("Y8", "key twice", FINE + b"status: paused\n", "3:1 YML102"),
    Case("Y8", "key twice in a flow mapping", FINE + b"links: {a: x, a: y}\n", "3:15 YML102"),
    Case("Y8", "key twice, once in quotes", FINE + b'links:\n  1: x\n  "1": y\n', "5:3 YML102"),
    Case("Y8", "key twice, once with an escape", FINE + b'"st\\x61tus": paused\n', "3:1 YML102"),
    Case("Y8", "key twice but for case", FINE + b"Status: paused\n", "3:1 SCH101"),
    Case(
        "Y8",
        "key twice but for Unicode form",
        FINE + "links:\n  é: x\n  e\u0301: y\n".encode(),
        "4:3 SCH103, 5:3 SCH103",
    ),
    Case("Y8", "87 000 keys twice", b"a:\n" * 87_000, "20 YML102"),
    Case("Y8", "130 000 keys twice in a flow mapping", b"a: {" + b"a," * 130_000 + b"}\n", "20 YML102"),
    Case("Y9", "tag that calls", b"name: !!python/object/apply:os.system ['touch CANARY']\n", "1:7 YML103"),
    Case("Y9", "tag that names", b"name: !!python/name:os.system\n", "1:7 YML103"),
    Case("Y9", "own handle", b"%TAG ! tag:yaml.org,2002:python/\n---\nname: !name:os.system\n", "1:1 YML103"),
    Case("Y9", "local tag", FINE + b"notes: !x y\n", "3:8 YML103"),
    Case("Y9", "verbatim tag", FINE + b"notes: !<tag:yaml.org,2002:str> y\n", "3:8 YML103"),
    Case("Y9", "text by tag", FINE + b"notes: !!str 1\n", "3:8 YML103"),
    Case("Y9", "mapping by tag", b"--- !!map\nname: x\n", "1:5 YML103"),
    Case("Y9", "tag of nothing", FINE + b"notes: !\n", "3:8 YML103"),
    Case("Y10", "YAML 1.1", b"%YAML 1.1\n---\nname: NO\nstatus: active\n", "1:1 YML103"),
    Case("Y10", "YAML 1.2", b"# x\n\n%YAML 1.2\n---\n" + FINE, "3:1 YML103"),
    Case("Y10", "unknown directive", b"%A b\n---\n" + FINE, "1:1 YML103"),
    Case("Y10", "directive for a second document", FINE + b"...\n%YAML 1.1\n---\na: b\n", "5:1 YML103"),
    Case("Y11", "YAML 1.3", b"%YAML 1.3\n---\n" + FINE, "1:1 YML103"),
    Case("Y11", "not a bool", FINE + b"notes: !!bool x\n", "3:8 YML103"),
    Case("Y11", "not an int", FINE + b"notes: !!int x\n", "3:8 YML103"),
    Case("Y11", "30 February", FINE + b"joined: 2024-02-30\n", "3:9 SCH103"),
    Case("Y11", "month 0", FINE + b"joined: 0000-01-01\n", "3:9 SCH103"),
    Case("Y11", "impossible offset", FINE + b"joined: 2024-01-01T00:00:00+99:99\n", "3:9 SCH103"),
    Case(
        "Y11", "int of 4301 digits", FINE + b"availability:\n  hours_per_month: " + b"9" * 4301 + b"\n", "4:20 SCH103"
    ),
    Case("Y11", "date of Arabic digits", FINE + "joined: ٢٠٢٤-٠١-٠١\n".encode(), "3:9 SCH103"),
    Case("Y12", "next line", FINE + "notes: a\u0085b: c\n".encode(), "3:9 YML104"),
    Case("Y12", "line separator", FINE + "notes: a\u2028b: c\n".encode(), "3:9 YML104"),
    Case("Y12", "paragraph separator", FINE + "notes: a\u2029b: c\n".encode(), "3:9 YML104"),
    Case("Y13", "UTF-16, little end first", FINE.decode().encode("utf-16"), "1:1 YML104"),
    Case("Y13", "UTF-16, big end first", b"\xfe\xff" + FINE.decode().encode("utf-16-be"), "1:1 YML104"),
    Case("Y13", "UTF-16 without a mark", FINE.decode().encode("utf-16-le"), "1:2 YML104"),
    Case("Y13", "UTF-32", FINE.decode().encode("utf-32"), "1:1 YML104"),
    Case("Y14", "byte order mark", b"\xef\xbb\xbf" + FINE, "1:1 YML104"),
    Case("Y14", "byte order mark before a key", FINE + "\ufeffnotes: x\n".encode(), "3:1 YML104"),
    Case("Y15", "Latin-1", FINE + b"notes: caf\xe9\n", "3:11 YML104"),
    Case("Y15", "overlong slash", FINE + b"notes: \xc0\xaf\n", "3:8 YML104"),
    Case("Y15", "half a pair", FINE + b"notes: \xed\xa0\x80\n", "3:8 YML104"),
    Case("Y15", "past Unicode", FINE + b"notes: \xf4\x90\x80\x80\n", "3:8 YML104"),
    Case("Y15", "cut in a character", FINE + b"notes: \xe2\x82", "3:8 YML104"),
    Case("Y16", "half a pair as an escape", FINE + b'notes: "\\ud800"\n', "3:8 YML104"),
    Case("Y16", "a pair as escapes", FINE + b'notes: "\\ud83d\\ude00"\n', "3:8 YML104"),
    Case("Y16", "escape past Unicode", FINE + b'notes: "\\U00110000"\n', "3:11 YML101"),
    Case("Y17", "NUL as an escape", FINE + b'notes: "x\\0y"\n', "3:8 YML104"),
    Case("Y17", "terminal link as escapes", FINE + b'notes: "\\e]8;;http://evil\\e\\\\"\n', "3:8 YML104"),
    Case("Y17", "C1 as an escape", FINE + b'notes: "\\x9b2J"\n', "3:8 YML104"),
    Case("Y17", "DEL as an escape", FINE + b'notes: "\\x7f"\n', "3:8 YML104"),
    Case("Y17", "right to left as an escape", FINE + b'notes: "\\u202e"\n', "3:8 YML104"),
    Case("Y17", "isolate as an escape", FINE + b'notes: "\\u2066"\n', "3:8 YML104"),
    Case("Y17", "next line as an escape", FINE + b'notes: "a\\Nb"\n', "3:8 YML104"),
    Case("Y17", "line separator as an escape", FINE + b'notes: "a\\Lb"\n', "3:8 YML104"),
    Case("Y17", "carriage return as an escape", FINE + b'notes: "a\\r\\nb"\n', "3:8 YML104"),
    Case("Y17", "noncharacter as an escape", FINE + b'notes: "\\uFFFE"\n', "3:8 YML104"),
    Case("Y17", "tab as an escape", FINE + b'notes: "a\\tb"\n', "3:8 YML104"),
    Case("Y17", "control as an escape in a key", FINE + b'"x-\\x1b": y\n', "3:1 YML104"),
    Case("Y17", "raw NUL", FINE + b"notes: a\0b\n", "3:9 YML104"),
    Case("Y17", "raw escape in quotes", FINE + b"notes: '\x1b[2J'\n", "3:9 YML104"),
    Case("Y17", "raw right to left in a comment", FINE + "# \u202e\n".encode(), "3:3 YML104"),
    Case("Y17", "language tag characters", FINE + "notes: \U000e0041\n".encode(), "3:8 YML104"),
    Case("Y18", "lone CR", b"name: x\rstatus: active\r", "1:8 YML104"),
    Case("Y18", "lone CR among CR LF", FINE.replace(b"\n", b"\r\n") + b"notes: x\ry: z\r\n", "3:9 YML104"),
    Case("Y18", "CR LF is a line end", FINE.replace(b"\n", b"\r\n"), ""),
    Case("Y19", "tab before a comment", FINE + b"joined: 2026-01-01\t# x\n", "3:19 YML103"),
    Case("Y19", "tab after a colon", FINE + b"joined:\t2026-01-01\n", "3:8 YML103"),
    Case("Y19", "tab as indent", FINE + b"availability:\n\tmentoring: true\n", "4:1 YML103"),
    Case("Y19", "tab in a block", FINE + b"notes: |\n  a\tb\n", "4:4 YML103"),
    Case("Y20", "not a number", FINE + b"availability: {hours_per_month: .nan}\n", "3:33 SCH103"),
    Case("Y20", "infinite", FINE + b"availability: {hours_per_month: -.inf}\n", "3:33 SCH103"),
    Case("Y20", "too large a float", FINE + b"availability: {hours_per_month: 1e400}\n", "3:33 SCH103"),
    Case("Y20", "too large an exponent", FINE + b"availability: {hours_per_month: 1e999999999}\n", "3:33 SCH103"),
    Case("Y20", "negative", FINE + b"availability: {hours_per_month: -1}\n", "3:33 SCH103"),
    Case("Y21", "octal of 1.1", FINE + b"availability: {hours_per_month: 010}\n", "3:33 SCH103"),
    Case("Y21", "octal of 1.2", FINE + b"availability: {hours_per_month: 0o10}\n", "3:33 SCH103"),
    Case("Y21", "underscore", FINE + b"availability: {hours_per_month: 1_000}\n", "3:33 SCH103"),
    Case("Y21", "sixties", FINE + b"availability: {hours_per_month: 1:30}\n", "3:33 SCH103"),
    Case("Y21", "Norway", FINE + b"country: NO\n", "3:10 YML106"),
    Case("Y21", "on for true", FINE + b"availability: {mentoring: on}\n", "3:27 SCH103"),
    Case("Y21", "equals sign", FINE + b"other_skills: [=]\n", "3:16 YML106"),
    Case("Y21", "version as a number", FINE + b"other_skills: [1.10, 0815, 12:30, yes]\n", "4 YML106"),
    Case("Y22", "indent of no-break spaces", FINE + "availability:\n\xa0\xa0mentoring: true\n".encode(), "4:1 SCH101"),
    Case("Y22", "zero width space in a key", FINE + "no\u200btes: x\n".encode(), "3:3 YML104"),
    Case("Y22", "zero width joiner in a key", FINE + "no\u200dtes: x\n".encode(), "3:1 SCH101"),
    Case("Y22", "Cyrillic letter in a key", FINE + "n\u043etes: x\n".encode(), "3:1 SCH101"),
    Case("Y22", "key of 65 characters", FINE + b"x-" + b"a" * 63 + b": x\n", "3:1 YML105"),
    Case("Y22", "empty key", FINE + b": x\n", "3:1 YML103"),
    Case("Y22", "quoted empty key", FINE + b'"": x\n', "3:1 SCH101"),
    Case("Y22", "list as a key", FINE + b"[a]: x\n", "3:1 YML103"),
    Case("Y22", "mapping as a key", FINE + b"? {a: b}\n: x\n", "3:3 YML103"),
    Case("Y22", "question mark", FINE + b"? notes\n: x\n", "3:1 YML103"),
    Case("Y22", "question mark, then a block", FINE + b"? |\n  notes\n: x\n", "3:1 YML103"),
    Case("Y23", "two documents", FINE + b"---\n" + FINE, "3:1 YML103"),
    Case("Y23", "text after the end", FINE + b"...\nnotes: x\n", "4:1 YML103"),
    Case("Y23", "nothing", b"", "1:1 YML101"),
    Case("Y23", "comments only", b"# x\n\n# y\n", "1:1 YML101"),
    Case("Y23", "marker only", b"---\n", "2:1 YML101"),
    Case("Y23", "null", b"~\n", "1:1 YML101"),
    Case("Y23", "list at the top", b"- name: x\n", "1:1 YML101"),
    Case("Y23", "text at the top", b"name\n", "1:1 YML101"),
    Case("Y23", "markers at both ends", b"---\n" + FINE + b"...\n", ""),
    Case("Y23", "not YAML at all", b"\x7fELF\x02\x01\x01\0\0\0", "1:1 YML104"),
]
