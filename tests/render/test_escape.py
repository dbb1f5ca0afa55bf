"""Foreign text shows as itself: the structure of a page is that of a harmless one."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cmtool.render.escape import escape_md, guarded, legible, one_line, safe_url, unguarded, url_in_md
from cmtool.render.templates import Press
from tests.render.naughty import NAUGHTY

PLACES = {
    "paragraph": "{{ v }}",
    "second line": "first line\n{{ v }}",
    "heading": "# {{ v }}",
    "item": "- {{ v }}",
    "item text": "- **Group:** {{ v }}, and more",
    "strong": "- **{{ v }}**: text",
    "emphasis": "text, *{{ v }}*",
    "link": "[{{ v }}](https://meridian.example)",
    "cell": "| A | B |\n|---|---|\n| {{ v }} | b |",
    "tight cell": "|A|B|\n|---|---|\n|{{ v }}|b|",
    "quote": "> {{ v }}",
    "two": "{{ v }} and {{ v }}",
}
MARKS = st.text(st.sampled_from("ab1 \\`*_[]()<>#+-.!|~&;:@=$%{}^\"'/\n\t"), min_size=1, max_size=12)
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shape(text: str) -> list[object]:
    return [(t.type, t.tag, t.level, [c.type for c in t.children or []]) for t in PARSER.parse(text)]


def words(text: str) -> str:
    return "\n".join("".join(c.content for c in t.children) for t in PARSER.parse(text) if t.children)


def filled(template: str, value: str) -> str:
    return Press({"t.md.j2": template}.get).fill("t.md.j2", {"v": value})


@pytest.mark.parametrize("place", PLACES)
@given(value=st.one_of(MARKS, st.text(min_size=1, max_size=20), st.sampled_from(NAUGHTY)))
@example(value="a\\")
@example(value="\\|")
@example(value="---")
@example(value="===")
@example(value="1.")
@example(value="1. x")
@example(value="&amp;")
@example(value="#1")
@example(value="[x]: /y")
@example(value=":-- | --:")
def test_markdown_has_the_same_structure_whatever_a_value_holds(place: str, value: str) -> None:
    assume(one_line(value))
    template = PLACES[place]
    assert shape(filled(template, value)) == shape(filled(template, "x"))


@given(value=st.one_of(MARKS, st.text(max_size=20), st.sampled_from(NAUGHTY)))
def test_markdown_shows_exactly_the_text(value: str) -> None:
    assume(one_line(value))
    shown = words(filled("> {{ v }}", value))
    assert shown.replace("\u200b", "") == one_line(value)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Amina Diallo", "Amina Diallo"),
        ("R&D, 2.0 (beta) - really!", "R&D, 2.0 (beta) - really!"),
        ("@everyone", "@&#8203;everyone"),
        ("ask .@ann or a@b.example", "ask .@&#8203;ann or a@b.example"),
        ("see #12", "see #&#8203;12"),
        ("a | b", "a \\| b"),
        ("# big", "\\# big"),
        ("one\n\ntwo", "one two"),
        ("<b>", "&lt;b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("[x](http://evil.example)", "\\[x\\](http\\://evil.example)"),
        ("\u202egnp.exe", "&#92;u{202e}gnp.exe"),
        ("{{ page.secret }}", "\\{{ page.secret }}"),
        ("نیم\u200cفاصله", "نیم\u200cفاصله"),
    ],
)
def test_markdown_escapes_only_what_it_must(text: str, escaped: str) -> None:
    assert escape_md(text) == escaped


@given(st.text())
def test_document_text_has_no_unseen_characters(text: str) -> None:
    shown = legible(text)
    assert re.fullmatch(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]*", shown)
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://meridian.example",
        "http://meridian.example:8080/a?b=c&d#e",
        "https://meridian.example/a_(b)",
        "HTTPS://meridian.example/",
        "https://[2001:db8::1]/",
    ],
)
def test_web_address_is_safe(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " https://a.example",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "\\\\evil.example",
        "https:/\\evil.example",
        "https://linkedin.com@evil.example",
        "https://user:pass@evil.example",
        "https://",
        "https:///x",
        "https://a.example:port",
        "https://a.example\u202e/x",
        'https://a.example/"onload=x',
        "mailto:a@b.example",
        "ftp://a.example",
    ],
)
def test_other_address_is_not_safe(url: str) -> None:
    assert safe_url(url) is None


@given(st.one_of(st.text(max_size=20), MARKS).map(lambda tail: "https://a.example/" + tail))
def test_address_stays_one_link_in_markdown(url: str) -> None:
    destination = url_in_md(url)
    tokens = PARSER.parse(f"[x]({destination})\n")[1].children or []
    assert [t.type for t in tokens] == ["link_open", "text", "link_close"]
    assert (destination == "") == (safe_url(url) is None)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-x", "'-x"),
        ("＠x", "'＠x"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("''+x", "'''+x"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_and_each_comes_back(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text
