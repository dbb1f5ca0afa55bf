"""Hostile names in every text field: pages and Markdown keep the structure of harmless ones (safety.md O1-O5)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import html5lib
import pytest
from markdown_it import MarkdownIt

from cmtool.drafts import agenda, spotlight
from cmtool.render.library import Library
from cmtool.render.markdown import to_html
from cmtool.render.renderer import Renderer
from cmtool.reports import context
from cmtool.store.packaged import templates_folder
from tests.registries import registry_from
from tests.render.naughty import NAUGHTY

TODAY = date(2026, 11, 20)
RENDERER = Renderer(Library(templates_folder()))
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def registry_with(text: str) -> Any:
    """A registry in which every free text is the given one, and every address is well formed but odd."""
    quoted = json.dumps(text.strip(), ensure_ascii=False)
    url = '"https://meridian.example/a_(b)*[c]?d=1&e=2"'
    files = {
        "community": f"""
schema: 1
name: {quoted}
contact: {{address: a@meridian.example, owner: ada}}
regions: [north]
organisations: {{mill: {{name: {quoted}, kind: company}}}}
roles: {{lead: {{name: {quoted}, scope: group, acts_as: [lead]}}, sage: {{name: {quoted}, scope: community}}}}
series: {{meet: {{name: {quoted}, every: 92d, needs: [contribution]}}}}
channels: [{{id: chat, purpose: {quoted}, url: {url}, gathering: true}}]
rituals: {{opening: [{quoted}], closing: [{quoted}]}}
tone: {quoted}
sensitivities: [{{starts: 2026-11-20, ends: 2026-11-20, note: {quoted}}}]
spotlight: {{questions: {{who: {quoted}}}}}
privacy: {{visibility: public}}
""",
        "members/ada": f"""
name: {quoted}
status: active
joined: 2026-11-01
region: north
timezone: Africa/Dakar
affiliations: [{{org: mill}}]
roles: [{{role: sage, since: 2026-01-01}}]
consents: {{listing: 2026-01-01}}
""",
        "groups/maps": f"""
name: {quoted}
kind: working-group
status: active
purpose: {quoted}
url: {url}
members: [{{member: ada, role: lead, since: 2026-11-02}}]
products:
  - name: {quoted}
    url: {url}
    versions:
      - {{version: "1.0", status: released, date: 2026-03-01, authors: [ada]}}
      - {{version: "2.0", status: in-development, due: 2026-01-01}}
""",
        "groups/talk": f"{{name: {quoted}, kind: workstream, status: closed, purpose: {quoted}, members: []}}",
        "meetings/before": f"""
series: meet
status: held
date: 2026-11-01
mode: online
facilitator: ada
agenda: [{{title: {quoted}, kind: discussion, minutes: 5, by: ada}}]
attended: [ada]
actions: [{{what: {quoted}, who: ada}}]
""",
        "meetings/next": f"""
series: meet
status: planned
date: 2026-12-01
start: "10:00"
mode: hybrid
url: {url}
place: {quoted}
event: {{name: {quoted}, url: {url}}}
facilitator: ada
opening: {quoted}
agenda: [{{title: {quoted}, kind: discussion, type: {quoted}, minutes: 5, by: ada, group: maps, summary: {quoted}}}]
actions: [{{what: {quoted}, who: ada, due: 2026-01-01}}]
""",
    }
    return registry_from(files)


def outputs(text: str) -> dict[str, str]:
    registry = registry_with(text)
    overview = context("overview", registry, TODAY, private=False)
    meeting = agenda.context(registry, "next", TODAY)
    return {
        "overview.html": RENDERER.render("reports/overview.html.j2", overview),
        "overview.md": RENDERER.render("reports/overview.md.j2", overview),
        "agenda.md": RENDERER.render("agendas/meeting.md.j2", meeting),
        "spotlight.txt": RENDERER.render("drafts/spotlight.txt.j2", spotlight.context(registry, "ada", TODAY)),
    }


def elements(page: str) -> list[tuple[str, list[str]]]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return [(e.tag, sorted(map(str, e.attrib))) for e in tree.iter() if isinstance(e.tag, str)]


def tokens(text: str) -> list[object]:
    return [(t.type, t.tag, [(c.type, c.attrs.get("href")) for c in t.children or []]) for t in PARSER.parse(text)]


@pytest.fixture(scope="module")
def benign() -> dict[str, str]:
    return outputs("harmless")


@pytest.mark.parametrize("text", NAUGHTY)
def test_structure_is_that_of_a_harmless_registry(text: str, benign: dict[str, str]) -> None:
    made = outputs(text)
    assert elements(made["overview.html"]) == elements(benign["overview.html"])
    for name in ("overview.md", "agenda.md"):
        # an address as the text of its own link is the same in both; nothing else may differ
        assert tokens(made[name]) == tokens(benign[name])
        assert elements(f"<!doctype html><title>x</title>{to_html(made[name])}") == elements(
            f"<!doctype html><title>x</title>{to_html(benign[name])}"
        )
    assert len(made["spotlight.txt"].splitlines()) == len(benign["spotlight.txt"].splitlines())


@pytest.mark.parametrize("text", NAUGHTY)
def test_every_link_leads_where_it_says(text: str) -> None:
    tree = html5lib.parse(outputs(text)["overview.html"], namespaceHTMLElements=False)
    links = {element.get("href") for element in tree.iter("a")}
    assert links == {"#content", "mailto:a@meridian.example", "https://meridian.example/a_(b)*[c]?d=1&e=2"}
