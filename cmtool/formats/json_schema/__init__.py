"""JSON Schemas of the records, for editors and other tools: draft 7, made from the models and `community.yaml` alone.

What `cmtool validate` accepts, a schema accepts. Ids of members, groups and skills are not listed: a schema would be
behind with every new record.
"""

from __future__ import annotations

from typing import Any, Final

from cmtool.formats.json import dumps
from cmtool.formats.json_schema.parts import record
from cmtool.formats.json_schema.words import words
from cmtool.model.community import Community
from cmtool.model.kinds import KINDS
from cmtool.model.record import Record
from cmtool.store.layout import SCHEMAS

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
MODELS: Final[dict[str, type[Record]]] = {**{model.singular: model for model in KINDS.values()}, "community": Community}
"""What a schema is made of, by its name."""


def file_of(kind: str) -> str:
    """The name of the file of a schema."""
    return f"{kind}.schema.json"


def schema_of(model: type[Record], community: Community | None) -> dict[str, Any]:
    """The schema of a kind of record; without a community that can be read, its words are any ids."""
    is_public = community is not None and community.privacy.visibility == "public"
    made = record(model, words(community, model), is_public=is_public)
    return {"$schema": DRAFT, "$id": file_of(model.singular), **made}


def text_of(model: type[Record], community: Community | None) -> str:
    """A schema as JSON text."""
    return dumps(schema_of(model, community))


def schemas_of(community: Community | None) -> dict[str, bytes]:
    """The files of all schemas by their path from the registry."""
    return {f"{SCHEMAS}/{file_of(kind)}": text_of(model, community).encode() for kind, model in MODELS.items()}
