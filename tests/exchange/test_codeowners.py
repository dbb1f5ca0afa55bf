"""CODEOWNERS says by its last matching line whom a review asks by the first matching rule of the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cmtool.errors import CmtoolError
from cmtool.exchange.codeowners import GITHUB, GITLAB, Export, Platform, codeowners
from cmtool.exchange.codeowners.block import MAX_BYTES, block, merged
from cmtool.model.registry import Registry
from cmtool.store.entries import Entry
from cmtool.store.load import assemble, load
from cmtool.workspace.review import needs

TODAY = date(2026, 11, 20)
SAMPLE = Path(__file__).parents[2] / "registry"
COMMUNITY = """
schema: 1
name: Garden
contact: {address: garden@meridian.example, owner: gil-roth}
regions: [north]
organisations: {}
roles:
  manager: {name: Manager, scope: community, acts_as: [manager]}
  lead: {name: Lead, scope: group, acts_as: [lead]}
privacy: {visibility: public}
"""
HELD = "status: active, joined: 2026-01-01, region: north"
MANAGER = "roles: [{role: manager, since: 2026-01-01}]"
LEADS = "{{name: Group, kind: committee, status: active, purpose: To garden, members: [{}]}}"
FILES = {
    "members/ada-stone": f"{{name: Ada Stone, {HELD}, {MANAGER}, links: {{github: ada-s, gitlab: ada.stone}}}}",
    "members/ben-okoro": f"{{name: Ben Okoro, {HELD}, links: {{github: Ben-Ok}}}}",
    "members/cleo-marsh": f"{{name: Cleo Marsh, {HELD}}}",
    "members/dana-lee": "{name: Dana Lee, status: alumni, left: 2026-05-01, region: north, links: {github: dana-l}}",
    "members/eli-odd": f"{{name: Eli Odd, {HELD}, links: {{github: eli.odd}}}}",
    "members/gil-roth": f"{{name: Gil Roth, {HELD}, links: {{github: gilroth}}}}",
    "members/removed-0001": "{status: removed}",
    "groups/maps": LEADS.format("{member: ben-okoro, role: lead}, {member: cleo-marsh, role: lead}"),
    "groups/seeds": LEADS.format(""),
    "groups/bread": LEADS.format("{member: cleo-marsh, role: lead}, {member: eli-odd, role: lead}"),
    "groups/old/tools": LEADS.format("{member: dana-lee, role: lead}, {member: gil-roth, role: lead}"),
    "skills/pruning": "{name: Pruning, category: technical, about: To cut trees}",
}
USUAL = (("members/*", "self"), ("groups/*", "leads"), ("*", "manager"))
NAMELESS = "no links.github: cleo-marsh; others who may approve own their files, else the managers"
MISNAMED = "links.github is no GitHub user: eli-odd; others who may approve own their files, else the managers"


def registry(rules: Iterable[tuple[str, str]], files: dict[str, str] = FILES) -> Registry:
    said = "".join(f"  - {{paths: {paths!r}, by: {by}}}\n" for paths, by in rules)
    texts = {"community": COMMUNITY + (f"review:\n{said}" if said else "")} | files
    loaded = assemble(Entry(f"{path}.yaml", "file", text.encode()) for path, text in texts.items())
    assert loaded.findings == []
    return loaded.registry


# -- two readers of CODEOWNERS, by the platforms' own words


def github(pattern: str) -> re.Pattern[str]:
    """A pattern by GitHub's documentation: as gitignore, but `docs/*` is not for what lies deeper."""
    parts = re.split(r"(?<!\\)/", pattern)
    is_anchored = len([part for part in parts if part]) > 1 or pattern.startswith("/")
    parts = [part for part in parts if part]
    regex = "" if is_anchored else "(?:.*/)?"
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part == "**":
            regex += ".*" if is_last else "(?:.*/)?"
        else:
            regex += _glob(part) + ("" if is_last else "/")
    if pattern.endswith("/"):
        regex += "/.*"
    elif not (parts[-1] == "*" and len(parts) > 1):
        regex += "(?:/.*)?"
    return re.compile(regex)


def gitlab(pattern: str) -> re.Pattern[str]:
    """A pattern by GitLab's documentation: Ruby's `File.fnmatch`, with `**/` before it and after a folder."""
    pattern = pattern.removeprefix("/") if pattern.startswith("/") else f"**/{pattern}"
    pattern += "**/*" if pattern.endswith("/") else ""
    return re.compile("(?:.*/)?".join(_glob(piece) for piece in pattern.split("**/")))


def _glob(text: str) -> str:
    plain = re.sub(r"\\(.)", r"\1", text)
    return "".join("[^/]*" if char == "*" else re.escape(char) for char in plain)


def owners(lines: Iterable[str], path: str, read: Callable[[str], re.Pattern[str]] = github) -> set[str]:
    """By the last line that matches."""
    found: set[str] = set()
    for line in lines:
        pattern, *users = re.split(r"(?<!\\)\s+", line)
        if read(pattern).fullmatch(path):
            found = set(users)
    return found


def asked(of: Registry, path: str, platform: Platform = GITHUB) -> set[str]:
    """User names of those whom a review names for a file, else of the managers."""
    (approval,) = needs(of, [path], TODAY)
    return _users(of, approval.people, platform) or _users(of, of.managers(TODAY), platform)


def _users(of: Registry, people: Iterable[str], platform: Platform) -> set[str]:
    here = (of.members[id] for id in people if id in of.members and of.members[id].is_current)
    known = {member.links[platform.link] for member in here if platform.link in member.links}
    return {f"@{user}" for user in known if platform is GITLAB or re.fullmatch("[A-Za-z0-9-]{1,39}", user)}


@pytest.mark.parametrize("read", [github, gitlab])
def test_the_readers_of_this_test_read_the_examples_of_the_platforms(read: Callable[[str], re.Pattern[str]]) -> None:
    for pattern, path, fits in (
        ("*", "a/b.txt", True),
        ("*.js", "src/deep/a.js", True),
        ("/build/logs/", "build/logs/deep/a.log", True),
        ("/build/logs/", "x/build/logs/a.log", False),
        ("/docs/*", "docs/getting-started.md", True),
        ("/docs/*", "docs/build-app/troubleshooting.md", False),
        ("apps/", "x/apps/a/b.txt", True),
        ("**/logs/", "deeply/nested/logs/a.log", True),
        ("/docs/**/*.md", "docs/a.md", True),
        ("/docs/**/*.md", "docs/deep/er/a.md", True),
        ("/path\\ with\\ spaces/", "path with spaces/a.txt", True),
    ):
        assert bool(read(pattern).fullmatch(path)) is fits, (pattern, path)


# -- the lines


def test_general_lines_come_first_and_people_without_user_name_are_told() -> None:
    assert codeowners(registry(USUAL), TODAY, "registry/") == Export(
        [
            "/registry/ @ada-s",
            "/registry/groups/ @ada-s",
            "/registry/groups/maps.yaml @Ben-Ok",
            "/registry/groups/old/tools.yaml @gilroth",
            "/registry/members/ @ada-s",
            "/registry/members/ben-okoro.yaml @Ben-Ok",
            "/registry/members/gil-roth.yaml @gilroth",
        ],
        [NAMELESS, MISNAMED],
    )


def test_a_registry_at_the_top_of_its_repository() -> None:
    assert codeowners(registry([("groups/*", "leads")]), TODAY, "").lines == [
        "* @ada-s",
        "/groups/ @ada-s",
        "/groups/maps.yaml @Ben-Ok",
        "/groups/old/tools.yaml @gilroth",
    ]


def test_gitlab_has_its_own_user_names() -> None:
    made = codeowners(registry(USUAL), TODAY, "registry/", GITLAB)
    assert made.lines == ["/registry/ @ada.stone", "/registry/groups/ @ada.stone", "/registry/members/ @ada.stone"]
    told = "no links.gitlab: ben-okoro, cleo-marsh, eli-odd, gil-roth; others who may approve own their files, else"
    assert made.notes == [f"{told} the managers"]


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        ([], []),
        ([("*", "gil-roth")], ["/r/ @gilroth"]),
        ([("*", "dana-lee")], []),
        ([("*", "nobody-known")], []),
        ([("community.yaml", "gil-roth")], ["/r/community.yaml @gilroth"]),
        ([("*.yaml", "owner")], ["/r/*.yaml @gilroth", "/r/*/**/*.yaml @gilroth"]),
        ([("meetings/2026-*", "ben-okoro")], ["/r/meetings/2026-* @Ben-Ok", "/r/meetings/2026-*/ @Ben-Ok"]),
        ([("meetings/**", "ben-okoro")], ["/r/meetings/ @Ben-Ok"]),
        ([("my notes/*", "ben-okoro")], ["/r/my\\ notes/ @Ben-Ok"]),
    ],
    ids=str,
)
def test_rules_as_patterns(rules: list[tuple[str, str]], lines: list[str]) -> None:
    made = codeowners(registry(rules), TODAY, "r/")
    assert made.lines == ["/r/ @ada-s", *lines]


def test_a_first_rule_for_all_is_the_last_line_for_all() -> None:
    rules = [("*", "manager"), ("groups/*", "gil-roth"), ("members/*", "self")]
    assert codeowners(registry(rules), TODAY, "r/").lines == [
        "/r/members/ @ada-s",
        "/r/groups/ @gilroth",
        "/r/ @ada-s",
    ]


@pytest.mark.parametrize(
    "paths", ["groups/[ms]*", "groups/maps.yam?", "groups", "/groups/*", "groups/", "./groups/*", "groups/* @mallory"]
)
def test_a_rule_that_is_no_pattern_holds_for_the_records_of_today(paths: str) -> None:
    made = codeowners(registry([(paths, "gil-roth")]), TODAY, "")
    matched = {"groups/[ms]*": ["maps", "seeds"], "groups/maps.yam?": ["maps"]}.get(paths, [])
    assert made.lines == ["* @ada-s", *(f"/groups/{id}.yaml @gilroth" for id in matched)]
    number = "1 record" if len(matched) == 1 else f"{len(matched)} records"
    told = f"review rule '{paths}' is no pattern of CODEOWNERS: written for the {number} that it matches now"
    assert made.notes == [told]


def test_a_path_that_cannot_be_written_is_told() -> None:
    files = FILES | {"groups/[x]/herbs": LEADS.format("{member: ben-okoro, role: lead}")}
    made = codeowners(registry([("groups/*", "leads")], files), TODAY, "")
    assert "CODEOWNERS cannot write the path of groups/herbs: its folder's owners have it" in made.notes
    assert not [line for line in made.lines if "herbs" in line]
    with pytest.raises(CmtoolError, match=r"^CODEOWNERS cannot write the path #1/: rename the folder$"):
        codeowners(registry([]), TODAY, "#1/")


def test_without_a_manager_who_can_be_named_nothing_is_written() -> None:
    files = FILES | {"members/ada-stone": f"{{name: Ada Stone, {HELD}, {MANAGER}}}"}
    with pytest.raises(CmtoolError, match=r"^no manager has a GitHub user name: give one `links: \{github: NAME\}`"):
        codeowners(registry(USUAL, files), TODAY, "")


def test_who_may_be_a_user() -> None:
    for user in ("a", "octo-cat", "x" * 39, "octo-cat_meridian"):
        assert GITHUB.user.fullmatch(user), user
    for user in ("", "-a", "x" * 40, "a.b", "a b", "é", "_a", "a_b_c", "a\n"):
        assert not GITHUB.user.fullmatch(user), user
    assert GITLAB.user.fullmatch("mei.lin_tan-1")
    assert not GITLAB.user.fullmatch(".a")


@pytest.mark.parametrize("read", [github, gitlab])
@pytest.mark.parametrize("prefix", ["registry/", "a b/deep/", ""])
def test_every_file_of_the_sample_has_the_owners_whom_a_review_asks(
    read: Callable[[str], re.Pattern[str]], prefix: str
) -> None:
    sample = load(SAMPLE).registry
    lines = codeowners(sample, TODAY, prefix).lines
    paths = [file.relative_to(SAMPLE).as_posix() for file in SAMPLE.rglob("*") if file.is_file()]
    new = ["members/new-one.yaml", "groups/new.yaml", "groups/sub/new.yaml", "notes.md", "keys", "schemas/group.json"]
    assert len(paths) > 100
    for path in paths + new:
        assert owners(lines, prefix + path, read) == asked(sample, path), path
    if prefix:
        assert owners(lines, ".github/workflows/ci.yml", read) == set()


PIECES = st.sampled_from(["*", "*", "members/", "groups/", "old/", "skills/", "a", "e", "maps", "-", ".yaml", ".", "/"])
PATHS = st.one_of(
    st.sampled_from(["*", "members/*", "groups/*", "groups/old/*", "community.yaml", "skills/*", "*/maps.yaml", "g*"]),
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
)
BY = st.sampled_from(["self", "leads", "owner", "manager", "ben-okoro", "gil-roth", "cleo-marsh", "dana-lee"])
NEW = st.tuples(
    st.sampled_from(["", "members/", "groups/", "groups/old/", "skills/", "meetings/"]),
    st.sampled_from(["new.yaml", "a.yaml", "maps-2.yaml", "e.md", "-", "a-e.yaml", ".keep", "maps"]),
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(PATHS, BY), max_size=5), st.lists(NEW, max_size=8), st.sampled_from(["registry/", ""]))
@example([("*", "leads"), ("members/*", "self")], ["members/new.yaml"], "")
@example([("groups/m*s.yaml", "ben-okoro"), ("*a*e*", "gil-roth")], ["groups/old/maps.yaml"], "registry/")
def test_last_match_of_the_lines_is_first_match_of_the_rules(
    rules: list[tuple[str, str]], new: list[str], prefix: str
) -> None:
    of = registry(dict(rules).items())
    made = codeowners(of, TODAY, prefix)
    paths = [record.source.path for record in of.all_records()]
    paths += [] if any("is no pattern" in note for note in made.notes) else new
    for path in paths:
        assert owners(made.lines, prefix + path, github) == asked(of, path), (path, made.lines)
        assert owners(made.lines, prefix + path, gitlab) == asked(of, path), (path, made.lines)


# -- the block in its file

BLOCK = block(["/registry/ @ada-s"])


def test_the_block_is_appended_then_replaced_and_the_rest_stays() -> None:
    assert merged("C", None, BLOCK) == b"# BEGIN cmtool\n/registry/ @ada-s\n# END cmtool\n"
    assert merged("C", b"", BLOCK) == BLOCK.encode()
    assert merged("C", b"* @team", BLOCK) == b"* @team\n\n" + BLOCK.encode()
    before = b"* @team\r\n\xff # Latin\r\n"
    once = merged("C", before, BLOCK)
    assert once == before + b"\r\n# BEGIN cmtool\r\n/registry/ @ada-s\r\n# END cmtool\r\n"
    assert merged("C", once, BLOCK) == once
    around = merged("C", b"a\n" + once + b"docs/ @b", block(["x @y"]))
    assert around == b"a\n" + before + b"\r\n# BEGIN cmtool\r\nx @y\r\n# END cmtool\r\ndocs/ @b"
    assert merged("C", b"\xef\xbb\xbf" + BLOCK.encode() + b"z", BLOCK) == b"\xef\xbb\xbf" + BLOCK.encode() + b"z"


@given(st.binary(max_size=60).filter(lambda data: b"\0" not in data), st.binary(max_size=60))
@settings(max_examples=60)
def test_any_bytes_around_the_block_stay(before: bytes, after: bytes) -> None:
    after = after.replace(b"\0", b"")
    first = merged("C", before, BLOCK)
    assert first.startswith(before)
    both = merged("C", first + after, block(["x @y"]))
    assert both.startswith(before) and both.endswith(after)
    assert merged("C", both, block(["x @y"])) == both


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x\n# BEGIN cmtool\ny\n", "C:2: '# BEGIN cmtool' without '# END cmtool'; "),
        ("# END cmtool\n", "C:1: '# END cmtool' without '# BEGIN cmtool' before it; "),
        (BLOCK + BLOCK, "C:4: a second '# BEGIN cmtool'; "),
        ("# BEGIN cmtool\n" + BLOCK, "C:2: a second '# BEGIN cmtool'; "),
        (BLOCK + "# END cmtool\n", "C:4: '# END cmtool' without '# BEGIN cmtool' before it; "),
        ("*\0 @\0", "C is no UTF-8 text; "),
        ("#" * MAX_BYTES, "C would have 3.0 MB: GitHub does not load it from 3 MB on; "),
    ],
)
def test_a_damaged_file_is_left_to_people(text: str, told: str) -> None:
    with pytest.raises(CmtoolError) as refused:
        merged("C", text.encode(), BLOCK)
    assert str(refused.value).startswith(told)
