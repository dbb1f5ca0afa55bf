"""`community.yaml` of an imported registry: what the file tells, and what a registry needs to stand on its own."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from cmtool.errors import CmtoolError
from cmtool.exchange.kubernetes_sigs.organisations import Organisations
from cmtool.exchange.kubernetes_sigs.people import MANAGER_ROLE
from cmtool.model.community import Address

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)

ROLES: dict[str, dict[str, Any]] = {
    MANAGER_ROLE: {
        "name": "Community manager",
        "scope": "community",
        "acts_as": ["manager"],
        "description": "Keeps the community going and the registry true",
        "does": ["Answers the shared mailbox", "Looks after the registry"],
    },
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


def community(manager: str, contact: str, organisations: Organisations) -> dict[str, Any]:
    """The record of the community; the vocabulary of regions is left to its people."""
    try:
        _ADDRESS.validate_python(contact)
    except ValidationError:
        raise CmtoolError(
            "--contact: expected the address of a shared mailbox, as community@meridian.example"
        ) from None
    return {
        "schema": 1,
        "name": "Kubernetes",
        "timezone": "UTC",
        "contact": {"address": contact, "owner": manager},
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
