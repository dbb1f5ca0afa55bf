"""A newer sigs.yaml for a registry that is there: what changes, what stays, and what is only told."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmtool.document.editor import edited as edit
from cmtool.document.reader import read
from cmtool.document.writer import write
from cmtool.errors import CmtoolError
from cmtool.exchange.kubernetes_sigs import registry_of, told
from cmtool.exchange.kubernetes_sigs.update import updated
from cmtool.model.edit import ChangeSet, Drop, Edit, Insert, Put, applied
from cmtool.model.registry import Registry
from tests.edits.verbs import FEW, all_values, made, new_errors, small

MONTH_AGO, TODAY = date(2026, 10, 20), date(2026, 11, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

FILE = """\
sigs:
  - dir: sig-maps
    name: Maps
    mission_statement: Covers maps.
    charter_link: charter.md
    leadership:
      chairs:
        - github: amina-diallo
          name: Amina Diallo
          company: Meridian Maps
        - github: jonas-berg
          name: Jonas Berg
          company: Northlight
      tech_leads:
        - github: mei-lin-tan
          name: Mei Lin Tan
    meetings:
      - description: Regular meeting
        day: Tuesday
        time: 9:00
        tz: UTC
        frequency: biweekly
        url: https://meet.meridian.example/maps
      - description: Triage
        day: Monday
        time: "08:30"
        tz: UTC
        frequency: weekly
  - dir: sig-paths
    name: Paths
    mission_statement: Covers paths.
    leadership:
      chairs:
        - github: nurlan-s
          name: Nurlan Sadykov
"""
NEW_GROUP = """\
  - dir: wg-gates
    name: Gates
    mission_statement: Opens and closes gates.
    stakeholder_sigs:
      - Maps
    leadership:
      chairs:
        - github: rosa-quispe
          name: Rosa Quispe
          company: Southlight
        - github: jonas-berg
          name: Jonas Berg
          company: Northlight
"""
JONAS = "        - github: jonas-berg\n          name: Jonas Berg\n          company: Northlight\n"


def imported(text: str = FILE) -> Registry:
    """The registry that the file gives, a month ago."""
    files = registry_of(values(text), manager="Liis Tamm", contact="hello@meridian.example", today=MONTH_AGO).records
    return small({path.removesuffix(".yaml"): write(record) for path, record in files.items()})


def values(text: str) -> dict[str, object]:
    value = read("sigs.yaml", text.encode()).value
    assert value is not None
    return value


def edited(registry: Registry, edits: dict[str, list[Edit]]) -> Registry:
    """The registry after somebody changed it by hand."""
    return made(registry, ChangeSet("set", "", edits))


def update(registry: Registry, text: str) -> ChangeSet:
    """What the file changes: its edits can be made, it makes no errors, and doing it again is nothing."""
    change = updated(registry, told(values(text)), TODAY)
    brought_in(registry, change, text, TODAY)
    return change


def brought_in(registry: Registry, change: ChangeSet, text: str, day: date) -> Registry:
    """The registry after the change."""
    for ref, edits in change.edits.items():
        record = registry.get(ref)
        assert record is not None
        data = record.source.text.encode()
        after = read(ref, edit(data, edits, type(record))).value
        assert after == applied(read(ref, data).value or {}, edits)
    after_all = made(registry, change)
    assert not new_errors(registry, after_all, day)
    again = updated(after_all, told(values(text)), day)
    assert nothing(again)
    return after_all


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new)


def nothing(change: ChangeSet) -> bool:
    return not change.edits and not change.new


def test_the_same_file_changes_nothing() -> None:
    change = update(imported(), FILE)
    assert nothing(change)
    assert change.subject == "import kubernetes-sigs: nothing changed"
    assert change.notes == []


# -- people in groups


def test_who_leads_now_is_added_and_who_leads_no_more_gets_a_last_day() -> None:
    rosa = "        - github: rosa-quispe\n          name: Rosa Quispe\n          company: Northlight\n"
    change = update(imported(), changed(FILE, JONAS, rosa))
    assert change.edits == {
        "groups/sig-maps": [
            Put(("members", 1, "until"), TODAY),
            Insert(("members",), {"member": "rosa-quispe", "role": "chair", "since": TODAY}),
        ]
    }
    assert change.new == {
        "members/rosa-quispe": {
            "name": "Rosa Quispe",
            "status": "active",
            "joined": "unknown",
            "region": "unknown",
            "affiliations": [{"org": "northlight"}],
            "links": {"github": "rosa-quispe"},
        }
    }
    assert change.subject == "import kubernetes-sigs: 1 group changed; 1 member added"
    assert change.notes == [
        "people who hold nothing in the file any more, and stay (1): jonas-berg; if they left: cmtool retire MEMBER"
    ]


def test_a_chair_who_becomes_emeritus_has_led_until_today() -> None:
    emeritus = JONAS.replace("        - ", "      emeritus_leads:\n        - ")
    change = update(
        imported(), changed(FILE, JONAS, "").replace("      tech_leads:\n", f"{emeritus}      tech_leads:\n")
    )
    assert change.edits == {
        "groups/sig-maps": [
            Put(("members", 1, "until"), TODAY),
            Insert(("members",), {"member": "jonas-berg", "role": "emeritus-lead", "until": "unknown"}),
        ]
    }


def test_entries_that_people_made_stay() -> None:
    registry = edited(
        imported(),
        {
            "groups/sig-maps": [
                Insert(("members",), {"member": "liis-tamm", "role": "note-taker", "since": MONTH_AGO}, 0),
                Insert(("members",), {"member": "liis-tamm", "role": "chair", "since": TOMORROW}),
                Put(("members", 1, "since"), date(2024, 3, 1)),
            ],
            "community": [Put(("roles", "note-taker"), {"name": "Note taker", "scope": "group"})],
        },
    )
    assert nothing(update(registry, FILE))


def test_an_entry_that_ended_here_begins_anew_and_it_is_told() -> None:
    registry = edited(imported(), {"groups/sig-maps": [Put(("members", 1, "until"), YESTERDAY)]})
    change = update(registry, FILE)
    assert change.edits == {
        "groups/sig-maps": [Insert(("members",), {"member": "jonas-berg", "role": "chair", "since": TODAY})]
    }
    assert change.notes == [
        "entries that had ended here and begin anew (1): jonas-berg in sig-maps; mend the file if they should not"
    ]


def test_an_entry_that_ends_today_goes_on() -> None:
    registry = edited(imported(), {"groups/sig-maps": [Put(("members", 1, "until"), TODAY)]})
    assert update(registry, FILE).edits == {"groups/sig-maps": [Drop(("members", 1, "until"))]}


def test_a_group_that_loses_its_last_lead_is_told() -> None:
    nobody = FILE[: FILE.rindex("    leadership:")]
    change = update(imported(), nobody)
    assert change.edits == {"groups/sig-paths": [Put(("members", 0, "until"), TODAY)]}
    assert "groups that nobody leads after today (1): sig-paths" in change.notes


def test_who_left_and_stands_in_the_file_is_told_and_not_changed() -> None:
    registry = edited(
        imported(),
        {
            "members/jonas-berg": [Put(("status",), "alumni"), Put(("left",), YESTERDAY), Put(("name",), "J. Berg")],
            "groups/sig-maps": [Put(("members", 1, "until"), YESTERDAY)],
        },
    )
    change = update(registry, FILE)
    assert nothing(change)
    assert change.notes == [
        "people of the file who left (1): jonas-berg; if they are back: cmtool set MEMBER status=active left="
    ]


def test_a_working_group_without_a_chair_has_nobody_to_answer() -> None:
    change = update(imported(FILE + NEW_GROUP), FILE + NEW_GROUP.replace("chairs", "tech_leads"))
    assert "groups in which nobody acts as triage after today (1): wg-gates" in change.notes
    assert not any("nobody leads" in note for note in change.notes)


@pytest.mark.parametrize("id", ["nurlan-s", "nurlan-sadykov"])
def test_nothing_comes_back_of_a_person_who_was_removed(id: str) -> None:
    removed = "status: removed\n" + ("formerly:\n  - nurlan-s\n" if id != "nurlan-s" else "")
    files = {ref: write(own) for ref, own in all_values(imported()).items() if ref != "members/nurlan-s"}
    files["groups/sig-paths"] = files["groups/sig-paths"].replace(
        "member: nurlan-s\n    role: chair\n", f"member: {id}\n    role: chair\n    until: 2026-11-01\n"
    )
    registry = small({**files, f"members/{id}": removed})
    change = update(registry, FILE)
    assert nothing(change)
    assert change.notes == [f"people of the file who were removed (1): {id}; nothing of them is imported"]


# -- people


def test_name_and_company_follow_the_file() -> None:
    text = changed(changed(FILE, "Amina Diallo", "Amina Sow"), "Meridian Maps", "Southlight")
    change = update(imported(), text)
    assert change.edits == {
        "members/amina-diallo": [
            Put(("name",), "Amina Sow"),
            Put(("affiliations", 0, "until"), TODAY),
            Insert(("affiliations",), {"org": "southlight", "since": TODAY}),
        ],
        "community": [Put(("organisations", "southlight"), {"name": "Southlight", "kind": "company"})],
    }
    assert change.subject == "import kubernetes-sigs: 1 member changed; 1 organisation added"


def test_what_the_file_does_not_tell_of_a_person_stays() -> None:
    registry = edited(
        imported(),
        {
            "members/amina-diallo": [
                Put(("status",), "paused"),
                Put(("country",), "SN"),
                Put(("links", "mastodon"), "amina"),
                Insert(("affiliations",), {"org": "northlight"}),
                Put(("links", "github"), "Amina-Diallo"),
            ],
            "community": [Put(("organisations", "meridian-maps", "kind"), "government")],
        },
    )
    assert nothing(update(registry, FILE))


def test_a_person_under_another_id_is_known_by_the_handle() -> None:
    files = {ref: write(own).replace("nurlan-s\n", "nurlan\n") for ref, own in all_values(imported()).items()}
    files["members/nurlan"] = files.pop("members/nurlan-s").replace("github: nurlan\n", "github: nurlan-s\n")
    assert nothing(update(small(files), FILE))


def test_a_record_that_became_part_of_another_is_not_made_again() -> None:
    files = {
        ref: write(own).replace("member: nurlan-s\n", "member: jonas-berg\n")
        for ref, own in all_values(imported()).items()
    }
    del files["members/nurlan-s"]
    files["members/jonas-berg"] += "formerly:\n  - nurlan-s\n"
    assert nothing(update(small(files), FILE))


def test_somebody_else_of_the_same_id_gets_another_one() -> None:
    other = {ref: write(own) for ref, own in all_values(imported()).items()}
    other["members/rosa-quispe"] = "name: Rosa Maria Quispe\nstatus: active\njoined: 2026-01-01\nregion: unknown\n"
    change = update(small(other), FILE + NEW_GROUP)
    assert sorted(change.new) == ["groups/wg-gates", "members/rosa-quispe-2"]
    assert change.new["groups/wg-gates"]["members"][0] == {"member": "rosa-quispe-2", "role": "chair"}
    assert "the member 'rosa-quispe' has the id 'rosa-quispe-2', because 'rosa-quispe' was taken" in change.notes


def test_a_member_without_a_handle_gets_it_from_the_file() -> None:
    liis = "        - github: liis-tamm\n          name: Liis Tamm\n"
    change = update(imported(), changed(FILE, JONAS, JONAS + liis))
    assert change.edits["members/liis-tamm"] == [Put(("links", "github"), "liis-tamm")]
    assert not change.new


def test_an_organisation_is_known_by_its_name_else_by_its_id() -> None:
    renamed = {ref: write(own).replace("northlight", "nl") for ref, own in all_values(imported()).items()}
    assert nothing(update(small(renamed), FILE))
    reworded = edited(imported(), {"community": [Put(("organisations", "northlight", "name"), "Northlight AS")]})
    assert nothing(update(reworded, FILE))


# -- groups and meetings


def test_texts_of_a_group_follow_the_file() -> None:
    text = changed(changed(FILE, "Covers paths.", "Covers paths and bridges."), "charter.md", "CHARTER.md")
    change = update(imported(), changed(text, "name: Maps\n", "name: Maps and Atlases\n"))
    assert change.edits == {
        "groups/sig-maps": [
            Put(("name",), "Maps and Atlases"),
            Put(("charter", "url"), "https://github.com/kubernetes/community/blob/main/sig-maps/CHARTER.md"),
        ],
        "groups/sig-paths": [Put(("purpose",), "Covers paths and bridges.")],
    }
    assert change.subject == "import kubernetes-sigs: 2 groups changed"


def test_what_the_file_does_not_tell_of_a_group_stays() -> None:
    registry = edited(
        imported(),
        {
            "groups/sig-maps": [
                Put(("status",), "maintenance"),
                Put(("url",), "https://maps.meridian.example"),
                Put(("kind",), "team"),
                Put(("charter", "status"), "approved"),
                Put(("partners",), ["sig-paths"]),
                Put(("purpose",), "Covers\nmaps."),
                Put(("meets", 0, "starts"), date(2026, 11, 17)),
                Drop(("meets", 0, "x-when")),
                Put(("meets", 0, "minutes"), 45),
                Put(("meets", 1, "starts"), date(2026, 11, 16)),
            ]
        },
    )
    assert nothing(update(registry, FILE))


def test_another_hour_changes_only_that() -> None:
    text = changed(FILE, "time: 9:00", "time: 10:00")
    assert update(imported(), text).edits == {"groups/sig-maps": [Put(("meets", 0, "time"), "10:00")]}


def test_another_weekday_of_a_weekly_series_is_another_first_date() -> None:
    text = changed(FILE, "day: Monday", "day: Wednesday")
    assert update(imported(), text).edits == {"groups/sig-maps": [Put(("meets", 1, "starts"), date(2024, 1, 3))]}


def test_another_rhythm_asks_for_a_look_at_the_date() -> None:
    change = update(imported(), changed(FILE, "frequency: weekly", "frequency: biweekly"))
    assert change.edits == {"groups/sig-maps": [Put(("meets", 1, "every"), "14d")]}
    assert change.notes == [
        "series in another rhythm than before (1): sig-maps/triage; look whether 'starts' still fits"
    ]


def test_a_date_that_the_file_tells_now_takes_the_words_away() -> None:
    change = update(imported(), changed(FILE, "frequency: biweekly", "frequency: biweekly, starting January 9th 2024"))
    assert change.edits == {
        "groups/sig-maps": [Put(("meets", 0, "starts"), date(2024, 1, 9)), Drop(("meets", 0, "x-when"))]
    }


def test_a_month_rule_goes_with_the_month() -> None:
    monthly = changed(FILE, "frequency: weekly", "frequency: monthly - first Monday")
    change = update(imported(monthly), FILE)
    assert change.edits == {"groups/sig-maps": [Put(("meets", 1, "every"), "7d"), Drop(("meets", 1, "month_rule"))]}


def test_a_new_series_is_added_and_one_that_the_file_lost_stays() -> None:
    change = update(imported(), changed(FILE, "Regular meeting", "Office hours"))
    assert change.edits == {
        "groups/sig-maps": [
            Insert(
                ("meets",),
                {
                    "id": "office-hours",
                    "name": "Office hours",
                    "every": "14d",
                    "time": "09:00",
                    "tz": "UTC",
                    "url": "https://meet.meridian.example/maps",
                    "x-when": "Tuesday, biweekly",
                },
            )
        ]
    }
    assert change.notes == [
        "new series without a calendar, as the file tells no date (1): sig-maps/office-hours; add 'starts' to each, and 'month_rule' to monthly ones",
        "series that the file does not know (1): sig-maps/regular-meeting; left as they are",
    ]


def test_series_of_one_name_are_told_apart_by_their_hour() -> None:
    twice = changed(FILE, "description: Triage", "description: Regular meeting")
    registry = imported(twice)
    first, second = twice.index("      - description"), twice.rindex("      - description")
    end = twice.index("  - dir: sig-paths")
    swapped = twice[:first] + twice[second:end] + twice[first:second] + twice[end:]
    assert nothing(update(registry, swapped))
    without_first = update(registry, twice[:first] + twice[second:])
    assert nothing(without_first)
    assert without_first.notes == ["series that the file does not know (1): sig-maps/regular-meeting; left as they are"]


def test_series_of_one_name_and_hour_are_told_apart_by_their_day() -> None:
    monday = {"description": "Triage", "day": "Monday", "time": "9:00", "tz": "UTC", "frequency": "biweekly"}
    tuesday, weekly = {**monday, "day": "Tuesday"}, {**monday, "frequency": "weekly"}
    head = FILE[: FILE.index("    meetings:")]

    def text(*series: dict[str, str]) -> str:
        return head + indent(write({"meetings": list(series)}), "    ")

    change = update(imported(text(weekly)), text(monday, weekly, tuesday))
    assert [edit.value["id"] for edit in change.edits["groups/sig-maps"]] == ["triage-2", "triage-3"]  # type: ignore[union-attr]
    assert nothing(update(imported(text(monday, tuesday)), text(tuesday, monday)))


def test_a_new_group_comes_with_its_people() -> None:
    change = update(imported(), FILE + NEW_GROUP)
    assert change.subject == "import kubernetes-sigs: 1 group added; 1 member added; 1 organisation added"
    assert change.new["groups/wg-gates"] == {
        "name": "Gates",
        "kind": "working-group",
        "status": "active",
        "purpose": "Opens and closes gates.",
        "url": "https://github.com/kubernetes/community/tree/main/wg-gates",
        "members": [{"member": "rosa-quispe", "role": "chair"}, {"member": "jonas-berg", "role": "chair"}],
        "partners": ["sig-maps"],
    }
    assert change.edits == {
        "community": [Put(("organisations", "southlight"), {"name": "Southlight", "kind": "company"})]
    }


def test_a_new_group_that_nobody_leads_waits() -> None:
    text = FILE + NEW_GROUP.replace("chairs", "emeritus_leads").replace("Maps", "Nowhere")
    change = update(imported(), text)
    assert list(change.new) == ["members/rosa-quispe"]
    assert change.notes == [
        "new groups left out, as the file names nobody who is here to lead and to answer (1): wg-gates"
    ]


def test_groups_that_the_file_does_not_know_and_closed_ones_stay_as_they_are() -> None:
    registry = edited(imported(FILE + NEW_GROUP), {"groups/sig-paths": [Put(("status",), "closed")]})
    change = update(registry, changed(FILE, "Covers paths.", "Covers nothing."))
    assert nothing(change)
    assert change.notes == [
        "closed groups of the file (1): sig-paths; left as they are",
        "groups that the file does not know (1): wg-gates; left as they are",
    ]


def test_a_group_under_another_id_is_known_by_its_former_one() -> None:
    files = {ref: write(own) for ref, own in all_values(imported()).items()}
    files["groups/paths"] = files.pop("groups/sig-paths") + "formerly:\n  - sig-paths\n"
    assert nothing(update(small(files), FILE))
    change = update(small(files), FILE + NEW_GROUP.replace("      - Maps", "      - Paths"))
    assert change.new["groups/wg-gates"]["partners"] == ["paths"]


def test_a_community_that_never_saw_the_file_gets_its_roles() -> None:
    registry = small({
        "members/mei-lin-tan": "name: Mei Lin Tan\nstatus: active\nroles:\n  - role: manager\n    since: 2026-01-01\n",
    })  # fmt: skip
    change = update(registry, FILE)
    assert change.subject == "import kubernetes-sigs: 2 groups added; 3 members added, 1 changed; 2 organisations added"
    assert [edit.field for edit in change.edits["community"]] == [
        ("organisations", "meridian-maps"),
        ("organisations", "northlight"),
        ("roles", "chair"),
        ("roles", "tech-lead"),
    ]


def test_a_registry_that_cannot_be_read_is_not_updated() -> None:
    registry = imported()
    torn = Registry(registry.community, registry.records, unreadable=frozenset({"members/jonas-berg"}))
    with pytest.raises(CmtoolError, match=r"members/jonas-berg cannot be read, so nobody can tell what differs"):
        updated(torn, told(values(FILE)), TODAY)


# -- whatever the file says


PEOPLE = ("amina-diallo", "jonas-berg", "mei-lin-tan", "nurlan-s", "rosa-quispe")
LISTS = ("chairs", "tech_leads", "emeritus_leads")


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of three groups that may be there, with any of five people in any place."""
    people = st.lists(st.sampled_from(PEOPLE), max_size=3)
    companies = {
        person: draw(st.sampled_from(("Northlight", "Southlight", "Meridian, Ltd", "Meridian Ltd")))
        for person in PEOPLE
    }

    def person(id: str) -> dict[str, str]:
        return {"github": id, "name": id.title(), "company": companies[id]}

    def series() -> dict[str, str]:
        days = draw(st.sampled_from(("Monday", "Tuesday")))
        return {
            "description": draw(st.sampled_from(("Call", "Triage"))),
            "day": days,
            "time": draw(st.sampled_from(("9:00", "10:00"))),
            "tz": "UTC",
            "frequency": draw(st.sampled_from(("weekly", "biweekly", "monthly - first " + days))),
        }

    groups = [
        {
            "dir": id,
            "name": id.title(),
            "mission_statement": draw(st.sampled_from(("Covers maps.", "Covers\n\npaths."))),
            "stakeholder_sigs": draw(st.lists(st.sampled_from(("Sig-A", "Sig-B", "Sig-C")), max_size=2)),
            "leadership": {name: [person(one) for one in draw(people)] for name in LISTS},
            "meetings": [series() for _ in range(draw(st.integers(0, 3)))],
        }
        for id in draw(st.lists(st.sampled_from(("sig-a", "sig-b", "sig-c")), unique=True, min_size=1))
    ]
    return write({"sigs": groups})


@FEW
@given(first=files(), later=files(), last=files())
def test_done_twice_nothing_is_left_to_do(first: str, later: str, last: str) -> None:
    """From any file to any other, on the same day and on the next: always readable, nothing twice, no new errors."""
    registry = imported(first)
    for text, day in ((later, TODAY), (last, TODAY), (first, TOMORROW), (later, TOMORROW)):
        registry = brought_in(registry, updated(registry, told(values(text)), day), text, day)
