"""The steps of a spotlight: each in its turn, none without the consent that it needs, and a way back at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cmtool.edits._records import values_of
from cmtool.edits.answer_spotlight import answered
from cmtool.edits.approve_spotlight import approved
from cmtool.edits.invite_spotlight import channels_of, invited, invited_group
from cmtool.edits.publish_spotlight import published
from cmtool.edits.withdraw_spotlight import withdrawn
from cmtool.errors import CmtoolError
from cmtool.model.edit import ChangeSet
from cmtool.model.registry import Registry
from cmtool.model.values import plain_text
from tests.edits.spotlights import (
    ANSWERS,
    APPROVED,
    CONSENT,
    ID,
    POST,
    TODAY,
    made,
    small,
    spotlight,
    with_spotlight,
)

DAY = date(2026, 12, 1)
URL = "https://social.example/p/2"


def error(act: Callable[[], Any]) -> str:
    with pytest.raises(CmtoolError) as found:
        act()
    return str(found.value)


def after(registry: Registry, change: ChangeSet, id: str = ID) -> Any:
    """What the record says after a change."""
    return plain_text(values_of(made(registry, change).spotlights[id]))


# -- invited


def test_invitation_is_a_new_record_that_waits_for_answers() -> None:
    change = invited(small(), "amina-diallo", DAY, ["linkedin", "linkedin"], TODAY)
    assert change.subject == f"spotlights/{ID}: invited"
    assert plain_text(change.new) == {
        f"spotlights/{ID}": {
            "member": "amina-diallo",
            "planned": "2026-12-01",
            "status": "invited",
            "channels": ["linkedin"],
        }
    }


def test_invitation_of_a_group_that_works() -> None:
    change = invited_group(small(), "payments", DAY, ["linkedin"], TODAY)
    assert list(change.new) == ["spotlights/2026-12-01-payments"]
    asleep = small({"groups/payments": small().all_groups["payments"].source.text.replace("active", "dormant")})
    assert error(lambda: invited_group(asleep, "payments", DAY, ["linkedin"], TODAY)) == (
        "groups/payments is dormant: a post would invite people to nobody"
    )
    twice = small({"spotlights/now": spotlight("answered", member="")})
    assert error(lambda: invited_group(twice, "payments", DAY, ["linkedin"], TODAY)) == (
        "spotlights/now shows it already: it is answered"
    )


def test_nobody_is_invited_who_declined_or_for_a_day_that_is_over() -> None:
    assert error(lambda: invited(small(), "kofi-mensah", DAY, ["linkedin"], TODAY)) == (
        "members/kofi-mensah declined spotlight: nobody asks again; if they say yes by themselves: "
        "cmtool set members/kofi-mensah consents.spotlight=DAY"
    )
    assert error(lambda: invited(small(), "rosa-quispe", date(2026, 11, 19), ["linkedin"], TODAY)) == (
        "--on 2026-11-19 is over, today is 2026-11-20"
    )


def test_channels_are_those_of_the_last_spotlight() -> None:
    assert channels_of(small()) == ["linkedin"]
    later = spotlight("invited", planned="2026-12-02").replace("[linkedin]", "[newsletter]")
    assert channels_of(small({"spotlights/aa": spotlight("published", POST), "spotlights/bb": later})) == ["newsletter"]


# -- answered


def test_answers_come_in_and_the_consent_to_be_shown_with_them() -> None:
    registry = small({f"spotlights/{ID}": spotlight("invited", member="rosa-quispe")})
    asked = registry.spotlights[ID]
    change = answered(registry, asked, {"who": " I map land. ", "proud": " "}, "Land  is memory", TODAY, TODAY)
    assert change.notes == ["not answered: proud"]
    assert after(registry, change) == {
        "member": "rosa-quispe",
        "planned": "2026-12-01",
        "status": "answered",
        "channels": ["linkedin"],
        "answers": {"who": "I map land."},
        "quote": "Land is memory",
    }
    assert made(registry, change).members["rosa-quispe"].consents["spotlight"] == TODAY


def test_consent_that_is_there_stays_and_a_refusal_is_never_overwritten() -> None:
    registry, asked = with_spotlight("invited")
    assert answered(registry, asked, {}, None, TODAY, TODAY).edits == {}
    registry = small({f"spotlights/{ID}": spotlight("invited", member="kofi-mensah")})
    assert error(lambda: answered(registry, registry.spotlights[ID], {"who": "K"}, None, TODAY, TODAY)) == (
        "members/kofi-mensah declined to be shown; if they changed their mind by themselves: "
        "cmtool set members/kofi-mensah consents.spotlight=2026-11-20"
    )


def test_same_answers_again_change_nothing_and_empty_ones_are_taken_out() -> None:
    registry, asked = with_spotlight("answered", ANSWERS)
    assert answered(registry, asked, {"who": "A nurse"}, None, None, TODAY).edits == {}
    assert after(registry, answered(registry, asked, {"who": "", "proud": "Yes"}, None, None, TODAY))["answers"] == {
        "proud": "Yes"
    }
    assert after(registry, answered(registry, asked, {"who": ""}, None, None, TODAY))["status"] == "invited"


@pytest.mark.parametrize(
    ("answers", "quote", "message"),
    [
        (
            {"who": "Write to amina@mail.example"},
            None,
            "the answer to 'who' holds a mail address or a phone number: take it out, posts name the shared address",
        ),
        (
            {},
            "Call +221 77 123 45 67",
            "the quote holds a mail address or a phone number: take it out, posts name the shared address",
        ),
        ({"prud": "x"}, None, "no question 'prud'; did you mean 'proud'?; questions: who, proud"),
        ({"a@mail.example": "x"}, None, "no question a text of 14 characters; questions: who, proud"),
    ],
)
def test_addresses_and_unknown_questions_are_refused(answers: dict[str, str], quote: str | None, message: str) -> None:
    registry, asked = with_spotlight("invited")
    assert error(lambda: answered(registry, asked, answers, quote, None, TODAY)) == message


def test_shared_address_may_stand_in_an_answer() -> None:
    registry, asked = with_spotlight("invited")
    assert answered(registry, asked, {"who": "Ask community@meridian.example"}, None, None, TODAY).edits


def test_another_text_needs_another_approval() -> None:
    registry, ready = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    change = answered(registry, ready, {"who": "A midwife"}, None, None, TODAY)
    assert after(registry, change) == {
        "member": "amina-diallo",
        "planned": "2026-12-01",
        "status": "answered",
        "channels": ["linkedin"],
        "answers": {"who": "A midwife"},
    }
    assert change.notes[-1] == (
        "the text is another one now: show it again, and approve it with the day of the consent to it"
    )
    registry, out = with_spotlight("published", ANSWERS, CONSENT, APPROVED, POST)
    assert error(lambda: answered(registry, out, {"who": "A midwife"}, None, None, TODAY)) == (
        f"spotlights/{ID} is published: its text was seen and approved as it is; correct the post by hand, or take it "
        f"back: cmtool spotlight withdraw {ID}"
    )


def test_same_answers_and_a_word_of_consent_leave_an_approval_as_it_is() -> None:
    for status, more in (("approved", []), ("published", [POST])):
        registry, one = with_spotlight(status, ANSWERS, CONSENT, APPROVED, *more)
        assert answered(registry, one, {}, None, TODAY, TODAY).edits == {}
    registry, one = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    assert answered(registry, one, {"who": "A nurse"}, None, None, TODAY).edits == {}


def test_consent_that_was_withdrawn_is_not_forgotten_with_another_text() -> None:
    gone = CONSENT.replace("true", "true, withdrawn: 2026-11-19")
    registry, one = with_spotlight("approved", ANSWERS, gone, APPROVED)
    told = after(registry, answered(registry, one, {"who": "A midwife"}, None, None, TODAY))
    assert (told["status"], told["consent"]["withdrawn"]) == ("answered", "2026-11-19")


# -- approved


def test_approval_writes_the_consent_to_the_text_for_its_channels() -> None:
    registry, ready = with_spotlight("answered", ANSWERS)
    change = approved(registry, ready, "liis-tamm", date(2026, 11, 19), ["linkedin", "newsletter"], TODAY)
    assert after(registry, change) == {
        "member": "amina-diallo",
        "planned": "2026-12-01",
        "status": "approved",
        "channels": ["linkedin", "newsletter"],
        "answers": {"who": "A nurse"},
        "consent": {
            "given": "2026-11-19",
            "channels": ["linkedin", "newsletter"],
            "text_seen": "true",
            "text": "c2181adcc49915ee",
        },
        "approved_by": "liis-tamm",
    }


def test_approval_takes_the_consent_on_record() -> None:
    registry, ready = with_spotlight("answered", ANSWERS, CONSENT)
    assert after(registry, approved(registry, ready, "liis-tamm", None, [], TODAY))["status"] == "approved"


APPROVE = f"cmtool spotlight approve {ID} --by MEMBER --consent DAY"


@pytest.mark.parametrize(
    ("more", "by", "day", "channels", "message"),
    [
        (
            [],
            "liis-tamm",
            TODAY,
            [],
            f"spotlights/{ID} has no answers yet, so there is no text to approve: cmtool draft consent {ID}, "
            f"then cmtool spotlight answer {ID} --from FILE",
        ),
        ([ANSWERS], "amina-diallo", TODAY, [], "'amina-diallo' is the person shown: somebody else approves it"),
        (
            [ANSWERS],
            "liis-tamm",
            date(2026, 11, 21),
            [],
            "--consent 2026-11-21 lies ahead, today is 2026-11-20: write down what has happened",
        ),
        (
            [ANSWERS],
            "liis-tamm",
            None,
            [],
            f"spotlights/{ID} cannot be approved: linkedin: no consent to the text is written down\n"
            f"when they have seen the text and agreed: {APPROVE}",
        ),
        (
            [ANSWERS, CONSENT.replace("true", "false")],
            "liis-tamm",
            None,
            [],
            f"spotlights/{ID} cannot be approved: linkedin: who is shown has not seen the text "
            f"(consent.text_seen)\nwhen they have seen the text and agreed: {APPROVE}",
        ),
        (
            [ANSWERS, CONSENT],
            "liis-tamm",
            None,
            ["linkedin", "newsletter"],
            f"spotlights/{ID} cannot be approved: newsletter: the consent does not cover 'newsletter'\n"
            f"ask for this channel; when they agreed: {APPROVE} --channel linkedin --channel newsletter",
        ),
        (
            [ANSWERS, CONSENT.replace("true", "true, withdrawn: 2026-11-19")],
            "liis-tamm",
            None,
            [],
            f"spotlights/{ID} cannot be approved: linkedin: the consent was withdrawn on 2026-11-19\n"
            f"cmtool spotlight withdraw {ID}",
        ),
        (
            [ANSWERS, CONSENT.replace("true", "true, withdrawn: 2026-11-19")],
            "liis-tamm",
            date(2026, 11, 19),
            [],
            "the consent was withdrawn on 2026-11-19: --consent needs a later day, on which it was given",
        ),
    ],
)
def test_nothing_is_approved_without_text_consent_and_somebody_else(
    more: list[str], by: str, day: date | None, channels: list[str], message: str
) -> None:
    registry, ready = with_spotlight("answered", *more)
    assert error(lambda: approved(registry, ready, by, day, channels, TODAY)) == message


def test_consent_to_the_text_is_not_enough_for_who_is_not_to_be_shown_or_listed() -> None:
    registry = small({f"spotlights/{ID}": spotlight("answered", ANSWERS, member="rosa-quispe")})
    assert error(lambda: approved(registry, registry.spotlights[ID], "liis-tamm", TODAY, [], TODAY)) == (
        f"spotlights/{ID} cannot be approved: linkedin: members/rosa-quispe did not consent to spotlight\n"
        f"if they agree: cmtool set members/rosa-quispe consents.spotlight=DAY; else: cmtool spotlight withdraw {ID}"
    )
    registry = small({f"spotlights/{ID}": spotlight("answered", ANSWERS, member="kofi-mensah")})
    assert error(lambda: approved(registry, registry.spotlights[ID], "liis-tamm", TODAY, [], TODAY)) == (
        f"spotlights/{ID} cannot be approved: linkedin: members/kofi-mensah did not consent to spotlight\n"
        f"cmtool spotlight withdraw {ID}"
    )


def test_group_is_approved_with_the_word_of_who_answers_for_it() -> None:
    registry = small({f"spotlights/{ID}": spotlight("answered", ANSWERS, member="")})
    change = approved(registry, registry.spotlights[ID], "liis-tamm", TODAY, [], TODAY)
    assert after(registry, change)["status"] == "approved"


# -- published


def test_post_is_written_down_with_its_day_and_channel() -> None:
    registry, ready = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    change = published(registry, ready, URL, None, TODAY, TODAY)
    assert change.subject == f"spotlights/{ID}: published in linkedin"
    told = after(registry, change)
    assert (told["status"], told["published"]) == (
        "published",
        [{"channel": "linkedin", "date": "2026-11-20", "url": URL}],
    )
    again = made(registry, change)
    assert published(again, again.spotlights[ID], URL, "linkedin", TODAY, TODAY).edits == {}


def test_further_channel_follows_a_consent_that_covers_it() -> None:
    wide = CONSENT.replace("[linkedin]", "[linkedin, newsletter]")
    registry, out = with_spotlight("published", ANSWERS, wide, APPROVED, POST)
    told = after(registry, published(registry, out, URL, "newsletter", TODAY, TODAY))
    assert (told["channels"], len(told["published"])) == (["linkedin", "newsletter"], 2)


@pytest.mark.parametrize(
    ("status", "more", "channel", "day", "message"),
    [
        (
            "invited",
            [],
            None,
            TODAY,
            f"spotlights/{ID} is invited, not approved: nothing goes out before; next: cmtool draft consent {ID}",
        ),
        (
            "answered",
            [ANSWERS, CONSENT],
            None,
            TODAY,
            f"spotlights/{ID} is answered, not approved: nothing goes out before; "
            f"next: cmtool spotlight approve {ID} --by MEMBER",
        ),
        (
            "withdrawn",
            [],
            None,
            TODAY,
            f"spotlights/{ID} is withdrawn, and stays so; to ask anew: cmtool spotlight next --member amina-diallo",
        ),
        (
            "approved",
            [ANSWERS, CONSENT, APPROVED],
            None,
            date(2026, 11, 17),
            f"spotlights/{ID} may not be shown in 'linkedin' on 2026-11-17: the consent is of 2026-11-18, "
            f"which lies ahead\nwait for that day; if it is wrong: cmtool set spotlights/{ID} consent.given=DAY",
        ),
        (
            "approved",
            [ANSWERS, CONSENT, APPROVED],
            "newsletter",
            TODAY,
            f"spotlights/{ID} may not be shown in 'newsletter' on 2026-11-20: the consent does not cover 'newsletter'\n"
            f"ask for this channel; when they agreed: {APPROVE} --channel linkedin --channel newsletter",
        ),
        (
            "approved",
            [ANSWERS, CONSENT, APPROVED],
            None,
            date(2026, 11, 21),
            "--on 2026-11-21 lies ahead, today is 2026-11-20: write down what has happened",
        ),
        (
            "published",
            [ANSWERS, CONSENT, APPROVED, POST],
            None,
            TODAY,
            f"spotlights/{ID} is out in 'linkedin' since 2026-11-19; to correct it: "
            f"cmtool set spotlights/{ID} 'published[linkedin].url=URL'",
        ),
    ],
)
def test_nothing_is_published_out_of_turn(
    status: str, more: list[str], channel: str | None, day: date, message: str
) -> None:
    registry, one = with_spotlight(status, *more)
    assert error(lambda: published(registry, one, URL, channel, day, TODAY)) == message


def test_several_channels_have_to_be_told_apart() -> None:
    registry = small({f"spotlights/{ID}": spotlight("approved", ANSWERS, CONSENT).replace("[linkedin]", "[aa, bb]", 1)})
    assert error(lambda: published(registry, registry.spotlights[ID], URL, None, TODAY, TODAY)) == (
        "in which channel? Say --channel with one of: aa, bb"
    )


def test_post_in_a_time_for_caution_is_told() -> None:
    registry, ready = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    change = published(registry, ready, URL, None, date(2026, 12, 24), date(2026, 12, 24))
    assert change.notes == ["2026-12-24 lies in a time for caution, 2026-12-20 to 2027-01-05: Holidays"]


def test_nothing_goes_out_while_the_record_of_the_person_cannot_be_read() -> None:
    registry, ready = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    records = {**registry.records, "members": {}}
    blind = Registry(registry.community, records, unreadable=frozenset({"members/amina-diallo"}))
    assert error(lambda: published(blind, ready, URL, None, TODAY, TODAY)) == (
        "members/amina-diallo cannot be read: mend it first, see cmtool validate"
    )


# -- withdrawn


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("invited", []),
        ("answered", [ANSWERS]),
        ("approved", [ANSWERS, CONSENT, APPROVED]),
        ("published", [ANSWERS, CONSENT, APPROVED, POST]),
    ],
)
def test_spotlight_is_taken_back_wherever_it_stands(status: str, more: list[str]) -> None:
    registry, one = with_spotlight(status, *more)
    told = after(registry, withdrawn(registry, one, TODAY, [], TODAY))
    assert told["status"] == "withdrawn"
    assert told.get("consent", {}).get("withdrawn") == ("2026-11-20" if CONSENT in more else None)


def test_what_has_to_be_taken_down_is_told_with_its_address() -> None:
    registry, out = with_spotlight("published", ANSWERS, CONSENT, APPROVED, POST)
    change = withdrawn(registry, out, TODAY, [], TODAY)
    copies = [
        "delete what was made of it: the folder of its draft (text, cards), mails with the text, and the output of "
        "`cmtool build`, also where it is published (build it anew)",
        "if they shall not be asked again: cmtool set members/amina-diallo consents.spotlight=declined",
    ]
    words = "answers, quote and picture are taken out of the record; the history of git still holds them"
    assert change.notes == ["take it down in linkedin: https://social.example/p/1", copies[0], words, copies[1]]
    assert after(registry, change).keys().isdisjoint({"answers", "quote", "image"})
    registry = made(registry, change)
    change = withdrawn(registry, registry.spotlights[ID], TODAY, ["all"], TODAY)
    assert change.subject == f"spotlights/{ID}: posts taken down"
    assert after(registry, change)["published"][0]["taken_down"] == "2026-11-20"
    registry = made(registry, change)
    again = withdrawn(registry, registry.spotlights[ID], TODAY, ["linkedin"], TODAY)
    assert (again.subject, again.edits, again.notes) == (f"spotlights/{ID}: nothing changed", {}, [])


def test_post_is_not_gone_before_it_was_there_nor_where_it_never_was() -> None:
    registry, out = with_spotlight("published", ANSWERS, CONSENT, APPROVED, POST)
    assert error(lambda: withdrawn(registry, out, date(2026, 11, 18), ["all"], TODAY)) == (
        "the post in 'linkedin' is of 2026-11-19: it cannot be gone since 2026-11-18"
    )
    assert error(lambda: withdrawn(registry, out, TODAY, ["chat"], TODAY)) == (
        f"spotlights/{ID} was not posted in 'chat'; it was posted in: linkedin"
    )


def test_what_is_withdrawn_stays_so() -> None:
    registry, over = with_spotlight("withdrawn", ANSWERS)
    message = f"spotlights/{ID} is withdrawn, and stays so; to ask anew: cmtool spotlight next --member amina-diallo"
    assert error(lambda: answered(registry, over, {"who": "x"}, None, None, TODAY)) == message
    assert error(lambda: approved(registry, over, "liis-tamm", TODAY, [], TODAY)) == message


@pytest.mark.parametrize("channel", ["ann.other@example.org", "+372 5555 1234", "-x", "Linked In", ""])
def test_what_is_no_channel_is_refused_and_no_address_repeated(channel: str) -> None:
    registry, one = with_spotlight("approved", ANSWERS, CONSENT, APPROVED)
    told = "'" + channel + "'" if channel in ("-x", "Linked In", "") else f"a text of {len(channel)} characters"
    acts: list[Callable[[], ChangeSet]] = [
        lambda: published(registry, one, "https://social.example/p/1", channel, TODAY, TODAY),
        lambda: approved(registry, one, "liis-tamm", TODAY, [channel], TODAY),
    ]
    for act in acts:
        with pytest.raises(CmtoolError) as found:
            act()
        assert str(found.value) == f"--channel: expected the id of a channel, as linkedin; found {told}"


def test_nothing_more_is_taken_in_of_who_declined_meanwhile() -> None:
    files = {"members/amina-diallo": "{name: Amina Diallo, status: active, consents: {spotlight: declined}}"}
    registry = small({**files, f"spotlights/{ID}": spotlight("invited")})
    assert error(lambda: answered(registry, registry.spotlights[ID], {"who": "A nurse"}, None, None, TODAY)) == (
        f"members/amina-diallo declined spotlight: nothing more is taken in; cmtool spotlight withdraw {ID}, or, if "
        "they say yes by themselves, cmtool set members/amina-diallo consents.spotlight=DAY"
    )


def test_group_is_not_approved_by_who_leads_it() -> None:
    registry, ready = with_spotlight("answered", ANSWERS, member="")
    assert error(lambda: approved(registry, ready, "jonas-berg", TODAY, [], TODAY)) == (
        "'jonas-berg' leads groups/payments, which is shown: somebody else approves it"
    )
    assert after(registry, approved(registry, ready, "liis-tamm", TODAY, [], TODAY))["status"] == "approved"


def test_text_that_names_somebody_unlisted_is_not_approved() -> None:
    registry, ready = with_spotlight("answered", "answers: {who: I learned it from Kofi Mensah.}")
    assert error(lambda: approved(registry, ready, "liis-tamm", TODAY, [], TODAY)) == (
        f"'who' of spotlights/{ID} names 'kofi-mensah', who did not consent to listing: take the name out with "
        f"cmtool spotlight answer {ID}, or ask for the consent"
    )
