"""Rules about spotlights at their borders: what remains to be done, by whom, with which command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cmtool.checks import check
from cmtool.finding import Due
from cmtool.model.showing import fingerprint
from tests.edits.spotlights import ANSWERS, APPROVED, COMMUNITY, CONSENT, ID, POST, TODAY, small, spotlight

OUT = [ANSWERS, CONSENT, APPROVED, POST]
LIIS = ("liis-tamm",)


def found(code: str, files: Mapping[str, str], day: date = TODAY) -> list[tuple[str, str, str]]:
    """Which field, what a rule says, and what to do."""
    return [(f.field_name, f.message, f.hint) for f in check(small(files), day) if f.code == code]


def due(code: str, files: Mapping[str, str], day: date = TODAY) -> list[tuple[str, str, Due | None]]:
    return [(f.message, f.hint, f.due) for f in check(small(files), day) if f.code == code]


# -- SPO101


@pytest.mark.parametrize(
    ("status", "also", "hint"),
    [
        (
            "approved",
            [],
            f"when they have seen the text and agreed: cmtool spotlight approve {ID} --by MEMBER --consent DAY",
        ),
        (
            "published",
            [POST],
            f"put the text back as it was, see cmtool history spotlights/{ID}; else: cmtool spotlight withdraw {ID}",
        ),
    ],
)
def test_consent_is_to_one_text(status: str, also: list[str], hint: str) -> None:
    """What `approve` wrote down is a fingerprint: any other answer, quote, hashtag or picture is another text."""
    seen = fingerprint(small({f"spotlights/{ID}": spotlight(status, ANSWERS)}).spotlights[ID])
    parts = [ANSWERS, CONSENT.replace("true", f'true, text: "{seen}"'), APPROVED, *also]
    unchanged = spotlight(status, *parts)
    assert found("SPO101", {f"spotlights/{ID}": unchanged}) == []
    for more in ("quote: Another one", "hashtags: [Another]", "image: {path: a.png, alt: Another}"):
        ((_, message, told),) = found("SPO101", {f"spotlights/{ID}": spotlight(status, *parts, more)})
        assert message == f"{status} in 'linkedin' without valid consent: the text was changed after it was seen"
        assert told == hint
    ((_, message, _),) = found("SPO101", {f"spotlights/{ID}": unchanged.replace("A nurse", "A doctor")})
    assert message == f"{status} in 'linkedin' without valid consent: the text was changed after it was seen"


def test_what_is_covered_or_gone_is_no_finding() -> None:
    assert found("SPO101", {f"spotlights/{ID}": spotlight("published", *OUT)}) == []
    down = POST.replace("url:", "taken_down: 2026-11-19, url:")
    assert found("SPO101", {f"spotlights/{ID}": spotlight("published", ANSWERS, APPROVED, down)}) == []
    for status in ("invited", "answered", "withdrawn"):
        assert found("SPO101", {f"spotlights/{ID}": spotlight(status)}) == []


@pytest.mark.parametrize(
    ("member", "hint"),
    [
        ("consents: {listing: 2025-03-04, spotlight: declined}", f"cmtool spotlight withdraw {ID}"),
        (
            "consents: {}",
            "if they agree: cmtool set members/amina-diallo consents.spotlight=DAY consents.listing=DAY; "
            f"else: cmtool spotlight withdraw {ID}",
        ),
        ("consents: {listing: 2025-03-04, spotlight: 2026-11-20}", None),
        (
            "consents: {listing: 2025-03-04, spotlight: 2026-11-21}",
            "if they agree: cmtool set members/amina-diallo consents.spotlight=DAY; "
            f"else: cmtool spotlight withdraw {ID}",
        ),
    ],
)
def test_word_of_the_person_counts_today_and_the_hint_is_a_command(member: str, hint: str | None) -> None:
    record = f"{{name: Amina Diallo, status: active, joined: 2025-03-04, {member}}}"
    told = found("SPO101", {"members/amina-diallo": record, f"spotlights/{ID}": spotlight("published", *OUT)})
    message = "published in 'linkedin' without valid consent: members/amina-diallo did not consent to spotlight"
    assert told == ([("published[0]", message, hint)] if hint else [])


def test_consent_taken_back_is_one_finding_not_two() -> None:
    gone = CONSENT.replace("true", "true, withdrawn: 2026-11-19")
    files = {f"spotlights/{ID}": spotlight("published", ANSWERS, gone, APPROVED, POST)}
    assert found("SPO101", files) == []
    assert found("SPO103", files) == [
        (
            "consent.withdrawn",
            "consent withdrawn on 2026-11-19, but the status is published",
            f"cmtool spotlight withdraw {ID}",
        )
    ]


# -- SPO103


def test_post_of_a_withdrawn_spotlight_is_due_until_it_is_gone() -> None:
    gone = CONSENT.replace("true", "true, withdrawn: 2026-11-19")
    files = {f"spotlights/{ID}": spotlight("withdrawn", ANSWERS, gone, APPROVED, POST)}
    assert due("SPO103", files) == [
        (
            "withdrawn, but the post of 2026-11-19 in 'linkedin' still stands",
            "take it down there, then write down that it is gone",
            Due(date(2026, 11, 19), LIIS, f"cmtool spotlight withdraw {ID} --taken-down linkedin"),
        )
    ]
    files = {f"spotlights/{ID}": files[f"spotlights/{ID}"].replace("url:", "taken_down: 2026-11-20, url:")}
    assert due("SPO103", files) == []


# -- SPO201


@pytest.mark.parametrize(
    ("agreed", "name"),
    [
        ("consents: {listing: 2024-06-01, spotlight: 2026-01-01}", "'jonas-berg'"),
        ("consents: {listing: 2024-06-01}", "somebody who is to be asked for spotlight"),
        ("consents: {}", "somebody who is to be asked for spotlight and listing"),
    ],
)
def test_next_one_is_named_only_by_their_leave(agreed: str, name: str) -> None:
    files = {
        "members/rosa-quispe": "{name: Rosa Quispe, status: paused, joined: 2025-09-01}",
        "members/jonas-berg": f"{{name: Jonas Berg, status: active, joined: 2024-06-01, region: europe, {agreed}}}",
        "members/liis-tamm": "{name: Liis, status: paused, joined: 2024-01-01, roles: [{role: manager, since: 2024-01-01}]}",
        "spotlights/last": spotlight("published", CONSENT, POST.replace("2026-11-19", "2026-10-01")),
    }
    assert due("SPO201", files) == [
        (
            "no spotlight since 2026-10-01",
            f"next in the queue: {name}",
            Due(date(2026, 11, 1), LIIS, "cmtool spotlight next"),
        )
    ]


def test_next_spotlight_is_told_ahead_and_a_planned_one_counts() -> None:
    files = {"spotlights/last": spotlight("invited", planned="2026-11-27")}
    assert due("SPO201", files) == [
        (
            "next spotlight is due on 2026-12-28, 31 days after 2026-11-27",
            "the queue says whose turn it is",
            Due(date(2026, 12, 28), LIIS, "cmtool spotlight next"),
        )
    ]
    late = due("SPO201", files, date(2026, 12, 28))
    assert [message for message, _, _ in late] == ["no spotlight planned after 2026-11-27"]
    assert due("SPO201", {}) == [], "who shows nobody is not asked to"
    off = {**files, "community": COMMUNITY + "policy: {spotlight_every: null}\n"}
    assert due("SPO201", off) == []


# -- SPO202


def test_the_same_person_is_told_while_it_can_be_changed() -> None:
    first = spotlight("published", *OUT)
    told = found("SPO202", {"spotlights/aa": first, "spotlights/bb": spotlight("invited", planned="2027-11-18")})
    assert told == [
        (
            "planned",
            "shows the same person 364 days after spotlights/aa",
            "cmtool spotlight next --list; or plan it from 365 days after that one on",
        )
    ]
    assert found("SPO202", {"spotlights/aa": first, "spotlights/bb": spotlight("invited", planned="2027-11-19")}) == []
    assert (
        found("SPO202", {"spotlights/aa": first, "spotlights/bb": spotlight("withdrawn", planned="2026-12-18")}) == []
    )
    out = spotlight("published", *OUT[:3], POST.replace("2026-11-19", "2026-11-20"))
    assert found("SPO202", {"spotlights/aa": first, "spotlights/bb": out}) == []


# -- SPO204


@pytest.mark.parametrize(
    ("status", "more", "command"),
    [
        ("invited", [], f"cmtool draft consent {ID}"),
        ("answered", [ANSWERS], f"cmtool spotlight approve {ID} --by MEMBER --consent DAY"),
        ("answered", [ANSWERS, CONSENT], f"cmtool spotlight approve {ID} --by MEMBER"),
        ("approved", [ANSWERS, CONSENT, APPROVED], f"cmtool spotlight publish {ID} --url URL"),
    ],
)
def test_each_step_has_its_day_and_command(status: str, more: list[str], command: str) -> None:
    files = {f"spotlights/{ID}": spotlight(status, *more)}
    hint = f"or another day: cmtool set spotlights/{ID} planned=DAY"
    assert due("SPO204", files) == [
        (f"planned for 2026-12-01, to be published; it is {status}", hint, Due(date(2026, 12, 2), LIIS, command))
    ]
    late = due("SPO204", files, date(2026, 12, 2))
    assert [message for message, _, _ in late] == [f"planned for 2026-12-01, not published; it is {status}"]


def test_nothing_of_all_this_without_spotlights_or_the_people_in_them() -> None:
    files = {"spotlights/aa": spotlight("invited", member="nobody-known", planned="2026-12-24")}
    codes = {finding.code for finding in check(small(files), TODAY) if finding.code.startswith("SPO")}
    assert codes == {"SPO201", "SPO203", "SPO204"}
    assert {finding.code for finding in check(small(), TODAY) if finding.code.startswith("SPO")} == set()


def test_who_declined_in_their_own_record_is_due_as_long_as_a_post_stands() -> None:
    declined = "{name: Amina Diallo, status: active, joined: 2025-03-04, consents: {spotlight: declined}}"
    files = {"members/amina-diallo": declined, f"spotlights/{ID}": spotlight("published", *OUT)}
    assert due("SPO103", files) == [
        (
            "who is shown declined, but the post of 2026-11-19 in 'linkedin' still stands",
            "withdraw it, take it down there, then write down that it is gone",
            Due(date(2026, 11, 19), LIIS, f"cmtool spotlight withdraw {ID}"),
        )
    ]
