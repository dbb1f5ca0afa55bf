"""Loading: every finding of every file in one run, and nothing cascades."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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


def test_folders_of_later_kinds_are_named_in_one_notice(
    registry_of: Callable[..., Path], cmtool: Callable[..., Outcome]
) -> None:
    root = registry_of({"requests/a.yaml": "not: read\n", "needs/b.yaml": "not: read\n", "docs/c.yaml": "ours: no\n"})
    outcome = cmtool("validate", "--today", "2026-11-20", cwd=root)
    assert outcome.err == "note: not read by this version: requests/, needs/\n"
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
    }


def test_overlay_is_read_where_the_community_says(registry_of: Callable[..., Path]) -> None:
    text = COMMUNITY.decode() + "  overlay: ../private\n"
    root = registry_of({"community.yaml": text, "../private/members/ada-moreau.yaml": "gender: woman\n"})
    overlay = load(root).registry.overlay
    assert overlay is not None
    assert {id: member.gender for id, member in overlay.items()} == {"ada-moreau": "woman"}
