"""Whatever a repository, an environment or a name holds, nothing of it runs, and the past is told as it was.

The rows are those of safety.md 2.5. Traps are programs that leave a mark; where it matters, plain git shows that the
trap would have worked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cmtool.errors import CmtoolError
from cmtool.history.harmless import SETTINGS
from cmtool.history.objects import contents
from cmtool.history.repository import opened
from tests.history.asking import everything, happened
from tests.history.plumbing import Plumbing, Trap, small, untouched

HISTORY = [
    "2025-01-01 community added",
    "2025-01-01 members/ada-stone added",
    "2025-01-02 members/ada-stone changed roles.manager.since",
    "2025-01-02 members/ada-stone added joined",
    "2025-01-03 members/ben-okoro added",
]


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A repository to be copied, and what it answers."""
    made = small(tmp_path_factory.mktemp("sample") / "r", "docs/")
    return made.top, everything(made.top / "docs")


# G2: a folder that looks like a bare repository


def bare_look(folder: Path, trap: Trap) -> None:
    """What a pull request can bring: files that git takes for a repository."""
    for part in ("objects", "refs"):
        (folder / part).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / "config").write_text(
        f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = "{folder}"\n\tfsmonitor = "{trap.program}"\n'
    )


def test_plain_git_runs_what_an_embedded_repository_names(tmp_path: Path, trap: Trap) -> None:
    small(tmp_path / "r", "registry/")
    bare_look(tmp_path / "r/registry", trap)
    subprocess.run(["git", "status"], cwd=tmp_path / "r/registry", capture_output=True, check=False)
    assert trap.sprung


@pytest.mark.parametrize("place", ["registry", "registry/members", "."])
def test_embedded_repository_is_no_repository(place: str, tmp_path: Path, trap: Trap) -> None:
    small(tmp_path / "r", "registry/")
    expected = everything(tmp_path / "r/registry")
    bare_look(tmp_path / "r" / place, trap)
    assert everything(tmp_path / "r/registry") == expected
    assert not trap.sprung


def test_registry_in_an_embedded_repository_alone_has_no_history(tmp_path: Path, trap: Trap) -> None:
    bare_look(tmp_path / "pull", trap)
    (tmp_path / "pull/registry").mkdir()
    with pytest.raises(CmtoolError) as told:
        opened(tmp_path / "pull/registry")
    assert str(told.value) == (
        f"{tmp_path}/pull/registry lies in a bare repository, which has no work tree: clone it, and look there"
    )
    assert not trap.sprung


def test_embedded_repository_does_not_stand_in_for_a_broken_one(tmp_path: Path, trap: Trap) -> None:
    bare_look(tmp_path / "r", trap)
    (tmp_path / "r/.git").mkdir()
    with pytest.raises(CmtoolError, match="is no repository that git can read"):
        opened(tmp_path / "r")
    assert not trap.sprung


def test_repository_further_up_does_not_stand_in_for_a_broken_one(tmp_path: Path) -> None:
    """A colon parts the folders that git must not look above, and cannot be escaped there."""
    small(tmp_path)
    (tmp_path / "a:b/r/.git").mkdir(parents=True)
    with pytest.raises(CmtoolError, match="is no repository that git can read"):
        opened(tmp_path / "a:b/r")


# G3: a configuration that came with the repository

PROGRAMS = [
    "core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "core.editor", "core.alternateRefsCommand",
    "core.gitProxy", "credential.helper", "credential.https://example.org.helper", "pager.log", "pager.rev-parse",
    "diff.external", "diff.yaml.command", "diff.yaml.textconv", "filter.yaml.clean", "filter.yaml.smudge",
    "filter.yaml.process", "merge.yaml.driver", "gpg.program", "gpg.openpgp.program", "gpg.ssh.program",
    "gpg.ssh.defaultKeyCommand", "gpg.x509.program", "uploadpack.packObjectsHook", "interactive.diffFilter",
    "sequence.editor", "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs",
    "trailer.x.command", "trailer.x.cmd", "browser.x.cmd", "man.x.cmd", "mergetool.x.cmd", "difftool.x.cmd",
    "sendemail.smtpServer", "web.browser", "submodule.registry.update",
    "tar.tar.gz.command", "guitool.x.cmd", "receive.procReceiveRefs", "fsmonitor.allowRemote",
]  # fmt: skip
"""Keys whose value is a program, or might once have been."""
SUBCOMMANDS = [
    "alias.log", "alias.rev-parse", "alias.cat-file", "alias.ls-tree", "alias.symbolic-ref", "alias.for-each-ref"
]  # fmt: skip
ANSWERS = [
    ("log.showSignature", "true"), ("log.follow", "true"), ("log.showRoot", "false"), ("log.mailmap", "true"),
    ("log.diffMerges", "off"), ("log.diffMerges", "combined"), ("log.decorate", "full"), ("log.date", "raw"),
    ("log.abbrevCommit", "true"), ("log.excludeDecoration", "*"), ("diff.renames", "copies"), ("diff.relative", "true"),
    ("diff.orderFile", "/no/such/file"), ("diff.ignoreSubmodules", "all"), ("diff.noprefix", "true"),
    ("diff.submodule", "log"), ("diff.yaml.binary", "true"), ("i18n.logOutputEncoding", "UTF-16"),
    ("i18n.commitEncoding", "latin1"), ("color.ui", "always"), ("color.diff", "always"), ("core.quotePath", "true"),
    ("core.abbrev", "4"), ("core.worktree", "/"), ("core.worktree", "../elsewhere"), ("core.bare", "true"),
    ("core.attributesFile", "/no/such/file"), ("core.excludesFile", "/no/such/file"), ("core.ignoreCase", "true"),
    ("core.precomposeUnicode", "true"), ("core.commentChar", ";"), ("core.logAllRefUpdates", "always"),
    ("core.sparseCheckout", "true"), ("core.autocrlf", "true"), ("core.eol", "crlf"), ("core.fileMode", "false"),
    ("core.symlinks", "false"), ("core.untrackedCache", "true"), ("core.splitIndex", "true"), ("core.notesRef", "refs/heads/main"),
    ("core.warnAmbiguousRefs", "false"), ("core.disambiguate", "blob"), ("core.multiPackIndex", "true"),
    ("format.pretty", "oneline"), ("format.notes", "true"), ("notes.displayRef", "*"), ("mailmap.file", "/no/such/file"),
    ("mailmap.blob", "HEAD:.mailmap"), ("transfer.hideRefs", "refs"), ("uploadpack.hideRefs", "refs"),
    ("protocol.allow", "always"), ("protocol.ext.allow", "always"), ("fetch.recurseSubmodules", "true"),
    ("submodule.recurse", "true"), ("submodule.registry.url", "ext::trap"), ("url.ext::trap.insteadOf", "https://"),
    ("include.path", "/no/such/file"), ("includeIf.gitdir:/**.path", "/no/such/file"), ("safe.directory", "*"),
    ("safe.bareRepository", "all"), ("advice.detachedHead", "true"), ("column.ui", "always"), ("help.autoCorrect", "1"),
    ("trace2.eventTarget", "/no/such/file"), ("core.repositoryFormatVersion", "1"), ("init.defaultBranch", "x"),
    ("commitGraph.readChangedPaths", "true"), ("core.hooksPath", "hooks"), ("feature.experimental", "true"),
]  # fmt: skip
"""Keys that change what plain git answers, or whom it asks."""


def test_programs_that_a_configuration_names_do_not_run(tmp_path: Path, trap: Trap) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    (made.top / ".git/info").mkdir(exist_ok=True)
    (made.top / ".git/info/attributes").write_text("* diff=yaml filter=yaml merge=yaml\n")
    for key in PROGRAMS:
        made.config(key, str(trap.program))
    for key in SUBCOMMANDS:
        made.config(key, f"!{trap.program}")
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout", "pre-commit"):
        (made.top / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(trap.program, made.top / ".git/hooks" / hook)
    assert everything(tmp_path / "r") == expected
    assert not trap.sprung
    subprocess.run(["git", "status"], cwd=made.top, capture_output=True, check=False)
    assert trap.sprung, "the trap is set: plain git runs into it"


@pytest.mark.parametrize(("key", "value"), ANSWERS, ids=lambda value: value[:30])
def test_no_setting_changes_an_answer(
    key: str, value: str, tmp_path: Path, sample: tuple[Path, dict[str, Any]]
) -> None:
    shutil.copytree(sample[0], tmp_path / "r")
    Plumbing(tmp_path / "r").config(key, value)
    assert everything(tmp_path / "r/docs") == sample[1]


def test_similar_files_are_not_taken_for_renamed_ones(tmp_path: Path) -> None:
    made = Plumbing(tmp_path / "r")
    community = {"community.yaml": b"name: Renames\n"}
    record = b"name: Ada Stone\nstatus: active\n"
    first = made.commit(made.tree({**community, "members/ada-stone.yaml": record}))
    made.point(made.commit(made.tree({**community, "members/ben-okoro.yaml": record}), first))
    for key in ("diff.renames", "log.follow"):
        made.config(key, "true")
    assert made.git("log", "-1", "--raw").endswith("R100\tmembers/ada-stone.yaml\tmembers/ben-okoro.yaml")
    assert happened(made.top)[2:] == ["2025-01-01 members/ada-stone removed", "2025-01-01 members/ben-okoro added"]


def test_settings_that_another_file_brings_do_not_count_either(tmp_path: Path, trap: Trap) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    (tmp_path / "more").write_text(f"[core]\n\tfsmonitor = {trap.program}\n[log]\n\tdiffMerges = off\n")
    made.config("include.path", str(tmp_path / "more"))
    made.config("extensions.worktreeConfig", "true")
    (made.top / ".git/config.worktree").write_text((tmp_path / "more").read_text())
    assert everything(tmp_path / "r") == expected
    assert not trap.sprung


def test_setting_that_git_cannot_read_ends_in_a_message(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    made.config("core.abbrev", "many")
    with pytest.raises(CmtoolError) as told:
        everything(tmp_path / "r")
    assert str(told.value) == (
        f"{tmp_path}/r/.git is no repository that git can read: bad numeric config value 'many' for 'core.abbrev': "
        "invalid unit"
    )


def test_signatures_are_not_checked_where_nobody_asks(tmp_path: Path, trap: Trap) -> None:
    """To check one, git runs the program that the configuration names."""
    made = small(tmp_path / "r")
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n abcd\n -----END PGP SIGNATURE-----"
    made.point(made.commit(made.git("rev-parse", "HEAD^{tree}"), made.git("rev-parse", "HEAD"), more=signature))
    made.config("log.showSignature", "true")
    for key in ("gpg.program", "gpg.openpgp.program"):
        made.config(key, str(trap.program))
    assert happened(made.top) == HISTORY
    assert everything(made.top)["commits"][-1].signature == "openpgp"
    assert not trap.sprung
    made.git("log", "-1")
    assert trap.sprung, "the trap is set: plain git runs into it"


# G4: an environment that somebody else made

INHERITED = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR",
    "GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE",
    "GIT_ATTR_SOURCE", "GIT_QUARANTINE_PATH", "GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF",
    "GIT_TRACE_SETUP", "GIT_TRACE_PACKET", "GIT_REDIRECT_STDOUT", "GIT_REDIRECT_STDERR", "GIT_DEFAULT_HASH",
    "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
]  # fmt: skip
RUN = [
    "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_SSH", "GIT_PROXY_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_PAGER",
    "PAGER", "GIT_EDITOR", "GIT_PYTHON_GIT_EXECUTABLE", "GIT_SEQUENCE_EDITOR", "GIT_TEST_FSMONITOR",
]  # fmt: skip


def asked(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What happened, as a new process tells it that starts with this environment."""
    code = f"from pathlib import Path; from tests.history.asking import happened; print(happened(Path({str(root)!r})))"
    settings = {**os.environ, **environment, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", INHERITED)
def test_no_variable_leads_elsewhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: tuple[Path, dict[str, Any]]
) -> None:
    shutil.copytree(sample[0], tmp_path / "r")
    other = Plumbing(tmp_path / "other")
    other.point(other.commit(other.tree({"community.yaml": b"name: Others\n"})))
    monkeypatch.setenv(name, str(tmp_path / "other/.git"))
    with untouched(tmp_path):
        assert everything(tmp_path / "r/docs") == sample[1]
        monkeypatch.setenv(name, str(tmp_path / "made-by-git"))
        assert everything(tmp_path / "r/docs") == sample[1]


def test_no_variable_runs_a_program_or_writes_a_file(tmp_path: Path, trap: Trap) -> None:
    """Also not while GitPython is imported, which asks the environment for its git and runs it."""
    small(tmp_path / "r")
    config = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(trap.program),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={trap.program}' 'log.diffMerges=off'",
        "GIT_PYTHON_REFRESH": "raise",
        "GIT_PYTHON_TRACE": "full",
    }
    traces = {name: str(tmp_path / "trace") for name in INHERITED if "TRACE" in name}
    with untouched(tmp_path):
        done = asked(tmp_path / "r", **config, **traces, **dict.fromkeys(RUN, str(trap.program)))
    assert (done.stdout, done.stderr, done.returncode) == (f"{HISTORY}\n", "", 0)
    assert not trap.sprung


@pytest.mark.parametrize("first", [".", "", "bin", "./bin", "../r/bin"])
def test_program_of_the_repository_is_not_git(first: str, tmp_path: Path, trap: Trap) -> None:
    """A relative folder in the PATH is meant for the shell; git runs at the top of the work tree."""
    made = small(tmp_path / "r")
    for place in (made.top, made.top / "bin"):
        place.mkdir(exist_ok=True)
        for name in ("git", "git-log", "git-rev-parse"):
            shutil.copy(trap.program, place / name)
    os.chdir(made.top)
    done = asked(tmp_path / "r", PATH=f"{first}{os.pathsep}{os.environ['PATH']}")
    assert (done.stdout, done.stderr, done.returncode) == (f"{HISTORY}\n", "", 0)
    assert not trap.sprung


@pytest.mark.parametrize("name", ["HOME", "XDG_CONFIG_HOME"])
def test_home_in_the_repository_is_no_home(
    name: str, tmp_path: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    (made.top / "git").mkdir()
    for path in (".gitconfig", "git/config"):
        (made.top / path).write_text("[core]\n\tabbrev = many\n")
    monkeypatch.setenv(name, ".")
    assert everything(tmp_path / "r") == expected


def test_environment_is_as_it_was_after_the_door_was_opened() -> None:
    code = (
        "import os; before = dict(os.environ); import cmtool.history.git; "
        "print(sorted(before.items() ^ os.environ.items()))"
    )
    settings = {**os.environ, "GIT_PYTHON_REFRESH": "warn"}
    settings.pop("GIT_PYTHON_TRACE", None)
    done = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


# G5: another past, G6: a past that is cut off


def test_replaced_commits_are_told_as_they_were_and_can_be_asked_for(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    assert opened(tmp_path / "r").replacements() == []
    head = made.git("rev-parse", "HEAD")
    first = expected["steps"][0].commit
    forged = made.commit(made.tree({"community.yaml": b"name: Forged\n"}), first)
    made.git("replace", head, forged)
    assert made.git("rev-list", "--first-parent", "--count", "HEAD") == "2"
    assert everything(tmp_path / "r") == expected
    assert opened(tmp_path / "r").replacements() == [f"refs/replace/{head}"]


def test_grafted_commits_are_told_as_they_were_and_can_be_asked_for(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    grafts = made.top / ".git/info/grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{made.git('rev-parse', 'HEAD')}\n")
    assert made.git("rev-list", "--first-parent", "--count", "HEAD") == "1"
    assert everything(tmp_path / "r") == expected
    assert opened(tmp_path / "r").replacements() == [str(grafts)]


def test_forged_cache_of_commits_is_not_believed(tmp_path: Path) -> None:
    """`commit-graph` is a cache that git never compares with the commits: there a parent can be another one."""
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    made.git("commit-graph", "write", "--reachable")
    (cache,) = (made.top / ".git/objects/info").rglob("commit-graph")
    old, new = tuple(bytes.fromhex(made.git("rev-parse", f"{name}^{{tree}}")) for name in ("main", "main~1"))
    data = cache.read_bytes()
    assert old in data
    cache.chmod(0o644)
    cache.write_bytes(data.replace(old, new))
    assert made.git("log", "-1", "--first-parent", "-m", "--raw", "main") != ""
    assert everything(tmp_path / "r") == expected


def test_shallow_clone_tells_no_past(tmp_path: Path) -> None:
    small(tmp_path / "r")
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{tmp_path}/r", tmp_path / "clone"], check=True)
    with pytest.raises(CmtoolError) as told:
        happened(tmp_path / "clone")
    assert str(told.value) == (
        "this clone is shallow, its history is cut off: get it with `git fetch --unshallow`; "
        "in GitHub Actions give actions/checkout `fetch-depth: 0`"
    )
    with pytest.raises(CmtoolError) as told:
        opened(tmp_path / "clone").resolve("HEAD~1")
    assert str(told.value) == (
        "no commit 'HEAD~1': name a branch, a tag or a hash; "
        "this clone is shallow, get the rest with `git fetch --unshallow`"
    )


# G10: no transports


def lacking(tmp_path: Path, trap: Trap) -> tuple[Plumbing, str]:
    """A repository that promises to fetch what it lacks, by running a program."""
    made = small(tmp_path / "r")
    blob = made.git("rev-parse", "HEAD:members/ben-okoro.yaml")
    (made.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{trap.program} %S"),
        ("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ):
        made.config(key, value)
    return made, blob


def test_missing_objects_are_not_fetched(tmp_path: Path, trap: Trap) -> None:
    made, blob = lacking(tmp_path, trap)
    with pytest.raises(CmtoolError) as told:
        happened(made.top)
    assert str(told.value) == (
        f"object {blob[:12]} is missing: a partial clone or a damaged repository; clone it again as a whole"
    )
    assert not trap.sprung
    subprocess.run(["git", "cat-file", "-p", blob], cwd=made.top, capture_output=True, check=False)
    assert trap.sprung, "the trap is set: plain git runs into it"


def test_no_transport_is_allowed_even_where_git_would_fetch(
    tmp_path: Path, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older versions of git do not know how to be told that they must not fetch."""
    made, blob = lacking(tmp_path, trap)
    monkeypatch.delitem(SETTINGS, "GIT_NO_LAZY_FETCH")
    with pytest.raises(CmtoolError, match=f"^object {blob[:12]} is missing"):
        list(contents(opened(made.top), [blob]))
    assert not trap.sprung


@pytest.mark.parametrize(
    "url", ["ext::TRAP %S", "file:///", "ssh://x/y", "https://example.org/x", "git://x/y", "-x", "TRAP::y"]
)
def test_no_url_is_reached(url: str, tmp_path: Path, trap: Trap) -> None:
    made = small(tmp_path / "r")
    for name in ("ext", "file", "ssh", "https", "git"):
        made.config(f"protocol.{name}.allow", "always")
    with pytest.raises(CmtoolError):
        opened(made.top).run("ls-remote", "--", url.replace("TRAP", str(trap.program)))
    assert not trap.sprung


# G8: other names


def test_mailmap_renames_nobody(tmp_path: Path) -> None:
    made = small(tmp_path / "r")
    expected = everything(tmp_path / "r")
    (made.top / ".mailmap").write_text("Mallory <mallory@example.org> <ada@example.org>\n")
    made.config("log.mailmap", "true")
    made.config("mailmap.file", str(made.top / ".mailmap"))
    assert made.git("log", "-1", "--format=%aN") == "Mallory"
    assert everything(tmp_path / "r") == expected
    assert {commit.author.name for commit in expected["commits"]} == {"Ada Stone"}


# P8: blobs are judged as git keeps them


def test_attributes_do_not_change_what_a_commit_holds(tmp_path: Path, trap: Trap) -> None:
    made = Plumbing(tmp_path / "r")
    record = b"# $Id$\nname: Ada Stone\nstatus: active\n"
    attributes = b"*.yaml working-tree-encoding=UTF-16 eol=crlf ident filter=evil diff=evil text\n*.yaml export-subst\n"
    files = {".gitattributes": attributes, "community.yaml": b"name: Attributes\n", "members/ada-stone.yaml": record}
    made.point(made.commit(made.tree(files), made.commit(made.tree({}))))
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "diff.evil.command"):
        made.config(key, str(trap.program))
    assert everything(made.top)["contents"] == [attributes, b"name: Attributes\n", record]
    assert happened(made.top) == ["2025-01-01 community added", "2025-01-01 members/ada-stone added"]
    assert not trap.sprung
