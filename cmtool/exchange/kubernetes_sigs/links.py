"""Links of the file as addresses that a registry accepts."""

from __future__ import annotations

import re
from typing import Final

from pydantic import TypeAdapter, ValidationError

from cmtool.exchange.kubernetes_sigs.losses import Losses
from cmtool.exchange.node import Node
from cmtool.model.addresses import addresses
from cmtool.model.scalars import Url

REPOSITORY: Final = "https://github.com/kubernetes/community"
"""Where the file lives; each group has a folder there, and a relative link starts in it."""

_URL: TypeAdapter[str] = TypeAdapter(Url)
_RELATIVE = re.compile(r"(?!\.\.?(?:/|$))[\w.-]+(?:/(?!\.\.?(?:/|$))[\w.-]+)*", re.ASCII)


def link(node: Node, losses: Losses) -> str | None:
    """An address on the web; anything else, and one that holds a mail address, is left behind."""
    if next(addresses(node.text()), None) is not None:
        losses.add("links that hold a mail address or phone number", node.field)
        return None
    return _valid(losses.line(node), node, losses)


def in_repository(folder: str, node: Node, losses: Losses) -> str | None:
    """An address on the web, or of a file in a group's folder."""
    if _RELATIVE.fullmatch(node.text()):
        return _valid(f"{REPOSITORY}/blob/main/{folder}/{node.text()}", node, losses)
    return link(node, losses)


def _valid(address: str, node: Node, losses: Losses) -> str | None:
    try:
        return _URL.validate_python(address)
    except ValidationError:
        losses.add("links that are no web address", node.field)
        return None
