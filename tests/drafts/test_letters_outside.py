"""What leaves the community names nobody who did not consent to listing, whatever stands in the records."""

from __future__ import annotations

import re
from json import dumps

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmtool.document.writer import write
from cmtool.model.addresses import addresses
from cmtool.model.outside import HELD_BACK
from cmtool.model.registry import Registry
from tests.drafts.letters import FILES, parts, registry_with
from tests.drafts.test_letters import AMINA, GROUP, HELP, LETTERS, NEED

OUTSIDE = [(name, ref) for name, ref in LETTERS if name in ("reply", "outreach", "update", "newsletter", "brief")]
INSIDE = [letter for letter in LETTERS if letter not in OUTSIDE]
PLACES = {
    GROUP: ("name: Digital Registries", "purpose: Registers that talk to each other", "name: Registries specification"),
    "meetings/2026-09-10-meet": (
        "title: CommunityMeet",
        "title: A county office in the field",
        "summary: It saves two hours a day",
    ),
    "meetings/2026-10-14-onboarding": ("series: onboarding",),
    HELP: ("summary: Registry expert from Peru wants to help", "ticket: HELP-481"),
    NEED: (
        "title: Two reviewers for the registry API",
        "about: Read two changes a month and say what is unclear.",
        "persona: Runs a land registry, knows its pains",
    ),
    "activities/2026-08-30-contribution-amina": (
        "text: Review of the address model",
        "used_in: Registries specification 1.1",
    ),
    "activities/2026-09-15-story": (
        "text: A county office answers in an hour what took a week",
        "goal: Shorter queues",
    ),
    "skills/data-modelling": ("name: Data modelling",),
}
"""Fields of text in the records of which letters tell."""


def registry_saying(text: str) -> Registry:
    """The small community with a text in every field that holds one."""
    changed = dict.fromkeys(PLACES, "")
    for ref, places in PLACES.items():
        record = FILES[ref]
        for place in places:
            field = place.partition(":")[0]
            said = f"{field}: onboarding\ntitle: {dumps(text)}" if field == "series" else f"{field}: {dumps(text)}"
            assert place in record
            record = record.replace(place, said, 1)
        changed[ref] = record
    return registry_with(**changed)


@pytest.mark.parametrize(("name", "ref"), OUTSIDE)
def test_nobody_is_named_without_consent_to_listing(name: str, ref: str) -> None:
    _, text = parts(registry_with(), name, ref)
    for hidden in ("Mei Lin Tan", "Rosa Quispe", "Liis Tamm", "mei-lin-tan", "rosa-quispe", "liis-tamm"):
        assert hidden not in " ".join(text.split())


@pytest.mark.parametrize("said", ["Done with Mei Lin Tan", "by mei-lin-tan", "MEI LIN TAN helped", "Tan, Mei Lin Tan"])
@pytest.mark.parametrize(("name", "ref"), OUTSIDE)
def test_text_that_names_somebody_is_held_back(name: str, ref: str, said: str) -> None:
    notes, text = parts(registry_saying(said), name, ref)
    words = " ".join(text.split())
    assert not re.search("mei[ -]lin[ -]tan", words, re.IGNORECASE)
    assert HELD_BACK in words
    assert [note for note in notes if note.endswith(f"{HELD_BACK}: ask them, or tell it without the name")]


def test_name_of_one_word_counts_as_it_is_written() -> None:
    zora = {"members/zora": "{name: Zora, status: active}"}
    story = FILES["activities/2026-09-15-story"].replace("A county office", "{}")
    for said, is_held in (("Zora", True), ("Zora's office", False), ("zora", False), ("Zorana", False)):
        found = registry_with(**zora, **{"activities/2026-09-15-story": story.format(said)})
        assert (HELD_BACK in " ".join(parts(found, "brief")[1].split())) == is_held, said


def test_name_that_somebody_else_bears_too_may_stand() -> None:
    """Who consented keeps their name, whoever has the same one, or a part of it."""
    others = {
        "members/amina-two": "{name: Amina Diallo, status: active}",
        "members/amina": "{name: Amina, status: active}",
    }
    text = parts(registry_with(**others), "newsletter")[1]
    assert "thanks to Amina Diallo" in text


def test_words_of_ours_are_no_names() -> None:
    found = registry_with(**{"members/join": "{name: join, status: active}"})
    assert "glad that you would like to take part" in " ".join(parts(found, "reply", HELP)[1].split())


@pytest.mark.parametrize(("name", "ref"), LETTERS)
def test_no_letter_holds_an_address_but_the_shared_one(name: str, ref: str) -> None:
    found = registry_saying("Ask ann.other@example.org or +372 5555 1234")
    notes, text = parts(found, name, ref)
    held = {text[one.start : one.end] for one in addresses(text)} | {
        note[one.start : one.end] for note in notes for one in addresses(note)
    }
    assert held <= {"community@meridian.example"}


HOSTILE = (
    "**bold** <script>alert(1)</script> [a](javascript:x)",
    "{{ 7 * 7 }} {% for a in b %}",
    "--- cut here ---",
    "Subject: Bcc",
    "A" * 300,
    "## who: x",
)


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize(("name", "ref"), LETTERS)
def test_hostile_text_stays_text(name: str, ref: str, said: str) -> None:
    _, text = parts(registry_saying(said), name, ref)
    lines = text.splitlines()
    assert lines[0].startswith("Subject: ")
    assert lines[1] == ""
    assert [line for line in lines if line.startswith(("Subject: ", "--- cut"))] == lines[:1]
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b\u202a-\u202e\u2066-\u2069]", text)
    assert "49" not in re.sub("[0-9]{4}", "", text)
    long = [line for line in lines[1:] if len(line) > 72]
    assert all("A" * 60 in line or line.lstrip().startswith(("cmtool ", "## ")) for line in long)


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40))
def test_any_answer_stays_under_its_question(answer: str) -> None:
    """Whatever was written down: the mail has its questions, once each and in order."""
    record = FILES[AMINA] + write({"answers": {"who": answer.strip() or "x"}})
    try:
        found = registry_with(**{AMINA: record})
    except AssertionError:
        return  # no text of a record
    _, text = parts(found, "consent", AMINA)
    asked = [line for line in text.splitlines() if line in ("## who: Who are you?", "## help: Where is help needed?")]
    assert asked == ["## who: Who are you?", "## help: Where is help needed?"]
