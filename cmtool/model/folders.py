"""The folders of a registry by name alone, for whoever must not pay for the models."""

from __future__ import annotations

from typing import Final

FOLDERS: Final = {
    "members": "member",
    "groups": "group",
    "meetings": "meeting",
    "skills": "skill",
    "requests": "request",
    "needs": "need",
    "activities": "activity",
    "spotlights": "spotlight",
}
"""Folder and singular of each kind; the singular names the module and, capitalised, the class in `model/`."""

CORE: Final = ("members", "groups", "meetings", "skills")
"""The folders that every registry has; each of the others is a part that begins with its first record."""

LATER: Final = (
    "assessments",
    "instruments",
    "plans",
    "decisions",
    "knowledge",
)
"""Folders of kinds that this version does not read; a registry may hold them."""

BEARING_NAMES: Final = ("requests", "activities", "spotlights", *LATER)
"""Folders in which the name of a file may be that of a person: of records that are gone it is not told."""

OPTIONAL_FILES: Final = ("lifecycle.yaml",)
"""Files at the top that a later version reads."""
