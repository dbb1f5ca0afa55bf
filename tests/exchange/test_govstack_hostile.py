"""Files that are none of GovStack's registry, or mean harm: a line and a remedy, and no value that is private."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.foreign import read_foreign
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.pieces import cut
from cmtool.exchange.govstack.reading import MAX_BYTES, records_of
from cmtool.exchange.govstack.shape import KINDS, PERSON, WG
from tests.edits.verbs import COMMUNITY, assembled, small
from tests.exchange.govstack import export, told_of, update
from tests.exchange.test_govstack_import import HERE

GROUP = "govstack:\n  wg:\n    - id: {}\n      name: Maps\n      status: active\n"
PERSONS = "govstack:\n  person:\n    - id: amina-diallo\n      name: {}\n"
ID = "expected the last part of an identifier: 2 to 64 lower-case letters (a-z), digits and single hyphens"
BAD_GROUPS = {
    GROUP.format("a:b"): f"working_groups.yml:3: {ID}",
    GROUP.format("../x"): f"working_groups.yml:3: {ID}",
    GROUP.format("a" * 300): f"working_groups.yml:3: {ID}",
    GROUP.format("con"): f"working_groups.yml:3: {ID}",
    GROUP.format("amina@meridian.example"): f"working_groups.yml:3: {ID}",
    GROUP.format("maps") + "    - id: maps\n": "working_groups.yml:6: expected each id once; 'maps' stands in line 3",
    GROUP.format("maps") + "    - name: Maps\n": "working_groups.yml:6: expected a field 'id'",
    GROUP.format("maps") + "    - Maps\n": "working_groups.yml:6: expected fields, one a line",
    GROUP.format("maps").replace("active", "obsolete"): "working_groups.yml:5: expected 'status' to be active or inac",
    GROUP.format("maps") + "      url: javascript:alert(1)\n": "working_groups.yml:6: expected an address",
    GROUP.format("maps") + "      charter: ../../secret.md\n": "working_groups.yml:6: expected a path in the folder",
    GROUP.format("maps") + "      name: Twice\n": "working_groups.yml:6: key 'name' stands twice, first on line 4",
    GROUP.format("maps")
    + "    - id: paths\n      id: paths\n": "working_groups.yml:7: key 'id' stands twice, first on line 6",
    GROUP.format("maps") + "other: []\n": "working_groups.yml:6: expected 'govstack:' and nothing beside it",
    "govstack:\n  wg: text\n": "working_groups.yml:2: expected a list",
    "govstack:\n  team: []\n": "working_groups.yml:2: expected 'wg:' and nothing beside it",
    "a: &a [x, x]\nb: &b [*a, *a]\ngovstack: *b\n": "working_groups.yml:1: an anchor",
    GROUP.format("maps") + "    - &b {id: paths}\n": "working_groups.yml:6: an anchor",
    "just a text\n": "working_groups.yml:1: the file holds one text",
    GROUP.format("maps").replace("Maps", '"Maps'): "working_groups.yml:4: not readable as YAML: a quote is opened",
    GROUP.format("maps").replace("Maps", "Ma\tps"): "working_groups.yml:4: a tab is not part",
    "govstack:\n  wg:\n"
    + "".join(f"    - id: maps\n      x{n}: {'[' * 20}\n" for n in range(2)): "working_groups.yml:4",
}
BAD_PERSONS = {
    PERSONS.format("Amina <amina@meridian.example>"): "persons.yml:4: expected a name without a mail address",
    PERSONS.format("Amina +221 77 123 45 67"): "persons.yml:4: expected a name without a phone number",
    PERSONS.format('"Amina\\e[31m"'): "persons.yml:4: control character U+001B",
    PERSONS.format("Amina\x1b[31m"): "persons.yml:4: control character U+001B",
    PERSONS.format("A" * 3000): "persons.yml:4: expected a name of at most 2000 characters",
    PERSONS.format("[Amina]"): "persons.yml:4: expected text",
    PERSONS.format("Amina") + "      credits: {}\n": "persons.yml:5: expected a list",
    PERSONS.format("Amina")
    + "      credits: [{publication: x, version: 1}]\n": "persons.yml:5: expected the identifier",
    PERSONS.format("Amina")
    + "      credits: [{publication: 'govstack:x', version: 1/2}]\n": "persons.yml:5: expected a version",
    PERSONS.format("Amina")
    + "      credits: [{publication: 'govstack:x', version: 1.0, roles: Boss}]\n": "persons.yml:5: expected a list",
    PERSONS.format("Amina") + "      status: gone\n": "persons.yml:5: expected 'status' to be active or removed",
    "govstack:\n  person:\n    - id: amina-diallo\n": "persons.yml:3: expected a field 'name'",
}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [(WG.file, *pair) for pair in BAD_GROUPS.items()] + [(PERSON.file, *pair) for pair in BAD_PERSONS.items()],
    ids=[str(number) for number in range(len(BAD_GROUPS) + len(BAD_PERSONS))],
)
def test_what_is_wrong_has_its_line_and_repeats_no_address(name: str, text: str, problem: str) -> None:
    with pytest.raises(CmtoolError) as error:
        told_of({name: text.encode()})
    assert str(error.value).startswith(problem)
    assert "meridian.example" not in str(error.value)
    assert "+221" not in str(error.value)


def test_all_problems_are_told_at_once_but_no_more_than_ten() -> None:
    text = "govstack:\n  wg:\n" + "".join(f"    - id: A{number}\n" for number in range(50))
    with pytest.raises(CmtoolError) as error:
        told_of({WG.file: text.encode()})
    lines = str(error.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [f"working_groups.yml:{n}" for n in range(3, 13)]


def test_bytes_that_are_no_text_and_files_that_are_too_large_are_refused() -> None:
    with pytest.raises(CmtoolError, match=r"^persons\.yml:4: not UTF-8"):
        records_of(PERSON, PERSON.file, PERSONS.format("Am\xedna").encode("latin-1"))
    with pytest.raises(CmtoolError, match=r"^persons\.yml: larger than 20 MiB"):
        records_of(PERSON, PERSON.file, b"#" * (MAX_BYTES + 1))


def test_characters_that_nobody_sees_are_dropped_and_counted() -> None:
    found = told_of({PERSON.file: PERSONS.format("Ami\u200bna Dia\u202ello").encode()})
    assert (found.persons[0].name, found.losses.in_order()) == (
        "Amina Diallo",
        [("invisible characters", 2, PERSON.file, 4)],
    )


def test_an_export_stops_where_an_id_stands_twice_and_changes_nothing() -> None:
    text = (GROUP.format("maps") + "    - id: maps\n").encode()
    with pytest.raises(CmtoolError, match=r"^working_groups\.yml:6: this id stands in line 3 already"):
        export(small(HERE), {WG.file: text})


def test_an_export_repeats_no_address_that_stands_for_an_id() -> None:
    text = GROUP.format("amina@meridian.example").encode()
    files, found = export(small(HERE), {WG.file: text})
    assert files[WG.file].startswith(text)
    assert found.notes == ["groups of the files that are not here (1): (an address); left as they are"]


def test_what_cannot_be_read_here_stops_both_ways() -> None:
    registry = assembled({"community": COMMUNITY, **HERE, "members/jonas-berg": "name: [\n"}).registry
    for act in (update, export):
        with pytest.raises(CmtoolError, match=r"^members/jonas-berg cannot be read, so nobody can tell what differs"):
            act(registry, {WG.file: GROUP.format("maps").encode()})


def test_a_dash_inside_a_text_is_no_record() -> None:
    text = GROUP.format("maps").replace("Maps", "|\n        Maps\n        - id: paths")
    assert [group.name for group in told_of({WG.file: text.encode()}).groups] == ["Maps - id: paths"]
    quoted = 'govstack:\n  wg:\n    - id: maps\n      name: "Maps\n    - id: paths"\n      status: active\n'
    with pytest.raises(CmtoolError, match=r"^working_groups\.yml:4: not readable as YAML"):
        told_of({WG.file: quoted.encode()})


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
_LEAVES = st.one_of(_TEXTS, st.integers(0, 99), st.none())
_VALUES = st.recursive(
    _LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(_TEXTS, v, max_size=3), max_leaves=6
)
_NAMES = st.sampled_from(["id", "name", "status", "url", "credits", "x"])
_RECORDS = st.lists(st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4), min_size=1, max_size=4)


@given(_RECORDS, st.booleans())
def test_a_file_cut_into_pieces_reads_as_it_does_whole(records: list[dict[str, object]], ends: bool) -> None:
    data = write({"govstack": {"wg": records}}).encode()
    data = data if ends else data.rstrip(b"\n")
    whole = read_foreign(WG.file, data).reading
    assert whole.value is None or cut(data.decode(), "wg") is not None
    if whole.value is not None:
        found = records_of(WG, WG.file, data).found
        assert [one.node.value for one in found] == whole.value["govstack"]["wg"]
        lines = [whole.source.span(*whole.source.locate(("govstack", "wg", at))).line for at in range(len(found))]
        assert [one.line() for one in found] == lines


@given(st.sampled_from(KINDS), st.text(max_size=80))
def test_any_text_gives_records_or_a_problem_in_words(kind: object, text: str) -> None:
    from cmtool.exchange.govstack.shape import Kind

    assert isinstance(kind, Kind)
    try:
        told_of({kind.file: text.encode("utf-8", "surrogatepass")})
        export(small(HERE), {kind.file: text.encode("utf-8", "surrogatepass")})
    except CmtoolError as error:
        assert str(error).startswith(kind.file)
