"""The rows of an answer of data: objects by the place where they lie, their fields flat, whatever these are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spiders.reading.dates import find_date, from_timestamp
from spiders.reading.list_json_fields import parse

Row = dict[str, str]  # dotted names → values as text
Where = tuple[str, ...]  # names from the root to the array; * for any position

_MOST = 50_000  # values of one answer that are looked at
_DEEP = 12


def rows_by_place(body: str) -> dict[Where, list[Row]]:
    """Every array of objects in an answer, JSON inside strings included; arrays of one shape are taken together."""
    found: dict[Where, list[Row]] = {}
    value = parse(body)
    for where, rows in _arrays((), value) if value is not None else ():
        found.setdefault(where, []).extend(rows)
    return found


def rows_at(body: str, where: Where) -> list[Row] | None:
    """The rows at one place; None where the answer has no such place: it is not what it was."""
    value = parse(body)
    if value is None:
        return None
    met = [rows for place, rows in _arrays((), value) if place == where]
    if met:
        return [row for rows in met for row in rows]
    return [] if _has(value, where) else None


def with_days(row: Row) -> Row:
    """The row with the parts of its dates as further fields: `pub:ymd` is 20240415, as addresses have them."""
    found = dict(row)
    for name, value in row.items():
        day = _day_in(value)
        if day is not None:
            found |= {
                f"{name}:{part}": day.strftime(form)
                for part, form in (("ymd", "%Y%m%d"), ("ym", "%Y%m"), ("y", "%Y"), ("m", "%m"), ("d", "%d"))
            }
            found |= {f"{name}:M": str(day.month), f"{name}:D": str(day.day), f"{name}:Y-m-d": f"{day:%Y-%m-%d}"}
    return found


def _day_in(value: str) -> Any | None:
    if len(value) > 40 or sum(c.isdigit() for c in value) < 6:
        return None
    if value.isdigit() and len(value) in (10, 13):
        return from_timestamp(value)
    return find_date(value)


def _arrays(where: Where, value: Any, budget: list[int] | None = None) -> Iterator[tuple[Where, list[Row]]]:
    budget = budget if budget is not None else [_MOST]
    budget[0] -= 1
    if budget[0] < 0 or len(where) > _DEEP:
        return
    value = _opened(value)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _arrays((*where, str(name)), inner, budget)
    elif isinstance(value, list):
        opened = [_opened(one) for one in value]
        rows = [_flat(one) for one in opened if isinstance(one, dict)]
        if rows:
            yield where, rows
        for one in opened:
            if isinstance(one, (dict, list)):
                yield from _arrays((*where, "*"), one, budget)


def _opened(value: Any) -> Any:
    """JSON that lies in a string."""
    if isinstance(value, str) and value[:1] in ("{", "[") and len(value) > 10:
        inner = parse(value)
        return value if inner is None else inner
    return value


def _has(value: Any, where: Where) -> bool:
    """Whether there is an array at that place, though it be empty."""
    value = _opened(value)
    if not where:
        return isinstance(value, list)
    if where[0] == "*":
        return isinstance(value, list) and (not value or any(_has(one, where[1:]) for one in value))
    if not isinstance(value, dict) or where[0] not in value:
        return False
    return value[where[0]] is None or _has(value[where[0]], where[1:])


def _flat(value: dict[str, Any], prefix: str = "", deep: int = 0) -> Row:
    found: Row = {}
    for name, inner in value.items():
        inner = _opened(inner)
        if isinstance(inner, bool) or inner is None:
            continue
        if isinstance(inner, (str, int, float)):
            found[f"{prefix}{name}"] = (
                str(int(inner)) if isinstance(inner, float) and inner.is_integer() else str(inner)
            )
        elif isinstance(inner, dict) and deep < 3:
            found |= _flat(inner, f"{prefix}{name}.", deep + 1)
    return found
