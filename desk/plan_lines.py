"""A plan as a person reads it: its sections and entries, each with its line and with what it has found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from desk.plan_changes import say_keys
from desk.plan_diff import lines_of
from desk.plan_found import Found, Ledger
from inspection.durations import WorkdaySpan, parse_within, say_duration
from inspection.plan import Plan
from inspection.plan_schema import plan_schema
from inspection.yaml_source import Path, Source, read_yaml

_LONG = 400  # characters of a value
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:[dwhms]| workdays?)$")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one key says."""

    title: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One column, account, unit, expectation …, or the whole of a section that has no entries."""

    name: str
    line: int
    facts: tuple[Fact, ...]
    found: Found | None
    nested: bool = False  # one of several sources of the account above


@dataclass(slots=True)
class Section:
    """One part of the plan. `named`: its entries have names."""

    key: str
    title: str
    about: str
    line: int
    named: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, with the entries that begin on it."""

    number: int
    text: str
    entries: tuple[Entry, ...]


def sections(text: str, plan: Plan, ledger: Ledger) -> list[Section]:
    """In the order of the text."""
    source = _read(text)
    value = source.value if isinstance(source.value, dict) else {}
    return [_section(str(key), inner, source, plan, ledger) for key, inner in value.items()]


@lru_cache(maxsize=4)
def _read(text: str) -> Source:
    """A plan of thousands of columns takes seconds to read, and is looked at again and again. Nobody changes it."""
    return read_yaml(text)


def _section(key: str, value: Any, source: Source, plan: Plan, ledger: Ledger) -> Section:
    part = plan_schema()["properties"].get(key, {})
    line = _line(source, (key,))
    named = isinstance(value, list)
    made = Section(key, str(part.get("title") or key), str(part.get("description") or ""), line, named)
    if not named:
        facts = tuple(_facts(value, (key,), source))
        found = ledger.found((key,), value)
        made.entries = [Entry("", line, facts or (Fact("", _say(value, (key,)), line),), found)]
        return made
    for number, entry in enumerate(value):
        path = (key, number)
        facts = (*_facts(entry, path, source, "name"), *_in_force(key, entry, plan, source, path))
        found = ledger.found(path, entry)
        made.entries.append(Entry(_name(entry, number), _line(source, path), facts, found))
        made.entries += _sources(entry, path, source, ledger, plan)
    return made


def _sources(entry: Any, path: Path, source: Source, ledger: Ledger, plan: Plan) -> Iterator[Entry]:
    """Of an account with several sources each is a line of its own."""
    account = plan.account(_name(entry, 0)) if path[0] == "accounts" else None
    listed = entry.get("source") if isinstance(entry, dict) else None
    if account is None or not isinstance(listed, list) or len(listed) != len(account.labelled):
        return
    for number, (label, _) in enumerate(account.labelled):
        here = (*path, "source", number)
        found = ledger.found_by_source(f"{account.name}：{label}")
        facts = tuple(_facts(listed[number], here, source))
        yield Entry(f"{account.name}：{label}", _line(source, here), facts, found, nested=True)


def _in_force(key: str, entry: Any, plan: Plan, source: Source, path: Path) -> Iterator[Fact]:
    """The deadline that holds where the plan writes none."""
    column = plan.column(_name(entry, 0)) if key == "columns" else None
    if column is None or column.update_within is not None:
        return
    said = "不判断更新" if column.deadline is None else f"{say_duration(column.deadline)}（按类型）"
    yield Fact("更新期限", said, _line(source, path))


def _facts(value: Any, path: Path, source: Source, without: str = "") -> Iterator[Fact]:
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        here = (*path, key)
        if key == without or (key == "source" and isinstance(inner, list)):
            continue
        yield Fact(say_keys(here).rpartition(" ")[2], _say(inner, here), _line(source, here))


def _say(value: Any, path: Path) -> str:
    """A value in words; what stands in it is named by its Chinese title."""
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        parts = [
            f"{say_keys((*path, key)).rpartition(' ')[2]} {_say(inner, (*path, key))}" for key, inner in value.items()
        ]
        return _short("，".join(parts) or "（空）")
    if isinstance(value, list):
        inner = [_say(one, (*path, number)) for number, one in enumerate(value)]
        return _short(("；" if any(isinstance(one, dict) for one in value) else "、").join(inner) or "（空）")
    text = str(value)
    return _short(_length(text) if _LENGTH.match(text) else text)


def _length(text: str) -> str:
    """`14d` as the office says it: 14天."""
    try:
        length = parse_within(text)
    except ValueError:
        return text
    return f"{length.days}个工作日" if isinstance(length, WorkdaySpan) else say_duration(length)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _name(entry: Any, number: int) -> str:
    name = entry.get("name") if isinstance(entry, dict) else entry
    return name.strip() if isinstance(name, str) and name.strip() else f"第 {number + 1} 项"


def _line(source: Source, path: Path) -> int:
    place = source.keys.get(path) or source.values.get(path)
    return place.line if place is not None else 1


def annotated(text: str, shown: Sequence[Section]) -> list[Line]:
    """Every line of the text, with what begins on it."""
    by_line: dict[int, list[Entry]] = {}
    for section in shown:
        for entry in section.entries:
            if entry.found is not None:
                by_line.setdefault(entry.line, []).append(entry)
    return [Line(number, line, tuple(by_line.get(number, ()))) for number, line in enumerate(lines_of(text), start=1)]
