"""The text of a spotlight that is written down: answers, consent, approval, and what it must not hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest

from cmtool.drafts import spotlight
from cmtool.drafts.spotlight.card import card
from cmtool.errors import CmtoolError
from cmtool.render.library import Library
from cmtool.render.renderer import Renderer
from cmtool.store.packaged import templates_folder
from tests.conftest import DATA
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = (
    (DATA / "smallest" / "community.yaml").read_text("utf-8")
    + """
channels:
  - {id: linkedin, purpose: Portraits}
  - {id: newsletter, purpose: News}
spotlight:
  questions: {who: Who are you?, proud: What are you proud of?, help: Where is help needed?}
  hashtags: [FridayGarden]
"""
)
TEXTS = {
    "community": COMMUNITY,
    "groups/tomatoes": (DATA / "smallest/groups/tomatoes.yaml").read_text("utf-8"),
    "members/ada-moreau": "name: Ada Moreau\nstatus: active\nroles: [{role: manager, since: 2025-01-01}]\n",
    "members/bo-lindqvist": "name: Bo Lindqvist\nstatus: active\nlinks: {linkedin: bo-l}\n",
    "members/cem-aydin": "name: Cem Aydın\nstatus: active\nlinks: {linkedin: cem-a}\n"
    "consents: {listing: 2026-01-01, spotlight: 2026-01-01}\n",
}
CONSENT = "consent: {given: 2026-11-01, channels: [linkedin], text_seen: true}\n"
ANSWERED = "member: cem-aydin\nplanned: 2026-12-01\nstatus: answered\nchannels: [linkedin]\nanswers: {who: I grow.}\n"
APPROVED = ANSWERED.replace("answered", "approved") + CONSENT + "approved_by: ada-moreau\n"
REF = "spotlights/2026-12-01-cem"


def drafted(record: str, texts: Mapping[str, str] = MappingProxyType({})) -> tuple[list[str], str]:
    """The notes and the text of a spotlight."""
    registry = registry_from(TEXTS | {REF: record} | dict(texts))
    context = spotlight.context(registry, REF, TODAY)
    text = Renderer(Library(templates_folder())).render("drafts/spotlight.txt.j2", context)
    return spotlight.notes(context, text), text


def test_answers_stand_below_their_questions_in_the_order_of_the_community() -> None:
    answers = "answers:\n  help: |\n    Bring water.\n\n\n    On Fridays.\n  who: I grow.\n"
    notes, text = drafted(ANSWERED.replace("answers: {who: I grow.}\n", answers) + "quote: Ripe is ripe.\n")
    assert (
        text
        == """\
Meet Cem Aydın of Friday Garden: Gardener, Tomatoes.

“Ripe is ripe.”

Cem Aydın at Friday Garden:
• Gardener, Tomatoes

Who are you?
I grow.

Where is help needed?
Bring water.

On Fridays.

Curious? There is a place for you at Friday Garden: write to community@meridian.example

#FridayGarden #Tomatoes
"""
    )
    assert "not answered, and left out: proud" in notes


def test_answer_to_a_question_that_was_taken_away_is_kept() -> None:
    _, text = drafted(ANSWERED.replace("{who: I grow.}", "{dream: A greenhouse.}"))
    assert "Tomatoes\n\nA greenhouse.\n\nCurious?" in text


@pytest.mark.parametrize(
    ("record", "banner"),
    [
        (ANSWERED, ["DRAFT, no consent", "linkedin: no consent to the text is written down"]),
        (ANSWERED + CONSENT, ["DRAFT - consent given 2026-11-01, not approved yet"]),
        (APPROVED, ["approved by Ada Moreau, consent given 2026-11-01: ready for linkedin"]),
        (
            APPROVED.replace("channels: [linkedin]\nanswers", "channels: [linkedin, newsletter]\nanswers"),
            ["DRAFT, no consent", "newsletter: the consent does not cover 'newsletter'"],
        ),
        (
            APPROVED.replace("text_seen: true", "text_seen: false"),
            ["DRAFT, no consent", "linkedin: who is shown has not seen the text (consent.text_seen)"],
        ),
        (
            APPROVED.replace("given: 2026-11-01", "given: 2026-11-21"),
            ["DRAFT, no consent", "linkedin: the consent is of 2026-11-21, which lies ahead"],
        ),
        (
            APPROVED.replace("text_seen: true", "text_seen: true, withdrawn: 2026-11-10"),
            ["WITHDRAWN: this text must not be used"],
        ),
        (ANSWERED.replace("answered", "withdrawn"), ["WITHDRAWN: this text must not be used"]),
        (
            APPROVED.replace("approved", "withdrawn", 1)
            + "published: [{channel: linkedin, date: 2026-11-02, url: https://a.example/1},"
            " {channel: newsletter, date: 2026-11-02, url: https://a.example/2, taken_down: 2026-11-03}]\n",
            ["WITHDRAWN: this text must not be used", "take down: https://a.example/1 (linkedin)"],
        ),
        (
            APPROVED.replace("approved", "published", 1)
            + "published: [{channel: linkedin, date: 2026-11-02, url: https://a.example/1, taken_down: 2026-11-09}]\n",
            ["published on 2026-11-02: https://a.example/1 (linkedin), taken down on 2026-11-09"],
        ),
    ],
)  # fmt: skip
def test_banner_says_where_the_spotlight_stands(record: str, banner: list[str]) -> None:
    notes, _ = drafted(record)
    assert notes[: len(banner)] == banner
    assert "characters" in notes[len(banner)]


def test_who_declined_since_is_not_shown_whatever_the_record_says() -> None:
    declined = "name: Cem Aydın\nstatus: active\nconsents: {spotlight: declined}\n"
    notes, _ = drafted(APPROVED, {"members/cem-aydin": declined})
    assert notes[:3] == [
        "DRAFT, no consent",
        "linkedin: members/cem-aydin did not consent to spotlight",
        "Spotlights were declined: this text must not be used, and the person is not asked again.",
    ]


def test_addresses_are_told_and_left_out_but_for_the_shared_mailbox() -> None:
    record = (
        ANSWERED.replace("{who: I grow.}", "{who: 'Write to cem@garden.example or call +49 30 1234567.'}")
        + "quote: Mail cem@garden.example\n"
    )
    notes, text = drafted(record)
    assert "Write to [mail address] or call [phone number]." in text
    assert "“Mail [mail address]”" in text
    assert [note for note in notes if "was left out" in note] == [
        "answers.who, line 1: a mail address was left out",
        "answers.who, line 1: a phone number was left out",
        "quote, line 1: a mail address was left out",
    ]
    assert "garden.example" not in "".join(notes) + text
    assert text.count("@") == 1


def test_colleague_who_did_not_consent_to_listing_is_not_named() -> None:
    notes, text = drafted(ANSWERED.replace("I grow.", "I grow with Bo Lindqvist."))
    assert "[left out: names somebody who did not consent to listing]" in text
    assert "Lindqvist" not in text + "".join(notes)


def test_markdown_in_an_answer_is_told_with_its_place() -> None:
    answers = "answers:\n  proud: |\n    Of this:\n\n    - **big** ones\n"
    notes, text = drafted(ANSWERED.replace("answers: {who: I grow.}\n", answers))
    assert [note for note in notes if "Markdown" in note] == [
        "answers.proud, line 3: '**big**' is Markdown for bold: a reader sees the signs",
        "answers.proud, line 3: '- **big** ones' is a Markdown list: begin its lines with •",
    ]
    assert "- **big** ones\n" in text


def test_hashtags_of_the_record_lead() -> None:
    _, text = drafted(ANSWERED + "hashtags: [UrbanGardening, Tomatoes]\n")
    assert text.endswith("\n\n#UrbanGardening #Tomatoes #FridayGarden\n")


def test_caution_about_the_planned_day_is_told() -> None:
    far = COMMUNITY + "sensitivities: [{starts: 2027-06-01, ends: 2027-06-30, note: Harvest}]\n"
    record = ANSWERED.replace("2026-12-01", "2027-06-30")
    assert "caution, 2027-06-01 to 2027-06-30: Harvest" in drafted(record, {"community": far})[0]
    assert "caution, 2027-06-01 to 2027-06-30: Harvest" not in drafted(ANSWERED, {"community": far})[0]


GROUP = "group: tomatoes\nplanned: 2026-12-01\nstatus: answered\nchannels: [linkedin]\n"


def test_group_names_only_leads_who_consented_to_listing() -> None:
    notes, text = drafted(GROUP)
    assert text.startswith("""\
Meet the Tomatoes: Ripe tomatoes for everybody on the street by August.

Tomatoes at Friday Garden:
• Ripe tomatoes for everybody on the street by August
• Led by Cem Aydın

""")
    assert notes[-1] == "to mention Cem Aydın, type @ and choose: https://www.linkedin.com/in/cem-a"
    assert "Lindqvist" not in "".join(notes) + text


def test_group_needs_the_word_of_those_who_answer_for_it_alone() -> None:
    notes, _ = drafted(GROUP.replace("answered", "approved") + CONSENT + "approved_by: ada-moreau\n")
    assert notes[0] == "approved by Ada Moreau, consent given 2026-11-01: ready for linkedin"


def test_spotlight_on_nobody_is_refused() -> None:
    with pytest.raises(CmtoolError, match="names neither a member nor a group: see cmtool validate"):
        drafted(ANSWERED.replace("member: cem-aydin\n", ""))


def carded(record: str) -> dict[str, str]:
    registry = registry_from(TEXTS | {REF: record})
    return card(spotlight.context(registry, REF, TODAY))


def test_card_shows_the_quote() -> None:
    assert carded(APPROVED + "quote: Ripe is ripe.\n") == {
        "community": "Friday Garden",
        "name": "Cem Aydın",
        "line": "Gardener, Tomatoes",
        "question": "",
        "words": "“Ripe is ripe.”",
        "ribbon": "",
        "alt": "Card of Friday Garden with the name Cem Aydın, Gardener, Tomatoes. It says: “Ripe is ripe.”",
    }


def test_card_without_a_quote_shows_what_the_person_is_proud_of_else_the_first_answer() -> None:
    proud = carded(ANSWERED.replace("{who: I grow.}", "{who: I grow., proud: Of Bo.}"))
    assert (proud["question"], proud["words"]) == ("What are you proud of?", "Of Bo.")
    first = carded(ANSWERED)
    assert (first["question"], first["words"]) == ("Who are you?", "I grow.")
    none = carded(ANSWERED.replace("answers: {who: I grow.}\n", "").replace("answered", "invited"))
    assert (none["question"], none["words"]) == ("", "[a sentence in their own words]")


@pytest.mark.parametrize(
    ("record", "ribbon"),
    [(ANSWERED, "DRAFT"), (ANSWERED + CONSENT, "DRAFT"), (APPROVED, ""), (APPROVED.replace("[linkedin], text", "[newsletter], text"), "DRAFT")],
)  # fmt: skip
def test_card_is_a_draft_until_consent_and_approval(record: str, ribbon: str) -> None:
    assert carded(record)["ribbon"] == ribbon
