"""Whatever GovStack's files hold: what is made of them writes the same bytes, and takes nothing in twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cmtool import checks
from cmtool.document.writer import write
from tests.edits.verbs import FEW
from tests.exchange.govstack import TODAY, export, loaded, new, told_of, update

_IDS = st.sampled_from(["maps", "paths", "forms", "0x10", "1e3", "no-1", "2026-11-20"])
_NAMES = st.sampled_from(["Maps", "Ünïcode & Söhne", "no", "1.0", "# none", "'quoted'", "a: b", "徐俊杰", "M" * 150])
_URLS = st.sampled_from([None, "https://meridian.example/maps/", "https://meridian.example/?a=b#c:d"])
_STATUS = st.sampled_from(["active", "inactive"])
_CHARTERS = st.sampled_from([None, "charters/maps-2026.md", "charters/old/1.md"])
_CREDITS = st.lists(
    st.fixed_dictionaries(
        {
            "publication": st.sampled_from(["govstack:spec:bb:maps", "govstack:guide:forms"]),
            "version": st.sampled_from(["1.0", "1.2.0", "2.0-rc"]),
            "roles": st.lists(st.sampled_from(["Author", "Editor"]), max_size=2),
        }
    ),
    max_size=2,
)


def _records(**fields: Any) -> Any:
    return st.dictionaries(_IDS, st.fixed_dictionaries(fields), max_size=4).map(
        lambda found: [{"id": id, **{k: v for k, v in rest.items() if v is not None}} for id, rest in found.items()]
    )


_WG = _records(name=_NAMES, url=_URLS, calendar=_URLS, charter=_CHARTERS, status=_STATUS)
_TEAMS = _records(name=_NAMES, url=_URLS, calendar=_URLS, status=_STATUS)
_PERSONS = st.one_of(_records(name=_NAMES, url=_URLS, credits=_CREDITS), _records(status=st.just("removed")))


@FEW
@given(_WG, _TEAMS, _PERSONS)
def test_what_files_make_writes_the_same_bytes_and_takes_nothing_in_twice(wg: Any, teams: Any, persons: Any) -> None:
    values = {"working_groups.yml": ("wg", wg), "teams.yml": ("team", teams), "persons.yml": ("person", persons)}
    files = {name: write({"govstack": {key: records}}).encode() for name, (key, records) in values.items()}
    registry = loaded(new(files)[0])
    assert [f.message for f in checks.check(registry, TODAY) if f.is_error] == []
    change = update(registry, files)[0]
    assert (change.edits, change.new) == ({}, {})
    assert export(registry, files)[0] == files
    fresh = told_of(export(registry, {})[0])
    assert sorted(group[:7] for group in fresh.groups) == sorted(group[:7] for group in told_of(files).groups)
