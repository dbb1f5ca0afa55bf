"""README.md shows what `make demo` prints; `make readme` refreshes it."""

from math import ceil
from pathlib import Path

import pytest

from scripts.first_minute import BEGINS, COLUMNS, ENDS, ROWS, between_markers, first_minute

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    return first_minute(tmp_path_factory.mktemp("home"))


def test_the_readme_shows_the_first_minute(shown: str) -> None:
    page = (CHECKOUT / "README.md").read_text("utf-8")
    assert page == between_markers(page, shown), "`make readme` refreshes it"


def test_leftovers_in_the_build_folder_do_not_count(shown: str, tmp_path: Path) -> None:
    first_minute(tmp_path)
    for name in ("public/old.html", "drafts/old.txt"):
        (tmp_path / "build" / name).write_text("left over")
    assert first_minute(tmp_path) == shown


def test_the_first_minute_fits_a_terminal(shown: str) -> None:
    assert sum(max(1, ceil(len(line) / COLUMNS)) for line in shown.splitlines()) <= ROWS


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    page = f"before\n{BEGINS}\nold\n{ENDS}\nafter\n"
    assert between_markers(page, "new\n") == f"before\n{BEGINS}\n```console\nnew\n```\n{ENDS}\nafter\n"


@pytest.mark.parametrize("page", ["", f"{BEGINS}\n", f"{ENDS}\n{BEGINS}\n"])
def test_a_page_without_both_markers_is_left_alone(page: str) -> None:
    with pytest.raises(SystemExit, match=r"^no markers"):
        between_markers(page, "new\n")
