"""Leaks and consent: what the samples of PRV101-105 cannot show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from cmtool.checks import rules
from cmtool.finding import Finding
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Privacy
contact: {address: community@meridian.example, owner: ada-stone}
regions: [north]
organisations: {}
roles: {}
privacy: {visibility: public}
"""
ADA = "name: Ada Stone\nstatus: active\n"
PRIVATE = COMMUNITY.replace("public", "private")


def found(code: str, files: Mapping[str, str | bytes]) -> list[Finding]:
    texts = {"community.yaml": COMMUNITY, "members/ada-stone.yaml": ADA} | files
    entries = [Entry(path, "file", text if isinstance(text, bytes) else text.encode()) for path, text in texts.items()]
    return list(rules()[code].check(assemble(entries).registry, TODAY))


def told(code: str, files: Mapping[str, str | bytes]) -> list[str]:
    return [f"{f.path}:{f.span.line}:{f.span.column}-{f.span.end_column} {f.message}" for f in found(code, files)]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("members/ada-stone.yaml", ADA + "x-mail: ada@stone.example\n", "3:9-26 mail address"),
        ("members/ada-stone.yaml", ADA + "# ada@stone.example\n", "3:3-20 mail address"),
        ("members/ada-stone.yaml", ADA + "ada@stone.example: x\n", "3:1-18 mail address"),
        ("members/ada-stone.yaml", "name: ada@stone.example: [\n", "1:7-24 mail address"),
        ("members/ada-stone.yaml", ADA + 'x-mail: "ada\\x40stone.example"\n', "3:10-30 mail address"),
        ("members/ada-stone.yaml", ADA + 'x-mail: "ada\\u0040stone.example"\n', "3:10-32 mail address"),
        ("members/ada-stone.yaml", b"name: Andr\xe9 ada@stone.example\n", "1:13-30 mail address"),
        ("members/ada-stone.yml", ADA + "x-tel: +44 20 7946 0018\n", "3:8-24 phone number"),
        ("members/Ada.yaml", ADA + "x-tel: +44 20 7946 0018\n", "3:8-24 phone number"),
        ("members/2026/ada-stone.yaml", ADA + "x-tel: +44 20 7946 0018\n", "3:8-24 phone number"),
    ],
)
def test_address_is_found_wherever_it_stands(path: str, text: str | bytes, place: str) -> None:
    assert told("PRV101", {path: text}) == [f"{path}:{place} in a public registry"]


def test_message_and_hint_never_repeat_the_address() -> None:
    (finding,) = found("PRV101", {"members/ada-stone.yaml": ADA + "ada@stone.example: x\n"})
    assert finding.message == "mail address in a public registry"
    assert finding.hint == "remove it; people are reached through the contact address of community.yaml"
    assert (finding.field, finding.record) == ((), "members/ada-stone")


@pytest.mark.parametrize("broken", ["", "schema: one\n", "nonsense: [\n"])
def test_contact_address_may_stand_even_in_a_community_file_that_is_broken(broken: str) -> None:
    block = COMMUNITY.replace(
        "{address: community@meridian.example, owner: ada-stone}",
        "\n  address: community@meridian.example\n  owner: ada-stone",
    )
    assert told("PRV101", {"community.yaml": COMMUNITY.replace("schema: 1\n", broken or "schema: 1\n")}) == []
    assert told("PRV101", {"community.yaml": block.replace("schema: 1\n", broken or "schema: 1\n")}) == []


def test_contact_address_may_stand_anywhere_another_one_nowhere() -> None:
    text = COMMUNITY.replace("name: Privacy", "name: Privacy # Community@meridian.example, x@meridian.example")
    assert told("PRV101", {"community.yaml": text}) == ["community.yaml:3:45-63 mail address in a public registry"]
    ours = {"members/ada-stone.yaml": ADA + "x-ask: community@meridian.example\n"}
    assert told("PRV101", ours) == []


def test_private_registry_may_hold_addresses_and_gender() -> None:
    files = {"community.yaml": PRIVATE, "members/ada-stone.yaml": ADA + "gender: woman\nx-mail: ada@stone.example\n"}
    assert told("PRV101", files) == []
    assert told("PRV102", files) == []


@pytest.mark.parametrize(("community", "count"), [(PRIVATE + "x: 1\n", 0), (PRIVATE + "x: [\n", 0), ("name: [", 1)])
def test_broken_community_file_still_says_that_it_is_private(community: str, count: int) -> None:
    files = {"community.yaml": community, "members/ada-stone.yaml": ADA + "gender: woman\nx-mail: ada@stone.example\n"}
    assert (len(told("PRV101", files)), len(told("PRV102", files))) == (count, count)


GROUP = """
name: Maps
kind: team
status: active
purpose: Draw
members: []
products: [{name: Style, versions: [{version: "1", status: released, date: 2026-10-01, authors: [ada-stone]}]}]
"""


@pytest.mark.parametrize(
    ("ada", "count"),
    [
        (ADA, 1),
        (ADA + "consents: {listing: declined}\n", 1),
        (ADA + "consents: {listing: 2026-01-01}\n", 0),
        ("status: removed\n", 0),
        ("name: [", 0),
    ],
)
def test_author_of_a_release_consents_to_listing(ada: str, count: int) -> None:
    assert len(found("PRV103", {"members/ada-stone.yaml": ada, "groups/maps.yaml": GROUP})) == count


def test_author_of_a_retired_version_stays_published() -> None:
    (finding,) = found("PRV103", {"groups/maps.yaml": GROUP.replace("released", "retired")})
    assert finding.message == "retired version 1 names 'ada-stone', who did not consent to listing"


def test_author_of_a_version_in_development_is_not_published_yet() -> None:
    assert found("PRV103", {"groups/maps.yaml": GROUP.replace("released", "in-development")}) == []


SPOTLIGHT = "member: ada-stone\nplanned: 2026-10-06\nchannels: [linkedin]\nstatus: "
PUBLIC = "kind: recognition\ndate: 2026-10-06\nby: ben-okoro\nmembers: [ben-okoro, ada-stone]\ntext: Well done\n"
BEN = {"members/ben-okoro.yaml": "name: Ben Okoro\nstatus: active\nconsents: {listing: 2026-01-01}\n"}


def test_published_spotlight_needs_consent_to_listing() -> None:
    (finding,) = found("PRV103", {"spotlights/ada.yaml": SPOTLIGHT + "published\n"})
    assert (finding.message, finding.field_name, finding.hint) == (
        "published spotlight names 'ada-stone', who did not consent to listing",
        "member",
        "ask, and set `consents.listing` of members/ada-stone to the day; "
        "or take the post down: cmtool spotlight withdraw ada",
    )


@pytest.mark.parametrize("status", ["invited", "answered", "approved", "withdrawn"])
def test_spotlight_that_is_not_out_names_nobody_in_public(status: str) -> None:
    assert found("PRV103", {"spotlights/ada.yaml": SPOTLIGHT + f"{status}\n"}) == []


@pytest.mark.parametrize("kind", ["recognition", "thanks", "story"])
def test_what_was_said_in_public_names_only_who_consented(kind: str) -> None:
    files = BEN | {"activities/2026/one.yaml": PUBLIC.replace("recognition", kind) + "public: true\n"}
    (finding,) = found("PRV103", files)
    assert (finding.message, finding.field_name) == (
        f"public {kind} names 'ada-stone', who did not consent to listing",
        "members[1]",
    )
    consented = {"members/ada-stone.yaml": ADA + "consents: {listing: 2026-01-01}\n"}
    assert found("PRV103", files | consented) == []
    assert found("PRV103", BEN | {"activities/2026/one.yaml": PUBLIC}) == []


REQUEST = "kind: query\nreceived: 2026-11-01\nsource: form\n"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("summary: Ada Stone asks for a map\n", ["'summary' names a member: no name in a record of a request"]),
        ("summary: 'A map, says STONE, ada'\n", ["'summary' names a member: no name in a record of a request"]),
        ("summary: A map\nreason: Ben Okoro has none\n", ["'reason' names members/ben-okoro: no name in a record of a request"]),
        ("summary: A map\nreferred_to: office of Ben Okoro\n", ["'referred_to' names members/ben-okoro: no name in a record of a request"]),
        ("summary: A map\nanswer: Ben Okoro and Ada Stone and Ben Okoro know\n", [
            "'answer' names members/ben-okoro: no name in a record of a request",
            "'answer' names a member: no name in a record of a request",
        ]),
        ("summary: Stone maps, Ada, Okoro\nowner: ada-stone\nticket: Ada Stone\n", []),
    ],
)  # fmt: skip
def test_request_names_no_member(text: str, messages: list[str]) -> None:
    findings = found("PRV106", BEN | {"requests/one.yaml": REQUEST + text})
    assert [finding.message for finding in findings] == messages
    told = " ".join(f"{finding.message} {finding.hint}" for finding in findings)
    assert "Ada" not in told and "Ben" not in told and "ada-stone" not in told


def test_request_is_searched_by_words_and_not_by_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of members are taken apart once, whatever the number of requests."""
    taken_apart = []

    def plain(text: str) -> str:
        taken_apart.append(text)
        return text.casefold()

    monkeypatch.setattr("cmtool.model.naming.plain", plain)
    members = {f"members/m{n}.yaml": f"name: Ada Stone{n}\nstatus: active\n" for n in range(30)}
    requests = {f"requests/r{n}.yaml": REQUEST + f"summary: Ask Ada Stone{n}\n" for n in range(20)}
    assert len(found("PRV106", members | requests)) == 20
    assert len(taken_apart) == 31 + 20 * 4
    taken_apart.clear()
    assert found("PRV106", members) == []
    assert taken_apart == []


OVERLAY = COMMUNITY.replace("public}", "public, overlay: ../private}")


def overlaid(
    registry_of: Callable[..., Path], own: str, ada: str = ADA, community: str = OVERLAY
) -> list[tuple[str, str]]:
    files = {"community.yaml": community, "members/ada-stone.yaml": ada, "../private/members/ada-stone.yaml": own}
    registry = load(registry_of(files)).registry
    findings = [f for code in ("REF101", "PRV105") for f in rules()[code].check(registry, TODAY) if f.source.private]
    return [(f.code, f.message) for f in findings]


def test_statistics_need_a_day_of_consent(registry_of: Callable[..., Path]) -> None:
    consented = ADA + "consents: {statistics: 2026-01-01}\n"
    assert overlaid(registry_of, "gender: woman\n", consented) == []


@pytest.mark.parametrize("ada", [ADA, ADA + "consents: {statistics: declined}\n"])
def test_without_it_not_even_undisclosed_may_stand(ada: str, registry_of: Callable[..., Path]) -> None:
    assert overlaid(registry_of, "gender: undisclosed\n", ada) == [
        ("PRV105", "overlay holds statistics data of 'ada-stone' without consents.statistics")
    ]


def test_notes_are_no_statistics(registry_of: Callable[..., Path]) -> None:
    assert overlaid(registry_of, "notes: Prefers mornings\n") == []


def test_field_has_one_home(registry_of: Callable[..., Path]) -> None:
    twice = overlaid(registry_of, "notes: Here\n", ADA + "notes: There\n", OVERLAY.replace("public,", "private,"))
    assert twice == [("PRV105", "field 'notes' stands in the public file of 'ada-stone' too")]


def test_overlay_file_needs_a_public_record(registry_of: Callable[..., Path]) -> None:
    files = {"community.yaml": OVERLAY, "members/ada-stone.yaml": ADA, "../private/members/ada-ston.yaml": "notes: x\n"}
    registry = load(registry_of(files)).registry
    (finding,) = (f for f in rules()["REF101"].check(registry, TODAY) if f.source.private)
    assert finding.message == "overlay file of an unknown member 'ada-ston'; did you mean 'ada-stone'?"
    assert finding.hint == "name it as the public record is named, or remove it"


def test_overlay_of_an_unreadable_member_is_not_judged(registry_of: Callable[..., Path]) -> None:
    assert overlaid(registry_of, "gender: woman\n", "name: [") == []


@pytest.mark.parametrize(
    ("ada", "expected"),
    [
        ("name: Ada Stone\nstatus: activ\nnotes: x\n", ["members/ada-stone.yaml:3:1-6"]),
        ("gender: woman\nstatus: activ\nnotes: x\n", ["members/ada-stone.yaml:1:1-7", "members/ada-stone.yaml:3:1-6"]),
        ("name: Ada Stone\nstatus: activ\nlinks: {gender: x, notes: y}\n", []),
        ("name: gender\nstatus: activ\n", []),
        ("gender: woman\nstatus: [\n", []),
    ],
)
def test_private_fields_are_found_beside_other_errors(ada: str, expected: list[str]) -> None:
    found = [line.partition(" ")[0] for line in told("PRV102", {"members/ada-stone.yaml": ada})]
    assert found == expected


def test_private_fields_of_other_kinds_are_not_members() -> None:
    assert told("PRV102", {"groups/maps.yaml": "name: Maps\nnotes: x\n"}) == []
