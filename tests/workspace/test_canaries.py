"""The strongest privacy test: every personal field holds a token of its own; an output holds only those it may.

The community is in `canary_records.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.workspace.canary_records import LEAK, MEMBERS, NEW, community, found, leaking, parts, save, write

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For reading only."""
    return community(tmp_path_factory.mktemp("canaries"))


PUBLIC = {"zqopenname", "zqnopename"}
PUBLIC_JSON = PUBLIC | {"zqopen-id", "zqnope-id"}
ALL_NAMES = PUBLIC | {"zqshutname", "zqnonename", "zqrestname"}
ALL_IDS = {"zqopen-id", "zqshut-id", "zqnone-id", "zqnope-id", "zqrest-id"}
AGENDA = PUBLIC | {"zqshutname", "zqnonename", "zqgonename", "zqjoin", "zqshutaction", "zqgoneaction"}

CALENDAR = {"zqjoin"}
"""A calendar of meetings names nobody, and tells where to join."""
DAYS = CALENDAR | {"zqneedtitle"}
"""With the days of needs."""
SHOWN = DAYS | {"zqopenname", "zqshutname"}
"""And of who will be shown, with `--private`."""
GROWTH = {"zqbrought", "zqneedtitle"}
"""What brought people, and what is looked for."""
LISTED = GROWTH | {"zqasked", "zqquery", "zqneedplace", "zqopenname", "zqshutname", "zqnonename"}
"""With `--private` the open requests, who looks after them, and who was asked."""
CARE = {"zqasked", "zqcheckinneeds", "zqopenname", "zqshutname", "zqnonename"}
PERSONS = {"zqopen-id", "zqshut-id", "zqnone-id"}

MAY_HOLD = {
    ("report", "overview"): PUBLIC,
    ("report", "overview", "--format", "html"): PUBLIC,
    ("report", "overview", "--format", "json"): PUBLIC_JSON,
    ("report", "overview", "--private"): ALL_NAMES,
    ("report", "overview", "--private", "--format", "json"): ALL_NAMES | ALL_IDS,
    ("report", "meetings", "--format", "json"): set(),
    ("report", "mixing", "--format", "json"): set(),
    **{("report", "calendar", "--format", form): DAYS for form in ("md", "html", "csv")},
    ("report", "calendar", "--format", "json"): DAYS | {"zqneed"},
    ("report", "calendar", "--format", "ics"): DAYS | {"zqneed"},
    **{("report", "calendar", "--private", "--format", form): SHOWN for form in ("md", "csv")},
    ("report", "calendar", "--private", "--format", "ics"): DAYS | {"zqneed"},
    ("report", "growth"): GROWTH,
    ("report", "growth", "--group", "birds"): GROWTH,
    ("report", "growth", "--format", "html"): GROWTH | {"zqneedurl"},
    ("report", "growth", "--format", "json"): GROWTH | {"zqneedurl", "zqneed"},
    ("report", "growth", "--format", "csv"): {"zqbrought"},
    ("report", "growth", "--private"): LISTED,
    ("report", "growth", "--private", "--group", "birds", "--format", "html"): LISTED - {"zqopenname"} | {"zqneedurl"},
    ("report", "growth", "--private", "--format", "json"): LISTED | {"zqneedurl", "zqneed"} | PERSONS,
    ("report", "growth", "--private", "--format", "csv"): {"zqbrought"},
    ("report", "care", "--private"): CARE,
    ("report", "care", "--private", "--format", "html"): CARE,
    ("report", "care", "--private", "--format", "json"): CARE | PERSONS,
    ("report", "care", "--private", "--format", "csv"): {"zqasked"} | PERSONS,
    ("spotlight", "next", "--list", "--count", "9"): {"zqnone-id", "zqnonename"},
    ("spotlight", "next", "--format", "json", "--count", "9"): {"zqnone-id"},
    ("agenda", "2026-12-01-meet"): AGENDA,
    ("agenda", "2026-12-01-meet", "--format", "html"): AGENDA,
    ("agenda", "2026-12-01-meet", "--format", "json"): AGENDA | PERSONS | {"zqgone-id", "zqnope-id"},
}


@pytest.mark.parametrize("command", MAY_HOLD, ids=" ".join)
def test_output_holds_only_what_its_reader_may_know(command: tuple[str, ...], cmtool: Run, root: Path) -> None:
    outcome = cmtool(*command, "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 0
    assert found(outcome.out) == MAY_HOLD[command]
    assert found(outcome.err) == set()


def test_care_has_no_public_form(cmtool: Run, root: Path) -> None:
    for form in ("md", "html", "json", "csv"):
        outcome = cmtool("report", "care", "--format", form, "--registry", str(root), "--today", "2026-11-20")
        assert (outcome.code, outcome.out, found(outcome.err)) == (2, "", set())


def test_registry_of_canaries_has_no_other_errors(cmtool: Run, root: Path) -> None:
    """The tokens reach the outputs because the records are read, not because they are broken."""
    outcome = cmtool("validate", "--registry", str(root), "--today", "2026-11-20", "--format", "concise")
    codes = [line.split()[1] for line in outcome.out.splitlines() if " error " in line]
    assert sorted(set(codes)) == ["PRV103", "PRV105"]


DRAFTS: dict[tuple[str, ...], tuple[set[str], set[str]]] = {
    # to somebody outside
    ("reply", "2026-11-02-zqasked"): ({"zqshut-id", "zqasked"}, {"zqaskedticket"}),
    ("outreach", "zqneed"): (
        {"zqneed", "zqneedplace", "zqshut-id"},
        {"zqneedtitle", "zqneedabout", "zqneedpersona", "zqopenname"},
    ),
    ("update", "--since", "2026-01-01"): (
        {"zqcontribution"},
        {"zqcontributiontext", "zqcontributionuse", "zqcontributionurl", "zqopenname"},
    ),
    ("newsletter", "--since", "2026-01-01"): (set(), PUBLIC | {"zqneedtitle", "zqoutpost", "zqjoin"}),
    ("brief", "--since", "2026-01-01"): (set(), {"zqneedtitle", "zqstorytext", "zqstorygoal", "zqopenname"}),
    # to who looks after it, and to the person
    ("forward", "2026-11-02-zqasked"): (
        {"zqshut-id"},
        {"zqshutname", "zqasked", "zqaskedticket", "zqaskedsummary", "zqbrought", "zqneedtitle"},
    ),
    ("onboarding", "zqnone-id"): ({"zqnone-id"}, {"zqnonename", "zqopenname", "zqshutname"}),
    ("thanks", "zqnone-id"): ({"zqnone-id", "zqthanksstep"}, {"zqnonename"}),
    ("consent", "2026-12-01-open"): ({"zqopen-id"}, {"zqopenname", "zqopenanswer", "zqnonename"}),
    ("consent", "2027-01-06-birds"): ({"zqopen-id", "zqshut-id", "zqnone-id"}, {"zqgroupanswer"}),
    ("invitation", "2026-12-01-meet"): (PERSONS, {"zqjoin", "zqnope-id"}),
    # to be shown to the world
    ("spotlight", "zqopen-id"): ({"zqopenname", "zqopenlinkedin"}, {"zqopenname"}),
    ("spotlight", "2026-12-01-open"): (
        {"zqopenname", "zqopenlinkedin"},
        {"zqopenname", "zqopenanswer", "zqopenquote"},
    ),
    ("spotlight", "2026-12-01-shut"): (
        {"zqshutname", "zqshutlinkedin", "zqshut-id"},
        {"zqshutname", "zqshutanswer", "zqshutquote"},
    ),
    ("spotlight", "2027-01-06-birds"): (
        {"zqopenname", "zqopenlinkedin"},
        {"zqopenname", "zqgroupanswer", "zqgroupquote"},
    ),
}


@pytest.mark.parametrize("command", DRAFTS, ids=" ".join)
def test_draft_tells_the_editor_and_the_reader_what_each_may_know(
    command: tuple[str, ...], cmtool: Run, root: Path
) -> None:
    outcome = cmtool("draft", *command, "--registry", str(root), "--today", "2026-11-20")
    assert (outcome.code, found(outcome.err)) == (0, set())
    assert parts(outcome.out) == DRAFTS[command]


def test_public_build_holds_only_what_everybody_may_know(cmtool: Run, root: Path, tmp_path: Path) -> None:
    target = tmp_path / "build"
    outcome = cmtool("build", "--keep-going", "-o", str(target), "--registry", str(root), "--today", "2026-11-20")
    assert outcome.code == 1  # for the errors of this registry, with --keep-going
    assert found(outcome.out + outcome.err) == set()
    may = {"calendar": DAYS | {"zqneed"}, "growth": GROWTH | {"zqneed", "zqneedurl"}}
    public = [path for path in (target / "public").rglob("*") if path.is_file()]
    assert {path.stem for path in public} == {"overview", "calendar", "growth", "meetings", "mixing"}
    for path in public:
        assert found(path.read_text("utf-8")) <= (
            DAYS | {"zqneed"} if path.suffix == ".ics" else may.get(path.stem, PUBLIC_JSON)
        )
    own = {
        "open": {"zqopenname", "zqopenanswer", "zqopenquote", "zqopenlinkedin", "zqopen-id"},
        "birds": {"zqgroupanswer", "zqgroupquote", "zqopenname", "zqopenlinkedin"},
    }
    folders = {path.name[11:]: path for path in (target / "drafts/spotlights").iterdir()}
    assert folders.keys() == own.keys()
    for who, folder in folders.items():
        texts = [path.read_text("utf-8") for path in folder.iterdir() if path.suffix != ".png"]
        assert set().union(*map(found, texts)) == own[who]


def test_hostile_template_sees_no_more_than_ours(cmtool: Run, root: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "registry"
    shutil.copytree(root, own)
    dump = """
{% macro dump(x) %}
{% if x is mapping %}{% for k, v in x|dictsort %}{{ k }}{{ dump(v) }}{% endfor %}
{% elif x is iterable and x is not string %}{% for v in x %}{{ dump(v) }}{% endfor %}
{% else %} {{ x }} {% endif %}
{% endmacro %}
"""
    overview = ("report", "today", "audience", "community", "numbers", "sections", "people")
    more = ("members_by_region", "members_by_organisation", "next_meetings")
    growth = ("numbers", "way_in", "answers", "waiting", "pathway", "tenure", "needs", "queries", "group")
    shown = {"overview": (*overview, *more), "growth": growth}
    everything = {
        f"templates/reports/{name}.md.j2": dump + "".join(f"{{{{ dump({part}) }}}}" for part in names)
        for name, names in shown.items()
    }
    write(own, everything)
    for name, may in (("overview", PUBLIC_JSON), ("growth", GROWTH | {"zqneed", "zqneedurl"})):
        outcome = cmtool("report", name, "--registry", str(own), "--today", "2026-11-20")
        assert (outcome.code, found(outcome.out)) == (0, may)


SENT = [
    *(("report", "growth", "--format", form) for form in ("md", "html", "json", "csv")),
    *(("report", "calendar", "--format", form) for form in ("md", "html", "json", "csv", "ics")),
    ("report", "growth", "--private"),
    ("report", "care", "--private"),
    *(("draft", *command) for command in DRAFTS),
    ("draft", "spotlight", "2026-10-06-zqout"),
    ("find", "--need", "zqneed"),
    ("due", "--within", "400d", "--format", "md"),
    ("due", "--within", "400d", "--format", "ics"),
    ("validate", "--due", "--format", "sarif"),
    ("history", "requests/2026-11-02-zqasked", "--format", "json"),
    ("history", "spotlights/2026-10-06-zqout", "--format", "json"),
    ("audit", "--format", "json"),
]


@pytest.fixture(scope="module")
def private_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A private registry, where addresses may stand: one in each text of the new kinds."""
    root = tmp_path_factory.mktemp("private") / "registry"
    open_to_few = MEMBERS["community.yaml"].replace("visibility: public, overlay: ../overlay", "visibility: private")
    write(root, MEMBERS | {path: leaking(text) for path, text in NEW.items()} | {"community.yaml": open_to_few})
    save(root, "registry")
    return root


@pytest.mark.parametrize("command", SENT, ids=" ".join)
def test_no_output_holds_an_address(command: tuple[str, ...], cmtool: Run, private_root: Path) -> None:
    outcome = cmtool(*command, "--registry", str(private_root), "--today", "2026-11-20")
    assert outcome.code in (0, 1)
    assert outcome.out
    assert not any(leak in (outcome.out + outcome.err).replace("\r\n ", "") for leak in LEAK)


def test_no_build_holds_an_address(cmtool: Run, private_root: Path, tmp_path: Path) -> None:
    cmtool("build", "--keep-going", "-o", str(tmp_path / "b"), "--registry", str(private_root), "--today", "2026-11-20")
    made = [path for path in (tmp_path / "b").rglob("*") if path.is_file() and path.suffix != ".png"]
    assert len(made) > 20
    assert [path.name for path in made if any(leak in path.read_text("utf-8") for leak in LEAK)] == []
