"""The sample's past: nine trees that are good on their day, the last of them today's registry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cmtool.demo.past import values_of
from cmtool.document.writer import write
from cmtool.model.change import NewCommit
from cmtool.store.load import Loaded, load
from cmtool.workspace import Workspace
from cmtool.workspace.demonstration import COMMUNITY, PRIVATE, sample
from tests.conftest import SAMPLE

DAYS = (
    "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31",
    "2026-03-31", "2026-06-30", "2026-09-30", "2026-11-20",
)  # fmt: skip
COMMITS = sample()
PAST: dict[int, Loaded] = {}
OVERLAY = Path(__file__).parents[2] / "cmtool" / "demo" / "overlay"


def files(commit: NewCommit) -> dict[str, bytes]:
    """The files of the registry in a commit, from its folder."""
    return {path.removeprefix("registry/"): data for path, data in commit.files.items() if path.startswith("registry/")}


@pytest.fixture(scope="module", autouse=True)
def past(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Both work trees of every commit, side by side as `cmtool demo` makes them."""
    for number in range(len(DAYS)):
        home = tmp_path_factory.mktemp("past")
        for name, commits in COMMITS.items():
            for path, data in commits[number].files.items():
                (home / name / path).parent.mkdir(parents=True, exist_ok=True)
                (home / name / path).write_bytes(data)
        PAST[number] = load(home / COMMUNITY / "registry")


def loaded(number: int) -> Loaded:
    return PAST[number % len(DAYS)]


def on(day: str) -> Loaded:
    return loaded(DAYS.index(day))


@pytest.mark.parametrize("number", range(len(DAYS)), ids=DAYS)
def test_every_tree_has_no_errors_on_its_day(number: int, tmp_path: Path) -> None:
    day = date.fromisoformat(DAYS[number])
    report = Workspace(tmp_path, day, lambda zone: day, loaded(number)).validate(private=True)
    assert [f"{finding.path} {finding.message}" for finding in report.findings if finding.is_error] == []
    assert report.records == len(files(COMMITS[COMMUNITY][number]))


def test_the_last_tree_is_the_registry_of_today_byte_for_byte() -> None:
    today = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    assert files(COMMITS[COMMUNITY][-1]) == today


def test_the_last_overlay_is_that_of_today_byte_for_byte() -> None:
    today = {path.relative_to(OVERLAY).as_posix(): path.read_bytes() for path in OVERLAY.rglob("*.yaml")}
    last = dict(COMMITS[PRIVATE][-1].files)
    assert last.pop("README.md").startswith(b"# Meridian Stack: what is not public\n")
    assert last == today


def test_old_trees_are_canonical() -> None:
    today = files(COMMITS[COMMUNITY][-1])
    for commit in COMMITS[COMMUNITY][:-1]:
        for path, data in files(commit).items():
            assert data == today.get(path) or data == write(values_of(path, data)).encode(), path


def test_only_today_the_day_stands_still() -> None:
    frozen = [loaded(number).registry.community.today for number in range(len(DAYS))]  # type: ignore[union-attr]
    assert frozen == [None] * 8 + [date(2026, 11, 20)]


def test_the_overlay_speaks_of_members_of_that_day_alone() -> None:
    for number in range(len(DAYS)):
        registry = loaded(number).registry
        assert registry.overlay is not None
        assert set(registry.overlay) <= set(registry.members)
        assert len(registry.members) - len(registry.overlay) == (0 if number == 0 else 1)


def test_commits_are_made_at_noon_in_tallinn_in_winter_and_in_summer() -> None:
    times = [(commit.seconds + 60 * commit.offset, commit.offset) for commit in COMMITS[COMMUNITY]]
    noon = 12 * 3600
    days = [(date.fromisoformat(day) - date(1970, 1, 1)).days * 86400 + noon for day in DAYS]
    assert times == list(zip(days, [120, 180, 180, 180, 120, 180, 180, 180, 120], strict=True))


def test_authors_are_members_by_the_address_that_github_hides_theirs_behind() -> None:
    members = loaded(-1).registry.members
    by_name = {member.name: member for member in members.values()}
    for commit in (*COMMITS[COMMUNITY], *COMMITS[PRIVATE]):
        number, _, account = commit.author.mail.partition("+")
        assert account == f"{by_name[commit.author.name].links['github']}@users.noreply.github.com"
        assert int(number) > 9_990_000_000  # no account that GitHub has given out


def test_messages_name_nobody_but_by_id_and_never_who_was_erased() -> None:
    names = {member.name for number in range(len(DAYS)) for member in loaded(number).registry.members.values()}
    parts = {part for name in names if name for part in name.split()}
    for commit in (*COMMITS[COMMUNITY], *COMMITS[PRIVATE]):
        assert not parts & set(commit.message.replace(",", " ").split())
        assert "farkas" not in commit.message
        assert len(commit.message.partition("\n")[0]) <= 72
        assert max(map(len, commit.message.split("\n"))) <= 100


def test_who_was_erased_is_in_old_trees_only() -> None:
    now = {path: data for commits in COMMITS.values() for path, data in commits[-1].files.items()}
    assert [path for path, data in now.items() if b"farkas" in data.lower() or "farkas" in path] == []
    known = ["leona-farkas" in loaded(number).registry.members for number in range(len(DAYS))]
    assert known == [False, True, True, True, True, True, True, False, False]


# -- the story


def statuses(group: str, id_then: dict[str, str] | None = None) -> list[str]:
    found = []
    for number, day in enumerate(DAYS):
        groups = loaded(number).registry.all_groups
        record = groups.get((id_then or {}).get(day, group))
        found.append(record.status if record else "-")
    return found


@pytest.mark.parametrize(
    ("group", "story"),
    [
        ("gis", "forming active active active closed closed closed closed closed"),
        ("scheduler", "forming active active active dormant dormant dormant dormant dormant"),
        ("consent", "forming active active active active maintenance maintenance maintenance maintenance"),
        ("payments", "- active active active active active active active active"),
        ("messaging", "- - - - - active active active active"),
        ("ux", "- - - - - - - forming forming"),
    ],
)
def test_groups_form_work_rest_and_close(group: str, story: str) -> None:
    assert statuses(group) == story.split()


def test_registries_became_digital_registries_and_what_pointed_there_followed() -> None:
    before, after = on("2025-06-30").registry.all_groups, on("2025-09-30").registry.all_groups
    assert (before["registries"].name, before["registries"].formerly) == ("Registries Working Group", [])
    assert (after["digital-registries"].name, after["digital-registries"].formerly) == (
        "Digital Registries Working Group",
        ["registries"],
    )
    assert "registries" in before["identity"].partners
    assert "digital-registries" in after["identity"].partners
    assert {"registries", "digital-registries"} & set(after) == {"digital-registries"}


def test_amina_becomes_triage_lead_in_june_2025() -> None:
    def held(day: str) -> list[tuple[str, str]]:
        members = on(day).registry.all_groups["payments"].members
        return [(entry.role, str(entry.since)) for entry in members if entry.member == "amina-diallo"]

    assert held("2025-03-31") == [("contributor", "2025-03-20")]
    assert held("2025-06-30") == [("triage-lead", "2025-06-01")]
    assert held("2026-03-31") == [("triage-lead", "2025-06-01"), ("commit-lead", "2026-03-01")]


def test_a_consent_is_withdrawn() -> None:
    consents = [on(day).registry.members["fatou-ndiaye"].consents["spotlight"] for day in ("2025-09-30", "2025-12-31")]
    assert consents == [date(2025, 4, 24), "declined"]


def test_people_join_pause_and_leave() -> None:
    def status(member: str) -> str:
        found = (loaded(number).registry.members.get(member) for number in range(len(DAYS)))
        return " ".join(record.status if record else "-" for record in found)

    assert status("kiri-walker") == "- - - - - - onboarding active active"
    assert status("tendai-moyo") == "- - - - active active paused paused paused"
    assert status("piotr-zielak") == "active active active active alumni alumni alumni alumni alumni"


def test_a_meeting_is_planned_and_then_held() -> None:
    before, after = (on(day).registry.all_meetings["2025-11-20-communitymeet"] for day in ("2025-09-30", "2025-12-31"))
    assert (before.status, before.attended, before.actions, before.notes) == ("planned", None, [], None)
    assert (after.status, after.attendance, len(after.actions)) == ("held", 18, 2)
    assert [item.title for item in before.agenda] == [item.title for item in after.agenda]
    assert {item.summary for item in before.agenda} == {None}


def test_the_attendance_of_a_held_meeting_is_completed_a_quarter_later() -> None:
    days = ("2025-03-31", "2025-06-30")
    assert [on(day).registry.all_meetings["2025-02-13-communitymeet"].attendance for day in days] == [13, 14]


def test_skills_come_with_the_first_who_have_or_look_for_them() -> None:
    counts = [len(loaded(number).registry.skills) for number in range(len(DAYS))]
    assert counts == [0, 0, 0, 0, 0, 29, 30, 30, 30]
    assert "land-registries" in on("2026-06-30").registry.needs["land-records-expert"].skills


def test_requests_needs_activities_and_spotlights_come_one_by_one() -> None:
    def counts(day: str) -> tuple[int, int, int, int]:
        registry = on(day).registry
        return len(registry.requests), len(registry.needs), len(registry.all_activities), len(registry.spotlights)

    assert {day: counts(day) for day in DAYS} == {
        "2024-12-31": (0, 0, 0, 0),
        "2025-03-31": (0, 0, 1, 0),
        "2025-06-30": (0, 0, 5, 0),
        "2025-09-30": (0, 0, 10, 2),
        "2025-12-31": (0, 0, 15, 2),
        "2026-03-31": (6, 1, 29, 3),
        "2026-06-30": (14, 3, 40, 4),
        "2026-09-30": (20, 5, 57, 6),
        "2026-11-20": (24, 6, 70, 9),
    }


def test_a_newcomer_writes_is_answered_and_closed_a_quarter_later() -> None:
    before, after = (on(day).registry.requests["2026-09-02-help-481"] for day in ("2026-09-30", "2026-11-20"))
    assert (before.owner, before.first_response, before.member) == ("kofi-mensah", date(2026, 9, 5), "rosa-quispe")
    assert before.onboarding is not None
    assert (before.onboarding.mailed, before.onboarding.followed_up) == (date(2026, 9, 25), None)
    assert (before.outcome, before.closed) == (None, None)
    assert (after.outcome, after.closed) == ("joined", date(2026, 10, 5))


def test_a_need_is_open_until_somebody_takes_it() -> None:
    needs = [on(day).registry.needs["land-records-expert"] for day in ("2026-06-30", "2026-09-30")]
    assert [(need.status, need.filled_by, len(need.outreach)) for need in needs] == [
        ("open", [], 1),
        ("filled", ["rosa-quispe"], 2),
    ]


def test_a_spotlight_is_invited_published_and_one_is_withdrawn() -> None:
    def status(id: str) -> str:
        found = (loaded(number).registry.spotlights.get(id) for number in range(len(DAYS)))
        return " ".join(record.status if record else "-" for record in found)

    assert status("2025-09-16-fatou-ndiaye") == "- - - published" + " withdrawn" * 5
    assert status("2025-10-21-jonas-berg") == "- - - invited" + " published" * 5
    assert status("2026-10-06-amina-diallo") == "- - - - - - - answered published"
