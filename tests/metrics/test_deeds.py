"""What a member did, one by one."""

from __future__ import annotations

from datetime import date

from cmtool.metrics.deeds import Deed, deeds
from tests.registries import registry_from

FILES = {
    "community": """
schema: 1
name: Friday Garden
contact: {address: community@meridian.example, owner: bo-lindqvist}
regions: [europe]
organisations: {garden: {name: The Garden, kind: ngo}}
roles: {gardener: {name: Gardener, scope: group, acts_as: [lead]}}
privacy: {visibility: public}
""",
    "members/bo-lindqvist": "{name: Bo Lindqvist, status: active, joined: 2024-02-01}",
    "groups/beans": "{name: Beans, kind: working-group, status: active, purpose: x, products: [{name: Guide, "
    "versions: [{version: '1.0', status: released, date: 2026-04-01, authors: [bo-lindqvist]}]}], "
    "members: [{member: bo-lindqvist, role: gardener}]}",
    "meetings/2026-05-06-spring": "{date: 2026-05-06, mode: online, series: event, title: Spring, status: held, attended: 4, "
    "facilitator: bo-lindqvist, regrets: [beans], agenda: ["
    "{title: Early peas, kind: contribution, minutes: 5, by: bo-lindqvist}, "
    "{title: Beans, kind: update, minutes: 5, group: beans, by: bo-lindqvist}]}",
    "meetings/2026-12-04-winter": "{date: 2026-12-04, mode: online, series: event, title: Winter, status: planned, "
    "agenda: [{title: Seeds, kind: contribution, minutes: 5, by: bo-lindqvist}]}",
    "activities/plan": "{kind: contribution, by: bo-lindqvist, date: 2026-05-20, members: [bo-lindqvist], type: docs, "
    "groups: [beans], text: Drew the plan, used_in: The 2027 plan}",
    "activities/thanks": "{kind: recognition, by: bo-lindqvist, date: 2026-05-21, groups: [beans], text: Well done}",
    "requests/peas": "{kind: query, source: chat, received: 2026-06-01, summary: When are peas sown?, "
    "experts: [{member: bo-lindqvist, asked: 2026-06-02, answered: 2026-06-03}]}",
}


def test_deeds_of_every_kind() -> None:
    """An update of a group that sent regrets was not given, a planned talk neither; being asked is no answer."""
    assert list(deeds(registry_from(FILES), "bo-lindqvist")) == [
        Deed(date(2026, 5, 20), "contribution", "Drew the plan", "Beans", "The 2027 plan"),
        Deed(date(2026, 5, 6), "facilitated", "Spring"),
        Deed(date(2026, 5, 6), "spoke", "Early peas", "Spring"),
        Deed(date(2026, 4, 1), "release", "Guide 1.0", "Beans"),
        Deed(date(2026, 6, 3), "answer", "When are peas sown?"),
    ]
