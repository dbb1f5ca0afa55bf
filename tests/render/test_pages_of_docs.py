"""docs/templates.md names every template and filter there is."""

from __future__ import annotations

from pathlib import Path

from cmtool.drafts import spotlight
from cmtool.drafts.spotlight.card import card
from cmtool.render.library import Library
from cmtool.render.templates import Press
from cmtool.store.load import load
from cmtool.store.packaged import templates_folder
from tests.conftest import SAMPLE

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")


def test_every_template_is_documented() -> None:
    assert [name for name in Library(templates_folder()).builtin if f"`{name}`" not in PAGE] == []


def test_every_filter_is_documented() -> None:
    from jinja2.defaults import DEFAULT_FILTERS

    press = Press({}.get)
    own = {name for name in press._environment("x.html.j2").filters if name not in DEFAULT_FILTERS}
    assert {name for name in own if f"| `{name}` |" not in PAGE} == set()
    assert own == {"day", "plural", "percent", "url", "paragraphs", "markdown", "columns", "bars", "grid", "sha256"}
    assert "fitted" in press._environment("x.svg.j2").filters
    assert "| `fitted` |" in PAGE


def test_every_key_of_a_spotlight_is_documented() -> None:
    registry = load(SAMPLE).registry
    assert registry.community and registry.community.today
    context = spotlight.context(registry, "members/amina-diallo", registry.community.today)
    assert [key for key in [*context, *card(context)] if f"`{key}`" not in PAGE] == []
