"""The pages with charts in a real browser: on a phone, in the dark, on paper, with names of every length."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cmtool.render.library import Library
from cmtool.render.renderer import Renderer
from cmtool.reports import context
from cmtool.store.load import load
from cmtool.store.packaged import templates_folder
from tests.conftest import PROGRAMS, SAMPLE

pytestmark = pytest.mark.browser

LONG = "Interministerial Working Group on Cross-Border Payments, Pensions and Everything Else"
Measure = Callable[..., Any]


def page(name: str, *, long: bool = False) -> str:
    data = context(name, load(SAMPLE).registry, date(2026, 11, 20), private=True)
    if long:
        data = json.loads(json.dumps(data, default=str), object_hook=_lengthened)
        data = _with_days(data)
    text = Renderer(Library(templates_folder())).render(f"reports/{name}.html.j2", data)
    return re.sub(r"<meta http-equiv=[^>]*>", "", text)


def _lengthened(value: dict[str, Any]) -> dict[str, Any]:
    longer = {key: LONG for key in ("name", "title", "place") if value.get(key)}
    if "names" in value:
        longer["names"] = [LONG for _ in value["names"]]
    return {**value, **longer}


def _with_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_days(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_days(each) for each in value]
    is_day = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return date.fromisoformat(value) if is_day else value


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """What a script finds on a page in a frame of some width; the browser's own windows are never that narrow."""
    program = next(found for name in PROGRAMS["browser"] if (found := shutil.which(name)))

    def run(text: str, script: str, width: int = 1280, scheme: int = 1) -> Any:
        frame = f'<iframe id="f" srcdoc="{html.escape(text)}" style="width:{width}px;height:4000px;border:0"></iframe>'
        probe = f"""<script>onload = () => {{
          const page = document.getElementById("f").contentDocument;
          document.title = JSON.stringify((({script}))(page));
        }}</script>"""
        path = tmp_path / "frame.html"
        path.write_text(f"<!doctype html><title></title>{frame}{probe}", encoding="utf-8")
        command = [
            program,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"),
            *(f"--user-data-dir={tmp_path / 'profile'}", f"--blink-settings=preferredColorScheme={scheme}"),
            *("--dump-dom", path.as_uri()),
        ]
        out = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        return json.loads(html.unescape(re.findall(r"<title>(.*?)</title>", out)[0]))

    return run


LAYOUT = """page => {
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const charts = [...page.querySelectorAll("figure svg")].map(svg => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")], boxes = texts.map(t => t.getBoundingClientRect());
    const marks = [...svg.querySelectorAll("rect")].map(r => r.getBoundingClientRect());
    const names = texts.filter(t => !t.hasAttribute("text-anchor")).map(t => t.getBoundingClientRect());
    const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).map(b => [a, b]));
    return {
      width: box.width,
      smallest: Math.min(...texts.map(t => t.getAttribute("font-size") * scale)),
      outside: boxes.filter(t => t.left < box.left - 1 || t.right > box.right + 1 || t.bottom > box.bottom + 1).length,
      collisions: pairs.filter(([a, b]) => over(a, b)).length + names.filter(a => marks.some(b => over(a, b))).length,
    };
  });
  return {charts, scrolled: page.documentElement.scrollWidth, width: page.documentElement.clientWidth};
}"""


@pytest.mark.parametrize("name", ["growth", "meetings", "mixing"])
@pytest.mark.parametrize("width", [360, 1280])
def test_charts_fit_and_can_be_read_with_long_names(name: str, width: int, measure: Measure) -> None:
    found = measure(page(name, long=True), LAYOUT, width=width)
    assert (found["scrolled"], found["width"]) == (width, width)
    assert len(found["charts"]) == {"growth": 1, "meetings": 3, "mixing": 1}[name]
    for chart in found["charts"]:
        assert (chart["outside"], chart["collisions"]) == (0, 0)
        assert chart["smallest"] >= 9
        assert chart["width"] <= 42 * 16


@pytest.mark.parametrize(
    ("scheme", "mark", "text"),
    [(1, "rgb(31, 125, 119)", "rgb(28, 37, 41)"), (0, "rgb(63, 166, 157)", "rgb(231, 236, 236)")],
)
def test_charts_are_coloured_by_the_scheme(scheme: int, mark: str, text: str, measure: Measure) -> None:
    script = """page => [getComputedStyle(page.querySelector("svg .mark")).fill,
                         getComputedStyle(page.querySelector("svg text")).fill]"""
    assert measure(page("meetings"), script, scheme=scheme) == [mark, text]


@pytest.mark.parametrize("name", ["growth", "meetings", "mixing"])
def test_nothing_on_the_page_is_refused_by_its_own_policy(name: str, tmp_path: Path) -> None:
    data = context(name, load(SAMPLE).registry, date(2026, 11, 20), private=False)
    path = tmp_path / "page.html"
    path.write_text(Renderer(Library(templates_folder())).render(f"reports/{name}.html.j2", data), encoding="utf-8")
    program = next(found for each in PROGRAMS["browser"] if (found := shutil.which(each)))
    command = [
        program,
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-logging=stderr"),
        *(f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", path.as_uri()),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "Content Security Policy" not in done.stderr
    assert "<figure" in done.stdout
