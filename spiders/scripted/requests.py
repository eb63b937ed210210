"""A request taken apart into named values, and put together again with other values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

Place = tuple[str, ...]  # ("query", "page"), ("query", "paramJson", "pageNo"), ("path", "0"), ("json", "page", "no")

_NUMBER = re.compile(r"\d+")
_BRACKET = re.compile(r"[\[\]{}]")
_DEEPEST = 40  # levels of JSON; what is asked for has three or four
_INTEGER = re.compile(r"-?\d{1,18}")


@dataclass(frozen=True, slots=True)
class Request:
    """One request for data, as a page's script sends it."""

    method: str
    url: str
    sent: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()  # beyond what every request has


def values_of(request: Request) -> dict[Place, str]:
    """Every value that the request carries, by its place: numbers of the path, fields of the query and of the body."""
    parts = urlsplit(request.url)
    found: dict[Place, str] = {("path", str(n)): m.group() for n, m in enumerate(_NUMBER.finditer(parts.path))}
    found.update(_fields("query", parts.query))
    kind = _kind_of_body(request)
    if kind == "form":
        found.update(_fields("form", request.sent))
    elif kind == "json":
        found.update(_leaves(("json",), json.loads(request.sent)))
    elif request.sent:
        found[("body",)] = request.sent
    return found


def frame_of(request: Request) -> tuple[str, ...]:
    """What stays when the values are taken out: two requests for pages of one list have the same."""
    parts = urlsplit(request.url)
    path = _NUMBER.sub("0", parts.path)
    return request.method, f"{parts.scheme}://{parts.netloc}", path, _kind_of_body(request)


def with_values(request: Request, values: Mapping[Place, str | None]) -> Request:
    """The request with these values in their places; None leaves a field out."""
    parts = urlsplit(request.url)
    path = _with_numbers(parts.path, values)
    query = _with_fields("query", parts.query, values)
    url = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
    kind, sent = _kind_of_body(request), request.sent
    if kind == "form":
        sent = _with_fields("form", sent, values)
    elif kind == "json":
        said = _with_leaves(("json",), json.loads(sent), values)
        sent = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return replace(request, url=url, sent=sent)


def as_integer(value: str) -> int | None:
    """The whole number that a value is, or None."""
    return int(value) if _INTEGER.fullmatch(value) else None


def _kind_of_body(request: Request) -> str:
    if not request.sent:
        return ""
    text = request.sent.lstrip()
    if text[:1] in "{[" and _parsed(text) is not None:
        return "json"
    if "json" not in request.content_type and re.fullmatch(r"[^\s<>{}]*=[^\s<>]*", request.sent):
        return "form"
    return "raw"


def _parsed(text: str) -> Any | None:
    if _depth(text) > _DEEPEST:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _depth(text: str) -> int:
    """How deep brackets stand in each other, at most."""
    deepest = depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _names(kind: str, text: str) -> list[tuple[Place, str]]:
    """Fields in their order; the second one of a name is told from the first."""
    counted: dict[str, int] = {}
    found: list[tuple[Place, str]] = []
    for name, value in parse_qsl(text, keep_blank_values=True):
        counted[name] = counted.get(name, 0) + 1
        found.append(((kind, name if counted[name] == 1 else f"{name}#{counted[name]}"), value))
    return found


def _fields(kind: str, text: str) -> Iterator[tuple[Place, str]]:
    for place, value in _names(kind, text):
        inner = _parsed(value) if value[:1] in ("{", "[") else None
        if inner is None:
            yield place, value
        else:
            yield from _leaves(place, inner)


def _leaves(place: Place, value: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves((*place, str(name)), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _leaves((*place, str(at)), inner)
    else:
        yield place, value if isinstance(value, str) else json.dumps(value)


def _with_numbers(path: str, values: Mapping[Place, str | None]) -> str:
    count = iter(range(len(path)))

    def put(match: re.Match[str]) -> str:
        value = values.get(("path", str(next(count))))
        return match.group() if value is None else value

    return _NUMBER.sub(put, path)


def _with_fields(kind: str, text: str, values: Mapping[Place, str | None]) -> str:
    if not any(place[0] == kind for place in values):
        return text
    fields = []
    for place, value in _names(kind, text):
        name = place[1].partition("#")[0] if "#" in place[1] else place[1]
        if place in values:
            if (new := values[place]) is not None:
                fields.append((name, new))
            continue
        inner = _parsed(value) if value[:1] in ("{", "[") else None
        if inner is not None and any(one[: len(place)] == place for one in values):
            value = json.dumps(_with_leaves(place, inner, values), ensure_ascii=False, separators=(",", ":"))
        fields.append((name, value))
    return urlencode(fields, quote_via=quote)


def _with_leaves(place: Place, value: Any, values: Mapping[Place, str | None]) -> Any:
    if isinstance(value, dict):
        left_out = {name for name in value if (*place, str(name)) in values and values[(*place, str(name))] is None}
        return {n: _with_leaves((*place, str(n)), i, values) for n, i in value.items() if n not in left_out}
    if isinstance(value, list):
        return [_with_leaves((*place, str(at)), inner, values) for at, inner in enumerate(value)]
    new = values.get(place)
    if new is None:
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(new) if _INTEGER.fullmatch(new) else float(new) if re.fullmatch(r"-?\d+\.\d+", new) else new
    return new
