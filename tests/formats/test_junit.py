"""JUnit XML, read back by junitparser and by Python's own parser."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from junitparser import JUnitXml

from cmtool.finding import Finding
from cmtool.formats.junit import junit
from tests.formats.findings import SEASON, finding, under

ADA, BO, MAPS = "members/ada-moreau.yaml", "members/bo-lindqvist.yaml", "groups/maps.yaml"


def read(*findings: Finding, files: tuple[str, ...] = (ADA, BO), **other: Any) -> JUnitXml:
    return JUnitXml.fromstring(junit(findings, files, under, **other).encode())


def test_whole_report() -> None:
    warning = finding("nobody acts as triage", path=MAPS, code="GRP102", record="groups/maps", severity="warning")
    assert junit([warning, finding("is it so?"), finding("<b> & \x1b")], [ADA, "community.yaml", MAPS], under) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cmtool" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="community" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="cmtool.community" name="registry/community.yaml" file="registry/community.yaml" time="0" />
  </testsuite>
  <testsuite name="members" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="cmtool.members" name="registry/members/ada-moreau.yaml" file="registry/members/ada-moreau.yaml" time="0">
      <failure message="is it so?, and 1 more" type="MEM102">registry/members/ada-moreau.yaml:2:9 MEM102 error is it so?
registry/members/ada-moreau.yaml:2:9 MEM102 error &lt;b&gt; &amp; \\u{1b}
</failure>
    </testcase>
  </testsuite>
  <testsuite name="groups" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="cmtool.groups" name="registry/groups/maps.yaml" file="registry/groups/maps.yaml" time="0">
      <system-out>registry/groups/maps.yaml:2:9 GRP102 warning nobody acts as triage
</system-out>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_warnings_fail_a_file_where_they_fail_the_run() -> None:
    warning = finding(severity="warning")
    assert read(warning).failures == 0
    assert read(warning, warnings_too=True).failures == 1


def test_what_is_due_never_fails() -> None:
    [suite] = read(finding(severity="warning", due=SEASON), warnings_too=True)
    assert suite.failures == 0
    assert [case.system_out is not None for case in suite] == [True, False]
    assert next(iter(suite)).system_out.endswith("[due 2026-11-01]\n")


def test_counts_are_those_of_files() -> None:
    report = read(finding(), finding(), finding(path="odd.yaml"), finding(path=MAPS))
    assert (report.tests, report.failures, report.errors, report.skipped) == (4, 3, 0, 0)
    assert [(suite.name, suite.tests, suite.failures) for suite in report] == [
        ("members", 2, 1),
        ("groups", 1, 1),
        ("other files", 1, 1),
    ]
    for suite in report:
        assert suite.failures == sum(len(case.result) for case in suite)


def test_file_of_a_finding_is_a_case_even_if_no_record_was_read() -> None:
    [suite] = read(finding(path="members/link.yaml", code="FIL102"), files=())
    assert [case.name for case in suite] == ["registry/members/link.yaml"]


def test_nothing_judged_and_findings_of_the_overlay() -> None:
    empty = '<testsuites name="cmtool" tests="0" failures="0" errors="0" skipped="0" />\n'
    assert junit([], [], under).endswith(empty)
    assert junit([finding(private=True)], [], under).endswith(empty)


def test_every_character_can_be_held() -> None:
    every = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2100), *range(0xFDD0, 0xFE00), 0xFFFE, 0xFFFF, 0x1FFFF]))
    text = junit([finding(every, path=f"members/{every}\udcff.yaml")], [], under)
    assert len(list(ElementTree.fromstring(text).iter("failure"))) == 1
