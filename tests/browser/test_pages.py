"""Our pages in a real browser: styled as meant, light and dark, wide and narrow, nothing refused, nothing cut off."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, PROGRAMS, SAMPLE, Outcome

pytestmark = pytest.mark.browser

COMMANDS = {
    "overview": ["report", "overview", "--registry", str(SAMPLE)],
    "smallest": ["report", "overview", "--registry", str(DATA / "smallest")],
    "agenda": ["agenda", "2026-11-26-communitymeet", "--registry", str(SAMPLE)],
}
Browse = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Run the browser without a window, a network or anybody's profile."""
    program = next(found for name in PROGRAMS["browser"] if (found := shutil.which(name)))

    def run(page: Path, *arguments: str, size: str = "1280,2000") -> subprocess.CompletedProcess[str]:
        command = [
            program,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", f"--window-size={size}"),
            *arguments,
            page.as_uri(),
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    return run


@pytest.fixture(params=COMMANDS)
def page(request: pytest.FixtureRequest, cmtool: Callable[..., Outcome], tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    assert cmtool(*COMMANDS[request.param], "--today", "2026-11-20", "-o", str(path)).code == 0
    return path


def corner(picture: Path) -> tuple[int, ...]:
    """The colour of the first pixel of a PNG: in its first row every filter leaves it as it is."""
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    packed = b"".join(
        data[found.end() : found.end() + int.from_bytes(data[found.start() - 4 : found.start()], "big")]
        for found in re.finditer(b"IDAT", data)
    )
    return tuple(zlib.decompressobj().decompress(packed, 4)[1:4])


def test_page_is_styled_in_light_and_dark(page: Path, browse: Browse, tmp_path: Path) -> None:
    browse(page, f"--screenshot={tmp_path / 'light.png'}", "--blink-settings=preferredColorScheme=1")
    browse(page, f"--screenshot={tmp_path / 'dark.png'}", "--blink-settings=preferredColorScheme=0")
    assert corner(tmp_path / "light.png") == (0xF6, 0xF5, 0xF1)
    assert corner(tmp_path / "dark.png") == (0x12, 0x18, 0x1B)


def test_nothing_on_the_page_is_refused_by_its_own_policy(page: Path, browse: Browse) -> None:
    assert "Content Security Policy" not in browse(page, "--dump-dom").stderr
    # the same page with one letter of its style changed: the browser says so, hence this test can fail
    page.write_text(page.read_text("utf-8").replace("box-sizing", "box-sizinG", 1), encoding="utf-8")
    assert "Content Security Policy" in browse(page, "--dump-dom").stderr


@pytest.mark.parametrize("size", ["1280,900", "500,900"])
def test_page_fits_its_window(page: Path, browse: Browse, size: str) -> None:
    probe = "<script>document.title = `${document.documentElement.scrollWidth} of ${innerWidth}`</script>"
    open_page = re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text("utf-8"))
    page.write_text(open_page.replace("</body>", f"{probe}</body>"), encoding="utf-8")
    told = re.search(r"<title>(\d+) of (\d+)</title>", browse(page, "--dump-dom", size=size).stdout)
    assert told
    assert int(told[1]) <= int(told[2])


def test_page_prints(page: Path, browse: Browse, tmp_path: Path) -> None:
    browse(page, f"--print-to-pdf={tmp_path / 'page.pdf'}")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
