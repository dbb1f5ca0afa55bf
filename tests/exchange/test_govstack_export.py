"""Our registry as GovStack's: which bytes change, which stay, and who is named."""

from __future__ import annotations

import pytest

from cmtool.document.editor import edited
from cmtool.errors import CmtoolError
from cmtool.exchange.govstack.reading import records_of
from cmtool.exchange.govstack.shape import PERSON
from cmtool.model.edit import Put
from cmtool.model.registry import Registry
from cmtool.store.load import load
from tests.conftest import SAMPLE
from tests.edits.verbs import assembled, small
from tests.exchange.govstack import FILES, after, export, loaded, new, update
from tests.exchange.test_govstack_import import AMINA, HERE, PAYMENTS

COMMENTED = """\
# Ours.
govstack:
  person:   # one record a person

    - id: amina-diallo    # asked for it
      name: Amina Diallo
      url: <Meridian website>/<person page>
      credits:
        - publication: govstack:guide:forms
          version: 1.0.0
          roles: [Editor, Contributor]   # both
    # The next one.
    - id: xu-wei
      name: Xu Wei
      credits: []
      note: kept
"""


def published() -> Registry:
    """The sample community, whose products are publications."""
    registry, texts = load(SAMPLE).registry, dict[str, str]()
    for record in registry.all_records():
        texts[record.ref] = record.source.text
    for group in registry.all_groups.values():
        edits = [Put(("products", at, "urn"), f"govstack:spec:bb:{group.id}-{at}") for at in range(len(group.products))]
        texts[group.ref] = edited(texts[group.ref].encode(), edits, type(group)).decode()
    return assembled(texts).registry


def test_records_are_written_as_govstack_writes_them() -> None:
    here = {**HERE, "groups/payments": PAYMENTS.replace("authors: [mei-lin-tan]", "authors: [amina-diallo]")}
    files = export(small(here), {})[0]
    assert files["working_groups.yml"].decode() == (
        "govstack:\n"
        "  wg:\n"
        "    - id: payments\n"
        "      name: Payments WG\n"
        "      url: https://meridian.example/working-groups/payments/\n"
        "      charter: charters/payments-2025.md\n"
        "      status: active\n"
    )
    assert files["persons.yml"].decode() == (
        "govstack:\n"
        "  person:\n"
        "    - id: amina-diallo\n"
        "      name: Amina Diallo\n"
        "      credits:\n"
        "        - publication: govstack:spec:bb:payments\n"
        "          version: 1.2.0\n"
        "          roles:\n"
        "            - Author\n"
    )
    assert "teams.yml" not in files


def test_the_sample_there_and_back_gives_the_same_bytes() -> None:
    registry = published()
    files = export(registry, {})[0]
    assert sorted(files) == ["persons.yml", "teams.yml", "working_groups.yml"]
    assert export(registry, files)[0] == files
    change, losses = update(registry, files)
    assert (change.edits, change.new, losses) == ({}, {}, [])


def test_a_new_registry_made_of_an_export_writes_the_same_bytes() -> None:
    files = export(published(), {})[0]
    again = loaded(new(files)[0])
    assert export(again, files)[0] == files
    fresh = export(again, {})[0]
    # nobody consented to be listed by the new registry, and who was removed becomes known by nothing
    assert fresh == {name: files[name] for name in ("working_groups.yml", "teams.yml")}


def test_the_files_of_govstack_come_back_byte_for_byte() -> None:
    assert export(loaded(new(FILES)[0]), FILES)[0] == FILES
    here = {**HERE, "groups/payments": PAYMENTS.replace("authors: [mei-lin-tan]", "authors: []")}
    updated = small({**here, **after(small(here), update(small(here), FILES)[0])})
    assert export(updated, FILES)[0] == FILES


def test_once_people_consent_and_products_are_there_credits_come_in_and_go_out_again() -> None:
    first = new({"persons.yml": FILES["persons.yml"]})[0]
    first.records["members/amina-diallo.yaml"]["consents"] = {"listing": "2026-11-20"}
    first.records["groups/payments.yaml"] = {
        "name": "Payments",
        "kind": "team",
        "status": "dormant",
        "purpose": "Pay",
        "products": [
            {
                "name": "Payments",
                "urn": "govstack:spec:bb:payments",
                "versions": [{"version": "1.2.0", "status": "released"}],
            }
        ],
        "members": [],
    }
    registry = loaded(first)
    change = update(registry, FILES)[0]
    assert "authors:\n          - amina-diallo" in after(registry, change)["groups/payments"]


def test_only_what_differs_changes_and_comments_stay() -> None:
    here = {**HERE, "groups/payments": PAYMENTS.replace("authors: [mei-lin-tan]", "authors: [amina-diallo]")}
    credit = "        - publication: govstack:spec:bb:payments\n          version: 1.2.0\n          roles: [Author]\n"
    files, found = export(small(here), {"persons.yml": COMMENTED.encode()})
    assert files["persons.yml"].decode() == COMMENTED.replace("    # The next one.\n", credit + "    # The next one.\n")
    assert found.files["persons.yml"][1:] == (0, 1)


def test_new_records_stand_at_the_end_by_id_in_the_layout_of_the_file() -> None:
    text = "govstack:\r\n    wg:\r\n    -   id: zebra\r\n        name: Zebra\r\n        status: active"
    here = {**HERE, "groups/alpha": "name: Alpha\nkind: working-group\nstatus: closed\npurpose: A\nmembers: []\n"}
    files, found = export(small(here), {"working_groups.yml": text.encode()})
    assert files["working_groups.yml"].decode() == text + (
        "\r\n    - id: alpha\r\n      name: Alpha\r\n      status: inactive\r\n"
        "    - id: payments\r\n      name: Payments WG\r\n"
        "      url: https://meridian.example/working-groups/payments/\r\n"
        "      charter: charters/payments-2025.md\r\n      status: active\r\n"
    )
    assert "groups of the files that are not here (1): zebra; left as they are" in found.notes


@pytest.mark.parametrize("empty", ["", "# Nothing yet.", "govstack:\n  wg:\n", "govstack:\n  wg: []  # none\n"])
def test_a_file_without_records_gets_its_first(empty: str) -> None:
    files = export(small(HERE), {"working_groups.yml": empty.encode()})[0]
    assert files["working_groups.yml"].decode().count("- id: payments") == 1
    assert files["working_groups.yml"].decode().count("#") == empty.count("#")
    assert export(small(HERE), files)[0]["working_groups.yml"] == files["working_groups.yml"]


def test_closed_is_inactive_and_everything_else_is_active() -> None:
    for status, word in (("maintenance", "active"), ("dormant", "active"), ("closed", "inactive")):
        here = {**HERE, "groups/payments": PAYMENTS.replace("status: maintenance", f"status: {status}")}
        assert export(small(here), {})[0]["working_groups.yml"].decode().endswith(f"status: {word}\n")


@pytest.mark.parametrize("consent", ["consents: {listing: declined}", "consents: {listing: 2026-11-21}", ""])
def test_who_did_not_consent_to_listing_is_never_written(consent: str) -> None:
    here = {
        "members/mei-lin-tan": HERE["members/mei-lin-tan"],
        "members/amina-diallo": AMINA.replace("consents: {listing: 2025-02-04}", consent),
        "groups/payments": PAYMENTS.replace("authors: [mei-lin-tan]", "authors: [amina-diallo]"),
    }
    registry = assembled({**_texts(small(HERE)), **here}).registry
    assert "persons.yml" not in export(registry, {})[0]
    there, found = export(registry, {"persons.yml": COMMENTED.encode()})
    assert there["persons.yml"].decode() == COMMENTED
    assert found.notes[0].startswith("people of the file who did not consent to `listing` here (1): amina-diallo")


def _texts(registry: Registry) -> dict[str, str]:
    return {record.ref: record.source.text for record in registry.all_records()}


def test_who_was_removed_here_keeps_only_the_id_there() -> None:
    here = {**HERE, "members/amina-diallo": "status: removed\n"}
    here["groups/payments"] = PAYMENTS.replace("authors: [mei-lin-tan]", "authors: [amina-diallo]")
    files = export(small(here), {"persons.yml": COMMENTED.encode()})[0]
    assert files["persons.yml"].decode() == (
        "# Ours.\ngovstack:\n  person:   # one record a person\n\n"
        "    - id: amina-diallo    # asked for it\n      status: removed\n"
        "    # The next one.\n    - id: xu-wei\n      name: Xu Wei\n      credits: []\n      note: kept\n"
    )


def test_nobody_learns_who_was_removed_and_never_was_there() -> None:
    here = {**HERE, "members/amina-diallo": "status: removed\n"}
    assert "amina-diallo" not in export(small(here), {})[0].get("persons.yml", b"").decode()
    public = {**_texts(small(here)), "community": _texts(small(here))["community"].replace("private", "public")}
    assert "amina-diallo" not in export(assembled(public).registry, {})[0]["persons.yml"].decode()


def test_who_was_removed_there_is_never_written_again() -> None:
    here = {**HERE, "groups/payments": PAYMENTS.replace("authors: [mei-lin-tan]", "authors: [amina-diallo]")}
    text = b"govstack:\n  person:\n    - id: amina-diallo\n      status: removed\n"
    files, found = export(small(here), {"persons.yml": text})
    assert files["persons.yml"] == text
    assert found.notes[0] == "people who were removed there (1): amina-diallo; nothing of them is written again"


def test_a_group_keeps_the_id_and_the_file_that_it_has_there() -> None:
    here = {k: v for k, v in HERE.items() if k != "groups/payments"}
    here["groups/money"] = PAYMENTS + "formerly: [editorial-committee]\n"
    files = export(small(here), {"teams.yml": FILES["teams.yml"]})[0]
    assert (
        files["teams.yml"]
        .decode()
        .startswith("govstack:\n  team:\n    - id: editorial-committee\n      name: Payments WG\n")
    )
    assert "working_groups.yml" not in files
    assert b"charter" not in files["teams.yml"]


@pytest.mark.parametrize("path", ["../../secrets.md", "/etc/passwd", "charters/../x.md", "payments.md", "c:\\x/y.md"])
def test_a_charter_that_leads_elsewhere_is_not_handed_on(path: str) -> None:
    here = {**HERE, "groups/payments": PAYMENTS.replace("charters/payments-2025.md", f'"{path}"'.replace("\\", "\\\\"))}
    files, found = export(small(here), {})
    assert b"charter" not in files["working_groups.yml"]
    assert found.notes[0].startswith("groups whose `charter.path` is not written")


def test_what_has_no_place_there_is_counted_with_a_place() -> None:
    found = export(small(HERE), {})[1].losses
    assert [(loss.kind, loss.number, loss.path, loss.line) for loss in found] == [
        ("charter.ends of groups", 1, "groups/payments.yaml", 8),
        ("purpose of groups", 1, "groups/payments.yaml", 4),
        ("status maintenance, which is active there", 1, "groups/payments.yaml", 3),
    ]


def test_a_file_in_another_style_is_edited_where_that_can_be_done_and_else_refused_whole() -> None:
    flow = b"govstack: {wg: [{id: payments, name: Payments, status: active}]}  # one line\n"
    files = export(small(HERE), {"working_groups.yml": flow})[0]
    assert files["working_groups.yml"].startswith(b"govstack: {wg: [{id: payments, name: Payments WG, url: ")
    assert files["working_groups.yml"].endswith(b"  # one line\n")
    with pytest.raises(
        CmtoolError, match=r"working_groups\.yml: not written as GovStack writes it; bring it into block"
    ):
        export(small(HERE), {"working_groups.yml": flow.replace(b"payments", b"other")})


def test_ten_thousand_persons_are_read_from_one_file_each_with_its_line() -> None:
    one = "    - id: person-{0}\n      name: Person {0}\n      url:\n      credits: []\n"
    text = "govstack:\n  person:\n" + "".join(one.format(number) for number in range(10_000))
    found = records_of(PERSON, "persons.yml", text.encode()).found
    assert (len(found), found[-1].line(), len(text) > 256 * 1024) == (10_000, 3 + 4 * 9_999, True)
