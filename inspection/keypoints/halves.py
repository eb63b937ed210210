"""What is done in each half of the year is two things: each has its day, and one does not stand for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from inspection.keypoints.entries import Entry, Values
from inspection.keypoints.timing import HALVES

_HALVES = (("上半年", 6, 30, "180d"), ("下半年", 12, 31, "183d"))  # its last day, and how far back it begins


def each_half(values: Values, *, published: bool = False) -> Iterator[Values]:
    """Those of each half; of all else itself. What is `published` counts for its own half only."""
    due = values.get("due")
    if not isinstance(due, dict) or HALVES not in due:
        yield values
        return
    for half, month, day, back in _HALVES:
        day_of_half = {"by": date(due[HALVES], month, day), **({"window": back} if published else {})}
        yield {**values, "name": f"{values.get('name', '')}（{half}）", "due": day_of_half}


def entries_of(entry: Entry) -> Iterator[Entry]:
    """The entry, or one of each half."""
    return (replace(entry, values=values) for values in each_half(entry.values, published=True))


def is_asked(due: dict[str, object], taken: Sequence[object]) -> bool:
    """Whether something is asked for by that day already, or by both days of the halves."""
    by = [one["due"] for one in each_half({"due": due})]
    return any(_has(one, due) for one in taken) or all(any(_has(one, day) for one in taken) for day in by)


def _has(one: object, due: object) -> bool:
    return isinstance(one, dict) and isinstance(due, dict) and one.items() >= due.items()
