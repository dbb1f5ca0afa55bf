"""What a template prints is escaped for its target; what goes wrong has a place."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.render.library import Library
from cmtool.render.templates import Press
from cmtool.store.packaged import templates_folder

VALUE = "<b>*x*</b>\n@all | \x1b[2J"


def filled(name: str, template: str, **context: Any) -> str:
    return Press({name: template}.get).fill(name, context)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("md", "&lt;b&gt;\\*x\\*&lt;/b&gt; @&#8203;all \\| &#92;u{1b}\\[2J"),
        ("html", "&lt;b&gt;*x*&lt;/b&gt;\n@all | \\u{1b}[2J"),
        ("svg", "&lt;b&gt;*x*&lt;/b&gt;\n@all | \\u{1b}[2J"),
        ("txt", "<b>*x*</b> @all | \\u{1b}[2J"),
    ],
)
def test_values_are_escaped_for_the_target(target: str, shown: str) -> None:
    assert filled(f"t.{target}.j2", "{{ v }}", v=VALUE) == shown


@pytest.mark.parametrize("target", ["md", "html", "txt"])
def test_macro_escapes_once(target: str) -> None:
    template = "{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(v) }}{% set s %}({{ v }}){% endset %}{{ s }}"
    once = filled(f"t.{target}.j2", "{{ v }}", v="a*<")
    assert filled(f"t.{target}.j2", template, v="a*<") == f"[{once}]({once})"


def test_joined_and_changed_values_are_escaped() -> None:
    assert (
        filled("t.md.j2", '{{ v|join(", ") }} {{ v[0]|upper }} {{ v[0] ~ "!" }}', v=["a*", "b"]) == "a\\*, b A\\* a\\*!"
    )


@pytest.mark.parametrize("expression", ["v|safe", "v|tojson"])
def test_markdown_has_no_way_around_escaping(expression: str) -> None:
    with pytest.raises(CmtoolError, match="no filter named"):
        filled("t.md.j2", f"{{{{ {expression} }}}}", v="*")


@pytest.mark.parametrize(("target", "shown"), [("md", "a\\*&lt;"), ("html", "a*&lt;"), ("txt", "a*<")])
def test_words_of_the_template_are_escaped_like_values(target: str, shown: str) -> None:
    assert filled(f"t.{target}.j2", "{{ 'a*<' }}") == shown


def test_html_escape_in_markdown_is_that_of_markdown() -> None:
    assert filled("t.md.j2", "{{ v|e }}", v="*<") == "\\*&lt;"


def test_values_print_as_people_write_them() -> None:
    context = {"d": date(2026, 3, 1), "t": time(9, 5), "n": 3, "f": 0.256, "none": None, "one": 1}
    template = (
        '{{ d }}, {{ d|day }}, {{ t }}, {{ f|percent }}, {{ n|plural("member") }}, '
        '{{ one|plural("country", "countries") }}, [{{ none }}]'
    )
    assert filled("t.txt.j2", template, **context) == "2026-03-01, 1 March 2026, 09:05, 26%, 3 members, 1 country, []"


def test_key_wins_over_the_method_of_that_name() -> None:
    assert filled("t.md.j2", "{{ x.items }}{{ x.keys }}", x={"items": 1, "keys": 2}) == "12"


@pytest.mark.parametrize(
    ("target", "shown"), [("md", "a\\*\n\nb"), ("html", "<p>a*</p>\n<p>b</p>"), ("txt", "a*\n\nb")]
)
def test_paragraphs_stay_apart(target: str, shown: str) -> None:
    assert filled(f"t.{target}.j2", "{{ v|paragraphs }}", v="a*\n\nb\n") == shown


@pytest.mark.parametrize("target", ["md", "html", "txt"])
def test_unsafe_address_is_left_out(target: str) -> None:
    assert filled(f"t.{target}.j2", "[{{ v|url }}]", v="javascript:alert(1)") == "[]"
    assert filled(f"t.{target}.j2", "[{{ v|url }}]", v="https://a.example/x") == "[https://a.example/x]"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{{ nobody }}", "line 2: 'nobody' is undefined"),
        ("a\n\n{{ x.y }}", "line 3: 'dict object' has no attribute 'y'"),
        ("{% if x %}\n", "line 1: unexpected end of template"),
        ("{{ x|nofilter }}", "line 1: no filter named 'nofilter'"),
        ("{% include 'other.md.j2' %}", "line 1: no template 'other.md.j2'"),
        ("{{ x.__class__ }}", "line 1: access to attribute '__class__' of 'dict' object is unsafe"),
        ("{{ 1 / 0 }}", "line 1: division by zero"),
    ],
)
def test_trouble_names_template_and_line(template: str, said: str) -> None:
    with pytest.raises(CmtoolError) as caught:
        filled("reports/t.md.j2", template, x={})
    assert str(caught.value).startswith(f"template 'reports/t.md.j2', {said}")


def test_trouble_in_an_included_template_names_that_one() -> None:
    sources = {"a.md.j2": "x\n{% include 'b.md.j2' %}", "b.md.j2": "\n\n{{ nobody }}"}
    with pytest.raises(CmtoolError, match=r"^template 'b\.md\.j2', line 3: 'nobody' is undefined$"):
        Press(sources.get).fill("a.md.j2", {})


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "namespace"])
def test_unneeded_globals_are_gone(name: str) -> None:
    with pytest.raises(CmtoolError, match=f"'{name}' is undefined"):
        filled("t.md.j2", f"{{{{ {name}() }}}}")


def test_our_templates_do_not_go_around_escaping() -> None:
    library = Library(templates_folder())
    assert len(library.builtin) >= 9
    for name in library.builtin:
        text = library.builtin_source(name) or ""
        assert not re.search(r"\|\s*safe|autoescape|<script|javascript:|\s(?:on[a-z]{4,}|style)\s*=\s*['\"]", text), (
            name
        )
        assert not re.search(r"\s(?:href|src|content)=[^\"]", text), name
