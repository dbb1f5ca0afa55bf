"""Pages of docs/ that are made from the code are not stale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cmtool.checks import rules
from cmtool.formats import record_tables
from cmtool.formats import rules as rule_pages

DOCS = Path(__file__).parents[2] / "docs"


def test_page_of_records_is_what_the_models_say(same_as: Callable[[str, Path], None]) -> None:
    same_as(record_tables.markdown(), DOCS / "records.md")


def test_page_of_rules_is_what_the_rules_say(same_as: Callable[[str, Path], None]) -> None:
    same_as(rule_pages.markdown(), DOCS / "rules.md")


def test_every_rule_has_a_summary_an_example_and_a_remedy() -> None:
    for code, rule in rules().items():
        text = rule.__doc__ or ""
        assert rule_pages.summary(rule).endswith("."), code
        assert "How to fix:" in text, code
        assert "Bad" in text, code
