"""GovStack's registry as ours: what its files make, what they change, and what is only told."""

from __future__ import annotations

from cmtool import checks
from cmtool.model.edit import Insert, Put
from tests.edits.verbs import small
from tests.exchange.govstack import FILES, TODAY, after, loaded, new, update

MANAGER = """\
name: Mei Lin Tan
status: active
joined: 2025-01-07
region: unknown
roles: [{role: manager, since: 2025-01-07}]
"""
AMINA = """\
name: Amina Diallo
status: active
joined: 2025-02-04
region: unknown
consents: {listing: 2025-02-04}
"""
PAYMENTS = """\
name: Payments WG  # Short.
kind: working-group
status: maintenance
purpose: Pay people on the day
url: https://meridian.example/working-groups/payments/
charter:
  path: charters/payments-2025.md
  ends: 2026-03-31
products:
  - name: Payments
    urn: govstack:spec:bb:payments
    versions:
      - version: "1.1"
        status: retired
        authors: []
      - version: 1.2.0
        status: released
        date: 2026-06-14
        authors: [mei-lin-tan]
      - version: "2.0"
        status: planned
members: []
"""
HERE = {
    "members/mei-lin-tan": MANAGER + "consents: {listing: 2025-01-07}\n",
    "members/amina-diallo": AMINA,
    "groups/payments": PAYMENTS,
}


def test_a_new_registry_holds_groups_and_people_and_nothing_that_was_not_said() -> None:
    records = new()[0].records
    assert records["groups/payments.yaml"] == {
        "name": "Payments Working Group",
        "kind": "working-group",
        "status": "dormant",
        "purpose": "Not written yet: GovStack's registry says no more than the name",
        "url": "https://meridian.example/working-groups/payments/",
        "calendar": "https://meridian.example/remote.php/dav/public-calendars/...",
        "charter": {"path": "charters/payments-2026.md"},
        "members": [],
    }
    assert records["groups/gis.yaml"]["status"] == "closed"
    assert (records["groups/editorial-committee.yaml"]["kind"], "calendar" in records["groups/gis.yaml"]) == (
        "team",
        False,
    )
    assert records["members/amina-diallo.yaml"] == {
        "name": "Amina Diallo",
        "status": "alumni",
        "joined": "unknown",
        "left": "unknown",
        "region": "unknown",
    }
    assert records["members/nurlan-sadykov.yaml"] == {"status": "removed"}
    assert not any("consents" in record for record in records.values())


def test_a_new_registry_has_no_error_and_the_warnings_that_its_people_can_answer() -> None:
    found = [(f.code, f.severity) for f in checks.check(loaded(new()[0]), TODAY)]
    assert found == [("MEM204", "warning")]  # nobody knows who joined when


def test_what_was_left_behind_has_a_number_and_a_line() -> None:
    assert new()[1] == [
        ("credits whose publication is the `urn` of no product here", 3, "persons.yml", 7),
        ("roles other than Author, as credited people are authors here", 2, "persons.yml", 10),
        ("pages of people", 1, "persons.yml", 5),
    ]


def test_the_manager_is_somebody_of_the_file_or_a_new_member() -> None:
    assert new()[0].records["community.yaml"]["contact"]["owner"] == "liis-tamm"
    text = FILES["persons.yml"].replace(b"Jonas Berg", b"Liis  TAMM")
    records = new({**FILES, "persons.yml": text})[0].records
    assert records["community.yaml"]["contact"]["owner"] == "jonas-berg"
    assert records["members/jonas-berg.yaml"]["status"] == "active"


def test_an_update_changes_what_is_told_otherwise_and_keeps_what_people_wrote() -> None:
    registry = small(HERE)
    change, losses = update(registry, FILES)
    assert change.subject == "import govstack: 2 groups added; 1 group changed; 2 members added"
    assert change.edits == {
        "groups/payments": [
            Put(("name",), "Payments Working Group"),
            Put(("calendar",), "https://meridian.example/remote.php/dav/public-calendars/..."),
            Put(("charter", "path"), "charters/payments-2026.md"),
            Insert(("products", 0, "versions", 1, "authors"), "amina-diallo"),
            Insert(("products", 0, "versions", 0, "authors"), "amina-diallo"),
        ]
    }
    assert after(registry, change)["groups/payments"].startswith("name: Payments Working Group  # Short.\n")
    assert losses[0] == ("roles other than Author, as credited people are authors here", 2, "persons.yml", 10)
    assert ("credits whose publication is the `urn` of no product here", 1, "persons.yml", 17) in losses


def test_done_twice_nothing_is_left_to_do() -> None:
    registry = small(HERE)
    again = small({**HERE, **after(registry, update(registry, FILES)[0])})
    change = update(again, FILES)[0]
    assert (change.edits, change.new, change.subject) == ({}, {}, "import govstack: nothing changed")


def test_a_group_that_was_dissolved_is_closed_and_one_that_goes_on_keeps_its_own_status() -> None:
    text = FILES["working_groups.yml"].replace(b"status: active", b"status: inactive")
    registry = small(HERE)
    edits = update(registry, {"working_groups.yml": text})[0].edits["groups/payments"]
    assert edits[-2:] == [Put(("status",), "closed"), Put(("since",), TODAY)]
    for status in ("maintenance", "dormant", "closed"):
        here = {**HERE, "groups/payments": PAYMENTS.replace("status: maintenance", f"status: {status}")}
        change = update(small(here), FILES)[0]
        assert not any(edit.field == ("status",) for edit in change.edits["groups/payments"])
        told = "groups that are active there and closed here (1): payments; left as they are" in change.notes
        assert told == (status == "closed")


def test_nobody_is_credited_who_did_not_consent_to_listing() -> None:
    here = {**HERE, "members/amina-diallo": AMINA.replace("listing: 2025-02-04", "listing: declined")}
    change, losses = update(small(here), {"persons.yml": FILES["persons.yml"]})
    assert change.edits == {}
    assert ("credits of people who did not consent to `listing` here", 2, "persons.yml", 7) in losses


def test_a_credit_of_a_version_that_is_not_released_here_is_left_behind() -> None:
    text = FILES["persons.yml"].replace(b"1.2.0", b'"2.0"')
    assert ("credits of a version that is not released here", 1, "persons.yml", 7) in update(
        small(HERE), {"persons.yml": text}
    )[1]


def test_who_was_removed_here_never_comes_back() -> None:
    here = {**HERE, "members/amina-diallo": "status: removed\n"}
    change = update(small(here), {"persons.yml": FILES["persons.yml"]})[0]
    assert "members/amina-diallo" not in {*change.new, *change.edits}
    assert "groups/payments" not in change.edits
    assert change.notes[0] == "people of the file who were removed here (1): amina-diallo; nothing of them is imported"


def test_somebody_who_looks_new_may_have_been_removed_here_under_another_id() -> None:
    here = {**HERE, "members/removed-0002": "status: removed\n"}
    told = (
        "people who were removed here, and whom the file does not know by that id (1): removed-0002; if one of the new "
        "people is one of them: cmtool undo, remove the record there, then import again"
    )
    files = {"persons.yml": FILES["persons.yml"]}
    assert update(small(here), files)[0].notes[0] == told
    nobody_new = {**here, "members/jonas-berg": AMINA.replace("Amina Diallo", "Jonas Berg")}
    assert told not in update(small(nobody_new), files)[0].notes
    still_named = {**here, "members/removed-0002": "status: removed\nformerly: [jonas-berg]\n"}
    change = update(small(still_named), files)[0]
    assert change.notes[0] == "people of the file who were removed here (1): removed-0002; nothing of them is imported"
    assert told not in change.notes
    assert "members/jonas-berg" not in change.new


def test_who_was_removed_there_is_told_first_and_erased_by_no_import() -> None:
    text = b"govstack:\n  person:\n    - id: amina-diallo\n      status: removed\n"
    change = update(small(HERE), {"persons.yml": text})[0]
    assert (change.edits, change.new) == ({}, {})
    assert change.notes[0].startswith(
        "PEOPLE WHO HAD THEIR RECORD REMOVED THERE, AND STILL HAVE ONE HERE (1): amina-diallo; nothing is erased"
    )


def test_one_id_with_two_names_may_be_two_people_so_nothing_is_taken_over() -> None:
    text = FILES["persons.yml"].replace(b"name: Amina Diallo", b"name: Aminata Diallo")
    change = update(small(HERE), {"persons.yml": text})[0]
    assert change.edits == {}
    assert change.notes[0].startswith("people whose name is another one here (1): amina-diallo; look whether")


def test_a_group_that_was_renamed_here_is_the_one_of_its_former_id() -> None:
    here = {k: v for k, v in HERE.items() if k != "groups/payments"}
    here["groups/money"] = PAYMENTS + "formerly: [payments]\n"
    change = update(small(here), {"working_groups.yml": FILES["working_groups.yml"]})[0]
    assert (list(change.edits), list(change.new)) == (["groups/money"], ["groups/gis"])


def test_a_team_whose_id_a_working_group_has_is_left_behind() -> None:
    text = FILES["teams.yml"].replace(b"id: editorial-committee", b"id: payments")
    imported, losses = new({**FILES, "teams.yml": text})
    assert imported.records["groups/payments.yaml"]["kind"] == "working-group"
    assert ("teams whose id a working group has", 1, "teams.yml", 3) in losses
