"""Pull requests of people who mean ill, run through the steps of the action: nothing of them runs, and no command in the
log is theirs (safety.md O6, O7, G1-G11, P1-P9).

Every byte of such a pull request is chosen by its author: files, names, modes, commits. Traps are programs that leave a
mark; where it matters, a plain program shows that the trap would have worked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cmtool.render.escape import visible
from tests.ci.log import Command
from tests.ci.pulls import Pull, lookalike, pull, smallest
from tests.ci.runner import Job, pull_request
from tests.history.plumbing import Plumbing, Trap, untouched

SECRET = "secret-canary-7f3a"
PAYLOADS = [
    "::error file=registry/x.yaml::pwned",
    "::set-env name=PATH::pwned",
    "::add-mask::Lindqvist",
    "::stop-commands::pwned",
    "::save-state name=a::pwned",
    "a\n::error::pwned",
    "a\r::error::pwned",
    "a\r\n##[error]pwned",
    "a%0A::error::pwned",
    "a\u2028::error::pwned\u0085::error::pwned",
    "x ##[error]pwned",
    "x #\u200b#[ERROR]pwned ##[Set-Env name=PATH]pwned",
    " \u00a0\t::ADD-PATH::pwned",
    "x\nEOF\npwned=1\ncode=0\nghadelimiter",
    "  File \"registry/x.yaml\", line 3, in x\n    raise X('pwned')",
    "</details>\x1b[2J<img src=x onerror=pwned>@everyone",
]


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    (tmp_path / "trap").mkdir()
    return Trap(tmp_path / "trap")


def judged(asked: Pull, tmp_path: Path, trap: Trap, **settings: Any) -> Job:
    """The job on a hostile pull request, after what must hold for every one of them."""
    before = set(os.listdir(tmp_path)) if tmp_path.exists() else set()
    with untouched(asked.workspace), untouched(Path(os.environ["HOME"])):
        job = pull_request(
            asked.workspace, tmp_path / "temp", {"registry": "registry"}, **{"base": asked.base, **settings}
        )
    assert set(os.listdir(tmp_path)) == {*before, "temp"}
    assert not trap.sprung
    assert job.code in (0, 1)
    assert "Traceback" not in job.log
    assert set(job.outputs["check"]) == {"folder", "sarif", "code"}
    assert set(job.outputs["review"]) == {"review", "code"}, job.log
    assert all(is_ours(command) for command in job.commands), job.commands
    for file in (tmp_path / "temp").glob("_github_*"):
        assert file.name.startswith(("_github_output", "_github_step_summary")) or file.read_text() == ""
    assert not matched(job.log)
    return job


def is_ours(command: Any) -> bool:
    """An annotation of a rule at a file of the registry, as `cmtool validate` writes them."""
    told = command.properties
    return (
        command.name in ("error", "warning")
        and told["file"].startswith("registry")
        and re.fullmatch(r"[A-Z]{3}[0-9]{3}", told["title"]) is not None
        and not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", command.data + told["file"])
        and set(told) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    )


def matched(log: str) -> list[str]:
    """Lines that the problem matcher of setup-python takes for a traceback, and makes an annotation of."""
    return re.findall(r"(?m)^\s*File\s\"(.*)\",\sline\s(\d+),\sin\s(.*)$", log)


def poisoned(data: bytes, payload: str) -> bytes:
    """A record whose every text says the payload, and a key and an item more in every place."""

    def spoiled(value: Any) -> Any:
        if isinstance(value, dict):
            return {**{key: spoiled(inner) for key, inner in value.items()}, payload: payload}
        if isinstance(value, list):
            return [*(spoiled(item) for item in value), payload]
        return payload if isinstance(value, str) else value

    told = spoiled(yaml.safe_load(data))
    return "".join(f"{json.dumps(key)}: {json.dumps(value, default=str)}\n" for key, value in told.items()).encode()


def names(payload: str) -> Iterator[str]:
    """Paths with the payload in a folder's and in a file's name, as far as git takes them."""
    safe = payload.replace("/", "∕")
    for folder in ("", "registry/", "registry/members/", "registry/schemas/"):
        yield f"{folder}{safe}.yaml"
        yield f"{folder}{safe}/x.yaml"


def test_text_in_every_field_and_path_is_no_command(tmp_path: Path, trap: Trap) -> None:
    base, head = smallest(), {}
    records = [path for path in base if path != "registry/community.yaml"]
    for number, payload in enumerate(PAYLOADS):
        for path in records:
            head[path.replace(".yaml", f"-{number}.yaml")] = poisoned(base[path], payload)
        head |= dict.fromkeys(names(payload), f"name: {json.dumps(payload)}\n# {json.dumps(payload)}\n".encode())
    text = "\n\n".join(PAYLOADS).encode()
    who = f"{PAYLOADS[0]} <{PAYLOADS[9].splitlines()[0]}> 1735689600 +0000".encode()
    asked = pull(tmp_path / "r", base, head, message=text, author=who)
    job = judged(asked, tmp_path, trap, venv=telling_all(tmp_path))
    assert job.code == 1
    told = [command for command in job.commands if command.name == "error"]
    assert len(told) > 200
    for payload in PAYLOADS:
        word = visible(payload)[:12]
        assert any(word.replace("/", "∕") in command.properties["file"] for command in told), payload
        if payload.isprintable():  # the reader does not repeat a text with other characters
            assert any(word in command.data for command in told), payload


def telling_all(tmp_path: Path) -> Path:
    """A cmtool that annotates every finding, and not only the first ten."""
    made = tmp_path / "all/bin/python"
    made.parent.mkdir(parents=True)
    code = "import cmtool.formats.github as g; g.PER_KIND = 10**6; from cmtool.__main__ import main; main()"
    made.write_text(f"#!/bin/sh\nshift 3\nexec {sys.executable} -I -c '{code}' \"$@\"\n")
    made.chmod(0o755)
    return made.parents[1]


def test_most_findings_are_counted_and_not_annotated(tmp_path: Path, trap: Trap) -> None:
    files = {f"registry/members/x-{number}.yaml": b"status: gone\n" for number in range(12)}
    job = judged(pull(tmp_path / "r", smallest(), files), tmp_path, trap)
    assert [command.name for command in job.commands].count("error") == 10
    assert re.search(r"(?m)^\| \+[0-9]+ more, not shown here: see `cmtool validate`$", job.log)


def test_text_in_community_and_waivers_is_no_command(tmp_path: Path, trap: Trap) -> None:
    base = smallest()
    community = base["registry/community.yaml"]
    bad = json.dumps(PAYLOADS[5])
    waivers = f"waivers:\n  - rule: REF102\n    record: {bad}\n    reason: {bad}\n".encode()
    for number, changed in enumerate((poisoned(community, PAYLOADS[10]), community + waivers)):
        asked = pull(tmp_path / f"r{number}", base, {"registry/community.yaml": changed})
        assert judged(asked, tmp_path / str(number), trap).code == 1


def test_nothing_that_git_knows_is_run(tmp_path: Path, trap: Trap) -> None:
    """G1-G5, G7, G8, G10, G11: and what would be configured on a machine, is configured."""
    base = smallest()
    head: dict[str, bytes] = {
        **lookalike("", trap.program),
        **lookalike("registry/", trap.program),
        **lookalike("registry/members/", trap.program),
        ".gitattributes": b"* filter=trap diff=trap merge=trap\n*.yaml export-subst ident text eol=crlf\n",
        "registry/.gitattributes": b"* filter=trap diff=trap\n",
        ".mailmap": b"Mallory <mallory@example.org> Ada Stone <ada@example.org>\n",
        ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::{trap.program}\n'.encode(),
        ".lfsconfig": f'[lfs]\n\turl = "file://{trap.program}"\n'.encode(),
        ".githooks/post-checkout": f"#!/bin/sh\n{trap.program}\n".encode(),
        "registry/members/lfs-file.yaml": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "registry/members/bo-lindqvist.yaml": b"name: Bo Lindqvist\nstatus: gone\n",
    }
    message = (
        b"x\n\nCmtool-Change: set\nCmtool-Record: members/ada-moreau\nCo-authored-by: ::error::x <a@example.org>\n"
    )
    forged = b"\xff\xfe <x> 9999999999999 +9999"

    def submodule(made: Plumbing) -> list[tuple[str, str, str]]:
        return [("160000", "1" * 40, "registry/members/other"), ("160000", "1" * 40, "x")]

    asked = pull(tmp_path / "r", base, head, submodule, message=message, author=forged, committer=forged)
    made = asked.workspace / ".git"
    configured = Plumbing(asked.workspace)
    for key in (
        "filter.trap.smudge",
        "filter.trap.clean",
        "filter.trap.process",
        "diff.trap.textconv",
        "diff.trap.command",
    ):
        configured.config(key, str(trap.program))
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program", "core.askPass"):
        configured.config(key, str(trap.program))
    configured.config("core.hooksPath", str(asked.workspace / ".githooks"))
    for name in (f"--output={trap.mark}", f"$({trap.program.name})", "x;##[error]pwned", "HEAD"):
        (made / "refs/heads" / name.replace("/", "-")).write_text(f"{asked.base}\n")
    (made / "refs/replace").mkdir(parents=True)
    (made / "refs/replace" / asked.merge).write_text(f"{asked.base}\n")  # the change would look like the base
    job = judged(asked, tmp_path, trap, sha=asked.merge)
    told = {
        command.properties["file"]: command.properties["title"] for command in job.commands if command.name == "error"
    }
    assert job.code == 1
    assert told["registry/members/bo-lindqvist.yaml"] == "REF102"
    assert "registry/members/other" in told
    assert "registry/members/lfs-file.yaml" in told

    subprocess.run(["git", "status"], cwd=asked.workspace, capture_output=True, check=False)
    assert trap.sprung, "a plain git runs it"


def test_links_and_names_lead_nowhere(tmp_path: Path, trap: Trap) -> None:
    """P1, P3-P5, P8, P9: the canary lies outside of the checkout, where links and the overlay point."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "bo-lindqvist.yaml").write_text(f"name: {SECRET}\nemail: {SECRET}@example.org\n")
    (hidden / "members").mkdir()
    (hidden / "members/cem-aydin.yaml").write_text(f"notes: {SECRET}\ngender: {SECRET}\n{SECRET}: 1\n")
    (hidden / f"members/{SECRET}.yaml").write_text(f"notes: {SECRET}\n")
    base = smallest()
    community = base["registry/community.yaml"].replace(b"privacy:\n", b"privacy:\n  overlay: ../../hidden\n")
    head: dict[str, bytes | None] = {
        "registry/community.yaml": community,
        ".gitattributes": b"registry/members/cem-aydin.yaml working-tree-encoding=UTF-16 eol=crlf ident -diff\n",
        "registry/members/cem-aydin.yaml": b"name: Cem\nstatus: gone\n",
        "registry/members/con.yaml": b"name: x\n",
        "registry/members/Bo-Lindqvist.yaml": b"name: x\n",
        "registry/members/a:b?.yaml": b"name: x\n",
        "registry/members/" + "a" * 200 + ".yaml": b"name: x\n",
        "registry/members/\u0430dmin.yaml": b"name: x\n",
    }

    def links(made: Plumbing) -> list[tuple[str, str, str]]:
        def link(path: str, to: str) -> tuple[str, str, str]:
            return "120000", made.raw("blob", to.encode()), path

        return [
            link("registry/members/passwd.yaml", "/etc/passwd"),
            link("registry/members/hidden.yaml", str(hidden / "bo-lindqvist.yaml")),
            link("registry/skills", str(hidden)),
            link("registry/schemas/member.schema.json", "/dev/zero"),
            link("registry/schemas/group.schema.json", str(hidden / "bo-lindqvist.yaml")),
            link("registry/members/loop.yaml", "loop.yaml"),
            link("registry/members/device.yaml", "/dev/zero"),
            link("templates", "/etc"),
            ("100644", made.raw("blob", b"name: x\n"), os.fsdecode(b"registry/members/\xff\xfe.yaml")),
        ]

    asked = pull(tmp_path / "r", base, head, links)
    job = judged(asked, tmp_path, trap)
    told = {command.properties["file"] for command in job.commands if command.name == "error"}
    assert job.code == 1
    assert {"registry/members/cem-aydin.yaml", "registry/members/passwd.yaml", "registry/members/hidden.yaml"} <= told
    everything = (
        job.log
        + job.summary
        + "".join(
            path.read_text("utf-8")
            for path in (tmp_path / "temp").rglob("*")
            if path.is_file() and "venv" not in str(path)
        )
    )
    assert SECRET not in everything
    assert "root:" not in everything


def test_commit_is_judged_and_not_what_lies_on_disk(tmp_path: Path, trap: Trap) -> None:
    """P8: whatever attributes or filters make of the checkout."""
    path = "registry/members/cem-aydin.yaml"
    asked = pull(tmp_path / "r", smallest(), {path: b"name: Cem\nstatus: gone\n"})
    (asked.workspace / path).write_bytes(smallest()[path])
    assert judged(asked, tmp_path, trap).code == 1


IMPORTED = (
    "sitecustomize",
    "usercustomize",
    "yaml",
    "typer",
    "pydantic",
    "json",
    "git",
    "encodings",
    "conftest",
    "setup",
)


def test_python_imports_nothing_of_the_checkout(tmp_path: Path, trap: Trap) -> None:
    spring = f'import os\nos.system("{trap.program}")\n'.encode()
    head: dict[str, bytes] = {
        **{f"{folder}{name}.py": spring for name in IMPORTED for folder in ("", "registry/")},
        **{f"cmtool/{name}.py": spring for name in ("__init__", "__main__")},
        **{f"{folder}templates/reports/overview.md.j2": JINJA.encode() for folder in ("", "registry/")},
        "action.yml": b"runs: {using: composite, steps: [{run: exit 0, shell: bash}]}\n",
        "pyproject.toml": b"[build-system]\nrequires = []\nbuild-backend = 'setup'\nbackend-path = ['.']\n",
        ".python-version": b"2.7\n",
        "pip.conf": b"[global]\nindex-url = https://example.org/\n",
        "constraints.txt": b"typer==0\n",
        "x.pth": b"import setup\n",
        "pyvenv.cfg": b"home = .\n",
    }
    scripts = {f".github/action/{name}.sh": spring for name in ("check", "say", "review", "install")}
    programs = {
        name: f"#!/bin/sh\n{trap.program}\n".encode()
        for name in ("python", "python3", "git", "sed", "head", "cmtool.sh")
    }
    workflow = {".github/workflows/cmtool.yml": b"on: pull_request_target\n"}
    asked = pull(tmp_path / "r", smallest(), {**head, **scripts, **programs, **workflow})
    for name in programs:
        (asked.workspace / name).chmod(0o755)
    assert judged(asked, tmp_path, trap).code == 0

    subprocess.run([sys.executable, "-m", "cmtool"], cwd=asked.workspace, capture_output=True, check=False)
    assert trap.sprung, "a plain python runs it"


JINJA = "{{ cycler.__init__.__globals__.os.system('false') }}{% include '/etc/passwd' %}"


def test_submodule_that_names_a_program_does_not_stop_the_review(tmp_path: Path, trap: Trap) -> None:
    modules = f'[submodule "x"]\n\tpath = x\n\turl = https://example.org/\n\tupdate = !{trap.program}\n'.encode()
    asked = pull(tmp_path / "r", smallest(), {".gitmodules": modules}, lambda made: [("160000", "1" * 40, "x")])
    job = pull_request(asked.workspace, tmp_path / "temp", {"registry": "registry"}, base=asked.base)
    assert (job.code, trap.sprung) == (0, "")


def test_other_registry_is_not_slipped_under(tmp_path: Path, trap: Trap) -> None:
    """`--registry registry` would take the one in `registry/registry/`, by whose word the author approves alone."""
    base = smallest()
    moved = {path.replace("registry/", "registry/registry/"): data for path, data in base.items()}
    asked = pull(tmp_path / "r", base, {**dict.fromkeys(base), **moved})
    job = pull_request(asked.workspace, tmp_path / "temp", {"registry": "registry"}, base=asked.base)
    told = "this commit holds no community.yaml where the input registry says"
    assert (job.code, job.commands) == (2, [Command("error", {"title": "cmtool"}, told)])


def test_link_in_place_of_the_registry_is_none(tmp_path: Path, trap: Trap) -> None:
    base = smallest()
    moved = {path.replace("registry/", "other/"): data for path, data in base.items()}
    link = [("120000", "other")]
    asked = pull(
        tmp_path / "r",
        base,
        {**dict.fromkeys(base), **moved},
        lambda made: [(mode, made.raw("blob", to.encode()), "registry") for mode, to in link],
    )
    job = pull_request(asked.workspace, tmp_path / "temp", {"registry": "registry"}, base=asked.base)
    told = "this commit holds no community.yaml where the input registry says"
    assert (job.code, job.commands) == (2, [Command("error", {"title": "cmtool"}, told)])
