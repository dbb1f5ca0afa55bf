"""The canonical layout: the same facts and comments, in one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cmtool.document.canonical import CannotFormat, canonical
from cmtool.document.layout import layout
from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.model.community import Community
from cmtool.model.fields import fields
from cmtool.model.group import Group
from cmtool.model.kinds import KINDS
from cmtool.model.member import Member
from cmtool.model.record import Record
from cmtool.model.values import plain_text
from cmtool.source import Source
from cmtool.store.schema import to_record
from tests.conftest import SAMPLE
from tests.document.styled import styled
from tests.document.test_writer import SCALARS, odd, trees
from tests.document.texts import damaged, soup


def of(text: str, model: type[Record] | None = Member) -> str:
    return canonical(text.encode(), model).decode()


def test_keys_come_in_the_order_of_the_model() -> None:
    assert of("links: {}\nstatus: active\nx-b: 1\nname: Amina Diallo\nx-a: 2\nnickname: Ami\n") == (
        "name: Amina Diallo\nstatus: active\nlinks: {}\nx-b: 1\nx-a: 2\nnickname: Ami\n"
    )


def test_keys_inside_come_in_their_order_and_free_ones_as_found() -> None:
    assert of("members:\n- role: lead\n  member: amina-diallo\nlifecycle:\n  milestones: {b: 1, a: 2}\n", Group) == (
        "members:\n  - member: amina-diallo\n    role: lead\nlifecycle:\n  milestones:\n    b: 1\n    a: 2\n"
    )


def test_without_a_model_keys_and_scalars_stay() -> None:
    assert of("b: NO\na: [x,  1.10]\n", None) == "b: NO\na:\n  - x\n  - 1.10\n"


@pytest.mark.parametrize(
    ("found", "formatted"),
    [
        ("languages: [fr, wo]\n", "languages:\n  - fr\n  - wo\n"),
        ("languages:\n- fr\n-   wo\n", "languages:\n  - fr\n  - wo\n"),
        ("languages: [ ]\n", "languages: []\n"),
        ("{name: Amina, links: {github: amina-d}}", "name: Amina\nlinks:\n  github: amina-d\n"),
        ("links:\n      github : amina-d   \n", "links:\n  github: amina-d\n"),
        ('{"name":"Amina","other_skills":["-","?"]}', '"name": "Amina"\n"other_skills":\n  - "-"\n  - "?"\n'),
        ("other_skills: [maps, -]\n", 'other_skills:\n  - maps\n  - "-"\n'),
        ("x-grid: [[a, b], [[c]], []]\n", "x-grid:\n  - - a\n    - b\n  - - - c\n  - []\n"),
        ("x-grid:\n  -\n    - a\n  -\n", "x-grid:\n  - - a\n  -\n"),
        ("x-pairs: [a: b, {c}, {d\n e}]\n", "x-pairs:\n  - a: b\n  - c:\n  - d e:\n"),
    ],
)
def test_a_fact_stands_on_a_line(found: str, formatted: str) -> None:
    assert of(found) == formatted


@pytest.mark.parametrize(
    ("found", "formatted"),
    [
        ("country: NO\n", 'country: "NO"\n'),
        ("languages: [no, en]\n", 'languages:\n  - "no"\n  - en\n'),
        ("links: {y: 0815}\n", 'links:\n  "y": "0815"\n'),
        ("name: 'Amina'\ncountry: \"SN\"\n", "name: 'Amina'\ncountry: \"SN\"\n"),
        ("joined: 2026-03-01\nleft: unknown\n", "joined: 2026-03-01\nleft: unknown\n"),
        (
            "availability: {hours_per_month: 8, mentoring: true}\n",
            "availability:\n  hours_per_month: 8\n  mentoring: true\n",
        ),
        ("notes: ~\nregion:\ngender: null\n", "region:\ngender: null\nnotes: ~\n"),
        ("x-rate: 1.10\n", "x-rate: 1.10\n"),
    ],
)
def test_only_texts_that_look_like_something_else_are_quoted(found: str, formatted: str) -> None:
    assert of(found) == formatted


def test_versions_and_times_of_day_are_quoted_dates_and_numbers_are_not() -> None:
    assert of(
        "meets: [{time: 14:00, minutes: 60, starts: 2026-03-01}]\nproducts: [{versions: [{version: 1.10}]}]\n", Group
    ) == (
        "meets:\n"
        "  - starts: 2026-03-01\n"
        '    time: "14:00"\n'
        "    minutes: 60\n"
        "products:\n"
        "  - versions:\n"
        '      - version: "1.10"\n'
    )


def test_comments_move_with_what_they_are_about() -> None:
    assert of(
        "# The file of Amina.\n"
        "\n"
        "# Ask her\n"
        "# before spring.\n"
        "status: paused   # on leave until spring,\n"
        "                 # then half time\n"
        "\n"
        "\n"
        "# As on her passport.\n"
        "name: Amina Diallo # she/her\n"
        "skills:  # her own words\n"
        "- level: 3\n"
        "  # the library's name\n"
        "  skill: git # since 2019\n"
        "# the next one came later\n"
        "- {skill: openapi, level: 4} # for Payments\n"
        "consents: # told by mail\n"
        "  listing: 2026-03-01\n"
        "  # photo: declined\n"
        "other_skills: [ # as she says\n"
        "  maps, # old ones\n"
        "  # and on the phone:\n"
        "  chess ] # not asked\n"
        "# Verified by Liis.\n"
    ) == (
        "# The file of Amina.\n"
        "\n"
        "# As on her passport.\n"
        "name: Amina Diallo  # she/her\n"
        "# Ask her\n"
        "# before spring.\n"
        "status: paused  # on leave until spring,\n"
        "                # then half time\n"
        "consents:  # told by mail\n"
        "  listing: 2026-03-01\n"
        "  # photo: declined\n"
        "skills:  # her own words\n"
        "  # the library's name\n"
        "  - skill: git  # since 2019\n"
        "    level: 3\n"
        "  # the next one came later\n"
        "  # for Payments\n"
        "  - skill: openapi\n"
        "    level: 4\n"
        "other_skills:  # as she says\n"
        "  - maps  # old ones\n"
        "  # and on the phone:\n"
        "  - chess\n"
        "  # not asked\n"
        "# Verified by Liis.\n"
    )


@pytest.mark.parametrize(
    ("found", "formatted"),
    [
        ("name: # of her\n  Amina\n", "name: Amina  # of her\n"),
        ("name: # of her\n  Amina # Diallo\n", "# of her\nname: Amina  # Diallo\n"),
        ("name:\n  # of her\n  Amina\n", "# of her\nname: Amina\n"),
        ("languages: [ # none yet\n]\n", "languages: []  # none yet\n"),
        ("roles:\n  - # one\n    # two\n    role: lead\n", "roles:\n  # one\n  # two\n  - role: lead\n"),
        ("notes: | # kept short\n  One.\n# end\n", "notes: | # kept short\n  One.\n# end\n"),
        (
            "# one\n--- # two\nname: Amina # three\n... # four\n# five\n",
            "# one\n# two\n\nname: Amina  # three\n# four\n# five\n",
        ),
        ("notes: # one\n       # two\n  |\n  One.\n", "# one\n# two\nnotes: |\n  One.\n"),
        ("{} # nobody\n", "{}\n# nobody\n"),
        ("x-a: [\n  {b: 1},\n    # two\n  {b: 2}]\n", "x-a:\n  - b: 1\n  # two\n  - b: 2\n"),
    ],
)
def test_comments_in_odd_places_are_kept(found: str, formatted: str) -> None:
    assert of(found) == formatted.replace("| # kept", "|  # kept")


def test_one_empty_line_is_kept_between_entries_and_none_elsewhere() -> None:
    assert of("\n\nname: Amina\n\n\n\nlinks:\n\n  github: amina-d\n\n\n  gitlab: amina\n\n\n") == (
        "name: Amina\n\nlinks:\n  github: amina-d\n\n  gitlab: amina\n"
    )


@pytest.mark.parametrize(
    ("found", "formatted"),
    [
        (
            "notes: |\n     One.\n\n       Further in.\n     Two. \n\n\nname: A\n",
            "name: A\nnotes: |\n  One.\n\n    Further in.\n  Two. \n",
        ),
        ("notes: >-\n One\n two.\n", "notes: >-\n  One\n  two.\n"),
        ("notes: |4-\n      Further in.\n    One.\n", "notes: |2-\n    Further in.\n  One.\n"),
        ("notes: |+\n  One.\n\n\ncountry: NO\n", 'country: "NO"\nnotes: |+\n  One.\n\n\n'),
        ("notes: |\n  One.", "notes: |-\n  One.\n"),
        ("notes: |\n   \n", "notes: |\n"),
        ("notes: |+\n\n   \n", "notes: |+\n\n\n"),
        ("notes: |\n  One.\n     \nname: A\n", "name: A\nnotes: |\n  One.\n     \n"),
        ("name: A\nnotes: |+\n  One.\n\n# b\nregion: africa\n", "name: A\n# b\nregion: africa\nnotes: |+\n  One.\n\n"),
        ("x-a:\n b: |+\n  One.\n\n # two\n\nx-b: 1\n", "x-a:\n  b: |+\n    One.\n\n  # two\n\nx-b: 1\n"),
        ("notes: 'One\n\n  two'\n", "notes: |-\n  One\n  two\n"),
        ("notes: One\n  two.\n", "notes: One two.\n"),
    ],
)
def test_texts_of_several_lines_keep_their_words_and_blocks_their_style(found: str, formatted: str) -> None:
    assert of(found) == formatted
    assert plain_text(read("", found.encode()).value) == plain_text(read("", formatted.encode()).value)


def test_markers_and_foreign_line_ends_go_and_the_last_line_ends() -> None:
    assert of("---\r\nname: Amina  \r\nstatus: active\r\n...") == "name: Amina\nstatus: active\n"


@pytest.mark.parametrize(
    ("found", "reason", "line"),
    [
        (
            b"name: Amina\nroles: [lead\n",
            "not readable as YAML: a bracket is opened here and never closed, or a comma is missing",
            2,
        ),
        (b"name: &a Amina\n", "an anchor ('&') is not part of a registry file", 1),
        (b"name: Amina\n\nname: Diallo\n", "key 'name' stands twice, first on line 1", 3),
        (b"\xff\xfen\0", "not UTF-8 but UTF-16: byte order mark at byte 0", 1),
        (b"", "the file is empty", 1),
    ],
)
def test_what_the_reader_refuses_is_told_with_its_line(found: bytes, reason: str, line: int) -> None:
    with pytest.raises(CannotFormat) as caught:
        canonical(found, Member)
    assert (caught.value.reason, caught.value.line) == (f"{reason}; `cmtool validate` says more", line)


def test_a_file_that_would_grow_too_large_is_refused() -> None:
    with pytest.raises(CannotFormat, match="in canonical layout, the file is larger than 256 KiB"):
        of("x-far: [[[[[[[[[[[[[" + "a," * 20_000 + "]]]]]]]]]]]]]\n")


@pytest.mark.parametrize(
    ("mistake", "reason"),
    [
        (lambda text: text.replace("Amina", "Aminata"), "a value would change; put it into quotes on one line"),
        (lambda text: text.replace("  # she", ""), "a comment stands where the canonical layout has no place for it"),
        (
            lambda text: text.replace("active", "'active'"),
            "a comment or text would move again the next time; simplify what stands around it",
        ),
        (
            lambda text: f"{text}]",
            "in canonical layout, not readable as YAML: this line does not fit the indent of the lines above it",
        ),
    ],
)
def test_a_mistake_of_the_layout_would_be_a_refusal(
    mistake: Callable[[str], str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmtool.document.canonical.layout", lambda root: mistake(layout(root)))
    with pytest.raises(CannotFormat) as caught:
        of("status: active\nname: Amina # she\n")
    assert caught.value.reason == reason


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_sample_is_canonical(path: Path) -> None:
    found = path.read_text("utf-8")
    assert of(found, Community if path.parent == SAMPLE else KINDS[path.relative_to(SAMPLE).parts[0]]) == found


def test_a_new_record_is_canonical() -> None:
    text = write(
        {
            "name": "Jonas Berg",
            "status": "active",
            "joined": date(2026, 3, 1),
            "country": "NO",
            "languages": ["no", "en"],
            "links": {"y": "0815"},
            "availability": {"hours_per_month": 8, "mentoring": True},
            "skills": [{"skill": "git", "level": 4, "evidence": "Untangled the branches: " + "twice and more " * 8}],
            "notes": "One.\nTwo.",
        }
    )
    assert of(text) == text


@given(trees(SCALARS).filter(lambda tree: not odd(tree)))
def test_what_the_writer_wrote_is_canonical(tree: dict[str, Any]) -> None:
    text = write(tree)
    assert of(text, None) == text


@given(st.integers(0, 10**9))
def test_any_style_gives_the_same_record_and_keeps_every_comment(seed: int) -> None:
    found = styled(seed)
    text = of(found.text, Group)
    others_agree_on(text)
    assert Counter(re.findall(r"# c\d+\.", text)) == Counter(found.comments)
    for comment, about in found.beside.items():
        assert about in next(line for line in text.split("\n") if comment in line)
    assert record_of(text) == record_of(found.text)
    assert of(text, Group) == text
    assert "\r" not in text
    assert text.endswith("\n")
    assert not re.search(r" $|^---|^\.\.\.", text, re.MULTILINE)


def others_agree_on(text: str) -> None:
    """Tools of YAML 1.1 and 1.2 read the same values; the community's own keys have no type, so they may not."""
    old, new = yaml.safe_load(text), YAML(typ="safe", pure=True).load(text)
    assert old | {"x-budget": None} == new | {"x-budget": None}
    assert list(old) == [name for name in (*fields(Group), "x-budget") if name in old]


def record_of(text: str) -> Record | None:
    reading = read("groups/maps.yaml", text.encode())
    record, findings = to_record(Group, "maps", reading.value or {}, Source("groups/maps.yaml", text))
    assert record is not None, findings
    return record


@given(soup | damaged, st.sampled_from([None, Member, Group]))
def test_any_text_is_formatted_for_good_or_refused(text: str, model: type[Record] | None) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        formatted = canonical(data, model)
    except CannotFormat as refusal:
        assert refusal.reason
        return
    assert plain_text(read("", formatted).value) == plain_text(read("", data).value)
    assert canonical(formatted, model) == formatted
