"""Who meets whom? Pairs of groups and the meetings they share; the partners that never met come first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cmtool.metrics.meetings import YEAR
from cmtool.metrics.mixing import Pair, connectors, mixing, mixing_groups
from cmtool.model.audience import Audience, by_name
from cmtool.model.group import Group
from cmtool.model.registry import Registry
from cmtool.render.escape import safe_url
from cmtool.reports._community import named_community
from cmtool.reports.meetings.who_came import LEAST

MOST = 16
"""Groups of the grid, so that it can be read."""
STATES = ("never", "not-this-year", "only-in-the-whole", "joint")
"""How close two groups are, from those that never met to those that work in one room."""


def context(registry: Registry, today: date, *, private: bool) -> dict[str, Any]:
    """The data of the report; its keys are in docs/json.md. Only private output names people who connect groups."""
    audience = Audience(registry, today, private=private)
    groups = mixing_groups(registry)
    least = 1 if private else LEAST
    pairs = [_pair(pair, 0 if private else LEAST) for pair in mixing(registry, today, least=least)]
    people = connectors(registry, today)
    return {
        "report": "mixing",
        "today": today,
        "year_since": today - timedelta(days=YEAR - 1),
        "audience": audience.name,
        "community": named_community(registry),
        "groups": [_group(group) for group in groups],
        "pairs": sorted(pairs, key=_closeness),
        "counts": {state.replace("-", "_"): sum(pair["state"] == state for pair in pairs) for state in STATES},
        "partners": {
            state.replace("-", "_"): sum(pair["partners"] and pair["state"] == state for pair in pairs)
            for state in STATES
        },
        "grid": _grid(groups, pairs),
        "connecting": len(people) if len(people) >= least else 0,
        "connectors": _connectors(audience, people) if private else None,
    }


def table(context: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Every pair of groups."""
    columns = ["state", "partners", "joint", "whole", "meetings", "last", "people"]
    rows = [[p["one"]["id"], p["other"]["id"], *(p[column] for column in columns)] for p in context["pairs"]]
    return ["one", "other", *columns], rows


def _pair(pair: Pair, least: int) -> dict[str, Any]:
    return {
        "one": _group(pair.one),
        "other": _group(pair.other),
        "state": _state(pair),
        "partners": pair.are_partners,
        "joint": pair.joint,
        "whole": pair.wide,
        "meetings": pair.meetings,
        "last": pair.last,
        "people": len(pair.people) if len(pair.people) >= least else None,
    }


def _state(pair: Pair) -> str:
    if pair.last is None:
        return "never"
    if not pair.meetings:
        return "not-this-year"
    return "joint" if pair.joint else "only-in-the-whole"


def _closeness(pair: dict[str, Any]) -> tuple[Any, ...]:
    """Partners first, then those who are furthest apart."""
    order = STATES.index(pair["state"]), pair["meetings"], pair["last"] or date.min, pair["people"] or 0
    return not pair["partners"], *order, pair["one"]["name"].casefold(), pair["other"]["name"].casefold()


def _group(group: Group) -> dict[str, Any]:
    return {"id": group.id, "name": group.name, "url": safe_url(group.url)}


def _grid(groups: list[Group], pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Names and cells of the picture: of many groups those with the most members."""
    largest = sorted(groups, key=lambda group: (-len({m.member for m in group.members}), group.id))[:MOST]
    shown = [group for group in groups if group in largest]
    place = {group.id: index for index, group in enumerate(shown)}
    return {
        "names": [group.name for group in shown],
        "left_out": len(groups) - len(shown),
        "cells": [
            {
                "first": place[pair["one"]["id"]],
                "second": place[pair["other"]["id"]],
                "meetings": pair["meetings"],
                "joint": pair["joint"],
                "partners": pair["partners"],
            }
            for pair in pairs
            if pair["one"]["id"] in place and pair["other"]["id"] in place
        ],
    }


def _connectors(audience: Audience, people: dict[str, list[Group]]) -> list[dict[str, Any]]:
    """Who belongs to several of the groups, by name; nobody is ranked."""
    told = ((audience.person(id), groups) for id, groups in people.items())
    found = [{**person, "groups": [group.name for group in groups]} for person, groups in told if person]
    return sorted(found, key=by_name)
