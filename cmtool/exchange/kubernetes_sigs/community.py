"""`community.yaml` of an imported registry: what the file tells, and what a registry needs to stand on its own."""

from __future__ import annotations

from typing import Any

from cmtool.exchange.kubernetes_sigs.organisations import Organisations
from cmtool.exchange.owner import contact
from cmtool.model.beginning import MANAGER, MANAGER_ROLE

ROLES: dict[str, dict[str, Any]] = {
    MANAGER: MANAGER_ROLE,
    "chair": {
        "name": "Chair",
        "scope": "group",
        "acts_as": ["lead", "triage"],
        "description": "Runs the group and is its first contact",
        "does": ["Prepares and chairs the meetings", "Welcomes newcomers and answers requests"],
    },
    "tech-lead": {
        "name": "Tech lead",
        "scope": "group",
        "acts_as": ["lead"],
        "description": "Sets the technical direction of the group",
        "does": ["Reviews proposals", "Decides technical questions with the chairs"],
    },
    "subproject-lead": {
        "name": "Subproject lead",
        "scope": "group",
        "description": "Leads a subproject of the group",
        "does": ["Keeps the subproject moving"],
    },
    "liaison": {
        "name": "Liaison",
        "scope": "group",
        "description": "Keeps the group and the steering committee in contact",
        "does": ["Carries questions and decisions between the two"],
    },
    "emeritus-lead": {
        "name": "Emeritus lead",
        "scope": "group",
        "description": "Led the group in the past, as chair or tech lead",
    },
}
"""The roles of an imported registry, by id."""

GROUP_ROLES = frozenset(id for id, role in ROLES.items() if role["scope"] == "group")
"""Those that this import gives people in groups."""


def community(manager: str, address: str, organisations: Organisations) -> dict[str, Any]:
    """The record of the community; the vocabulary of regions is left to its people."""
    return {
        "schema": 1,
        "name": "Kubernetes",
        "timezone": "UTC",
        "contact": contact(address, manager),
        "regions": [],
        "organisations": organisations.records(),
        "roles": ROLES,
        "channels": [
            {
                "id": "slack",
                "url": "https://kubernetes.slack.com",
                "purpose": "Daily talk, a channel a group",
                "gathering": True,
            }
        ],
        "skills_purpose": "Find help, plan learning, credit work. Not a test.",
        "privacy": {"visibility": "public"},
    }
