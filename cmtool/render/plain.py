"""The data that templates get: nothing with behaviour, for a model in a sandbox runs code (safety.md, J1).

Between two processes the data travels as JSON, days and times of day tagged.
"""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from cmtool.errors import CmtoolError

_SCALARS = frozenset({str, int, float, bool, type(None), date, time})
_DAY, _CLOCK = "$date", "$time"


def require_plain(value: Any, where: str = "context") -> None:
    """Refuse everything but dict, list, str, int, float, bool, None, date and time, subclasses included."""
    if value.__class__ in _SCALARS:
        return
    if value.__class__ is list:
        for index, item in enumerate(value):
            require_plain(item, f"{where}[{index}]")
    elif value.__class__ is dict:
        for key, item in value.items():
            if key.__class__ is not str:
                raise CmtoolError(f"a template gets plain data only: a key of {where} is of type {type(key).__name__}")
            require_plain(item, f"{where}.{key}")
    else:
        raise CmtoolError(f"a template gets plain data only: {where} is of type {type(value).__name__}")


def dumps(value: Any) -> bytes:
    """Plain data as JSON for another process."""
    return json.dumps(value, default=_tagged).encode("ascii")


def loads(data: bytes) -> Any:
    """Plain data from `dumps`."""
    return json.loads(data, object_hook=_untagged)


def _tagged(value: Any) -> dict[str, str]:
    return {_DAY if isinstance(value, date) else _CLOCK: value.isoformat()}


def _untagged(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        if _DAY in value:
            return date.fromisoformat(value[_DAY])
        if _CLOCK in value:
            return time.fromisoformat(value[_CLOCK])
    return value
