"""How new the plan of a series or a meeting is: commits in, stamps out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.archive import Archive
from cmtool.history.stamps import stamps
from tests.history.repository import Files, Link, Made, git, write

DAY = 86_400
TODAY = date(1970, 2, 1)
COMMUNITY = {"community.yaml": "name: Friday Garden\n"}
MAPS = """
name: Maps
status: active
meets:
  - id: call
    name: {name}
    every: 14d
    starts: 2026-01-13
    time: "{time}"
"""


def maps(time: str = "14:00", name: str = "Call", more: str = "") -> Files:
    return {"groups/maps.yaml": MAPS.format(time=time, name=name) + more}


def meeting(**fields: str) -> Files:
    told = {"series": "event", "status": "planned", "date": "2026-03-01", "start": '"14:00"'} | fields
    return {"meetings/fair.yaml": "".join(f"{name}: {value}\n" for name, value in told.items())}


def made(folder: Path, *history: Files) -> Path:
    """A repository with a commit a day, each with its whole tree."""
    write(folder, [Made({**COMMUNITY, **files}, committed=at * DAY) for at, files in enumerate(history)])
    return folder


def told(folder: Path) -> dict[str, str]:
    found = stamps(Archive(folder), TODAY)
    return {key: f"{stamp.modified:%m-%d %H:%M} {stamp.sequence}" for key, stamp in found.items()}


def test_the_sequence_counts_changes_of_the_schedule_and_not_of_words(tmp_path: Path) -> None:
    assert told(made(tmp_path / "first", maps())) == {"groups/maps#call": "01-01 00:00 0"}
    assert told(made(tmp_path / "title", maps(), maps(name="Talk"))) == {"groups/maps#call": "01-02 00:00 0"}
    assert told(made(tmp_path / "hour", maps(), maps("15:00"), maps("15:00", "Talk"), maps("14:00", "Talk"))) == {
        "groups/maps#call": "01-04 00:00 2"
    }


@pytest.mark.parametrize(
    ("more", "sequence"),
    [
        ("    minutes: 60\n", 0),  # what it is without a word
        ("    minutes: 45\n", 1),
        ("    tz: Asia/Tokyo\n", 1),
        ("    ends: 2027-01-01\n", 1),
        ("    except: [{date: 2026-01-27, why: Rest}]\n", 1),
        ("    alternate: [{time: '20:00'}]\n", 1),
        ("    place: Room 4\n", 0),
        ("members: []\n", 0),
        ("# the same\n", 0),
    ],
)
def test_what_decides_when_a_series_meets_is_its_schedule(tmp_path: Path, more: str, sequence: int) -> None:
    assert told(made(tmp_path, maps(), maps(more=more))) == {"groups/maps#call": f"01-02 00:00 {sequence}"}


def test_why_a_date_is_left_out_is_no_schedule(tmp_path: Path) -> None:
    first, second = (maps(more=f"    except: [{{date: 2026-01-27, why: {why}}}]\n") for why in ("Rest", "Holidays"))
    assert told(made(tmp_path, first, second)) == {"groups/maps#call": "01-02 00:00 0"}


def test_a_group_that_falls_asleep_ends_its_series(tmp_path: Path) -> None:
    asleep = {
        "groups/maps.yaml": MAPS.format(time="14:00", name="Call").replace("active", "dormant") + "since: 2026-06-01\n"
    }
    assert told(made(tmp_path, maps(), asleep)) == {"groups/maps#call": "01-02 00:00 1"}


def test_a_meeting_has_its_own(tmp_path: Path) -> None:
    history = [meeting(), meeting(title="Fair"), meeting(start='"15:00"'), meeting(start="15:00", status="held")]
    assert told(made(tmp_path / "held", *history)) == {"meetings/fair": "01-04 00:00 1"}
    history = [meeting(), meeting(status="cancelled"), maps() | meeting(status="cancelled")]
    assert told(made(tmp_path / "off", *history)) == {
        "meetings/fair": "01-02 00:00 1",
        "groups/maps#call": "01-03 00:00 0",
    }


def test_a_new_name_changes_nothing_and_what_comes_back_goes_on(tmp_path: Path) -> None:
    renamed = {"groups/charts.yaml": maps("15:00")["groups/maps.yaml"] + "formerly: [maps]\n"}  # type: ignore[operator]
    assert told(made(tmp_path / "renamed", maps(), maps("15:00"), renamed)) == {"groups/charts#call": "01-03 00:00 1"}
    assert told(made(tmp_path / "back", maps(), maps("15:00"), {}, maps("16:00"))) == {
        "groups/maps#call": "01-04 00:00 2"
    }


def test_who_was_merged_into_a_group_does_not_count_for_it(tmp_path: Path) -> None:
    other = {"groups/paths.yaml": MAPS.format(time="09:00", name="Walk")}
    joined = maps(more="formerly: [paths]\n")
    assert told(made(tmp_path, maps(), maps() | other, joined)) == {"groups/maps#call": "01-03 00:00 0"}


def test_a_version_that_cannot_be_read_leaves_the_schedule_as_it_was(tmp_path: Path) -> None:
    broken = {"groups/maps.yaml": "name: [Maps\n"}
    assert told(made(tmp_path / "text", maps(), broken, maps())) == {"groups/maps#call": "01-03 00:00 0"}
    link = {"groups/maps.yaml": Link("../elsewhere")}
    assert told(made(tmp_path / "link", maps(), link, maps("15:00"))) == {"groups/maps#call": "01-03 00:00 1"}
    odd = {"groups/maps.yaml": "meets: [call, {id: [1]}, {id: call, every: 7d, except: no}]\n"}
    assert told(made(tmp_path / "odd", odd, maps())) == {"groups/maps#call": "01-02 00:00 1"}


def test_what_is_not_committed_changed_today(tmp_path: Path) -> None:
    folder = made(tmp_path, maps() | meeting())
    group = folder / "groups/maps.yaml"
    group.write_text(MAPS.format(time="14:00", name="Talk"))
    assert told(folder) == {"groups/maps#call": "02-01 00:00 0", "meetings/fair": "01-01 00:00 0"}
    group.write_text(MAPS.format(time="15:00", name="Talk"))
    (folder / "meetings/new.yaml").write_text("series: event\n")
    assert told(folder) == {"groups/maps#call": "02-01 00:00 1", "meetings/fair": "01-01 00:00 0"}


def test_of_the_past_what_lies_on_disk_says_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path, maps(), maps("15:00"))
    archive = Archive(folder)
    archive.head = archive.repository.resolve("HEAD~1")
    assert {key: stamp.sequence for key, stamp in stamps(archive, TODAY).items()} == {"groups/maps#call": 0}


def test_a_side_branch_counts_once_at_its_merge(tmp_path: Path) -> None:
    history = [maps(), maps("15:00"), maps("16:00"), maps("16:00")]
    parents = [(), (0,), (1,), (0, 2)]
    write(
        tmp_path,
        [
            Made({**COMMUNITY, **files}, committed=at * DAY, parents=of)
            for at, (files, of) in enumerate(zip(history, parents, strict=True))
        ],
    )
    assert told(tmp_path) == {"groups/maps#call": "01-04 00:00 1"}


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "all", maps(), maps("15:00"))
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/all", "some")
    with pytest.raises(CmtoolError, match="this clone is shallow"):
        stamps(Archive(tmp_path / "some"), TODAY)
