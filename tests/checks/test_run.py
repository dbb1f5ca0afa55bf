"""How rules are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from cmtool.checks import Rule, _by_code, codes, rules
from tests.conftest import SAMPLE, Outcome


def test_a_bug_in_a_rule_fails_the_run_and_hides_no_other_finding(
    monkeypatch: pytest.MonkeyPatch, registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    def broken(registry: object, today: object) -> Iterator[object]:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(rules()["GRP102"], "check", broken)
    root = registry_of({"members/eve-holm.yaml": "name: Eve Holm\nstatus: activ\n"})
    code, out, _ = cmtool("validate", "--format", "concise", "--today", "2026-11-20", cwd=root)
    assert code == 1
    assert [line.split(" ", 2)[1] for line in out.splitlines() if " error " in line] == ["GRP102", "REF102"]
    assert "community.yaml:1:1 GRP102 error rule GRP102 could not be checked: ZeroDivisionError in " in out


def test_codes_are_known_without_loading_a_rule() -> None:
    assert codes() == list(rules())


def test_two_rules_with_one_code_are_refused() -> None:
    one, other = SimpleNamespace(CODE="GRP101", __name__="aa"), SimpleNamespace(CODE="GRP101", __name__="bb")
    with pytest.raises(ValueError, match=r"^two rules have the code GRP101: aa and bb$"):
        _by_code([cast(Rule, one), cast(Rule, other)])


def test_sample_has_exactly_the_warnings_it_wants(cmtool: Callable[..., Outcome]) -> None:
    code, out, _ = cmtool("validate", "--due", "--format", "concise", cwd=SAMPLE)
    assert code == 0
    assert sorted((line.split()[1], line.split(":")[0]) for line in out.splitlines()) == [
        ("GRP201", "groups/workflow.yaml"),
        ("GRP205", "groups/payments.yaml"),
        ("MEM201", "members/nurlan-sadykov.yaml"),
        ("MTG107", "meetings/2025-09-04-communitymeet.yaml"),
        ("MTG204", "meetings/2026-09-10-communitymeet.yaml"),
        ("MTG204", "meetings/2026-10-20-core-team.yaml"),
        ("REQ202", "requests/2026-11-04-help-503.yaml"),
        ("REQ205", "requests/2026-11-05-help-504.yaml"),
        ("SKL202", "members/chidi-eze.yaml"),
    ]
