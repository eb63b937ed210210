"""职责清单 against the rest of the plan: what watches a duty must be there, and something must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspection.check_names import CHECK_NAMES
from inspection.plan_raw import Found, found, listed, mappings, names, unknown
from inspection.yaml_source import Path

_WATCHING = ("expectations", "columns", "checks", "entries", "ticks")
_ENTRIES = ("decisions", "messages", "guides", "libraries", "tables", "crossposts")


def duties_check(raw: Mapping[Any, Any]) -> Iterator[Found]:
    """Mistakes of the duties that their noun cannot see. Columns are looked up with everybody's (plan_references)."""
    yield from _duplicates(raw)
    yield from _watched_by_nobody(raw)
    for key, known, what, where in (
        ("expectations", _named(raw, "expectations"), "应发稿件", "expectations"),
        (
            "entries",
            _entries(raw),
            "条目",
            "libraries、tables、messages、guides、decisions、crossposts 或账号的 series",
        ),
    ):
        yield from unknown(list(_all(raw, key)), known, what, where)
    yield from unknown(list(_all(raw, "checks")), sorted(CHECK_NAMES), "检查", "检查说明（docs/checks.md）")
    units = _named(raw, "units")
    if units:
        yield from unknown(list(_units(raw)), units, "责任单位", "units")


def _duplicates(raw: Mapping[Any, Any]) -> Iterator[Found]:
    seen: set[str] = set()
    for at, duty in mappings(raw, "duties"):
        number = duty.get("number")
        if isinstance(number, str):
            if number.strip() in seen:
                yield found(("duties", at, "number"), f"职责的序号“{number.strip()}”重复", "请改正序号或删去其中一项")
            seen.add(number.strip())
        said: set[str] = set()
        for path, name in names(duty, "ticks"):
            if name in said:
                yield found(("duties", at, *path), f"同一项职责中人工确认“{name}”重复", "请改名或删去其中一个")
            said.add(name)


def _watched_by_nobody(raw: Mapping[Any, Any]) -> Iterator[Found]:
    for at, duty in mappings(raw, "duties"):
        if not any(duty.get(key) for key in _WATCHING):
            number = duty.get("number", at + 1)
            mend = "请写上由哪些应发稿件、栏目、检查、条目来看，从外面看不到的写 ticks（人工确认）"
            yield found(("duties", at), f"第 {number} 项职责没有人看，也没有人确认", mend)


def _all(raw: Mapping[Any, Any], key: str) -> Iterator[tuple[Path, str]]:
    for at, duty in mappings(raw, "duties"):
        yield from listed(duty, ("duties", at), key)


def _units(raw: Mapping[Any, Any]) -> Iterator[tuple[Path, str]]:
    yield from _all(raw, "units")
    for at, duty in mappings(raw, "duties"):
        for place, tick in mappings(duty, "ticks"):
            if isinstance(tick.get("unit"), str):
                yield ("duties", at, "ticks", place, "unit"), tick["unit"].strip()


def _named(raw: Mapping[Any, Any], key: str) -> list[str]:
    return [name for _, name in names(raw, key)]


def _entries(raw: Mapping[Any, Any]) -> list[str]:
    series = [name for _, account in mappings(raw, "accounts") for _, name in names(account, "series")]
    return [*(name for key in _ENTRIES for name in _named(raw, key)), *series]
