"""Letters: each as accepted on a small community, and what stands above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmtool import drafts
from cmtool.errors import CmtoolError
from cmtool.exchange.answers import read_answers
from tests.drafts.letters import COMMUNITY, FILES, REGISTRIES, TODAY, parts, registry_with

GOLDEN = Path(__file__).parents[1] / "golden" / "drafts" / "letters"
HELP, QUERY, ROSA = (f"requests/{id}" for id in ("2026-09-22-help-481", "2026-08-02-query", "2026-09-01-rosa"))
NEED, AMINA = "needs/registry-reviewers", "spotlights/2026-10-06-amina"
GROUP, ACTIVITY = "groups/digital-registries", "activities/2026-08-30-contribution-amina"
MAPS = "{name: Maps, kind: working-group, status: active, purpose: Draw, members: []}"
LETTERS = [
    ("reply", HELP),
    ("forward", HELP),
    ("onboarding", "members/rosa-quispe"),
    ("outreach", NEED),
    ("consent", AMINA),
    ("thanks", "members/amina-diallo"),
    ("update", ""),
    ("newsletter", ""),
    ("brief", ""),
]
ABOVE = ["tone: Warm and plain.", "caution, 2026-10-01 to 2026-10-03: Harvest days"]


@pytest.mark.parametrize(("name", "ref"), LETTERS)
def test_letter_is_as_accepted(name: str, ref: str, same_as: Callable[[str, Path], None]) -> None:
    notes, text = parts(registry_with(), name, ref)
    assert (notes[0], notes[-2:]) == ("DRAFT, not sent", ABOVE)
    same_as("\n".join([*notes, "--- cut here ---", "", text]), GOLDEN / f"{name}.txt")


def test_every_letter_is_here() -> None:
    assert set(drafts.names()) == {name for name, _ in LETTERS} | {"invitation", "spotlight"}


# -- reply


@pytest.mark.parametrize(
    ("kind", "first", "promise"),
    [
        ("query", "Your question has", "One of us will answer you by 29 September 2026."),
        (
            "feedback",
            "Thank you for telling us on 22 September 2026",
            "One of us will answer you by 29 September 2026.",
        ),
        ("privacy", "Your request about", "One of us will answer you in full by 22 October 2026."),
    ],
)
def test_reply_by_kind_of_request(kind: str, first: str, promise: str) -> None:
    request = f"{{kind: {kind}, received: 2026-09-22, source: email, summary: Something}}"
    notes, text = parts(registry_with(**{"requests/new": request}), "reply", "requests/new")
    words = " ".join(text.split())
    assert first in words
    assert promise in words
    assert "Our next call" not in text
    assert "nobody has it yet: cmtool request route new" in notes


@pytest.mark.parametrize(
    ("series", "told"),
    [
        ("{onboarding: {name: Onboarding call, every: 31d}}", "cmtool meeting next onboarding"),
        (
            "{}",
            "cmtool set community series.onboarding='{name: Onboarding call, every: 31d}', "
            "then cmtool meeting next onboarding",
        ),
    ],
)
def test_reply_says_how_the_next_call_is_planned_in_a_community_that_has_none_too(series: str, told: str) -> None:
    files = {
        "community": COMMUNITY.replace("{onboarding: {name: Onboarding call, every: 31d}}", series),
        "requests/new": "{kind: join, received: 2026-09-22, source: email, summary: Something}",
        **{path: None for path in FILES if path.startswith("meetings/")},
    }
    notes, _ = parts(registry_with(**files), "reply", "requests/new")
    assert f"no onboarding call is planned: {told}" in notes


def test_reply_names_the_owner_only_with_consent_to_listing() -> None:
    assert "Kofi Mensah (Triage Lead, Digital Registries) will answer" in parts(registry_with(), "reply", HELP)[1]
    request = FILES[HELP].replace("kofi-mensah", "mei-lin-tan")
    notes, text = parts(registry_with(**{HELP: request}), "reply", HELP)
    assert "One of us will answer you personally" in text
    assert "mei-lin-tan answers, and is not named: no consent to listing" in notes


def test_reply_promises_no_day_that_is_past() -> None:
    notes, text = parts(registry_with(), "reply", HELP, date(2026, 10, 2))
    assert "by [day]" in " ".join(text.split())
    assert "the answer was due by 2026-09-29: better answer now, or put a day in the bracket" in notes


def test_reply_keeps_a_secret_address_back() -> None:
    call = FILES["meetings/2026-10-14-onboarding"].replace("/hello", "/hello?pwd=s3cret")
    notes, text = parts(registry_with(**{"meetings/2026-10-14-onboarding": call}), "reply", HELP)
    assert "You get the address to join before the call." in text
    assert "s3cret" not in text
    assert "the address to join lets in whoever has it: send it with the invitation" in notes


def test_reply_says_when_it_comes_late() -> None:
    notes, _ = parts(registry_with(), "reply", QUERY)
    assert notes[1:3] == ["the request is closed since 2026-08-30", "it was answered on 2026-08-03"]
    assert not any("--pro-forma" in note for note in notes)


# -- forward


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'requests/new' is with nobody yet: cmtool request route new"),
        ("owner: nobody-known", "the owner of 'requests/new' is removed or cannot be read"),
        ("owner: kofi-mensah, outcome: withdrawn, closed: 2026-09-23", "'requests/new' is closed"),
    ],
)
def test_request_is_handed_only_to_somebody(text: str, said: str) -> None:
    request = f"{{kind: join, received: 2026-09-22, source: email, summary: Something, {text}}}"
    with pytest.raises(CmtoolError, match=said):
        parts(registry_with(**{"requests/new": request}), "forward", "requests/new")


@pytest.mark.parametrize(
    ("owner", "why"),
    [
        ("mei-lin-tan", "Why you: you are Triage Lead of Digital Registries."),
        ("liis-tamm", "Why you: you are Community Manager. By when:"),
        ("amina-diallo", "Why you: [why]"),
    ],
)
def test_forward_says_why_it_came_to_them(owner: str, why: str) -> None:
    request = FILES[HELP].replace("kofi-mensah", owner)
    assert why in " ".join(parts(registry_with(**{HELP: request}), "forward", HELP)[1].split())


def test_forward_says_that_nobody_else_is_there() -> None:
    group = REGISTRIES.replace("role: triage-lead", "role: contributor")
    request = FILES[HELP].replace("kofi-mensah", "liis-tamm")
    _, text = parts(registry_with(**{HELP: request, GROUP: group}), "forward", HELP)
    said = "Why you: you are Community Manager, and nobody in Digital Registries is there for it."
    assert said in " ".join(text.split())


def test_forward_to_who_reads_the_mailbox() -> None:
    community = COMMUNITY.replace("owner: liis-tamm", "owner: amina-diallo")
    request = FILES[HELP].replace("kofi-mensah", "amina-diallo")
    assert (
        "Why you: you read our mailbox."
        in parts(registry_with(community=community, **{HELP: request}), "forward", HELP)[1]
    )


def test_forward_counts_days() -> None:
    _, text = parts(registry_with(), "forward", HELP, date(2026, 10, 1))
    assert "- first personal answer: 29 September 2026 (2 days late)" in text
    _, text = parts(registry_with(), "forward", HELP, date(2026, 9, 29))
    assert "- first personal answer: 29 September 2026 (today)" in text


def test_forward_of_who_was_in_the_call_tells_the_next_mail() -> None:
    _, text = parts(registry_with(), "forward", ROSA)
    assert "- personal mail: 25 September 2026 (today)" in text
    assert "after your first answer" not in text


def test_forward_of_a_question_tells_of_the_experts() -> None:
    experts = (
        "[{member: mei-lin-tan, asked: 2026-09-20}, {member: amina-diallo, asked: 2026-09-01, answered: 2026-09-02}]"
    )
    request = f"{{kind: query, received: 2026-09-19, source: chat, summary: A, owner: kofi-mensah, experts: {experts}}}"
    _, text = parts(registry_with(**{"requests/new": request}), "forward", "requests/new")
    assert "- answer of Mei Lin Tan, who was asked: 27 September 2026 (in 2 days)" in text
    assert "    cmtool request respond new --ask MEMBER\n" in text
    assert "Amina" not in text


# -- onboarding


def test_onboarding_without_a_group_asks_for_one() -> None:
    notes, text = parts(registry_with(), "onboarding", "members/amina-diallo")
    assert "You have been with us since 20 August 2026. How are you finding" in text
    assert "[groups that fit]" in text
    assert notes[1:4] == [
        "to amina-diallo; sign with your own name",
        "in no group yet: cmtool join amina-diallo GROUP --role ROLE",
        "no onboarding call is written down for them",
    ]


def test_onboarding_says_who_has_no_mentor() -> None:
    group = REGISTRIES.replace(", mentor: mei-lin-tan", "")
    notes, text = parts(registry_with(**{GROUP: group}), "onboarding", "members/rosa-quispe")
    assert "mentor" not in text
    assert "Digital Registries: no mentor yet; cmtool find --skill mentoring --group digital-registries" in notes


def test_onboarding_that_went_out_says_so() -> None:
    request = FILES[ROSA].replace("registered: 2026-09-18", "registered: 2026-09-18, mailed: 2026-09-24")
    notes, _ = parts(registry_with(**{ROSA: request}), "onboarding", "members/rosa-quispe")
    assert "this mail went out on 2026-09-24" in notes


@pytest.mark.parametrize(
    ("steps", "proposed"),
    [
        ("[]", "Write two lines in the chat"),
        ("[{step: introduced, date: 2026-09-18}]", "Pick a good first issue"),
        ("[{step: introduced, date: 2026-12-18}]", "Write two lines in the chat"),
        ("[{step: first, date: 2026-09-18}]", None),
    ],
)
def test_next_step_is_that_of_the_pathway(steps: str, proposed: str | None) -> None:
    group = REGISTRIES.replace("[{step: introduced, date: 2026-09-18}]", steps)
    notes, text = parts(registry_with(**{GROUP: group}), "onboarding", "members/rosa-quispe")
    assert (f"- A good next step: {proposed}" in text) == (proposed is not None)
    assert ("Digital Registries: its pathway names no next step" in notes) == (proposed is None)


@pytest.mark.parametrize("name", ["onboarding", "thanks"])
@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("{status: removed}", "is removed or cannot be read"),
        ("{name: A, status: alumni, left: 2026-09-01}", "who left"),
    ],
)
def test_no_letter_to_who_is_gone(name: str, member: str, said: str) -> None:
    with pytest.raises(CmtoolError, match=said):
        parts(registry_with(**{"members/gone": member}), name, "members/gone")


# -- outreach


@pytest.mark.parametrize("status", ["filled", "closed"])
def test_nobody_is_looked_for_twice(status: str) -> None:
    need = FILES[NEED].replace("status: open", f"status: {status}")
    with pytest.raises(CmtoolError, match=f"'{NEED}' is {status}: nobody is looked for any more"):
        parts(registry_with(**{NEED: need}), "outreach", NEED)


def test_outreach_for_a_challenge_that_is_a_draft() -> None:
    need = (
        "{title: Five languages, type: challenge, group: digital-registries, status: draft, opened: 2026-09-01,"
        " starts: 2026-09-02, ends: 2026-09-20, closes: 2026-09-10}"
    )
    notes, text = parts(registry_with(**{"needs/new": need}), "outreach", "needs/new")
    assert "Meridian Stack has a challenge, and you may enjoy it: Five languages" in text
    assert "What there is to do: [what, and how much time it takes]\n" in text
    assert "When: from 2 September 2026 until 20 September 2026\nAnswer by: 10 September 2026\n" in text
    assert "What helps" not in text
    assert notes[1:4] == [
        "the need is a draft: it is not open yet",
        "it closed on 2026-09-10: name another day, or leave the text",
        "the record does not say what there is to do (about): fill in the bracket",
    ]


# -- consent


def test_answers_in_the_consent_mail_can_be_read_back() -> None:
    questions = {"who": "Who are you?", "help": "Where is help needed?"}
    _, text = parts(registry_with(), "consent", AMINA)
    assert read_answers(text.encode(), questions).values == {"who": "", "help": ""}
    filled = text.replace("## who: Who are you?\n", "## who: Who are you?\nI design APIs.\n")
    assert read_answers(filled.encode(), questions).values == {"who": "I design APIs.", "help": ""}


def test_what_was_answered_already_stands_in_the_mail() -> None:
    spotlight = FILES[AMINA] + 'answers: {who: "I design APIs.\\nIn Dakar, ' + "by the sea, " * 9 + 'too."}\n'
    _, text = parts(registry_with(**{AMINA: spotlight}), "consent", AMINA)
    found = read_answers(text.encode(), {"who": "Who are you?", "help": "Where is help needed?"}).values
    assert found == {"who": "I design APIs.\nIn Dakar, " + "by the sea, " * 9 + "too.", "help": ""}


@pytest.mark.parametrize(
    ("spotlight", "member", "said"),
    [
        ("status: withdrawn", None, f"'{AMINA}' is withdrawn: there is nothing to ask any more"),
        ("status: invited", "{name: A B, status: active, consents: {spotlight: declined}}", "said no to spotlights"),
        ("status: invited", "{status: removed}", f"who is shown in '{AMINA}' is removed or cannot be read"),
    ],
)
def test_who_is_not_asked_for_consent(spotlight: str, member: str | None, said: str) -> None:
    more = {"members/amina-diallo": member} if member else {}
    record = FILES[AMINA].replace("status: invited", spotlight)
    with pytest.raises(CmtoolError, match=said):
        parts(registry_with(**{AMINA: record, **more}), "consent", AMINA)


def test_consent_to_listing_is_asked_for_with_it() -> None:
    record = FILES[AMINA].replace("amina-diallo", "mei-lin-tan").replace("2026-10-06", "2026-09-20")
    notes, text = parts(registry_with(**{AMINA: record}), "consent", AMINA)
    assert "[ ] My name may stand in public lists of Meridian Stack, too\n" in text
    assert "Please answer by" not in text
    assert notes[1:4] == [
        "to mei-lin-tan",
        "their name may not be published yet (no consent to listing): the mail asks for that too",
        "planned for 2026-09-20, which is past: put another day",
    ]


def test_time_for_caution_on_the_planned_day_is_told() -> None:
    record = FILES[AMINA].replace("2026-10-06", "2027-10-02")
    community = COMMUNITY.replace("2026-10-01, ends: 2026-10-03", "2027-10-01, ends: 2027-10-03")
    notes, _ = parts(registry_with(community=community, **{AMINA: record}), "consent", AMINA)
    assert notes[-1] == "caution, 2027-10-01 to 2027-10-03: Harvest days"


def test_group_is_asked_through_its_leads() -> None:
    record = FILES[AMINA].replace("member: amina-diallo", "group: digital-registries")
    notes, text = parts(registry_with(**{AMINA: record}), "consent", AMINA)
    assert "Dear friends of Digital Registries,\n" in text
    assert notes[1] == "to who answers for the group: kofi-mensah, mei-lin-tan"


# -- thanks


def test_thanks_never_invents() -> None:
    notes, text = parts(registry_with(), "thanks", "members/liis-tamm")
    assert "[what they did, in one sentence that is" in text
    assert "[One modest next step, if there is one that fits.]" in text
    assert notes[2:5] == [
        "nobody has thanked them yet, as far as the registry knows; told is what they did since 2025-09-25",
        "the registry knows of nothing since then: fill in the bracket, or wait until there is something to say",
        "no next step is known from a pathway: fill in the bracket, or leave the line out",
    ]


def test_thanks_tell_the_last_deeds_and_count_the_others() -> None:
    many = {
        f"activities/2026-09-{day:02}-contribution-rosa": f"{{kind: contribution, date: 2026-09-{day:02}, "
        f"by: liis-tamm, members: [rosa-quispe], type: translation, text: Chapter {day}}}"
        for day in range(1, 9)
    }
    _, text = parts(registry_with(**many), "thanks", "members/rosa-quispe")
    assert "- Chapter 2," not in text
    assert "- Chapter 3, 3 September 2026\n" in text
    assert "- and 2 other things before that\n" in text
    assert "here is a small next step in Digital Registries: Pick" in " ".join(text.split())


def test_thanks_propose_no_first_step_to_who_is_long_here() -> None:
    _, text = parts(registry_with(), "thanks", "members/kofi-mensah")
    assert "[One modest next step, if there is one that fits.]" in text
    assert "Write two lines" not in text


# -- what happened since a day


@pytest.mark.parametrize(
    ("name", "day", "why"),
    [
        ("update", "2026-08-22", "since 2026-08-22, the day of the last update; another day with --since"),
        ("newsletter", "2026-08-22", "since 2026-08-22, the day of the last newsletter; another day with --since"),
        ("brief", "2026-06-25", "since 2026-06-25, a quarter back; another day with --since"),
    ],
)
def test_from_which_day_it_is_told(name: str, day: str, why: str) -> None:
    assert str(drafts.module(name).usual_since(registry_with(), TODAY)) == day
    assert parts(registry_with(), name)[0][1] == why
    assert parts(registry_with(), name, since=date(2026, 9, 1))[0][1] == "since 2026-09-01"


def test_last_newsletter_is_no_other_update() -> None:
    updates = {"activities/2026-08-22-update": None}
    notes, _ = parts(registry_with(**updates), "newsletter")
    assert notes[1] == "since 2026-06-25, a quarter back: no newsletter is written down; another day with --since"
    assert parts(registry_with(**updates), "update")[0][1].startswith("since 2026-08-15, the day of the last update")


def test_news_of_a_group_by_its_past() -> None:
    before = registry_with(**{GROUP: REGISTRIES.replace("status: active", "status: forming")})
    _, text = parts(registry_with(), "newsletter", before=before)
    assert "- Digital Registries:\n  - now active, was forming\n  - joined by 1 person\n" in text


def test_group_that_is_new_or_fell_asleep_is_told() -> None:
    before = registry_with(**{GROUP: None, "groups/maps": MAPS, **dict.fromkeys((NEED, HELP, ACTIVITY))})
    _, text = parts(registry_with(**{"groups/maps": MAPS.replace("active", "dormant")}), "newsletter", before=before)
    assert "- Digital Registries:\n  - a new group\n" in text
    assert "- Maps is dormant now\n" in text


def test_numbers_of_a_brief_are_those_of_then() -> None:
    before = registry_with(**{"members/rosa-quispe": None, GROUP: None, "requests/2026-09-01-rosa": None})
    _, text = parts(registry_with(), "brief", before=before)
    assert "- 5 members (+2)\n" in text  # Amina joined only later
    assert "- 1 working group (+1)\n" in text


def test_numbers_that_do_not_add_up_are_told() -> None:
    before = registry_with(**{"members/gone": "{name: Gone, status: active}"})
    notes, _ = parts(registry_with(**{"members/gone": "{status: removed}"}), "brief", before=before)
    assert "members +1, but joined less left is +2: somebody was removed, or a day is not known" in notes


@pytest.mark.parametrize(
    ("kind", "outcome", "told"),
    [
        ("feedback", "not-now, reason: Later", "- 1 person told us what they think; it has to wait\n"),
        ("query", "no-reply", "- 1 person asked: no reply\n"),
        ("query", "duplicate", None),
        ("privacy", "answered", None),
    ],
)
def test_what_became_of_requests(kind: str, outcome: str, told: str | None) -> None:
    request = (
        f"{{kind: {kind}, received: 2026-09-02, source: chat, summary: A, outcome: {outcome}, closed: 2026-09-03}}"
    )
    _, text = parts(registry_with(**{"requests/new": request, QUERY: None}), "update")
    assert ("What became of requests:" in text) == (told is not None)
    assert told is None or told in text


def test_spotlight_that_was_taken_back_is_no_news() -> None:
    kofi = "spotlights/2026-09-08-kofi"
    out = FILES[kofi].replace("text_seen: true", "text_seen: true, withdrawn: 2026-09-20")
    assert "Kofi" in parts(registry_with(), "newsletter")[1]
    assert "Kofi" not in parts(registry_with(**{kofi: out}), "newsletter")[1]
    down = FILES[kofi].replace("social.example/kofi}", "social.example/kofi, taken_down: 2026-09-20}")
    assert "Kofi" not in parts(registry_with(**{kofi: down}), "newsletter")[1]


LATER = {
    "needs/later": "{title: Later, type: task, group: digital-registries, status: open, opened: 2026-09-26}",
    "activities/later": "{kind: contribution, date: 2026-09-26, by: liis-tamm, members: [amina-diallo], text: Later}",
    "activities/told": "{kind: update, date: 2026-09-26, by: liis-tamm, channel: newsletter, text: Later}",
    "activities/thanked": "{kind: thanks, date: 2026-09-26, by: liis-tamm, members: [amina-diallo], text: Later}",
    "activities/story": "{kind: story, date: 2026-09-26, by: liis-tamm, audience: leaders, text: Later}",
    "members/later": "{name: Later, status: active, joined: 2026-09-26, consents: {listing: 2026-09-26}}",
    "meetings/2026-09-26-later": """
series: event
title: Later
status: held
date: 2026-09-26
mode: online
facilitator: amina-diallo
agenda: [{title: Later, kind: field-report, minutes: 5, by: amina-diallo}]
attended: 3
""",
}


@pytest.mark.parametrize(("name", "ref"), LETTERS)
def test_letter_of_a_day_is_the_same_whatever_came_later(name: str, ref: str) -> None:
    assert parts(registry_with(**LATER), name, ref) == parts(registry_with(), name, ref)


def test_contribution_that_was_told_of_needs_no_other_word() -> None:
    mei = "activities/2026-09-12-contribution-mei"
    update = f"{{kind: update, date: 2026-09-13, by: liis-tamm, text: Told, about: [{mei}]}}"
    since = date(2026, 8, 22)
    assert any("use not known" in note for note in parts(registry_with(), "update", since=since)[0])
    notes, _ = parts(registry_with(**{"activities/told-of": update}), "update", since=since)
    assert not any("use not known" in note for note in notes)
