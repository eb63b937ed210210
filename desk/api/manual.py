"""The interface's document (OpenAPI) as people read it: operations by part, then what their bodies and answers hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_LIMITS = (("minimum", "≥ {}"), ("maximum", "≤ {}"), ("minLength", "≥ {} characters"), ("maxLength", "≤ {} characters"))
_NO_LIMIT = 2**31 - 1  # what no office reaches is no news


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter, or a field of a body or answer."""

    name: str
    kind: str  # string, integer, IssueOut[] …
    needed: bool
    says: str
    where: str = ""  # of a parameter: path, query, header


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for."""

    method: str
    path: str
    summary: str
    says: str
    asks: tuple[Entry, ...]
    body: str  # name of the model; empty: none
    gives: tuple[tuple[str, str], ...]  # code, what


@dataclass(frozen=True, slots=True)
class Model:
    """What a body or an answer holds."""

    name: str
    says: str
    fields: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """All of it."""

    title: str
    says: str
    parts: tuple[tuple[str, tuple[Operation, ...]], ...]
    models: tuple[Model, ...]


def manual_of(document: Schema) -> Manual:
    """Arranged; nothing is left out but what every operation has in common (401, 403, 422 …)."""
    parts: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts.setdefault(operation["tags"][0], []).append(_operation(method.upper(), path, operation))
    models = [
        Model(name, _text(schema), tuple(_fields(schema)) if "properties" in schema else (_values(name, schema),))
        for name, schema in sorted(document["components"]["schemas"].items())
    ]
    info = document["info"]
    return Manual(
        info["title"], info["description"], tuple((tag, tuple(some)) for tag, some in parts.items()), tuple(models)
    )


def _operation(method: str, path: str, operation: Schema) -> Operation:
    asks = tuple(
        Entry(
            one["name"],
            kind_of(one["schema"]),
            bool(one.get("required")),
            _text({**one["schema"], "description": one.get("description", "")}),
            one["in"],
        )
        for one in operation.get("parameters", ())
    )
    contents: list[Schema] = list(operation.get("requestBody", {}).get("content", {}).values())
    body: Schema = contents[0]["schema"] if contents else {}
    return Operation(
        method,
        path,
        operation["summary"],
        _joined(operation.get("description", "")),
        asks,
        kind_of(body) if body else "",
        tuple(_answers(operation["responses"])),
    )


def _answers(responses: Schema) -> Iterator[tuple[str, str]]:
    """What it is answered with: success, and the refusals that are its own."""
    for code, response in sorted(responses.items()):
        kinds = [
            kind_of(one.get("schema", {})) if kind == "application/json" else kind
            for kind, one in response.get("content", {}).items()
        ]
        if code.startswith("2") or code in ("404", "409"):
            yield code, ", ".join(kinds) or "nothing"


def _fields(schema: Schema) -> Iterator[Entry]:
    needed = set(schema.get("required", ()))
    for name, one in schema["properties"].items():
        yield Entry(name, kind_of(one), name in needed, _text(one))


def _values(name: str, schema: Schema) -> Entry:
    """Of a list of words."""
    return Entry(name, kind_of(schema), False, "")


def kind_of(schema: Schema) -> str:
    """In a few words: string, integer, IssueOut, StepOut[], "a" | "b"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(kind_of(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(f'"{one}"' if isinstance(one, str) else str(one) for one in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if schema.get("type") == "array":
        inner = kind_of(schema.get("items", {}))
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    kind = str(schema.get("type", "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _text(schema: Schema) -> str:
    """What is said of it, with its limits and its default."""
    inner = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    said = [_joined(str(schema.get("description", "")))]
    limits = [words.format(inner[key]) for key, words in _LIMITS if abs(inner.get(key, _NO_LIMIT)) < _NO_LIMIT]
    said.append("; ".join(limits) + "." if limits else "")
    default = schema.get("default")
    said.append(f"Default: {default}." if default not in (None, "", [], False) else "")
    return " ".join(filter(None, said))


def _joined(text: str) -> str:
    return " ".join(text.split())
