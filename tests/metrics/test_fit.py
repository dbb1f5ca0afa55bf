"""Who fits a need, and why."""

from __future__ import annotations

from datetime import date

import pytest

from cmtool.metrics.fit import fitting, leading, says_whom
from cmtool.model.registry import Registry
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """\
schema: 1
name: Fit
contact: {address: fit@meridian.example, owner: mei-lin-tan}
regions: [africa, americas, europe]
organisations: {}
roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}
privacy: {visibility: public}
"""
NEED = """\
title: Two reviewers
type: role
group: maps
status: open
opened: 2026-08-20
"""


def skill(level: int, **more: str) -> str:
    fields = {"skill": "openapi", "level": str(level), "date": "2026-08-30", "state": "confirmed"} | more
    return "skills: [{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}]"


def registry(member: str, need: str) -> Registry:
    here = member if member.startswith("status") else f"status: active, {member}"
    return registry_from(
        {
            "community": COMMUNITY,
            "groups/maps": "{name: Maps, kind: team, status: active, purpose: Draw, members: [{member: kofi-mensah, role: lead}]}",
            "members/kofi-mensah": "{name: Kofi Mensah, status: active, languages: [es], region: africa}",
            "skills/openapi": "{name: OpenAPI, category: technical, about: Describe}",
            "members/mei-lin-tan": "{name: Mei Lin Tan, status: alumni, left: 2026-01-01, region: africa}",
            "members/rosa-quispe": f"{{name: Rosa Quispe, {here}}}",
            "needs/reviewers": NEED + need,
        }
    )


def told(member: str, need: str) -> list[tuple[str, list[str], list[str]]]:
    found = registry(member, need)
    return [(fit.member.id, fit.fits, fit.lacks) for fit in fitting(found, found.needs["reviewers"], TODAY)]


SKILL = "skills: {openapi: 3}\n"


@pytest.mark.parametrize(
    ("member", "fits", "lacks"),
    [
        (skill(3), ["openapi 3"], []),
        (skill(5, want="learn"), ["openapi 5 (learning)"], []),
        (skill(2), [], ["openapi 2 of 3"]),
        (skill(2, want="learn"), [], ["openapi 2 of 3 (learning)"]),
        (skill(1), [], ["openapi 1 of 3 (learning)"]),
        (skill(4, want="rest"), [], ["openapi 4 (at rest)"]),
        (skill(4, state="proposed"), [], ["openapi 4 (not confirmed)"]),
        (skill(3) + ", availability: {hours_per_month: 0}", ["openapi 3"], ["no hours now"]),
        (skill(3) + ", availability: {mentoring: true}", ["openapi 3"], []),
    ],
)
def test_a_skill_is_told_as_it_stands(member: str, fits: list[str], lacks: list[str]) -> None:
    assert told(member, SKILL) == [("rosa-quispe", fits, lacks)]


def test_whoever_has_none_of_the_skills_is_not_proposed() -> None:
    assert told("languages: [es]", SKILL + "languages: [es]\n") == []
    assert told("languages: [es]", "languages: [es]\n") == [("rosa-quispe", ["speaks es"], [])]


def test_languages_and_region_are_wishes_of_their_own() -> None:
    need = "languages: [es, pt, en, qu]\nregions: [americas, europe]\n"
    assert told("languages: [pt-BR, es], region: americas", need) == [
        ("rosa-quispe", ["speaks es", "speaks pt", "in americas"], ["speaks no en/qu"])
    ]
    assert told("languages: [es], region: africa", need) == [
        ("rosa-quispe", ["speaks es"], ["speaks no pt/en/qu", "not in americas or europe"])
    ]


@pytest.mark.parametrize("status", ["paused", "alumni, left: 2026-01-01"])
def test_whoever_is_not_here_is_not_proposed(status: str) -> None:
    assert told(f"status: {status}, region: africa", "regions: [africa]\n") == []


@pytest.mark.parametrize("result", ["contacted", "interested", "joined", "declined", "silent"])
def test_whoever_was_asked_is_not_proposed_again(result: str) -> None:
    asked = f"outreach: [{{date: 2026-09-01, by: mei-lin-tan, member: rosa-quispe, result: {result}}}]\n"
    assert told("region: africa", "regions: [africa]\n") != []
    assert told("region: africa", "regions: [africa]\n" + asked) == []
    assert told("region: africa", "regions: [africa]\nfilled_by: [rosa-quispe]\n") == []


def test_whoever_looks_for_somebody_is_not_proposed() -> None:
    found = registry("region: africa", "regions: [africa]\n")
    need = found.needs["reviewers"]
    assert leading(found, need, TODAY) == {"kofi-mensah"}
    assert [fit.member.id for fit in fitting(found, need, TODAY)] == ["rosa-quispe"]


@pytest.mark.parametrize(("need", "says"), [("", False), (SKILL, True), ("languages: [es]\n", True)])
def test_a_need_says_whom_it_looks_for(need: str, says: bool) -> None:
    assert says_whom(registry("region: africa", need).needs["reviewers"]) is says
