"""`cmtool need` and `find --need`: looking for people, from the first post to who takes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Run = Callable[..., Outcome]
TODAY = ("--today", "2026-11-20")
NEED = """\
title: Two who read the seed lists
type: task
group: tomatoes
status: open
opened: 2026-11-01
seats: 2
skills:
  seed-saving: 3
  latin-names: 2
languages:
  - sv
  - fr
regions:
  - europe
"""
LEADS = "note: left out, as they lead groups/tomatoes: ada-moreau\n"
SKILL = "name: {name}\ncategory: domain\nabout: Knows it\n"


def member(name: str, status: str, skills: str, more: str = "") -> str:
    return f"name: {name}\nstatus: {status}\njoined: 2026-01-01\nregion: europe\n{more}skills:\n{skills}"


def held(skill: str, level: int, day: str = "2026-08-30", more: str = "") -> str:
    return f"  - skill: {skill}\n    level: {level}\n    date: {day}\n    state: confirmed\n{more}"


ENDORSED = "    endorsed:\n      - by: ada-moreau\n        date: 2026-09-01\n        level: 4\n"
FILES: dict[str, str | None] = {
    "needs/seed-lists.yaml": NEED,
    "groups/tomatoes.yaml": (
        "name: Tomatoes\nkind: working-group\nstatus: active\npurpose: Ripe tomatoes\n"
        "members:\n  - member: ada-moreau\n    role: gardener\n"
    ),
    "skills/seed-saving.yaml": SKILL.format(name="Saving seeds"),
    "skills/latin-names.yaml": SKILL.format(name="Latin names"),
    "members/ada-moreau.yaml": member(
        "Ada Moreau", "active", held("seed-saving", 4), "languages: [fr]\nroles:\n  - {role: manager, since: 2026-01-01}\n"
    ),
    "members/eve-laurent.yaml": member("Eve Laurent", "onboarding", held("seed-saving", 2), "languages: [fr]\n"),
    "members/bo-lindqvist.yaml": member("Bo Lindqvist", "active", held("seed-saving", 3), "languages: [sv]\n"),
    "members/cem-aydin.yaml": member("Cem Aydin", "active", held("seed-saving", 4, more=ENDORSED), "languages: [fr]\n"),
    "members/dunja-horvat.yaml": member("Dunja Horvat", "paused", held("seed-saving", 5), "languages: [sv, fr]\n"),
}  # fmt: skip


@pytest.fixture
def garden(registry_of: Callable[..., Path]) -> Path:
    """A garden that looks for people, without git."""
    return registry_of(FILES)


def test_whoever_fits_is_proposed_with_what_is_met_and_what_is_not(cmtool: Run, garden: Path) -> None:
    told = cmtool("find", "--need", "seed-lists", *TODAY, cwd=garden)
    assert (told.code, told.err) == (0, LEADS)
    assert told.out == (
        "id            name          skills         endorsed  region  languages  hours  fits                                 lacks\n"
        "cem-aydin     Cem Aydin     seed-saving 4  1         europe  fr                seed-saving 4, speaks fr, in europe  no latin-names, speaks no sv\n"
        "bo-lindqvist  Bo Lindqvist  seed-saving 3            europe  sv                seed-saving 3, speaks sv, in europe  no latin-names, speaks no fr\n"
        "eve-laurent   Eve Laurent   seed-saving 2            europe  fr                speaks fr, in europe                 seed-saving 2 of 3, no latin-names, speaks no sv\n"
    )  # fmt: skip


def test_other_conditions_hold_as_well(cmtool: Run, garden: Path) -> None:
    def ids(*more: str) -> list[str]:
        told = cmtool("find", "--need", "needs/seed-lists", *more, "--format", "json", *TODAY, cwd=garden)
        return [found["id"] for found in json.loads(told.out)]

    assert ids("--language", "sv") == ["bo-lindqvist"]
    assert ids("--skill", "seed-saving:4") == ["cem-aydin"]
    assert ids("--language", "de") == []


def test_programs_read_the_same(cmtool: Run, garden: Path) -> None:
    told = cmtool("find", "--need", "seed-lists", "--language", "sv", "--format", "csv", *TODAY, cwd=garden)
    assert told.out == (
        "id,name,skills,endorsed,region,languages,hours,fits,lacks\n"
        'bo-lindqvist,Bo Lindqvist,seed-saving 3,,europe,sv,,"seed-saving 3, speaks sv, in europe",'
        '"no latin-names, speaks no fr"\n'
    )
    told = cmtool("find", "--need", "seed-lists", "--language", "sv", "--format", "json", *TODAY, cwd=garden)
    (found,) = json.loads(told.out)
    assert list(found) == ["ref", "id", "name", "status", "joined", "region", "languages", "skills", "fits", "lacks"]
    assert found["fits"] == ["seed-saving 3", "speaks sv", "in europe"]
    assert found["lacks"] == ["no latin-names", "speaks no fr"]


def test_the_columns_of_find_are_as_they_were(cmtool: Run, garden: Path) -> None:
    told = cmtool("find", "--skill", "seed-saving:5", *TODAY, cwd=garden)
    assert told.out == (
        "id            name          skills         endorsed  region  languages  hours\n"
        "dunja-horvat  Dunja Horvat  seed-saving 5            europe  sv, fr\n"
    )


def test_a_need_that_says_nothing_about_whom_it_looks_for(cmtool: Run, registry_of: Callable[..., Path]) -> None:
    bare = NEED[: NEED.index("skills:")]
    told = cmtool("find", "--need", "seed-lists", cwd=registry_of(FILES | {"needs/seed-lists.yaml": bare}))
    assert (told.code, told.err) == (
        2,
        "error: needs/seed-lists does not say whom it looks for: "
        "cmtool set needs/seed-lists skills.SKILL=3 languages+=es regions+=REGION\n",
    )


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("seed-list", "error: no record 'needs/seed-list'; did you mean 'seed-lists'?\n"),
        ("members/bo-lindqvist", "error: 'members/bo-lindqvist' is not in needs/\n"),
    ],
)
def test_a_need_that_is_none(named: str, told: str, cmtool: Run, garden: Path) -> None:
    assert cmtool("find", "--need", named, cwd=garden) == Outcome(2, "", told)
    assert cmtool("need", "publish", named, "chat", "--no-commit", cwd=garden) == Outcome(2, "", told)


def test_a_new_need_is_followed_by_who_fits_and_where_it_is_told(cmtool: Run, garden: Path) -> None:
    words = ["title=Somebody who waters", "type=task", "group=tomatoes"]
    told = cmtool("add", "need", *words, "--no-commit", *TODAY, cwd=garden)
    then = "then: cmtool find --need somebody-who-waters, or cmtool need publish somebody-who-waters CHANNEL\n"
    assert (told.code, told.err.endswith(then)) == (0, True)
    told = cmtool("add", "need", "watering", *words, "--dry-run", *TODAY, cwd=garden)
    assert "then:" not in told.err


def test_a_need_from_its_post_to_who_takes_it(cmtool: Run, garden: Path) -> None:
    def run(*arguments: str) -> str:
        told = cmtool("need", *arguments, "--no-commit", *TODAY, cwd=garden)
        assert told.code == 0, told.err
        return told.err

    assert run("publish", "seed-lists", "chat", "--on", "2026-11-03") == (
        "note: no git repository keeps this registry: the files are changed, but there is no history\n"
        "wrote needs/seed-lists.yaml\n"
        "then: cmtool find --need seed-lists\n"
    )
    assert run("ask", "seed-lists", "--member", "cem-aydin", "--on", "2026-11-04").endswith(
        "then: cmtool need ask seed-lists --member cem-aydin --result RESULT (once they answered)\n"
    )
    run("ask", "seed-lists", "--to", "the seed library", "--by", "ada-moreau", "--result", "silent")
    run("ask", "seed-lists", "--member", "cem-aydin", "--result", "declined")
    shown = cmtool("find", "--need", "seed-lists", "--format", "json", *TODAY, cwd=garden)
    assert [found["id"] for found in json.loads(shown.out)] == ["bo-lindqvist", "eve-laurent"]
    assert shown.err == "note: left out, as they were asked already: cem-aydin\n" + LEADS
    note = "note: 1 of 2 seats are taken; it stays open\n"
    assert note in run("fill", "seed-lists", "bo-lindqvist")
    assert (garden / "needs/seed-lists.yaml").read_text() == NEED + (
        "published:\n"
        "  - channel: chat\n"
        "    date: 2026-11-03\n"
        "outreach:\n"
        "  - date: 2026-11-04\n"
        "    by: ada-moreau\n"
        "    member: cem-aydin\n"
        "    result: declined\n"
        "  - date: 2026-11-20\n"
        "    by: ada-moreau\n"
        "    to: the seed library\n"
        "    result: silent\n"
        "filled_by:\n"
        "  - bo-lindqvist\n"
    )
    again = cmtool("find", "--need", "seed-lists", *TODAY, cwd=garden)
    assert again.err == ("note: left out, as they were asked already: bo-lindqvist, cem-aydin\n" + LEADS)


def test_a_need_is_closed_with_a_result(cmtool: Run, garden: Path) -> None:
    told = cmtool(
        "need", "close", "seed-lists", "--result", "Nobody had the time", "--dry-run", *TODAY, cwd=garden
    )  # fmt: skip
    assert told.code == 0
    assert told.out.endswith(
        "@@ -3,3 +3,3 @@\n"
        " group: tomatoes\n"
        "-status: open\n"
        "+status: closed\n"
        " opened: 2026-11-01\n"
        "@@ -14 +14,2 @@\n"
        "   - europe\n"
        "+result: Nobody had the time\n"
    )


def test_an_address_is_not_repeated(cmtool: Run, garden: Path) -> None:
    told = cmtool("need", "ask", "seed-lists", "--to", "ada@lima.example", "--by", "ada-moreau", *TODAY, cwd=garden)
    assert (told.code, told.out) == (2, "")
    assert told.err == "error: --to holds an address: say it in general words, as 'university list, Lima'\n"


def test_without_whom_nothing_is_written(cmtool: Run, garden: Path) -> None:
    told = cmtool("need", "ask", "seed-lists", *TODAY, cwd=garden)
    assert told == Outcome(2, "", "error: whom? Say either --member MEMBER, or --to TEXT for a place outside\n")
