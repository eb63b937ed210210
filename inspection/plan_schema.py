"""The plan's JSON Schema (draft 2020-12), for editors and for suggestions; drawn from the nouns themselves."""

from __future__ import annotations

from datetime import timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from inspection.durations import format_duration
from inspection.plan import Plan
from inspection.yaml_source import Path

Schema = dict[str, Any]


@lru_cache(maxsize=1)
def plan_schema() -> Schema:
    """The schema as a dict; don't change it."""
    schema = Plan.model_json_schema(by_alias=True)
    for noun in (schema, *schema["$defs"].values()):
        noun.pop("description", None)  # docstrings are for programmers
        for part in noun.get("properties", {}).values():
            _write_default(part)
            if "$ref" in part:  # a noun's own title is its key's
                part.setdefault("title", schema["$defs"][part["$ref"].rsplit("/", 1)[1]]["title"])
    schema["$defs"]["Severity"]["title"] = "等级"
    for name, part in schema["properties"].items():
        if name != "site":  # a section whose every line is commented out is null, and counts as not written
            schema["properties"][name] = {**_labels(part), "anyOf": [_without_labels(part), {"type": "null"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "description": "网站与新媒体巡检方案：承诺了什么、谁负责、告诉谁",
    }


def _write_default(part: Schema) -> None:
    """Pydantic gives defaults as it serialises Python: PT15S, {days: 0}. A plan's author writes 15s, 0 workdays."""
    default = part.get("default")
    if isinstance(default, str) and default.startswith("P"):
        part["default"] = format_duration(_LENGTH.validate_python(default))
    elif isinstance(default, dict) and default.keys() == {"days"}:
        part["default"] = f"{default['days']} workdays"
    elif default is None or isinstance(default, dict):
        part.pop("default", None)  # the noun's own keys have theirs


_LENGTH = TypeAdapter(timedelta)
_LABELS = ("title", "description", "default")


def _labels(part: Schema) -> Schema:
    return {key: part[key] for key in _LABELS if key in part}


def _without_labels(part: Schema) -> Schema:
    return {key: value for key, value in part.items() if key not in _LABELS}


def _variants(node: Schema) -> list[Schema]:
    """The node itself and whatever it may be instead, references followed."""
    schema = plan_schema()
    found, queue = [], [node]
    while queue:
        part = queue.pop()
        if "$ref" in part:
            queue.append(schema["$defs"][part["$ref"].rsplit("/", 1)[1]])
        queue.extend(part.get("anyOf", ()))
        found.append(part)
    return found


def keys_at(path: Path) -> dict[str, str]:
    """The keys that a mapping at this path may have, each with its Chinese title."""
    return {key: part.get("title", "") for key, part in parts_at(path).items()}


def parts_at(path: Path) -> dict[str, Schema]:
    """The same, each with what the schema says of it: title, description, default."""
    nodes = _variants(plan_schema())
    for part in path:
        inner: list[Schema] = []
        for node in nodes:
            below = node.get("items") if isinstance(part, int) else node.get("properties", {}).get(part)
            if below is None and not isinstance(part, int):
                below = node.get("additionalProperties")
            if isinstance(below, dict):
                inner.extend(_variants(below))
        nodes = inner
    return {key: value for node in nodes for key, value in node.get("properties", {}).items()}


def suggest_key(path: Path, written: str) -> str | None:
    """The key that was probably meant where `written` stands: hone → home, 栏目 → columns."""
    known = keys_at(path)
    by_title = next((key for key, title in known.items() if written.strip() == title), None)
    if by_title:
        return by_title
    near = get_close_matches(written.lower().replace("-", "_").strip(), known, n=1, cutoff=0.6)
    return near[0] if near else None
