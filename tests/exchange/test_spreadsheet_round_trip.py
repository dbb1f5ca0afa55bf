"""Out and in again: what is exported reads back without a difference, and only what was edited in between changes."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.exchange.spreadsheet import EXPORTS, exported
from cmtool.exchange.spreadsheet.items import items_of
from cmtool.exchange.spreadsheet.reading import clean, read_table
from cmtool.exchange.spreadsheet.writing import cell, guarded
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry, entries
from cmtool.store.load import assemble
from tests.conftest import SAMPLE
from tests.exchange.sheets import TODAY, changed, plan, sample, told


def table(text: str) -> list[dict[str, str]]:
    """The rows of an export, as another program reads them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def with_member(**more: object) -> Registry:
    """The sample community and one more member."""
    record = {"name": "Ann Vale", "status": "active", "consents": {"listing": "2025-01-01"}, **more}
    files = [*entries(SAMPLE), Entry("members/ann-vale.yaml", "file", write(record).encode())]
    return assemble(files).registry


FOR_MEMBERS = {
    "member-skills": "what members say of their skills is for members to see: export it with --private",
    "activities": "what is done for people, and what they do, is for members to see: export it with --private",
    "spotlights": "who is asked to be shown is for members to see: export it with --private",
}


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("raw", [False, True])
def test_every_export_reads_back_without_a_difference(kind: str, raw: bool) -> None:
    for private in (True, *([False] if kind not in FOR_MEMBERS else [])):
        made = exported(sample(), kind, TODAY, private=private, raw=raw)
        again = plan(made.text)
        assert (again.kind, told(again), changed(again), again.change_set.new) == (kind, [], {}, {})
        assert again.unchanged > 5


def test_the_form_that_excel_opens_well_and_the_raw_one() -> None:
    text = exported(sample(), "skills", TODAY).text
    assert text.startswith(
        "\ufeffid,name,category,about,aliases,same_as,levels.1,levels.3,levels.4,levels.5,status\r\n"
    )
    assert text.count("\n") == text.count("\r\n") == 31
    raw = exported(sample(), "skills", TODAY, raw=True).text
    assert text == f"\ufeff{raw}"


def test_columns_of_members() -> None:
    public = exported(sample(), "members", TODAY).text
    assert (
        public.splitlines()[0]
        == "\ufeffid,name,status,joined,left,region,country,languages,links.github,links.linkedin,org"
    )
    private = exported(sample(), "members", TODAY, private=True).text
    assert private.splitlines()[0] == (
        "\ufeffid,name,status,joined,left,region,country,timezone,languages,links.github,links.linkedin,"
        "availability.hours_per_month,availability.mentoring,code_of_conduct,consents.listing,consents.spotlight,"
        "consents.statistics,consents.photo,other_skills,verified,org"
    )


def test_nobody_who_did_not_consent_is_in_a_public_sheet() -> None:
    registry = sample()
    unlisted = {m.id for m in registry.members.values() if not m.consents_to("listing", TODAY)}
    assert len(unlisted) == 8
    for kind in ("members", "memberships", "groups", "meetings", "skills", "requests", "needs"):
        text = exported(registry, kind, TODAY).text
        cells = {word for row in table(text) for value in row.values() for word in value.split("; ")}
        assert not cells & unlisted
    assert exported(registry, "members", TODAY).left_out == 7  # the eighth is a tombstone


def test_a_cell_that_names_somebody_who_did_not_consent_is_blank() -> None:
    files = {entry.path: entry for entry in entries(SAMPLE)}
    path = "members/liis-tamm.yaml"
    files[path] = Entry(path, "file", re.sub(rb"listing: .*", b"listing: declined", files[path].data))
    registry = assemble(files.values()).registry
    cells = {row["id"]: row["lifecycle.partner"] for row in table(exported(registry, "groups", TODAY).text)}
    assert (cells["payments"], sample().all_groups["payments"].lifecycle.partner) == ("", "liis-tamm")
    assert table(exported(registry, "groups", TODAY, private=True).text)[9]["lifecycle.partner"] == "liis-tamm"


def test_notes_and_gender_are_in_no_sheet() -> None:
    registry = with_member(gender="woman", notes="CANARY")
    for private in (False, True):
        text = exported(registry, "members", TODAY, private=private).text
        assert "ann-vale" in text
        assert "CANARY" not in text
        assert "woman" not in text


@pytest.mark.parametrize("kind", FOR_MEMBERS)
def test_what_tells_of_persons_is_for_members(kind: str) -> None:
    with pytest.raises(CmtoolError) as error:
        exported(sample(), kind, TODAY)
    assert str(error.value) == FOR_MEMBERS[kind]


def test_a_text_that_looks_like_a_formula_is_guarded_and_comes_back() -> None:
    registry = with_member(name="=HYPERLINK(1)", other_skills=["@home", "'=quoted"])
    row = next(row for row in table(exported(registry, "members", TODAY, private=True).text) if row["id"] == "ann-vale")
    assert (row["name"], row["other_skills"]) == ("'=HYPERLINK(1)", "'@home; '=quoted")
    raw = exported(registry, "members", TODAY, private=True, raw=True).text
    assert next(row for row in table(raw) if row["id"] == "ann-vale")["name"] == "=HYPERLINK(1)"
    assert changed(plan(exported(registry, "members", TODAY, private=True).text, registry=registry)) == {}


def test_what_a_sheet_does_to_spaces_is_no_change() -> None:
    registry = with_member(name="Zoe\u0308  Vale", other_skills=["old  maps", "x"])
    text = exported(registry, "members", TODAY, private=True).text
    assert changed(plan(text, registry=registry)) == {}


def test_an_edited_cell_is_the_only_change() -> None:
    text = exported(sample(), "members", TODAY, private=True).text.replace(",SN,Africa/Dakar,", ",ML,Africa/Bamako,", 1)
    assert changed(plan(text)) == {
        "members/amina-diallo": ["country: SN -> ML", "timezone: Africa/Dakar -> Africa/Bamako"]
    }


LINE = st.text(st.characters(blacklist_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=12).filter(
    lambda text: text == clean(text) and clean(f"x{text}") == f"x{text}"
)


@given(st.lists(LINE, min_size=1, max_size=4, unique=True))
def test_a_list_in_a_cell_comes_back_item_by_item(items: list[str]) -> None:
    assert items_of(cell(items), ()) == items


@given(st.lists(st.text(st.characters(blacklist_categories=("C", "Z")) | st.sampled_from("'=+-@; ,\"\n")), min_size=2))
def test_a_text_in_a_cell_comes_back_cleaned_once(texts: list[str]) -> None:
    cleaned = [clean(text) for text in texts]
    cleaned = ["id", *(text if clean(guarded(text)) == text else "x" for text in cleaned)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [["h" + str(at) for at in range(len(cleaned))], map(guarded, cleaned)]
    )
    assert list(read_table(out.getvalue().encode()).rows[0].cells) == cleaned
