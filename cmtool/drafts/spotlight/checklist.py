"""What somebody checks before a spotlight is posted, and does after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cmtool.drafts.spotlight import standing
from cmtool.model.outside import without_addresses
from cmtool.model.registry import Registry
from cmtool.model.showing import obstacle
from cmtool.model.spotlight import Spotlight

MOST_BYTES = 5_000_000
"""What LinkedIn takes as a picture."""


def checklist(
    registry: Registry, context: dict[str, Any], notes: list[str], pictures: Mapping[str, int], today: date
) -> dict[str, Any]:
    """The data of the check list; `notes` are those above the text, `pictures` the bytes of each PNG file."""
    spotlight = registry.spotlights.get(context["ref"].removeprefix("spotlights/"))
    consent = spotlight.consent if spotlight else None
    channels = dict.fromkeys(spotlight.channels) if spotlight else {}
    repeated = {*context["banner"], *(line for line in notes if line.startswith(("caution, ", "to mention ")))}
    return {
        "context": context,
        "is_record": spotlight is not None,
        "id": context["ref"].partition("/")[2],
        "given": consent.given if consent else None,
        "text_seen": bool(consent and consent.text_seen),
        "channels": [
            {"id": channel, "why_not": obstacle(registry, spotlight, channel, today) if spotlight else None}
            for channel in channels
        ],
        "approved_by": standing.approver(registry, spotlight, today) if spotlight else "",
        "text": [line for line in notes if line not in repeated],
        "pictures": [
            {"name": name, "kilobytes": -(-size // 1000), "too_large": size > MOST_BYTES}
            for name, size in pictures.items()
        ],
        "image": _image(spotlight),
    }


def _image(spotlight: Spotlight | None) -> dict[str, str] | None:
    """The picture of their own, if they gave one."""
    if spotlight is None or spotlight.image is None:
        return None
    image = spotlight.image
    told: dict[str, str] = without_addresses({"path": image.path, "alt": image.alt, "credit": image.credit or ""})
    return told
