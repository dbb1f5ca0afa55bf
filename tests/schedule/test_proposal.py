"""When a series meets next: its rhythm, nobody's night twice in a row, no clash, no time for caution."""

from __future__ import annotations

from datetime import date, time

import pytest

from cmtool.errors import CmtoolError
from cmtool.model.registry import Registry
from cmtool.schedule.proposal import Proposal, Wish, of_community
from tests.registries import registry_from

TODAY = date(2026, 11, 20)
COMMUNITY = """
schema: 1
name: Meridian Stack
timezone: Europe/Tallinn
contact: {address: a@meridian.example, owner: liis-tamm}
regions: [africa, americas, asia-pacific, europe]
organisations: {}
roles: {lead: {name: Lead, scope: group, acts_as: [lead]}}
privacy: {visibility: public}
"""
SERIES = "series: {meet: {name: Meet, every: 28d}}"
PEOPLE = {
    "members/amina-diallo": "{name: Amina, status: active, region: africa, timezone: Africa/Dakar}",
    "members/liis-tamm": "{name: Liis, status: active, region: europe, timezone: Europe/Tallinn}",
    "members/mei-lin-tan": "{name: Mei, status: active, region: asia-pacific, timezone: Asia/Kuala_Lumpur}",
    "members/rosa-quispe": "{name: Rosa, status: active, region: americas, timezone: America/Lima}",
}
GROUP = """
name: Maps
kind: working-group
status: active
purpose: Draw maps
members: [{member: liis-tamm, role: lead}, {member: mei-lin-tan, role: lead}]
meets:
  - {id: call, every: 7d, starts: 2026-01-01, time: "15:00", minutes: 60}
"""


def registry_of(
    community: str,
    files: dict[str, str] | None = None,
    people: dict[str, str] | None = None,
    owner: str = "liis-tamm",
) -> Registry:
    records = {
        "community": COMMUNITY.replace("liis-tamm", owner) + community,
        **(PEOPLE if people is None else people),
        **(files or {}),
    }
    return registry_from(records)


def meeting(day: str, start: str = "15:00", **more: str) -> str:
    rest = {"series": "meet", "status": "planned", "mode": "online", "minutes": "60"} | more
    return f'{{date: {day}, start: "{start}", {", ".join(f"{name}: {value}" for name, value in rest.items())}}}'


def proposed(registry: Registry, today: date = TODAY, wish: Wish | None = None, count: int = 3) -> Proposal:
    assert registry.community is not None
    return of_community(registry, "meet", registry.community.series["meet"], today, wish or Wish(), count)


def when(found: Proposal) -> list[str]:
    return [f"{one.day:%a} {one.day} {one.start:%H:%M} {one.tz}" for one in found.candidates]


def test_the_usual_day_and_hour_after_one_rhythm() -> None:
    found = proposed(registry_of(SERIES, {"meetings/one": meeting("2026-11-19")}))
    assert found.basis == "every 28 days; the last one was on 2026-11-19, so the next is due 2026-12-17"
    assert when(found) == [
        "Thu 2026-12-17 15:00 Europe/Tallinn",
        "Thu 2026-12-10 15:00 Europe/Tallinn",
        "Thu 2026-12-24 15:00 Europe/Tallinn",
    ]
    first, second, _ = found.candidates
    assert first.reasons == (
        "the day on which it is due",
        "a Thursday, as usual",
        "night nowhere, by the middle clock of each region",
        "clashes with no other meeting",
        "an hour used lately",
    )
    assert (first.against, second.reasons[0]) == ((), "7 days before it is due")
    assert {region: f"{hour.clock:%H:%M}" for region, hour in first.hours.items()} == {
        "africa": "13:00",
        "americas": "08:00",
        "asia-pacific": "21:00",
        "europe": "15:00",
    }


def test_who_had_night_has_day_the_next_time() -> None:
    # 10:00 in Tallinn is 3:00 in Lima; the nearest hour that is day for all is 13:00, 6:00 there
    found = proposed(registry_of(SERIES, {"meetings/one": meeting("2026-11-19", "10:00")}), count=1)
    assert when(found) == ["Thu 2026-12-17 13:00 Europe/Tallinn"]
    assert "day for Americas, which has night at the meeting of 2026-11-19" in found.candidates[0].reasons


def test_both_meetings_beside_a_day_count_and_no_others() -> None:
    files = {
        "meetings/one": meeting("2026-10-22", "23:30"),  # night for europe and asia-pacific
        "meetings/two": meeting("2026-11-19", "15:00"),
        "meetings/four": meeting("2027-01-14", "10:00"),  # night for americas
        "meetings/five": meeting("2027-02-11", "05:00"),  # night for europe and africa
    }
    (best, *_) = proposed(registry_of(SERIES, files), wish=Wish(day=date(2026, 12, 17))).candidates
    assert [reason for reason in best.reasons if "night at" in reason] == [
        "day for Americas, which has night at the meeting of 2027-01-14"
    ]


def test_where_no_hour_helps_it_says_who_pays() -> None:
    people = {
        f"members/{id}": f"{{name: {id}, status: active, region: {region}, timezone: {zone}}}"
        for id, region, zone in (
            ("amina-diallo", "africa", "Etc/GMT"),
            ("jonas-berg", "europe", "Etc/GMT-8"),
            ("rosa-quispe", "americas", "Etc/GMT+8"),
        )
    }
    # day for all of them is never: 6 in the west is 14 in the middle and 22 in the east
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-11-19", "14:00", tz="Etc/GMT")}, people)
    (best,) = proposed(registry, count=1).candidates
    assert (best.day, best.start, best.tz) == (date(2026, 12, 17), time(13, 30), "Etc/GMT")
    assert best.reasons[2] == "day for Europe, which has night at the meeting of 2026-11-19"
    assert best.against == (
        "night for Americas (05:30, 1 member)",
        "no free hour of that day spares every region a night",
    )
    wish = Wish(day=date(2026, 12, 17), start=time(14), tz="Etc/GMT")
    (asked,) = proposed(registry, wish=wish).candidates
    assert asked.against == ("night again for Europe (22:00, 1 member), as on 2026-11-19",)


def test_only_of_the_best_hour_of_a_day_it_says_that_no_hour_is_better() -> None:
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-11-19")})
    *day, night = proposed(registry, wish=Wish(day=date(2026, 12, 17)), count=4).candidates
    assert [one.against for one in day[:2]] == [(), ()]
    assert night.against == ("night for Americas (04:00, 1 member)",)


def test_meetings_in_person_are_nobodys_night() -> None:
    there = meeting("2026-12-10", "03:00", mode="in-person", event="{name: Fair}")
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-11-19"), "meetings/two": there})
    (best,) = proposed(registry, count=1).candidates
    assert (best.day, best.start) == (date(2027, 1, 7), time(15))
    assert not any("night at" in reason for reason in best.reasons)


def test_it_goes_out_of_the_way_of_other_meetings() -> None:
    other = meeting("2026-12-10", "09:00", series="event", title="Open day")
    files = {"meetings/one": meeting("2026-11-19"), "groups/maps": GROUP, "meetings/other": other}
    found = proposed(registry_of(SERIES, files))
    # maps meets on Thursdays from 15:00 to 16:00
    assert when(found) == [
        "Thu 2026-12-17 14:00 Europe/Tallinn",
        "Thu 2026-12-24 14:00 Europe/Tallinn",
        "Thu 2026-12-03 14:00 Europe/Tallinn",
    ]
    wish = Wish(day=date(2026, 12, 10), start=time(14, 30))
    (asked,) = proposed(registry_of(SERIES, files), wish=wish).candidates
    assert asked.against == ("clashes with Maps: call, 15:00 Europe/Tallinn", "the same day as Open day")


def test_where_a_whole_day_is_taken_it_is_another_day() -> None:
    all_day = GROUP.replace('"15:00", minutes: 60', '"00:00", minutes: 1440')
    files = {"meetings/one": meeting("2026-11-19"), "groups/maps": all_day}
    (best,) = proposed(registry_of(SERIES, files), count=1).candidates
    assert (best.day, best.start) == (date(2026, 12, 16), time(15))
    assert best.against == ("a Wednesday, usually it is a Thursday",)


def test_what_does_not_take_place_is_in_nobodys_way() -> None:
    """And of a meeting whose length nobody wrote down an hour is."""
    left_out = GROUP.replace("minutes: 60", "minutes: 60, except: [{date: 2026-12-17, why: Holiday}]")
    fair = meeting("2026-12-17", "14:30", series="event", title="Fair", status="cancelled")
    files = {"meetings/one": meeting("2026-11-19"), "groups/maps": left_out, "meetings/fair": fair}
    assert when(proposed(registry_of(SERIES, files), count=1)) == ["Thu 2026-12-17 15:00 Europe/Tallinn"]
    files["meetings/fair"] = (
        '{date: 2026-12-17, start: "14:30", series: event, title: Fair, status: planned, mode: online}'
    )
    wish = Wish(day=date(2026, 12, 17), start=time(15))
    (asked,) = proposed(registry_of(SERIES, files), wish=wish).candidates
    assert asked.against == ("clashes with Fair, 14:30 Europe/Tallinn",)


def test_of_many_clashes_three_are_told() -> None:
    files = {f"groups/maps-{n}": GROUP.replace("name: Maps", f"name: Maps {n}") for n in range(5)}
    wish = Wish(day=date(2026, 12, 17), start=time(15, 30))
    (asked,) = proposed(registry_of(SERIES, files), wish=wish).candidates
    assert asked.against[:4] == (
        "clashes with Maps 0: call, 15:00 Europe/Tallinn",
        "clashes with Maps 1: call, 15:00 Europe/Tallinn",
        "clashes with Maps 2: call, 15:00 Europe/Tallinn",
        "clashes with 2 more",
    )


def test_of_groups_only_their_own_meetings_count() -> None:
    other = GROUP.replace("Maps", "Ways").replace('"15:00"', '"17:00"')
    files = {
        "meetings/one": meeting("2026-11-19", "17:00", groups="[maps]"),
        "groups/maps": GROUP,
        "groups/ways": other,
    }
    found = proposed(registry_of(SERIES, files), count=1)
    (best,) = found.candidates
    assert found.habits.groups == ("maps",)
    # at 17:00 it is 23:00 in Kuala Lumpur; Lima and Dakar are not asked
    assert (best.day, best.start, set(best.hours)) == (date(2026, 12, 17), time(14), {"europe", "asia-pacific"})


def test_a_time_for_caution_is_avoided_where_it_can_be() -> None:
    short = SERIES + "\nsensitivities: [{starts: 2026-12-15, ends: 2026-12-24, note: Holidays}]"
    files = {"meetings/one": meeting("2026-11-19")}
    assert when(proposed(registry_of(short, files), count=2)) == [
        "Thu 2026-12-10 15:00 Europe/Tallinn",
        "Thu 2026-12-03 15:00 Europe/Tallinn",
    ]
    # its first and last day belong to it: only a Wednesday is left within the tolerance
    long = SERIES + (
        "\nsensitivities: [{starts: 2026-12-03, ends: 2027-01-05, note: Holidays}, "
        "{starts: 2027-01-07, ends: 2027-01-07, note: Christmas in Tbilisi}]"
    )
    (best, *others) = proposed(registry_of(long, files)).candidates
    assert best.day == date(2027, 1, 6)
    assert best.against == ("a Wednesday, usually it is a Thursday", "20 days after it is due")
    assert [f"{one.day:%a %d}: {one.against[0]}" for one in others] == [
        "Thu 17: in a time for caution, 2026-12-03 to 2027-01-05: Holidays",
        "Thu 10: in a time for caution, 2026-12-03 to 2027-01-05: Holidays",
    ]


def test_where_every_day_is_one_for_caution_it_says_so() -> None:
    always = SERIES + "\nsensitivities: [{starts: 2026-12-01, ends: 2027-03-01, note: Harvest}]"
    (best,) = proposed(registry_of(always, {"meetings/one": meeting("2026-11-19")}), count=1).candidates
    assert best.day == date(2026, 12, 17)
    assert best.against == (
        "in a time for caution, 2026-12-01 to 2027-03-01: Harvest",
        "every day from 2026-12-03 to 2027-01-07 is in such a time",
    )


@pytest.mark.parametrize(
    ("every", "days", "due"),
    [
        ("92d", ["2026-11-19"], "2027-02-19"),
        ("monthly", ["2027-01-31"], "2027-02-28"),
        ("quarterly", ["2026-11-30"], "2027-02-28"),
        ("yearly", ["2024-02-29", "2028-02-29"], "2029-02-28"),
        ("", ["2026-10-01", "2026-10-15", "2026-11-12"], "2026-11-26"),
    ],
)
def test_the_rhythm_counts_from_the_last_meeting(every: str, days: list[str], due: str) -> None:
    """Without one of its own a series keeps the usual distance of its last meetings."""
    series = f"series: {{meet: {{name: Meet{', every: ' + every if every else ''}}}}}"
    found = proposed(registry_of(series, {f"meetings/on-{day}": meeting(day) for day in days}))
    assert found.basis.endswith(f"so the next is due {due}")
    assert found.candidates[0].day.weekday() == date.fromisoformat(days[-1]).weekday()


def test_a_late_meeting_is_soon_but_leaves_people_a_week() -> None:
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-08-20")})
    found = proposed(registry)
    assert found.basis == "every 28 days; the last one was on 2026-08-20, so the next was due 2026-09-17"
    assert [one.day for one in found.candidates] == [date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)]
    (tomorrow,) = proposed(registry, wish=Wish(day=date(2026, 11, 21), start=time(15))).candidates
    assert tomorrow.against == (
        "a Saturday, usually it is a Thursday",
        "65 days after it is due",
        "only 1 day from today",
    )


def test_no_day_is_proposed_that_a_registry_may_not_name() -> None:
    registry = registry_of(SERIES)
    assert {one.day.year for one in proposed(registry, date(2999, 12, 22)).candidates} == {2999}
    with pytest.raises(CmtoolError, match="'meet' would meet after 2999-12-31, the last day that a registry may name"):
        proposed(registry, date(2999, 12, 31))


def test_a_series_that_never_met() -> None:
    found = proposed(registry_of(SERIES), count=2)
    assert found.basis == "every 28 days; there was none yet"
    assert when(found) == ["Fri 2026-11-27 14:00 Europe/Tallinn", "Mon 2026-11-30 14:00 Europe/Tallinn"]
    with pytest.raises(CmtoolError, match="nobody can tell how often 'meet' meets: name the day with --date, or set"):
        proposed(registry_of("series: {meet: {name: Meet}}"))
    wish = Wish(day=date(2026, 12, 1), start=time(9))
    found = proposed(registry_of("series: {meet: {name: Meet}}"), wish=wish)
    assert (found.basis, when(found)) == ("no rhythm is set", ["Tue 2026-12-01 09:00 Europe/Tallinn"])


def test_the_hours_of_a_day_that_is_named_are_two_hours_apart() -> None:
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-11-19")})
    assert when(proposed(registry, wish=Wish(day=date(2026, 12, 15)))) == [
        "Tue 2026-12-15 15:00 Europe/Tallinn",
        "Tue 2026-12-15 13:00 Europe/Tallinn",
        "Tue 2026-12-15 17:00 Europe/Tallinn",
    ]


def test_no_day_is_taken_twice() -> None:
    registry = registry_of(SERIES, {"meetings/one": meeting("2026-11-19", status="cancelled")})
    told = "'meet' has a meeting on 2026-11-19 already, meetings/one; it is cancelled: cmtool set meetings/one status="
    with pytest.raises(CmtoolError, match=told):
        proposed(registry, date(2026, 11, 1), Wish(day=date(2026, 11, 19)))


YEARLY = "series: {meet: {name: Meet, every: 92d, in_person_every: 365d}}"


def test_once_a_year_it_is_in_person() -> None:
    fair = meeting("2026-11-26", mode="in-person", event="{name: Fair}", region="africa", tz="Africa/Nairobi")
    files = {"meetings/fair": fair, "meetings/feb": meeting("2027-02-25"), "meetings/may": meeting("2027-05-27")}
    found = proposed(registry_of(YEARLY, files))
    assert (found.mode, found.in_person and found.in_person.is_now) == (
        "online",
        False,
    )  # the one after it is on 2027-11-27, a day late
    found = proposed(registry_of(YEARLY, {**files, "meetings/aug": meeting("2027-08-26")}), count=1)
    assert found.mode == "in-person"
    assert found.in_person is not None
    assert (found.in_person.due, found.in_person.is_now) == (date(2027, 11, 26), True)
    assert found.in_person.last is not None
    assert found.in_person.last.id == "fair"
    assert found.in_person.regions[-1] == ("africa", date(2026, 11, 26))
    assert {day for _, day in found.in_person.regions[:-1]} == {None}
    assert when(found) == ["Thu 2027-11-25 15:00 Europe/Tallinn"]
    assert found.candidates[0].hours == {}
    assert found.candidates[0].against == ("the hour is by the clock of its place, which --tz names",)
    wish = Wish(mode="online")
    found = proposed(registry_of(YEARLY, {**files, "meetings/aug": meeting("2027-08-26")}), wish=wish)
    assert (found.mode, found.in_person and found.in_person.is_now) == ("online", True)


def test_a_hybrid_meeting_is_one_in_person_too() -> None:
    """As MTG202 counts."""
    files = {"meetings/one": meeting("2026-02-26"), "meetings/two": meeting("2026-11-19", mode="hybrid")}
    found = proposed(registry_of(YEARLY, files))
    assert found.in_person is not None
    assert (found.mode, found.in_person.due, found.in_person.is_now) == ("hybrid", date(2027, 11, 19), False)


def test_in_person_is_rather_early_than_too_late() -> None:
    """Every 200 days and, in person, every 310: one is 110 days early, the next 90 days late, and 60 are allowed."""
    rare = "series: {meet: {name: Meet, every: 200d, in_person_every: 300d}}"
    files = {"meetings/fair": meeting("2026-11-19", mode="in-person", event="{name: Fair}")}
    assert proposed(registry_of(rare, files)).mode == "in-person"
    lenient = rare + "\npolicy: {in_person_tolerance: 101}"
    assert proposed(registry_of(lenient, files)).mode == "in-person"  # both are as near: the earlier one
    nearer = rare.replace("300d", "310d") + "\npolicy: {in_person_tolerance: 101}"
    assert proposed(registry_of(nearer, files)).mode == "online"
    assert proposed(registry_of(rare.replace("300d", "310d"), files)).mode == "in-person"


def test_a_series_that_never_met_in_person_counts_from_its_beginning() -> None:
    """As MTG202 does."""
    files = {"meetings/one": meeting("2026-02-26"), "meetings/two": meeting("2026-11-19")}
    found = proposed(registry_of(YEARLY, files))
    assert found.in_person is not None
    assert (found.in_person.due, found.in_person.last) == (date(2027, 2, 26), None)


def test_it_keeps_what_its_last_meetings_had_in_common() -> None:
    files = {
        "meetings/one": meeting("2026-09-24", purposes="[planning, exchange]", format="quiet"),
        "meetings/two": meeting("2026-10-22", purposes="[exchange]", format="quiet", minutes="90"),
        "meetings/fair": meeting("2026-11-19", mode="in-person", event="{name: Fair}", minutes="300"),
    }
    found = proposed(registry_of(SERIES, files)).habits
    assert (found.purposes, found.format, found.minutes) == (("exchange",), "quiet", 90)
    (only,) = (proposed(registry_of(SERIES, {"meetings/one": files["meetings/one"]})).habits,)
    assert (only.purposes, only.format) == ((), None)


def test_the_first_meeting_of_a_core_team_is_for_the_core_team() -> None:
    team = GROUP.replace("kind: working-group", "kind: core-team").replace("Maps", "Core").partition("meets:")[0]
    for series, id in (("core-team", "stewards"), ("stewards", "stewards")):
        text = f"series: {{{series}: {{name: Core, every: 28d}}}}"
        registry = registry_of(text, {f"groups/{id}": team, "groups/maps": GROUP})
        assert registry.community is not None
        wish = Wish(day=date(2026, 12, 10))
        found = of_community(registry, series, registry.community.series[series], TODAY, wish, 1)
        assert found.habits.groups == (id,)
