"""A registry's own templates are strangers (safety.md 2.3): each attack ends in one line and exit code 2."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from tests.conftest import Outcome

ATTACKS = {
    "J1 pickle": "{{ community.parse_raw('x', proto='pickle', allow_pickle=true) }}",
    "J1 file": "{{ community.parse_file('/etc/passwd') }}",
    "J1 dump": "{{ community.model_dump() }}",
    "J2 class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "J2 attr": "{{ ''|attr('__class__') }}",
    "J2 format": "{{ '{0.__class__}'.format('') }}",
    "J2 format map": "{{ '{x.__class__.__init__}'.format_map({'x': ''}) }}",
    "J2 format stored": "{% set f = '{0.__class__.__mro__}'.format %}{{ f('') }}",
    "J2 cycler": "{{ cycler.__init__.__globals__.os.system('touch CANARY') }}",
    "J2 joiner": "{{ joiner.__init__.__globals__.os.system('touch CANARY') }}",
    "J2 lipsum": "{{ lipsum.__globals__['os'].system('touch CANARY') }}",
    "J2 self": "{{ self.__init__.__globals__ }}",
    "J2 self environment": "{{ self._TemplateReference__context.environment.loader.load_text.__globals__ }}",
    "J2 macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "J2 range": "{{ range.__init__.__globals__ }}",
    "J2 generator": "{{ (x for x in [1]).gi_frame }}",
    "J2 function": "{{ dict.mro() }}",
    "J2 map attribute": "{{ ['']|map(attribute='__class__')|list|first }}",
    "J2 groupby": "{{ (['']|groupby('__class__')|first).grouper.__mro__ }}",
    "J2 filter": "{{ 'x'|markdown.__globals__ }}",
    "J2 date clock": "{{ today.today() }}",
    "J2 date now": "{{ today.fromtimestamp(0) }}",
    "J2 mutate": "{{ community.clear() }}",
    "J2 import": "{% import 'os' as os %}",
    "J3 range": "{% for i in range(10**9) %}{% endfor %}",
    "J4 loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "J4 power": "{{ 9**(9**9) }}",
    "J5 repeat": "{{ 'a' * 10**9 }}",
    "J5 center": "{{ 'a'|center(10**9) }}",
    "J5 format width": "{{ '%1000000000d'|format(1) }}",
    "J5 lipsum": "{{ lipsum(n=100000) }}",
    "J5 doubling": "{% set ns = namespace(s='a') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "J5 list": "{{ ([1] * 10**9)|length }}",
    "J5 output": "{% for i in range(99999) %}{% for j in range(999) %}aaaaaaaaaaaa{% endfor %}{% endfor %}",
    "J6 include": "{% include 'reports/overview.md.j2' %}",
    "J6 extends": "{% extends 'reports/overview.md.j2' %}",
    "J6 macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "J6 nested": "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "J6 parentheses": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "J7 absolute": "{% include '/etc/passwd' %}",
    "J7 upwards": "{% include '../community.yaml' %}",
    "J7 upwards inside": "{% include 'reports/../../community.yaml' %}",
    "J7 link": "{% include 'reports/link.md.j2' %}",
    "syntax": "{{ 1 +",
    "undefined": "{{ nobody }}",
    "not text": "\x00{{ nobody }}",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_ends_in_one_line(
    name: str, cmtool: Callable[..., Outcome], registry_of: Callable[..., Path], tmp_path: Path
) -> None:
    canary, secret = tmp_path / "CANARY", tmp_path / "secret.md.j2"
    secret.write_text("the secret of another file")
    root = registry_of({"templates/reports/overview.md.j2": ATTACKS[name].replace("CANARY", str(canary))})
    (root / "templates" / "reports" / "link.md.j2").symlink_to(secret)
    began = time.monotonic()
    outcome = cmtool("report", "overview", "--today", "2026-11-20", "--registry", str(root))
    assert time.monotonic() - began <= 10
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: template 'reports/overview.md.j2'")
    assert outcome.err.count("\n") == 1
    assert not any(word in outcome.err for word in ("Traceback", "root:", "secret of another"))
    assert not canary.exists()


def test_templates_of_the_registry_never_run_in_our_process(
    cmtool: Callable[..., Outcome], registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confined(sources: dict[str, str], jobs: list[object]) -> list[str]:
        asked.extend(sources)
        return ["from the child\n" for _ in jobs]

    monkeypatch.setattr("cmtool.render.renderer.run_confined", confined)
    root = registry_of({"templates/_words.txt.j2": "{{ 'a' * 10**9 }}"})
    outcome = cmtool("report", "overview", "--today", "2026-11-20", "--registry", str(root))
    assert outcome == (0, "from the child\n", "")
    assert "_words.txt.j2" in asked


def test_own_template_is_used(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    root = registry_of(
        {"templates/reports/overview.md.j2": "{{ community.name }} on {{ today|day }}: {{ numbers.members }}*\n"}
    )
    outcome = cmtool("report", "overview", "--today", "2026-11-20", "--registry", str(root))
    assert outcome == (0, "Friday Garden on 20 November 2026: 4*\n", "")


def test_child_sees_no_environment_and_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cmtool.render.renderer import _CHILD

    monkeypatch.setenv("CMTOOL_CANARY", "x")
    probe = (
        "import os, sys; sys.path.append(sys.argv[1]); from cmtool.render import worker; worker._bound();"
        "print(sorted(os.environ), os.getcwd());"
        f"open({str(tmp_path / 'file')!r}, 'w').write('x' * 10)"
    )
    import subprocess

    done = subprocess.run([*_CHILD[:3], probe, _CHILD[4]], capture_output=True, env={}, cwd="/", text=True, check=False)
    assert done.stdout in ("[] /\n", "['LC_CTYPE'] /\n")
    assert (tmp_path / "file").read_text() == ""


def test_memory_of_the_child_is_bounded() -> None:
    from cmtool.render.renderer import Job, run_confined

    with pytest.raises(CmtoolError, match="needs too much memory"):
        run_confined(
            {"a.txt.j2": "{% set x = 'a' * 300000000 %}{% set y = x ~ 'b' %}{{ y|length }}"}, [Job("a.txt.j2", {})]
        )


def test_each_template_of_a_batch_has_its_own_time() -> None:
    from cmtool.render.renderer import Job, run_confined

    slow = "{% for a in range(1500) %}{% for b in range(1500) %}{% endfor %}{% endfor %}{{ n }}"
    assert run_confined({"a.txt.j2": slow}, [Job("a.txt.j2", {"n": n}) for n in range(3)]) == ["0", "1", "2"]
