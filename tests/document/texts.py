"""Texts for properties of the reader: YAML-like token soup, and records that were damaged a little."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.conftest import SAMPLE

TOKENS = [
    "a",
    "b",
    "k",
    "- ",
    "-",
    ": ",
    ":",
    "? ",
    "?",
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    "\n",
    "\n ",
    "\n  ",
    "\n    ",
    " ",
]
TOKENS += [
    "\n- ",
    "\n  - ",
    "\nk: ",
    "\nl:",
    "a: ",
    ": a",
    "- a",
    "- - a",
    "a: b",
    "{a: b}",
    "[a, b]",
    "{a}",
    "[]",
    "{}",
]
TOKENS += [
    "'",
    '"',
    "''",
    "'x'",
    '"y"',
    "\\",
    "\\n",
    "\\x41",
    "\\ud800",
    "\\\n",
    "#",
    "# c",
    " # c",
    "|",
    "|-",
    "|+\n",
    "|2\n",
]
TOKENS += [
    ">",
    ">-\n",
    ">\n  ",
    "|\n  ",
    "---",
    "...",
    "---\n",
    "...\n",
    "%",
    "%A b\n",
    "@",
    "`",
    "!",
    "!x ",
    "&a ",
    "*a",
    "<<",
]
TOKENS += [
    "~",
    "null",
    "=",
    "NO",
    "12:30",
    "1.10",
    "2026-03-01",
    "x-y",
    "a:b",
    "http://x.y/z",
    "é",
    "李",
    "𝒳",
    "\u00a0",
    "\r\n",
]
STARTS = [
    "",
    "k: ",
    "k:\n",
    "k:\n  ",
    "k:\n- ",
    "k:\n  - ",
    "k: [",
    "k: {",
    'k: "',
    "k: '",
    "k: |",
    "k: >",
    "k: |\n  ",
    "- ",
]
ENDS = ["", "", "\n", "]", "}", '"', "'", "]\n", "}\n", '"\n', "'\n", "\nl: m\n", "]\nl: m\n"]

soup = st.builds(
    lambda start, tokens, end: start + "".join(tokens) + end,
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(TOKENS), max_size=14),
    st.sampled_from(ENDS),
)
"""Tokens in a row; about one in six is a document."""

_RECORDS = [path.read_text("utf-8") for path in sorted(SAMPLE.rglob("*.yaml"))]
_PIECES = [*" \n-:#'\"[]{}&*!|>%@`,?~=\r\té", "", "\n  ", ": ", "\n\n", "- ", " #", "''", '\\"', "|\n"]


def _damaged(text: str, damage: list[tuple[float, str]]) -> str:
    for place, piece in damage:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + 1 :]
    return text


damaged = st.builds(
    _damaged,
    st.sampled_from(_RECORDS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(_PIECES)), max_size=4),
)
"""Records of the sample with up to four characters replaced."""
