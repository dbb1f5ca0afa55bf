"""Pages that everybody can read: contrast, headings in order, tables with a name, nothing cut off on a phone."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROGRAMS, SAMPLE, Outcome

pytestmark = pytest.mark.browser

COMMANDS = {
    "overview": ["report", "overview"],
    "calendar": ["report", "calendar"],
    "meetings": ["report", "meetings", "--private"],
    "mixing": ["report", "mixing", "--private"],
    "growth": ["report", "growth", "--private"],
    "care": ["report", "care", "--private"],
    "agenda": ["agenda", "2026-11-26-communitymeet"],
    "minutes": ["minutes", "2026-09-10-communitymeet"],
}
FACTS = """page => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = e => parts(getComputedStyle(e).backgroundColor)[3] === 0 ? ground(e.parentElement)
    : getComputedStyle(e).backgroundColor;
  const contrast = e => {
    const [one, other] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    return (one + .05) / (other + .05);
  };
  const all = what => [...page.querySelectorAll(what)];
  const worded = all("body *")
    .filter(e => !e.closest("svg") && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  const ids = all("[id]").map(e => e.id);
  const levels = all("h1, h2, h3, h4").map(h => Number(h.tagName[1]));
  return {
    contrast: Math.min(...worded.map(contrast)),
    skipped: levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1),
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    nowhere: all("[aria-labelledby]").flatMap(e => e.getAttribute("aria-labelledby").split(" "))
      .filter(id => !ids.includes(id)),
    unnamed: all("main table").filter(t => !t.caption && !t.closest(".prose, [aria-labelledby], [aria-label]")).length,
    unreached: all(".scroll").filter(e => e.tabIndex !== 0).length,
    links: new Set(all("a").map(a => (a.getAttribute("aria-label") ?? a.textContent) + " " + a.href)).size
      - new Set(all("a").map(a => a.getAttribute("aria-label") ?? a.textContent)).size,
    wider: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    cut: all(".days .what").filter(e => e.getBoundingClientRect().right > page.documentElement.clientWidth).length,
  };
}"""


@pytest.fixture
def pages(cmtool: Callable[..., Outcome], tmp_path: Path) -> dict[str, str]:
    found = {}
    for name, command in COMMANDS.items():
        path = tmp_path / f"{name}.html"
        assert cmtool(*command, "--registry", str(SAMPLE), "--today", "2026-11-20", "-o", str(path)).code == 0
        found[name] = re.sub(r"<meta http-equiv=[^>]*>", "", path.read_text("utf-8"))
    return found


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_pages_can_be_read_by_everybody(width: int, scheme: str, pages: dict[str, str], tmp_path: Path) -> None:
    """All pages in one browser, each in a frame of that width."""
    frames = [
        f'<iframe srcdoc="{html.escape(text)}" style="width:{width}px;height:4000px;border:0"></iframe>'
        for text in pages.values()
    ]
    asked = f"[...document.querySelectorAll('iframe')].map(f => ({FACTS})(f.contentDocument))"
    probe = f"document.title = JSON.stringify({asked})"
    path = tmp_path / "frames.html"
    path.write_text(
        f"<!doctype html><title></title>{''.join(frames)}<script>onload = () => {{ {probe} }}</script>",
        encoding="utf-8",
    )
    program = next(found for name in PROGRAMS["browser"] if (found := shutil.which(name)))
    command = [
        program,
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"),
        *(f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"),
        f"--blink-settings=preferredColorScheme={['dark', 'light'].index(scheme)}",
        path.as_uri(),
    ]
    out = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    told = dict(zip(pages, json.loads(html.unescape(re.findall(r"<title>(.*?)</title>", out)[0])), strict=True))
    assert min(facts.pop("contrast") for facts in told.values()) >= 4.5
    lists: dict[str, Any] = {"skipped": [], "twice": [], "nowhere": []}
    nothing = lists | {"unnamed": 0, "unreached": 0, "links": 0, "wider": 0, "cut": 0}
    assert told == dict.fromkeys(pages, nothing)
