"""HAR 1.2 as its specification has it, strictly: every required field, of its kind, and none that is not allowed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {}), "comment": {"type": "string"}},
        "patternProperties": {"^_": {}},  # custom fields begin with an underscore
        "additionalProperties": False,
    }


_TEXT, _COUNT = {"type": "string"}, {"type": "integer", "minimum": -1}
_MS = {"type": "number", "minimum": 0}
_PHASE = {"anyOf": [{"const": -1}, _MS]}
_PAIRS = {"type": "array", "items": _object({"name": _TEXT, "value": _TEXT})}
_COOKIES = {
    "type": "array",
    "items": _object(
        {"name": _TEXT, "value": _TEXT},
        {
            "path": _TEXT,
            "domain": _TEXT,
            "expires": _TEXT,
            "httpOnly": {"type": "boolean"},
            "secure": {"type": "boolean"},
        },
    ),
}
_REQUEST = _object(
    {
        "method": _TEXT, "url": {"type": "string", "pattern": "^https?://"}, "httpVersion": _TEXT, "cookies": _COOKIES,
        "headers": _PAIRS, "queryString": _PAIRS, "headersSize": _COUNT, "bodySize": _COUNT,
    },
    {"postData": {"type": "object"}},
)  # fmt: skip
_CONTENT = _object(
    {"size": {"type": "integer", "minimum": 0}, "mimeType": _TEXT},
    {"compression": {"type": "integer"}, "text": _TEXT, "encoding": _TEXT},
)
_RESPONSE = _object(
    {
        "status": {"type": "integer", "minimum": 0, "maximum": 999}, "statusText": _TEXT, "httpVersion": _TEXT,
        "cookies": _COOKIES, "headers": _PAIRS, "content": _CONTENT, "redirectURL": _TEXT, "headersSize": _COUNT,
        "bodySize": _COUNT,
    }
)  # fmt: skip
_ENTRY = _object(
    {
        "startedDateTime": _TEXT, "time": _MS, "request": _REQUEST, "response": _RESPONSE, "cache": {"type": "object"},
        "timings": _object(
            {"send": _MS, "wait": _MS, "receive": _MS}, dict.fromkeys(("blocked", "dns", "connect", "ssl"), _PHASE)
        ),
    },
    {"pageref": _TEXT, "serverIPAddress": _TEXT, "connection": _TEXT},
)  # fmt: skip
_PROGRAM = _object({"name": _TEXT, "version": _TEXT})
_HAR = _object(
    {
        "log": _object(
            {"version": {"const": "1.2"}, "creator": _PROGRAM, "entries": {"type": "array", "items": _ENTRY}},
            {"browser": _PROGRAM, "pages": {"type": "array"}},
        )
    }
)


def complaints(har: dict[str, Any]) -> list[str]:
    """What the specification does not allow; nothing where it is sound."""
    said = [f"{'/'.join(map(str, one.path))}: {one.message}" for one in Draft202012Validator(_HAR).iter_errors(har)]
    if said:
        return said
    for entry in har["log"]["entries"]:
        if datetime.fromisoformat(entry["startedDateTime"]).tzinfo is None:
            said.append("startedDateTime without an offset")
        # `time` is the sum of the phases; `ssl` is within `connect`.
        phases = sum(took for name, took in entry["timings"].items() if name not in {"ssl", "comment"} and took >= 0)
        if abs(phases - entry["time"]) > 0.01:
            said.append(f"time {entry['time']} is not the sum of its phases {phases}")
    return said
