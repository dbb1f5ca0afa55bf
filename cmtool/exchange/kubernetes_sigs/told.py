"""What a file says, as values of records by id: all that an update compares with a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cmtool.exchange.kubernetes_sigs.losses import Loss


class Told(NamedTuple):
    """Groups, members and organisations of a file, under the ids that a new registry would give them."""

    groups: Mapping[str, dict[str, Any]]
    members: Mapping[str, dict[str, Any]]
    organisations: Mapping[str, dict[str, Any]]
    losses: list[Loss]
