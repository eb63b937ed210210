"""How a list's rows are asked for without a browser: parts, each one request with its paging and its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inspection.findings import Json
from inspection.records import Entry
from spiders.reading.charset import decode
from spiders.reading.reader import read_page
from spiders.scripted.requests import Place, Request, as_integer, values_of, with_values
from spiders.scripted.rows import RowRule, entries_by, rule_as_json, rule_of
from spiders.scripted.series import Step

VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the column: one tab, or all of it."""

    request: Request  # for its first page
    steps: tuple[Step, ...] = ()  # what is added from page to page; none: it has one page
    fresh: Mapping[Place, str] = field(default_factory=dict)  # values made anew at each request: ms, s, random
    rule: RowRule | None = None  # None: the answer is read as any list is

    def page(self, number: int, now: float, chance: float) -> Request:
        """The request for a page, 0 the first. `now` in seconds since 1970, `chance` in 0..1."""
        values = values_of(self.request)
        put: dict[Place, str | None] = {
            place: {"ms": str(int(now * 1000)), "s": str(int(now))}.get(kind, f"{chance:.16f}")
            for place, kind in self.fresh.items()
        }
        for place, step in self.steps if number else ():
            first = as_integer(values.get(place, ""))
            put[place] = str((first or 0) + number * step)
        return with_values(self.request, put) if put else self.request

    def entries(self, body: bytes, content_type: str, base: str, today: date) -> tuple[Entry, ...] | None:
        """The rows of an answer; None where it is no answer of the kind that was learnt."""
        if self.rule is None:
            return as_list(body, self.request.url, content_type, base, today)
        text, charset = decode(body, content_type)
        return entries_by(self.rule, text, base, today, charset)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of a column's list. `own`: the first rows stand in the page itself, the parts have those that follow."""

    parts: tuple[Part, ...]
    own: bool = False

    def as_json(self) -> dict[str, Json]:
        """For keeping with the family."""
        parts: list[Json] = [_part_as_json(part) for part in self.parts]
        return {"version": VERSION, "own": self.own, "parts": parts}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Recipe | None:
        """What `as_json` wrote; None where another program wrote it, or nothing."""
        if said.get("version") != VERSION:
            return None
        return cls(tuple(_part_of(part) for part in said["parts"]), bool(said["own"]))


def as_list(body: bytes, url: str, content_type: str, base: str, today: date) -> tuple[Entry, ...]:
    """The rows of an answer, read as the reader reads any list."""
    reading = read_page(body, url, content_type=content_type, today=today, kind="list", base=base, links=False)
    return reading.entries


def without(request: Request, places: Mapping[Place, str]) -> Request:
    """The request without these fields; numbers of its path stay."""
    return with_values(request, {place: None for place in places if place[0] in ("query", "form")})


def _part_as_json(part: Part) -> dict[str, Json]:
    one = part.request
    return {
        "method": one.method,
        "url": one.url,
        "sent": one.sent,
        "content_type": one.content_type,
        "headers": dict(one.headers),
        "steps": [[list(place), step] for place, step in part.steps],
        "fresh": [[list(place), kind] for place, kind in part.fresh.items()],
        "rule": rule_as_json(part.rule) if part.rule is not None else None,
    }


def _part_of(said: Mapping[str, Any]) -> Part:
    request = Request(said["method"], said["url"], said["sent"], said["content_type"], tuple(said["headers"].items()))
    steps = tuple((tuple(place), int(step)) for place, step in said["steps"])
    fresh = {tuple(place): str(kind) for place, kind in said["fresh"]}
    return Part(request, steps, fresh, rule_of(said["rule"]) if said["rule"] else None)


def bare_of(part: Part, passing: Mapping[Place, str]) -> Part:
    """The part without passing values and without headers of the script's own."""
    left_out = {place: kind for place, kind in passing.items() if kind != "name"}
    return replace(part, request=replace(without(part.request, left_out), headers=()), fresh={})
