"""No file within the bounds takes `validate` longer than 2 seconds, however many records, mistakes or cross-references.

Each file is as large as 256 KiB and 50 000 values allow and lies in the smallest registry. What the rules make of it
must grow with its length, not with its square; of the findings a hundred are told, errors first, and that there are more.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import DATA
from tests.sandbox import IS_POSSIBLE, Run, outcomes

SECONDS = 2.0
BYTES = 256 * 1024
VALUES = 49_500
COMMUNITY = (DATA / "smallest" / "community.yaml").read_text("utf-8")
MEMBER = "name: Hostile Test\nstatus: active\n"
GROUP = "name: Hostile\nkind: working-group\nstatus: active\npurpose: Grow\n"
PATHWAY = "pathway:\n- {{id: {}, name: x, level: casual}}\n"
STEPS = "members:\n- member: ada-moreau\n  role: gardener\n  steps:\n"
MEETING = "series: event\nstatus: held\ndate: 2026-11-06\nmode: online\nfacilitator: ada-moreau\n"
MEETING_PATH = "meetings/2026-11-06-seed-swap.yaml"


class Case(NamedTuple):
    """A file that is as large as may be: what stands before, each item by its number, how many values one item has."""

    name: str
    path: str
    head: str
    item: Callable[[int], str]
    values: int

    def text(self) -> str:
        parts, size = [self.head], len(self.head.encode())
        for number in range(VALUES // self.values):
            part = self.item(number)
            size += len(part.encode())
            if size > BYTES:
                break
            parts.append(part)
        return "".join(parts)


def member(name: str, field: str, item: Callable[[int], str], values: int) -> Case:
    return Case(name, "members/hostile.yaml", MEMBER + field, item, values)


def group(name: str, field: str, item: Callable[[int], str], values: int) -> Case:
    head = GROUP if field.startswith("members") else GROUP + "members: []\n"
    return Case(name, "groups/hostile.yaml", head + field, item, values)


def meeting(name: str, field: str, item: Callable[[int], str], values: int) -> Case:
    return Case(name, MEETING_PATH, MEETING + field, item, values)


def community(name: str, field: str, item: Callable[[int], str], values: int) -> Case:
    return Case(name, "community.yaml", ending_with(field), item, values)


def ending_with(field: str) -> str:
    """The smallest community with one of its sections at the end, ready for more."""
    sections = re.split(r"^(?=[a-z])", COMMUNITY, flags=re.MULTILINE)
    mine = [section for section in sections if section.startswith(field)] or [field]
    return "".join([section for section in sections if section not in mine] + mine)


CASES = [
    member("unknown keys", "", lambda n: f"k{n:x}: v\n", 2),
    member("own keys", "", lambda n: f"x-{n:x}: v\n", 2),
    member("languages, all the same", "languages:\n", lambda n: "- en\n", 1),
    member("languages, all different", "languages:\n", lambda n: f"- q{chr(97 + n % 26)}-{n % 900 + 100}\n", 1),
    member("languages that are no languages", "languages:\n", lambda n: "- EN\n", 1),
    member("languages that are numbers", "languages:\n", lambda n: "- 1\n", 1),
    member("languages that are false", "languages:\n", lambda n: "- no\n", 1),
    member("links", "links:\n", lambda n: f" k{n:x}: v\n", 2),
    member("links with bad keys", "links:\n", lambda n: f" K{n:x}: v\n", 2),
    member("links that are numbers", "links:\n", lambda n: f" k{n:x}: 1\n", 2),
    member("roles", "roles:\n", lambda n: "- {role: manager, since: 2026-01-01}\n", 5),
    member("unknown roles", "roles:\n", lambda n: f"- {{role: manag{n:x}, since: 2026-01-01}}\n", 5),
    member("roles without anything", "roles:\n", lambda n: "- {}\n", 1),
    member("roles since a day that is none", "roles:\n", lambda n: "- {role: manager, since: 2026-13-01}\n", 5),
    member("affiliations", "affiliations:\n", lambda n: "- {org: garden}\n", 3),
    member("unknown affiliations", "affiliations:\n", lambda n: f"- {{org: garde{n:x}}}\n", 3),
    member("skills", "skills:\n", lambda n: f"- {{skill: s{n:x}, level: 1, date: 2026-01-01, state: confirmed}}\n", 9),
    member("other skills", "other_skills:\n", lambda n: f"- s{n:x}\n", 1),
    member("former ids", "formerly:\n", lambda n: f"- p{n:x}\n", 1),
    member("consents", "consents:\n", lambda n: f" c{n:x}: declined\n", 2),
    group("unknown members", "members:\n", lambda n: f"- {{member: ada-mor{n:x}, role: gardener}}\n", 5),
    group("one member again and again", "members:\n", lambda n: "- {member: ada-moreau, role: gardener}\n", 5),
    group("unknown roles in a group", "members:\n", lambda n: f"- {{member: ada-moreau, role: garden{n:x}}}\n", 5),
    group("mentors", "members:\n", lambda n: f"- {{member: a{n:x}, role: gardener, mentor: a{n + 1:x}}}\n", 7),
    group(
        "steps",
        "members:\n- member: ada-moreau\n  role: gardener\n  steps:\n",
        lambda n: "  - {step: aa, date: 2026-01-01}\n",
        5,
    ),
    Case(
        "steps in the order of the pathway",
        "groups/hostile.yaml",
        GROUP + PATHWAY.format("aa") + PATHWAY.format("bb")[9:] + STEPS,
        lambda n: f"  - {{step: {'ab'[n % 2] * 2}, date: 2026-01-01}}\n",
        5,
    ),
    Case(
        "unknown steps where many are known",
        "groups/hostile.yaml",
        GROUP + PATHWAY.format("aa") + "".join(PATHWAY.format(f"p{n:x}")[9:] for n in range(1500)) + STEPS,
        lambda n: f"  - {{step: q{n:x}, date: 2026-01-01}}\n",
        5,
    ),
    group(
        "one member at other times",
        "members:\n",
        lambda n: "- {{member: aa,role: gardener,since: {0},until: {0}}}\n".format(date(1900, 1, 1) + timedelta(n)),
        9,
    ),
    group("partners", "partners:\n", lambda n: f"- p{n:x}\n", 1),
    group("pathway", "pathway:\n", lambda n: f"- {{id: p{n:x}, name: x, level: casual}}\n", 7),
    group("series", "meets:\n", lambda n: f"- {{id: p{n:x}, every: 14d, time: 14:00, starts: 2020-01-01}}\n", 9),
    group(
        "daily series since long",
        "meets:\n",
        lambda n: f"- {{id: p{n:x}, every: 1d, time: 14:00, starts: 1900-01-01}}\n",
        9,
    ),
    group(
        "versions", "products:\n- name: x\n  versions:\n", lambda n: f"  - {{version: v{n:x}, status: released}}\n", 5
    ),
    group("products", "products:\n", lambda n: f"- {{name: p{n:x}}}\n", 3),
    meeting("unknown attendees", "attended:\n", lambda n: f"- p{n:x}\n", 1),
    meeting("one attendee again and again", "attended:\n", lambda n: "- ada-moreau\n", 1),
    meeting("agenda", "agenda:\n", lambda n: f"- {{title: t{n:x}, kind: discussion, minutes: 5, by: ada-moreau}}\n", 9),
    meeting(
        "agenda by unknown people",
        "agenda:\n",
        lambda n: f"- {{title: x, kind: discussion, minutes: 5, by: p{n:x}}}\n",
        9,
    ),
    community("organisations", "organisations:\n", lambda n: f"  o{n:x}: {{name: n{n:x}, kind: ngo}}\n", 6),
    community("unused roles", "roles:\n", lambda n: f"  r{n:x}: {{name: n{n:x}, scope: group}}\n", 6),
    community("regions", "regions:\n", lambda n: f"  - r{n:x}\n", 1),
    community(
        "waivers",
        "waivers:\n",
        lambda n: f"- {{code: MEM{n % 900 + 100}, record: members/p{n:x}, reason: x, until: 2030-01-01}}\n",
        9,
    ),
    community("channels", "channels:\n", lambda n: f"- {{id: c{n:x}, purpose: x, gathering: true}}\n", 7),
    community(
        "waivers of everything",
        "waivers:\n",
        lambda n: "- {code: MEM204, record: '*', reason: x, until: 2030-01-01}\n",
        9,
    ),
    Case(
        "a word of 20 000 letters where few are known",
        "members/hostile.yaml",
        "name: x\nstatus: " + "a" * 20_000 + "\n",
        lambda n: "",
        1,
    ),
    member("words of 20 000 letters", "", lambda n: f"x-{n}: {'a' * 20_000}\n", 2),
    member("words that nearly are addresses", "", lambda n: f"x-{n}: {'a@' * 10_000}\n", 2),
    member("words that nearly are domains", "", lambda n: f"x-{n}: a@{'1.' * 9_999}\n", 2),
    member("words with escaped signs", "", lambda n: f"x-{n}: {'a%40' * 5_000}\n", 2),
    member("plus signs", "", lambda n: f"x-{n}: {'+1 ' * 6_666}\n", 2),
    member("digits", "", lambda n: f"x-{n}: {'1' * 20_000}\n", 2),
    meeting(
        "long summaries",
        "agenda:\n",
        lambda n: f"- {{title: x, kind: discussion, minutes: 5, summary: {'a.b' * 6_600}}}\n",
        9,
    ),
    Case(
        "lines of 400 addresses",
        "members/hostile.yaml",
        MEMBER + "other_skills:\n",
        lambda n: "- " + "ab@c.de " * 40 + "\n",
        1,
    ),
]

FALSE = next(case for case in CASES if case.name == "languages that are false")

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="this system cannot fork")


@pytest.fixture(scope="module", params=["text"])
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """What each file led to, by the name of its case."""
    folder = tmp_path_factory.mktemp("sizes")
    roots = []
    for number, case in enumerate(CASES):
        root = folder / str(number)
        shutil.copytree(DATA / "smallest", root)
        (root / case.path).write_text(case.text(), encoding="utf-8")
        roots.append(root)
    arguments = ("--today", "2026-11-20", "--format", request.param)
    found = outcomes([(root, ("validate", "--registry", str(root), *arguments)) for root in roots])
    return dict(zip((case.name for case in CASES), found, strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_large_file_is_judged_in_time(case: Case, runs: dict[str, Run]) -> None:
    run = runs[case.name]
    assert (run.code in (0, 1), run.err, run.outside) == (True, "", [])
    assert "YML105" not in run.out, "the file is too large to prove anything"
    assert run.seconds <= SECONDS


def test_many_waivers_and_many_findings_meet_in_time(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(DATA / "smallest", root)
    item = "- {{code: REF103, record: members/p{n:x}, reason: x, until: 2030-01-01}}\n"
    lines = [item.format(n=n) for n in range(2900)]
    (root / "community.yaml").write_text(COMMUNITY + "waivers:\n" + "".join(lines), encoding="utf-8")
    (root / FALSE.path).write_text(FALSE.text(), encoding="utf-8")
    (run,) = outcomes([(root, ("validate", "--registry", str(root), "--today", "2026-11-20"))])
    assert (run.code, run.err) == (0, "")
    assert run.seconds <= SECONDS


def test_of_many_findings_a_hundred_are_told(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(DATA / "smallest", root)
    (root / FALSE.path).write_text(MEMBER + "languages:\n" + "- no\n" * 250, encoding="utf-8")
    arguments = ("validate", "--registry", str(root), "--today", "2026-11-20", "--format", "concise")
    (run,) = outcomes([(root, arguments)])
    told = [line.partition("hostile.yaml:")[2] for line in run.out.splitlines() if "hostile.yaml" in line]
    assert len(told) == 101
    assert told[:2] == [
        "1:1 YML106 warning more than 100 findings in this file: the others are not told",
        "4:3 YML106 warning 'no' is a text here, but other YAML tools read false",
    ]
    assert told[-1].startswith("103:3 ")
