"""Who stands behind a commit: what git proves or GitHub says, held against the registry of that time."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.history.archive import Archive
from cmtool.history.attribution import Actor, Members, login_of
from cmtool.history.identity import Key
from cmtool.history.objects import commits
from tests.history.repository import Files, Made, write

ADA = "Ada Moreau <12+ada-m@users.noreply.github.com>"
COMMUNITY = {"community.yaml": "name: Friday Garden\n"}


def person(login: str, **more: str) -> str:
    return "".join([*(f"{key}: {value}\n" for key, value in more.items()), f"links:\n  github: {login}\n"])


def actors(folder: Path, *history: Files | Made, principal: str = "") -> list[Actor]:
    """The actor of each commit; files alone are committed by Ada."""
    made = [one if isinstance(one, Made) else Made({**COMMUNITY, **one}, author=ADA) for one in history]
    write(folder, [one._replace(committed=at, files={**COMMUNITY, **one.files}) for at, one in enumerate(made)])
    archive = Archive(folder)
    people, found = Members(archive.present), []
    steps = list(archive.steps())
    done = list(archive.everything())
    for step, commit in zip(steps, commits(archive.repository, [step.commit for step in steps]), strict=True):
        found.append(people.actor(commit, principal))
        for deed in done:
            if deed.step.commit == step.commit:
                people.note(deed)
    return found


def authors(folder: Path, *history: Files | Made) -> list[str]:
    return [actor.author.id if actor.author else "unknown" for actor in actors(folder, *history)]


@pytest.mark.parametrize(
    ("mail", "login"),
    [
        ("12345+Ada-M@users.noreply.github.com", "ada-m"),
        ("ada-m@users.noreply.github.com", "ada-m"),
        ("1+2+ada-m@users.noreply.github.com", None),
        ("+ada-m@users.noreply.github.com", None),
        ("@users.noreply.github.com", None),
        ("ada-m@users.noreply.github.com.example.org", None),
        ("ada-m@x.users.noreply.github.com", None),
        ("ada-m@usersXnoreply.github.com", None),
        ("ada-m@users.noreply.github.com\n", None),
        ("ada-m @users.noreply.github.com", None),
        ("noreply@github.com", None),
        ("ada-m@example.org", None),
        ("49699333+dependabot[bot]@users.noreply.github.com", None),
        ("\N{KELVIN SIGN}im@users.noreply.github.com", None),
        ("\N{ARABIC-INDIC DIGIT ONE}+ada-m@users.noreply.github.com", None),
        ("", None),
    ],
)
def test_only_the_address_that_github_gives_names_a_login(mail: str, login: str | None) -> None:
    assert login_of(mail) == login


def test_commit_does_not_introduce_its_own_author(tmp_path: Path) -> None:
    first = {"members/ada-moreau.yaml": person("Ada-M")}
    second = {"members/ada-moreau.yaml": person("Ada-M", name="Ada")}
    assert authors(tmp_path / "r", first, second) == ["unknown", "ada-moreau"]


def test_login_of_two_members_means_nobody_until_one_gives_it_up(tmp_path: Path) -> None:
    ada, both = {"members/ada-moreau.yaml": person("ada-m")}, {"members/eve-black.yaml": person("ADA-m")}
    moved = {**ada, "members/eve-black.yaml": person("eve")}
    history = (ada, {**ada, **both}, moved, {**moved, "x": ""})
    assert authors(tmp_path / "r", *history) == ["unknown", "ada-moreau", "unknown", "ada-moreau"]


def test_login_that_was_taken_back_means_nobody(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    without = {"members/ada-moreau.yaml": "name: Ada\n"}
    assert authors(tmp_path / "r", ada, without, {**without, "x": ""}) == ["unknown", "ada-moreau", "unknown"]


def test_member_who_is_removed_stands_behind_nothing_that_follows(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    assert authors(tmp_path / "r", ada, {"x": ""}, {"x": "y"}) == ["unknown", "ada-moreau", "unknown"]


def test_renamed_member_keeps_the_login_once(tmp_path: Path) -> None:
    old = {"members/ada-moreau.yaml": person("ada-m")}
    new = {"members/ada-stone.yaml": person("ada-m", formerly="[ada-moreau]")}
    history = (old, new, {**new, "x": ""})
    assert authors(tmp_path / "r", *history) == ["unknown", "ada-moreau", "ada-stone"]


def test_login_is_a_text_however_it_is_written(tmp_path: Path) -> None:
    numbers = {"members/ada-moreau.yaml": person("2026")}
    nothing = {"members/ada-moreau.yaml": "links: [github]\n"}
    mail = "x <2026@users.noreply.github.com>"
    history = [Made(files, author=mail) for files in (numbers, nothing, {**nothing, "x": ""})]
    assert authors(tmp_path / "r", *history) == ["unknown", "ada-moreau", "unknown"]


@pytest.mark.parametrize("author", ["Ada Moreau <ada@meridian.example>", "GitHub <noreply@github.com>", "ada-m <>"])
def test_names_and_other_addresses_tell_nothing(author: str, tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m", name="Ada Moreau"), ".mailmap": f"{ADA} {author}\n"}
    assert authors(tmp_path / "r", ada, Made({**ada, "x": ""}, author=author)) == ["unknown", "unknown"]


def test_committer_is_no_author(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    signed_off = Made({**ada, "x": ""}, author="Boss <boss@meridian.example>", committer=ADA)
    assert authors(tmp_path / "r", ada, signed_off) == ["unknown", "unknown"]


def test_signer_counts_only_as_a_member_of_that_time(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    found = actors(tmp_path / "r", ada, {**ada, "x": ""}, principal="ada-moreau")
    assert [actor.signer for actor in found] == [None, Key("members", "ada-moreau")]


def test_principal_that_was_renamed_since_is_the_same_person(tmp_path: Path) -> None:
    new = {"members/ada-stone.yaml": person("x", formerly="[ada-moreau]")}
    found = actors(tmp_path / "r", new, {**new, "x": ""}, principal="ada-moreau")
    assert [actor.signer for actor in found] == [None, Key("members", "ada-stone")]


def test_principal_who_is_no_member_is_nobody(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    last = actors(tmp_path / "r", ada, {**ada, "x": ""}, principal="release-bot")[-1]
    assert last == Actor(Key("members", "ada-moreau"), None)


def test_signature_outweighs_the_address(tmp_path: Path) -> None:
    both = {"members/ada-moreau.yaml": person("ada-m"), "members/liis-tamm.yaml": person("liis")}
    last = actors(tmp_path / "r", both, {**both, "x": ""}, principal="liis-tamm")[-1]
    assert last == Actor(Key("members", "ada-moreau"), Key("members", "liis-tamm"))
    assert last.member == Key("members", "liis-tamm")


def test_author_whom_nobody_knows_is_in_dispute_where_another_address_committed(tmp_path: Path) -> None:
    ada = {"members/ada-moreau.yaml": person("ada-m")}
    boss = Made({**ada, "x": ""}, author="Boss <boss@meridian.example>", committer="Ada <ada@meridian.example>")
    self = Made({**ada, "x": "y"}, author="Ada <Ada@meridian.example>", committer="Ada <ada@meridian.example>")
    _, first, second = actors(tmp_path / "r", ada, boss, self, principal="ada-moreau")
    assert (first.is_disputed, second.is_disputed) == (True, False)
