"""A text for LinkedIn: plain, short at the start, and a draft until the person agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmtool.drafts import spotlight
from cmtool.model.registry import Registry
from cmtool.store.load import load
from tests.conftest import DATA, SAMPLE, Outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "drafts"
TODAY = date(2026, 11, 20)
CUT = "--- cut here ---\n\n"


@pytest.mark.parametrize(
    ("root", "member"),
    [(SAMPLE, "amina-diallo"), (SAMPLE, "liis-tamm"), (SAMPLE, "nurlan-sadykov"), (DATA / "smallest", "cem-aydin")],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_spotlight_is_as_accepted(
    root: Path, member: str, cmtool: Callable[..., Outcome], same_as: Callable[[str, Path], None]
) -> None:
    outcome = cmtool("draft", "spotlight", member, "--registry", str(root), "--today", "2026-11-20")
    assert (outcome.code, outcome.err) == (0, "")
    same_as(outcome.out, GOLDEN / f"spotlight-{member}.txt")


def draft_of(root: Path, cmtool: Callable[..., Outcome], member: str = "cem-aydin") -> tuple[list[str], str]:
    """The notes and the text of a draft."""
    outcome = cmtool("draft", "spotlight", member, "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    notes, _, text = outcome.out.partition(CUT)
    return notes.splitlines(), text


@pytest.mark.parametrize(
    ("consents", "banner"),
    [
        ("", ["DRAFT, no consent"]),
        ("consents: {listing: 2026-01-01, photo: 2026-01-01}\n", ["DRAFT, no consent"]),
        (
            "consents: {spotlight: declined}\n",
            [
                "DRAFT, no consent",
                "Spotlights were declined: this text must not be used, and the person is not asked again.",
            ],
        ),
        ("consents: {spotlight: 2026-02-01}\n", ["DRAFT - consent given 2026-02-01, not approved yet"]),
    ],
)
def test_banner_stays_until_the_person_consents(
    consents: str, banner: list[str], cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    root = registry_of({"members/cem-aydin.yaml": f"name: Cem Aydın\nstatus: active\n{consents}"})
    notes, _ = draft_of(root, cmtool)
    assert notes[: len(banner)] == banner
    assert "characters" in notes[len(banner)]


def test_characters_are_counted_as_linkedin_does(
    cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]
) -> None:
    root = registry_of({"members/cem-aydin.yaml": "name: Cem 🌱\nstatus: active\n"})
    notes, text = draft_of(root, cmtool)
    length = len(text.strip()) + text.count("🌱")
    assert notes[1] == f"{length} of 3000 characters"
    assert notes[2] == f"first line: {len('Meet Cem 🌱 of Friday Garden: Gardener, Tomatoes.') + 1} of 140 characters"


def test_too_long_is_said(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    community = (DATA / "smallest" / "community.yaml").read_text(
        "utf-8"
    ) + "spotlight: {max_chars: 100, questions: {who: 'Who?'}}\n"
    notes, text = draft_of(registry_of({"community.yaml": community}), cmtool)
    assert notes[1] == f"{len(text.strip())} of 100 characters: {len(text.strip()) - 100} too many"


def test_tone_and_near_cautions_are_told(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    community = (
        (DATA / "smallest" / "community.yaml").read_text("utf-8")
        + """
tone: Warm and plain.
sensitivities:
  - {starts: 2026-11-01, ends: 2026-11-19, note: Over}
  - {starts: 2026-11-01, ends: 2026-11-20, note: Last day}
  - {starts: 2026-12-04, ends: 2026-12-05, note: In two weeks}
  - {starts: 2026-12-05, ends: 2026-12-06, note: Later}
"""
    )
    notes, _ = draft_of(registry_of({"community.yaml": community}), cmtool)
    assert notes[5:] == [
        "tone: Warm and plain.",
        "caution, 2026-11-01 to 2026-11-20: Last day",
        "caution, 2026-12-04 to 2026-12-05: In two weeks",
    ]


def test_text_has_no_markdown_and_no_fake_bold(cmtool: Callable[..., Outcome]) -> None:
    _, text = draft_of(SAMPLE, cmtool, "amina-diallo")
    assert not re.search(r"[*_`\[\]]", text.replace("[answer]", ""))
    assert not re.search("[\U0001d400-\U0001d7ff]", text)


def test_hashtags_are_words_in_camel_case(cmtool: Callable[..., Outcome]) -> None:
    _, text = draft_of(SAMPLE, cmtool, "amina-diallo")
    tags = text.rstrip().splitlines()[-1].split()
    assert tags == ["#MeridianStack", "#DigitalPublicGoods", "#Payments"]
    assert all(re.fullmatch(r"#[A-Z][^\W_]+", tag) for tag in tags)


def test_hashtags_of_the_community_are_taken(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    community = (DATA / "smallest" / "community.yaml").read_text(
        "utf-8"
    ) + "spotlight: {hashtags: [A1, B2, C3, D4, E5, F6]}\n"
    _, text = draft_of(registry_of({"community.yaml": community}), cmtool)
    assert text.endswith("\n#A1 #B2 #C3 #D4 #E5\n")


def test_first_line_fits_whatever_the_names(cmtool: Callable[..., Outcome], registry_of: Callable[..., Path]) -> None:
    root = registry_of({"members/cem-aydin.yaml": f"name: {'Ç' * 300}\nstatus: active\n"})
    notes, text = draft_of(root, cmtool)
    assert text.splitlines()[0] == "Ç" * 139 + "…"
    assert notes[2] == "first line: 140 of 140 characters: it was cut, write a whole one"


@pytest.fixture(scope="module")
def sample() -> Registry:
    return load(SAMPLE).registry


def test_cautions_at_the_end_of_the_calendar_end_no_draft(sample: Registry) -> None:
    assert spotlight.context(sample, "members/amina-diallo", date.max)["cautions"] == []


def test_facts_are_those_the_public_may_see(sample: Registry) -> None:
    context = spotlight.context(sample, "members/amina-diallo", TODAY)
    assert [fact["text"] for fact in context["facts"]] == [
        "Ambassador",
        "Triage Lead and Commit Lead, Payments Working Group",
        "Representative, Architecture Committee",
        "Credited in Payments specification 2.0 and Payments specification 1.0",
        "Region: Africa",
    ]
    assert context["mentions"] == [{"name": "Amina Diallo", "url": "https://www.linkedin.com/in/amina-diallo-example"}]


def test_each_fact_names_the_line_that_says_so(sample: Registry) -> None:
    for fact in spotlight.context(sample, "members/amina-diallo", TODAY)["facts"]:
        for where in fact["where"]:
            path, _, line = where.partition(":")
            said = "\n".join((SAMPLE / path).read_text("utf-8").splitlines()[int(line) - 1 :][:5])
            assert any(word in said for word in ("ambassador", "amina-diallo", "authors", "region: africa")), where


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["spotlight", "amina-dialo"], "error: no record 'members/amina-dialo'; did you mean 'amina-diallo'?\n"),
        (["spotlight", "groups/payments"], "error: 'groups/payments' is not in spotlights/ or members/\n"),
        (
            ["spotlight", "removed-0001"],
            "error: no spotlight on 'members/removed-0001': the record is removed or cannot be read\n",
        ),
    ],
)
def test_wrong_subject_is_told(arguments: list[str], said: str, cmtool: Callable[..., Outcome]) -> None:
    assert cmtool("draft", *arguments, cwd=SAMPLE) == (2, "", said)
