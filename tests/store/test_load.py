"""Loading: every finding of every file in one run, and nothing cascades."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from tests.conftest import DATA, SAMPLE, Outcome

COMMUNITY = (DATA / "smallest" / "community.yaml").read_bytes()


def entry(path: str, text: str) -> Entry:
    return Entry(path, "file", text.encode())


def told(entries: list[Entry]) -> list[str]:
    return [f"{f.path}:{f.span.line}:{f.span.column} {f.code} {f.message}" for f in assemble(entries).findings]


def test_all_findings_of_all_files_come_in_one_run() -> None:
    assert told(
        [
            Entry("community.yaml", "file", COMMUNITY),
            entry("members/ada.yaml", "name: Ada\nstatus: activ\nlanguages: en\n"),
            entry("members/bo.yaml", "name: Bo\nname: Bo\nstatus: active\nstatus: active\n"),
            entry("groups/x.yml", "name: X\n"),
        ]
    ) == [
        "members/ada.yaml:2:9 REF102 'activ' is not one of: onboarding, active, paused, alumni, removed; did you mean 'active'?",
        "members/ada.yaml:3:12 SCH103 field 'languages': expected a list, an item a line: '- ...'; found 'en'",
        "members/bo.yaml:2:1 YML102 key 'name' stands twice, first on line 1",
        "members/bo.yaml:4:1 YML102 key 'status' stands twice, first on line 3",
        "groups/x.yml:1:1 FIL101 a record ends in '.yaml', not '.yml'",
    ]


def test_unreadable_member_is_not_an_unknown_reference(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    root = registry_of({"members/bo-lindqvist.yaml": "name: [Bo\n"})
    out = cmtool("validate", "--format", "concise", "--today", "2026-11-20", cwd=root).out
    assert [line for line in out.splitlines() if " error " in line] == [
        "members/bo-lindqvist.yaml:1:7 YML101 error not readable as YAML: "
        + out.split("not readable as YAML: ")[1].splitlines()[0]
    ]


def test_unreadable_community_silences_its_vocabularies(registry_of: Callable[..., Path]) -> None:
    loaded = load(registry_of({"community.yaml": "name: [\n"}))
    assert loaded.registry.community is None
    assert {finding.path for finding in loaded.findings} == {"community.yaml"}


def test_free_keys_are_ignored_at_every_depth() -> None:
    text = "name: Ada\nstatus: active\nx-shirt: M\naffiliations:\n  - org: garden\n    x-desk: 4\n"
    assert told([entry("members/ada.yaml", text)]) == []


def test_subfolders_are_free_and_ids_unique() -> None:
    held = "series: event\nstatus: planned\ndate: 2026-12-01\nmode: online\n"
    assert told([entry("meetings/2026/call.yaml", held), entry("meetings/call.yaml", held)]) == [
        "meetings/call.yaml:1:1 REF104 file name used twice: 'meetings/call' is also meetings/2026/call.yaml"
    ]


def test_two_files_of_one_id_accuse_nobody(registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]) -> None:
    root = registry_of({"members/a/ada-moreau.yaml": "name: Somebody Else\nstatus: alumni\nleft: unknown\n"})
    out = cmtool("validate", "--format", "concise", "--today", "2026-11-20", cwd=root).out
    assert [line for line in out.splitlines() if " error " in line] == [
        "members/ada-moreau.yaml:1:1 REF104 error file name used twice: 'members/ada-moreau' is also members/a/ada-moreau.yaml"
    ]


def test_broken_community_says_which_rules_rest(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    outcome = cmtool("validate", "--today", "2026-11-20", cwd=registry_of({"community.yaml": "schema: 1\n"}))
    assert outcome.code == 1
    assert outcome.err == (
        "note: community.yaml cannot be read: rules that need its words were not run; mend it, then again\n"
    )


def test_folders_of_later_kinds_are_named_in_one_notice(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    root = registry_of({"decisions/a.yaml": "not: read\n", "plans/b.yaml": "not: read\n", "docs/c.yaml": "ours: no\n"})
    outcome = cmtool("validate", "--today", "2026-11-20", cwd=root)
    assert outcome.err == "note: not read by this version: plans/, decisions/\n"
    assert outcome.code == 0


def test_plain_text_of_a_text_field_is_taken_and_quoting_advised() -> None:
    assert told([entry("members/ada.yaml", "name: 007\nstatus: active\ncountry: NO\nlanguages: [no]\n")]) == [
        "members/ada.yaml:1:7 YML106 '007' is a text here, but other YAML tools read a number",
        "members/ada.yaml:3:10 YML106 'NO' is a text here, but other YAML tools read false",
        "members/ada.yaml:4:13 YML106 'no' is a text here, but other YAML tools read false",
    ]


def test_sample_is_read_without_findings_and_its_overlay_is_absent() -> None:
    loaded = load(SAMPLE)
    assert loaded.findings == []
    assert loaded.registry.overlay is None
    assert {kind: len(records) for kind, records in loaded.registry.records.items()} == {
        "members": 43,
        "groups": 14,
        "meetings": 22,
        "skills": 30,
        "requests": 24,
        "needs": 6,
        "activities": 70,
        "spotlights": 9,
    }


def test_overlay_is_read_where_the_community_says(registry_of: Callable[..., Path]) -> None:
    text = COMMUNITY.decode() + "  overlay: ../private\n"
    root = registry_of({"community.yaml": text, "../private/members/ada-moreau.yaml": "gender: woman\n"})
    overlay = load(root).registry.overlay
    assert overlay is not None
    assert {id: member.gender for id, member in overlay.items()} == {"ada-moreau": "woman"}


@pytest.mark.parametrize("written", ["99", "2", "0", '"1"', "one"])
def test_registry_of_another_format_is_refused(written: str) -> None:
    text = COMMUNITY.decode().replace("schema: 1\n", f"schema: {written}\n")
    loaded = assemble([entry("community.yaml", text)])
    found = written.strip('"')
    assert [(f.code, f.field, f.message, f.hint) for f in loaded.findings] == [
        (
            "SCH103",
            ("schema",),
            f"field 'schema': expected 1; found '{found}'",
            "meaning of the field: version of the record format; this cmtool reads schema 1",
        )
    ]
    assert loaded.registry.community is None


def test_day_far_away_is_no_remedy_for_itself() -> None:
    text = "name: Ada\nstatus: active\njoined: 9999-12-31\n"
    (finding,) = assemble([entry("members/ada.yaml", text)]).findings
    assert finding.message == "field 'joined': expected a day from 1900-01-01 to 2999-12-31; found '9999-12-31'"
    assert "9999" not in finding.hint


INSIDE = "overlay lies inside the registry: its files would be published"
BESIDE = "name a folder beside the registry"


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        (".", INSIDE, "move it beside the registry"),
        ("private", INSIDE, "move it beside the registry"),
        ("../registry/members/..", INSIDE, "move it beside the registry"),
        ("members/ada-moreau.yaml", INSIDE, "move it beside the registry"),
        ("../file", "overlay is not a folder", BESIDE),
        ("../file/deeper", "overlay cannot be opened: Not a directory", f"{BESIDE}, as '../meridian-private'"),
        ("../" + "a" * 300, "overlay cannot be opened: File name too long", f"{BESIDE}, as '../meridian-private'"),
    ],
)
def test_overlay_in_a_wrong_place_is_told(
    named: str, message: str, hint: str, registry_of: Callable[..., Path]
) -> None:
    root = registry_of(
        {
            "community.yaml": COMMUNITY.decode() + f"  overlay: {named}\n",
            "private/members/ada-moreau.yaml": "gender: woman\n",
            "../file": "",
        }
    )
    loaded = load(root)
    assert loaded.registry.overlay is None
    assert [(f.code, f.path, f.field, f.message, f.hint, f.severity) for f in loaded.findings] == [
        ("FIL101", "community.yaml", ("privacy", "overlay"), message, hint, "error")
    ]


@pytest.mark.parametrize("made", [None, "../private/README.md"])
def test_overlay_that_is_not_there_is_not_available(made: str | None, registry_of: Callable[..., Path]) -> None:
    files = {"community.yaml": COMMUNITY.decode() + "  overlay: ../private\n"}
    loaded = load(registry_of(files | ({made: "x"} if made else {})))
    assert (loaded.registry.overlay, loaded.findings) == (None, [])


def test_overlay_that_the_system_closes_is_told(
    registry_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = registry_of({"community.yaml": COMMUNITY.decode() + "  overlay: ../private\n"})
    real = Path.stat

    def closed(path: Path, **options: bool) -> os.stat_result:
        if path.name == "private":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, **options)

    monkeypatch.setattr(Path, "stat", closed)
    assert [f.message for f in load(root).findings] == ["overlay cannot be opened: Permission denied"]


def test_registry_that_the_system_closes_is_told(tmp_path: Path) -> None:
    root = tmp_path / ("a" * 300)
    with pytest.raises(CmtoolError) as caught:
        load(root)
    assert str(caught.value) == f"cannot read {root}: File name too long"


def test_words_of_a_folder_that_is_no_overlay_stay_there(registry_of: Callable[..., Path]) -> None:
    text = COMMUNITY.decode() + "  overlay: ../elsewhere\n"
    stray = "password: hunter2\ngendr: woman\n"
    findings = load(registry_of({"community.yaml": text, "../elsewhere/members/ada-moreau.yaml": stray})).findings
    assert [finding.message for finding in findings] == [
        "unknown field",
        "unknown field 'gendr'; did you mean 'gender'?",
    ]
