"""Hostile names in every text field: agendas for other places and invitations keep the structure of harmless ones."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from cmtool.drafts import agenda, invitation
from cmtool.render.escape import one_line
from cmtool.render.mail import laid_out
from cmtool.render.markdown import to_html
from cmtool.workspace.agendas import GDOCS, HACKMD, PLAIN, _front_matter
from tests.render.naughty import NAUGHTY
from tests.reports.test_overview_hostile import RENDERER, TODAY, elements, registry_with, tokens


def outputs(text: str) -> dict[str, str]:
    registry = registry_with(text)
    context = agenda.context(registry, "next", TODAY)
    hackmd = RENDERER.render(HACKMD, context)
    invited: dict[str, Any] = invitation.context(registry, "next", TODAY, "lead")
    return {
        "hackmd": hackmd,
        "gdocs": RENDERER.render(GDOCS, {"title": context["title"], "text": hackmd}),
        "plain": RENDERER.render(PLAIN, context),
        "invitation": RENDERER.render("drafts/invitation.txt.j2", invited),
        "notes": "\n".join(one_line(note) for note in invitation.notes(invited, "")),
    }


@pytest.fixture(scope="module")
def benign() -> dict[str, str]:
    return outputs("harmless")


@pytest.mark.parametrize("text", NAUGHTY)
def test_structure_is_that_of_a_harmless_registry(text: str, benign: dict[str, str]) -> None:
    made = outputs(text)
    assert tokens(made["hackmd"]) == tokens(benign["hackmd"])
    assert elements(made["gdocs"]) == elements(benign["gdocs"])
    assert elements(f"<!doctype html><title>x</title>{to_html(made['hackmd'])}") == elements(
        f"<!doctype html><title>x</title>{to_html(benign['hackmd'])}"
    )
    for name in ("plain", "invitation", "notes"):
        assert len(made[name].splitlines()) == len(benign[name].splitlines())
        assert laid_out(made[name]).count("\t") == 0


@pytest.mark.parametrize("text", NAUGHTY)
def test_front_matter_is_read_as_it_was_meant(text: str) -> None:
    start, front, rest = _front_matter(text, text).split("---\n", 1)[0], *_parts(_front_matter(text, text))
    assert (start, rest) == ("", "\n")
    data = yaml.safe_load(front)
    assert list(data) == ["title", "tags"]
    assert data["title"] == one_line(text)
    assert data["tags"].split(", ")[0] == "agenda"


def _parts(text: str) -> tuple[str, str]:
    """What stands between the two lines, and after them."""
    lines = text.split("\n")
    end = lines.index("---", 1)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
