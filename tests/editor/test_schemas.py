"""What an editor shows in record files: fields and words offered, explained, and wrong ones marked, by the real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmtool.model.folders import FOLDERS
from tests.editor.server import Mark, Server

pytestmark = pytest.mark.editor

MEMBER = "# yaml-language-server: $schema=../schemas/member.schema.json\n"
GROUP = MEMBER.replace("member", "group")
SETTINGS = {
    f"./registry/schemas/{kind}.schema.json": f"registry/{folder}/**/*.yaml" for folder, kind in FOLDERS.items()
}
SETTINGS["./registry/schemas/community.schema.json"] = "registry/community.yaml"


@pytest.fixture
def member(top: Path) -> Path:
    """A file of a member that nobody has saved yet."""
    return top / "registry" / "members" / "noor-haddad.yaml"


# -- completion


def test_fields_that_are_not_there_yet_are_offered_and_explained(server: Server, member: Path) -> None:
    offered = server.completions(member, f"{MEMBER}name: Noor Haddad\nsta|")
    assert offered["status"] == "Where the person stands."
    assert offered["timezone"] == "IANA zone. Seen by members of the community only."
    assert "name" not in offered
    assert "notes" not in offered  # what a public registry refuses


def test_fixed_words_are_offered(server: Server, member: Path) -> None:
    offered = server.completions(member, f"{MEMBER}name: Noor Haddad\nstatus: |")
    assert list(offered) == ["onboarding", "active", "paused", "alumni", "removed"]
    assert "unknown" in server.completions(member, f"{MEMBER}joined: |")


def test_words_of_this_community_are_offered_with_their_names(server: Server, member: Path) -> None:
    regions = server.completions(member, f"{MEMBER}region: |")
    assert [word for word in regions if word != "null"] == [
        *("africa", "americas", "arab-states", "asia-pacific", "cis", "europe", "unknown")
    ]
    assert server.completions(member, f"{MEMBER}affiliations:\n  - org: |")["savane-tech"] == "Savane Tech"
    countries = server.completions(member, f"{MEMBER}country: |")
    assert (countries["SN"], countries['"NO"']) == ("Senegal", "Norway")  # quoted, as other tools need it
    assert "Europe/Tallinn" in server.completions(member, f"{MEMBER}timezone: |")


def test_roles_are_those_of_the_place(server: Server, member: Path, top: Path) -> None:
    of_community = server.completions(member, f"{MEMBER}roles:\n  - role: |")
    of_group = server.completions(top / "registry" / "groups" / "new.yaml", f"{GROUP}members:\n  - role: |")
    assert of_community["community-manager"] == "Community Manager"
    assert "lead" in of_group
    assert not of_community.keys() & of_group.keys()


def test_a_part_is_offered_with_what_it_needs(server: Server, member: Path) -> None:
    offered = server.completions(member, f"{MEMBER}roles:\n  - |")
    assert {"role", "since", "until", "time"} < offered.keys()
    assert any("role: \n  since: " in told for told in offered.values())


# -- hover


def test_a_field_is_explained_where_the_pointer_rests(server: Server, member: Path) -> None:
    told = server.hover(member, f"{MEMBER}name: Noor Haddad\nsta|tus: active\n")
    assert told.startswith("#### Member\n\nWhere the person stands.\n\nAllowed Values:\n\n* `active`\n")
    told = server.hover(member, f"{MEMBER}con|sents: {{}}\n")
    assert "Without `listing` the name is not published. Seen by members of the community only." in told


# -- marks


def test_a_typing_error_in_a_field_and_in_a_word_is_marked(server: Server, member: Path) -> None:
    marks = server.marks(member, f"{MEMBER}name: Noor Haddad\nstatus: activ\nregoin: africa\n")
    words = 'Valid values: "onboarding", "active", "paused", "alumni", "removed".'
    assert marks == [
        Mark(3, 9, "activ", f"Value is not accepted. {words}"),
        Mark(4, 1, "regoin", "Property regoin is not allowed."),
    ]


def test_a_missing_field_is_marked(server: Server, member: Path) -> None:
    assert server.marks(member, f"{MEMBER}name: Noor Haddad\n") == [Mark(2, 1, "n", 'Missing property "status".')]
    assert server.marks(member, f"{MEMBER}status: active\n") == [Mark(2, 1, "s", 'Missing property "name".')]
    assert server.marks(member, f"{MEMBER}status: removed\n") == []


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("region: mars", ("mars", 'Value is not accepted. Valid values: "africa", "americas", ')),
        ("country: UK", ("UK", "Expected an ISO 3166-1 code of two capitals, as SN")),
        ("timezone: CET", ("CET", "Expected the IANA name of a time zone, as Africa/Dakar")),
        ("joined: yesterday", ("yesterday", "Expected a date, as 2026-03-01, or unknown")),
        ("verified: 2026-3-1", ("2026-3-1", "Expected a date, as 2026-03-01")),
        ("languages: [jp]", ("jp", "Expected a language tag, as en, pt-BR or zh-Hant")),
        ("links: {github: a@b}", ("a@b", "Expected a handle alone, as amina-d (no address, no @)")),
        ("availability: {hours_per_month: few}", ("few", "Incorrect type. Expected one of integer, null.")),
        ("gender: woman", ("woman", "This registry is public: write it into the overlay")),
    ],
)
def test_a_wrong_value_is_marked_with_what_is_expected(
    server: Server, member: Path, line: str, mark: tuple[str, str]
) -> None:
    (found,) = server.marks(member, f"{MEMBER}name: Noor Haddad\nstatus: active\n{line}\n")
    assert (found.line, found.text, found.message[: len(mark[1])]) == (4, *mark)


# -- no mark where nothing is wrong


def records(top: Path) -> dict[Path, str]:
    files = [path for folder in FOLDERS for path in sorted((top / "registry" / folder).rglob("*.yaml"))]
    return {path: path.read_text("utf-8") for path in [*files, top / "registry" / "community.yaml"]}


def line_of(path: Path) -> str:
    """The first line that a new record has."""
    folders = path.parts[path.parts.index("registry") + 1 : -1]
    kind = FOLDERS[folders[0]] if folders else "community"
    return f"# yaml-language-server: $schema={'../' * len(folders)}schemas/{kind}.schema.json\n"


def test_the_sample_has_no_marks_with_the_line_for_editors(server: Server, top: Path) -> None:
    texts = {path: line_of(path) + text for path, text in records(top).items()}
    assert len(texts) > 100
    assert {path.name: marks for path, marks in server.marks_of(texts).items() if marks} == {}
    broken = {path: text + "regoin: x\n" for path, text in texts.items() if "{" not in text[-3:]}
    assert all(marks for marks in server.marks_of(broken).values())  # each of them has a schema


def test_the_sample_has_no_marks_with_the_settings_of_a_work_tree(server: Server, top: Path) -> None:
    texts = records(top)
    assert server.marks(*next(iter({path: text + "regoin: x\n" for path, text in texts.items()}.items()))) == []
    server.configure(SETTINGS)
    try:
        assert {path.name: marks for path, marks in server.marks_of(texts).items() if marks} == {}
        broken = {path: text + "regoin: x\n" for path, text in texts.items()}
        assert all(marks for marks in server.marks_of(broken).values())
    finally:
        server.configure({})


def test_what_validate_accepts_is_not_marked(server: Server, member: Path) -> None:
    text = (
        "name: Noor Haddad\nstatus: active\njoined: unknown\nleft:\nregion: ~\ncountry: NO\ntimezone: null\n"
        "languages: [nds, pt-BR]\nlinks: {github: noor, x-own: [1, 2]}\nverified: '2026-03-01'\nx-colour: {any: thing}\n"
        "consents: {listing: 2026-03-01, photo: declined}\nformerly: [noor-h]\n"
    )
    assert server.marks(member, MEMBER + text) == []
