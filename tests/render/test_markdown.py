"""Markdown with strangers' text becomes HTML that does nothing."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.render.markdown import to_html
from tests.render.naughty import NAUGHTY

TAGS = set(
    re.findall(
        r"\w+", "a blockquote br code em h1 h2 h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul"
    )
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick=x>c</b>", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n"),
        ("![a picture](https://evil.example/x.png)", "<p>a picture</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
        ("[x](https://a@evil.example)", "<p>[x](https://a@evil.example)</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        (
            "[x](https://a.example/?b=c&d)",
            '<p><a href="https://a.example/?b=c&amp;d" rel="noopener noreferrer nofollow">x</a></p>\n',
        ),
        ("[x](overview.html#top)", '<p><a href="overview.html#top" rel="noopener noreferrer nofollow">x</a></p>\n'),
        ("- [ ] one\n- [x] two", '<ul>\n<li class="box">☐ one</li>\n<li class="box">☑ two</li>\n</ul>\n'),
        ("[x] no list", "<p>[x] no list</p>\n"),
        ("~~a~~ **b**", "<p><s>a</s> <strong>b</strong></p>\n"),
    ],
)
def test_html_of(text: str, html: str) -> None:
    assert to_html(text) == html


def test_numbers_are_aligned_without_style() -> None:
    assert '<td align="right">1</td>' in to_html("| a |\n|--:|\n| 1 |\n")


@given(st.lists(st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=10)), max_size=5).map("\n".join))
def test_any_markdown_is_well_formed_and_harmless(text: str) -> None:
    tree = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parseFragment(to_html(text))
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            assert element.tag in TAGS
            assert set(element.attrib) <= {"href", "title", "rel", "start", "align", "class"}
            assert (
                not element.attrib.get("href", "")
                .lower()
                .lstrip()
                .startswith(("javascript", "data", "vbscript", "//", "\\"))
            )
