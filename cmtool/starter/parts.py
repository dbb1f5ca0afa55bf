"""The parts of a repository that holds a registry, each with its files; a part that is there is not made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Final, NamedTuple

from cmtool.model.folders import FOLDERS
from cmtool.render.escape import escape_md
from cmtool.starter.origin import Origin


class Part(NamedTuple):
    """A part: its name as an option, what it is for, and the files that it has by their paths from the top."""

    name: str
    what: str
    files: Mapping[str, bytes]


class Setting(NamedTuple):
    """What the parts around a registry are made from."""

    title: str
    """The name of the community."""
    region: str
    """One of its regions, for an example; empty where it has none."""
    prefix: str
    """The registry's folder from the top, with a slash at the end; empty where it is the top."""
    schemas: Mapping[str, bytes]
    """JSON Schemas by their paths in the registry."""
    origin: Origin | None
    version: str


GUIDE, EDITOR, GIT, HOOKS, GITHUB, GITLAB = "guide", "editor", "git", "hooks", "github", "gitlab"
PLATFORMS: Final = (GITHUB, GITLAB)
"""Parts of which a repository needs the one of the place where it lies."""
NAMES: Final = (GUIDE, EDITOR, GIT, HOOKS, GITHUB, GITLAB)
NEED_ORIGIN: Final = (HOOKS, *PLATFORMS)
"""Parts that install cmtool elsewhere."""


def parts(setting: Setting) -> dict[str, Part]:
    """Every part that can be made of a setting, by name."""
    found = [
        Part(GUIDE, "a README for people who edit", {"README.md": _text("README.md", setting)}),
        Part(EDITOR, "completion and checks in editors", _editor(setting)),
        Part(GIT, "what git leaves out, and line ends", _named(setting, ".gitignore", ".gitattributes")),
    ]
    if setting.origin is not None:
        found.append(Part(HOOKS, "checks before each commit", _named(setting, ".pre-commit-config.yaml")))
        found.append(Part(GITLAB, "checks of merge requests", _named(setting, ".gitlab-ci.yml")))
    if setting.origin is not None and setting.origin.action is not None:
        workflows = (".github/workflows/cmtool.yml", ".github/workflows/cmtool-comment.yml")
        found.append(Part(GITHUB, "checks of pull requests, and a comment on each", _named(setting, *workflows)))
    return {part.name: part for part in found}


def _named(setting: Setting, *paths: str) -> dict[str, bytes]:
    """Files that are kept here without the dot that would hide them."""
    return {path: _text(path.removeprefix("."), setting) for path in paths}


def _text(name: str, setting: Setting) -> bytes:
    text = files(__package__).joinpath("files", *name.split("/")).read_text("utf-8")
    for mark, value in _marks(setting).items():
        text = text.replace(f"@@{mark}@@", value)
    return text.encode()


def _marks(setting: Setting) -> dict[str, str]:
    origin = setting.origin
    named = {} if origin is None else {"URL": origin.url, "COMMIT": origin.commit}
    if origin is not None and origin.action is not None:
        named["ACTION"] = f"{origin.action}@{origin.commit}"
    return {
        "TITLE": escape_md(setting.title),
        "REGION": setting.region or "europe",
        "INSTALL": _install(origin),
        "REGISTRY": setting.prefix.removesuffix("/") or ".",
        "PREFIX": setting.prefix,
        "VERSION": setting.version,
        **named,
    }


def _install(origin: Origin | None) -> str:
    """How colleagues get cmtool, who would else take what an index has under this name."""
    if origin is None:
        return "Ask who began this registry where to get it"
    return f"Install it once with `pipx install git+{origin.url}@{origin.commit}`"


def _editor(setting: Setting) -> dict[str, bytes]:
    """The schemas, and VS Code told of them: also for files that do not name theirs in their first line."""
    prefix = setting.prefix
    # without `./` VS Code takes a first folder that is called like the clone for the clone itself
    place = f"./{prefix}schemas"
    schemas = {f"{place}/community.schema.json": f"{prefix}community.yaml"}
    schemas |= {f"{place}/{one}.schema.json": f"{prefix}{folder}/**/*.yaml" for folder, one in FOLDERS.items()}
    yaml = {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.formatOnSave": False}
    made = {
        ".vscode/settings.json": {"yaml.schemas": schemas, "[yaml]": yaml},
        ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
    }
    own = {f"{prefix}{path}": data for path, data in setting.schemas.items()}
    return own | {path: (json.dumps(value, indent=2) + "\n").encode() for path, value in made.items()}
