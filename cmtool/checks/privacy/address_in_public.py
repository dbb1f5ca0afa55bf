"""A public registry holds a mail address or a phone number: everybody can read it, now and in the git history.

Who wants to reach a person asks through the shared mailbox, the one address that may stand here
(`contact.address` of `community.yaml`). The whole text of every file is searched: comments, free text, keys that start
with `x-`, and files that cannot be read as records. A phone number is `+` and 8 to 15 digits. The message never repeats
what was found. This rule is never waived.

Bad:

    x-mail: amina.diallo@mail.example

Good:

    links:
      github: amina-d

How to fix: remove it before you push. If it is pushed already, tell the person, and ask a maintainer: a new commit
does not take it out of the history, only rewriting the history does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cmtool.finding import Finding
from cmtool.model.addresses import addresses
from cmtool.model.registry import Registry
from cmtool.source import Source

CODE = "PRV101"
SEVERITY = "error"
CLOCK = False

_CONTACT = re.compile(r"\baddress['\"]?[ ]*:[ ]*['\"]?$")
"""What stands before the contact address, where `community.yaml` has no positions because it cannot be read."""


def check(registry: Registry, today: date) -> Iterator[Finding]:
    """Every mail address and phone number in the text of every file of a public registry."""
    if not registry.is_public:
        return
    shared = registry.community.contact.address.casefold() if registry.community else ""
    for record in registry.all_records():
        yield from _in_text(record.source, record.ref, shared)
    for ref, source in registry.unread_sources:
        yield from _in_text(source, ref, shared)


def _in_text(source: Source, ref: str, shared: str) -> Iterator[Finding]:
    for what, start, end in addresses(source.text):
        if source.text[start:end].casefold() == shared or (ref == "community" and _is_contact(source, start)):
            continue
        message = f"{what} in a public registry"
        hint = "remove it; people are reached through the contact address of community.yaml"
        yield Finding(CODE, source, (), message, hint, ref, offsets=(start, end))


def _is_contact(source: Source, offset: int) -> bool:
    """The shared contact address, the only one that may stand in a registry."""
    if source.spans:
        start, end = source.locate(("contact", "address"))
        return start <= offset < end
    line = source.text.rfind("\n", 0, offset) + 1
    return _CONTACT.search(source.text, line, offset) is not None
