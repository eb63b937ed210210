"""Cells and tables of exported files, whichever kind of file they came in, and the limits that all kinds keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from inspection.sources import Refusal

MAX_ROWS = 50_000
MAX_COLUMNS = 200
_MOST_BLANK = 500  # rows in a row: what follows is formatting only
_FORMULA_LINK = re.compile(r"""^=\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"(?:\s*[,;]\s*"((?:[^"]|"")*)")?""", re.I)

Value = str | int | float | bool | datetime | date | time | timedelta | None


class TableError(Exception):
    """The file gives no table; the refusal says why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail)
        self.refusal = Refusal(reason, detail)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and where it links to."""

    value: Value = None
    link: str = ""


Row = tuple[Cell, ...]
Span = tuple[int, int, int, int]  # of merged cells: first row, row after the last, first column, column after the last


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `early`: its serial dates count from 1904."""

    name: str
    rows: tuple[Row, ...]
    early: bool = False
    cut: bool = False  # it has more rows than are read


def table_of(name: str, rows: Iterable[Row], *, early: bool = False) -> Table:
    """The rows within the limits, up to where nothing but blank rows follows."""
    kept: list[Row] = []
    blank = 0
    for row in rows:
        blank = 0 if any(cell.value not in (None, "") for cell in row) else blank + 1
        if blank > _MOST_BLANK:
            break
        if len(kept) >= MAX_ROWS:
            return Table(name, tuple(kept), early, cut=True)
        kept.append(row[:MAX_COLUMNS])
    return Table(name, tuple(kept), early)


def filled(rows: Iterable[Row], merged: Iterable[Span]) -> Iterator[Row]:
    """Cells merged downwards hold their value in every row: one date beside the articles that went out together."""
    spans: dict[int, list[Span]] = {}
    for span in merged:
        if span[1] - span[0] > 1:
            spans.setdefault(span[0], []).append(span)
    running: dict[int, tuple[int, Cell]] = {}  # by column: up to which row, and what
    for number, row in enumerate(rows):
        held = {column: cell for column, (last, cell) in running.items() if number < last}
        if held:
            row = tuple(held.get(column, cell) for column, cell in enumerate(row))
        for first, last, left, _ in spans.get(number, ()):
            if left < len(row) and first == number:
                running[left] = (last, row[left])
        yield row


def cell_of(value: object, link: str = "") -> Cell:
    """A formula that links says what it shows; any other formula has no value that could be believed."""
    if isinstance(value, str) and value.startswith("="):
        if found := _FORMULA_LINK.match(value):
            target = found[1].replace('""', '"')
            return Cell((found[2] or target).replace('""', '"'), link or target)
        return Cell(None, link)
    return Cell(value if isinstance(value, (str, int, float, date, time, timedelta)) else None, link)


def is_formula(value: object) -> bool:
    """Whether the cell's value must be worked out, a link apart."""
    if isinstance(value, str):
        return value.startswith("=") and not _FORMULA_LINK.match(value)
    return value is not None and not isinstance(value, (str, int, float, date, time, timedelta))
