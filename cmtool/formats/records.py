"""Records as plain data, fields as written, up to what a reader may see."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from cmtool.model.fields import FieldOf, fields
from cmtool.model.record import Part, Record, Visibility
from cmtool.render.escape import visible


def as_written(part: Part, limit: Visibility = Visibility.MEMBERS) -> dict[str, Any]:
    """The fields that the file sets, in the order of the model; nothing above `limit`, sensitive fields never."""
    return {
        name: _plain(getattr(part, field.attribute), limit)
        for name, field in fields(type(part)).items()
        if field.attribute in part.model_fields_set and is_seen(field, limit)
    }


def is_seen(field: FieldOf, limit: Visibility) -> bool:
    """A reader up to `limit` may see the field."""
    return field.visibility <= min(limit, Visibility.PRIVATE)


def row(record: Record, limit: Visibility = Visibility.MEMBERS) -> dict[str, Any]:
    """A record for JSON: `ref`, `id`, then its fields."""
    return {"ref": record.ref, "id": record.id, **as_written(record, limit)}


def _plain(value: Any, limit: Visibility) -> Any:
    if isinstance(value, Part):
        return as_written(value, limit)
    if isinstance(value, list):
        return [_plain(item, limit) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, limit) for key, item in value.items()}
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def values_at(data: Any, path: tuple[str, ...]) -> list[str]:
    """The texts at a dotted path of plain data; every item of a list counts."""
    if isinstance(data, list):
        return [text for item in data for text in values_at(item, path)]
    if not path:
        return [text_of(data)] if not isinstance(data, dict) else [str(key) for key in data]
    return values_at(data.get(path[0]), path[1:]) if isinstance(data, dict) and path[0] in data else []


def text_of(value: Any) -> str:
    """A plain value as it stands in YAML; nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(text_of(item) for item in value) if isinstance(value, list) else str(value)


def lines(data: dict[str, Any], indent: str = "") -> list[str]:
    """Plain data as lines for reading: `name: value`, lists an item a line."""
    told: list[str] = []
    for name, value in data.items():
        if isinstance(value, dict):
            told += [f"{indent}{name}:", *lines(value, indent + "  ")]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            told.append(f"{indent}{name}:")
            for item in value:
                first, *rest = lines(item, indent + "    ") or [f"{indent}    "]
                told += [f"{indent}  - {first.lstrip()}", *rest]
        else:
            told.append(f"{indent}{name}: {text_of(value)}")
    return told


def told(record: dict[str, Any], related: dict[str, Any]) -> str:
    """A record for reading, then what other records say about it, as comments."""
    own = lines({name: value for name, value in record.items() if name != "id"})
    others = [line for name, value in related.items() for line in _remark(name, value)]
    return "".join(visible(line) + "\n" for line in (*own, *others))


def _remark(name: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return [f"# {name}:", *(f"#   {item}" for item in value)] if value else []
    return [f"# {name}: {value}"]
