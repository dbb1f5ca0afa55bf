"""Foreign text in messages, hints, paths and fields changes no form: it is read back as one finding, nothing is obeyed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cmtool.finding import Finding
from cmtool.formats.concise import concise
from cmtool.formats.findings_markdown import markdown
from cmtool.formats.github import github
from cmtool.formats.gitlab import gitlab
from cmtool.formats.json import json as as_json
from cmtool.formats.junit import junit
from cmtool.formats.sarif import sarif
from cmtool.formats.text import text
from cmtool.render.escape import visible
from tests.formats.findings import finding
from tests.formats.test_github import commands
from tests.render.naughty import NAUGHTY

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def skeleton(value: Any) -> Any:
    """Plain data without its texts and numbers."""
    if isinstance(value, dict):
        return {key: skeleton(one) for key, one in value.items()}
    return [skeleton(one) for one in value] if isinstance(value, list) else type(value).__name__


def of_json(told: str) -> Any:
    return skeleton(json.loads(told))


def of_xml(told: str) -> Any:
    return [(one.tag, sorted(one.attrib)) for one in ElementTree.fromstring(told).iter()]


def of_markdown(told: str) -> Any:
    tokens = MARKDOWN.parse(told)
    inline = [child.type for token in tokens for child in token.children or []]
    merged = [kind for kind in inline if kind not in ("text", "text_special")]
    return [token.type for token in tokens], merged


def of_github(told: str) -> Any:
    return [(name, sorted(properties)) for name, properties, _ in commands(told)]


def of_lines(told: str) -> Any:
    return len(told.split("\n")), len(commands(told))


FORMS: dict[str, tuple[Callable[[list[Finding]], str], Callable[[str], Any]]] = {
    "json": (lambda found: as_json(found, str), of_json),
    "sarif": (lambda found: sarif(found, str, [found[0].message]), of_json),
    "gitlab": (lambda found: gitlab(found, str), of_json),
    "junit": (lambda found: junit(found, [], str), of_xml),
    "markdown": (lambda found: markdown(found, visible(f"1 error that {found[0].message} has not"), str), of_markdown),
    "github": (lambda found: github(found, str), of_github),
    "concise": (lambda found: concise(found, str), of_lines),
    "text": (lambda found: text(found, str), of_lines),
}


def hostile(foreign: str) -> Finding:
    """A finding with a foreign text wherever one can stand; it has two words before it as our messages have."""
    return finding(
        f"unknown field {foreign}", hint=f"remove it: {foreign}", path=f"members/{foreign}.yaml", field=(foreign,)
    )


def is_loud(character: str) -> bool:
    """A terminal might obey it: control, format and direction; the joiners of Persian and emoji do nothing alone."""
    return character not in "\n\u200c\u200d" and (
        unicodedata.category(character) == "Cc" or 0x202A <= ord(character) <= 0x202E or character in "\u2028\u2029"
    )


@pytest.mark.parametrize("form", FORMS)
@given(foreign=st.one_of(st.sampled_from(NAUGHTY), st.text(min_size=1, max_size=30)))
@example("\x00\x1b[2J\x9b\u202e\u2028\ufffe\r\n::error::x")
@example("##[set-env name=PATH]x")
@example("]]> --> </failure> ]( x")
@example("%0A::add-mask::error")
def test_foreign_text_is_one_finding_and_no_more(form: str, foreign: str) -> None:
    write, read = FORMS[form]
    told = write([hostile(foreign)])
    assert read(told) == read(write([hostile("benign")]))
    assert not [character for character in told if is_loud(character)]


@pytest.mark.parametrize("form", FORMS)
@given(foreign=st.one_of(st.sampled_from(NAUGHTY), st.text(min_size=1, max_size=30)))
@example("##[add-mask]name")
@example("\n::stop-commands::x")
@example("::error file=x::y")
def test_in_a_log_of_github_actions_only_our_annotations_are_commands(form: str, foreign: str) -> None:
    """Whatever form is printed there: no line of it is a command to the runner but those of the form `github`."""
    names = [name for name, _, _ in commands(FORMS[form][0]([hostile(foreign)]))]
    assert names == (["error"] if form == "github" else [])


@pytest.mark.parametrize("name", ["::error::x.yaml", " ::add-mask::error.yaml", "\u3000::stop-commands::x.yaml"])
@pytest.mark.parametrize("form", ["concise", "text"])
def test_name_of_a_file_at_the_start_of_a_line_is_no_command(form: str, name: str) -> None:
    told = FORMS[form][0]([finding(path=name)])
    assert told.startswith(f"./{name}:2:9 ")
    assert commands(told) == []


@pytest.mark.parametrize("form", FORMS)
def test_same_bytes_each_time(form: str) -> None:
    found = [hostile(foreign) for foreign in NAUGHTY]
    assert FORMS[form][0](found) == FORMS[form][0](list(found))


def test_json_says_with_escapes_what_it_means() -> None:
    [row] = json.loads(as_json([finding("##[error] \x9b \u202e ##[x")], str))
    assert row["message"] == "##[error] \x9b \u202e ##[x"
    assert re.search(
        r"##\\u005berror\] \\u009b \\u202e ##\\u005bx", as_json([finding("##[error] \x9b \u202e ##[x")], str)
    )
