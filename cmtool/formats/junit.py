"""Findings as JUnit XML, which every CI shows: a suite for each kind of record, a test case for each file.

Only what fails the run is a failure; other findings of a file stand in its `system-out`, so that a green run stays
green. `visible` spells out every character that XML cannot hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from xml.etree import ElementTree

from cmtool.finding import Finding
from cmtool.formats.concise import advice, line
from cmtool.model.folders import FOLDERS
from cmtool.render.escape import visible

_SUITES = ("community", *FOLDERS, "other files")


def junit(
    findings: Sequence[Finding], files: Collection[str], shown: Callable[[str], str], *, warnings_too: bool = False
) -> str:
    """The files that were judged, each with its findings; warnings fail a file only where they fail the run."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if not finding.source.private:
            by_path[finding.path].append(finding)
    root = ElementTree.Element("testsuites", name="cmtool")
    paths = sorted({*files, *by_path})
    for name in _SUITES:
        cases = [_case(name, path, by_path[path], shown, warnings_too) for path in paths if _suite(path) == name]
        if cases:
            suite = ElementTree.SubElement(root, "testsuite", {"name": name} | _counts(cases))
            suite.extend(cases)
    root.attrib |= _counts(list(root.iter("testcase")))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(path: str) -> str:
    """The kind of record that a file holds."""
    folder, slash, _ = path.partition("/")
    if path == "community.yaml":
        return "community"
    return folder if slash and folder in FOLDERS else "other files"


def _counts(cases: Sequence[ElementTree.Element]) -> dict[str, str]:
    failures = sum(case.find("failure") is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"}


def _case(
    suite: str, path: str, findings: Sequence[Finding], shown: Callable[[str], str], warnings_too: bool
) -> ElementTree.Element:
    name = visible(shown(path))
    case = ElementTree.Element("testcase", classname=f"cmtool.{suite}", name=name, file=name, time="0")
    failing = [one for one in findings if _fails(one, warnings_too)]
    others = [one for one in findings if not _fails(one, warnings_too)]
    if failing:
        first = failing[0]
        more = f", and {len(failing) - 1} more" if len(failing) > 1 else ""
        failure = ElementTree.SubElement(case, "failure", message=f"{advice(first)}{more}", type=first.code)
        failure.text = _lines(failing, shown)
    if others:
        ElementTree.SubElement(case, "system-out").text = _lines(others, shown)
    return case


def _fails(finding: Finding, warnings_too: bool) -> bool:
    """It makes validation fail; what is due never does."""
    return finding.due is None and (warnings_too or finding.severity != "warning")


def _lines(findings: Sequence[Finding], shown: Callable[[str], str]) -> str:
    return "".join(f"{line(finding, shown)}\n" for finding in findings)
