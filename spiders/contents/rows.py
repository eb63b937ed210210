"""Tables as plain rows of cells, for whoever asks whose a number is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spiders.reading.page import Box, ParsedPage

_CELLS = 200_000  # of one page
_OUTWARDS = 8  # boxes from a line to its cell


def rows_of(page: ParsedPage, *, hidden: bool = False) -> list[list[list[str]]]:
    """Every table's rows, each a list of its cells' shown text, in the order of the page; merged cells stay one.

    `hidden`: with what is not displayed.
    """
    tables: dict[int, dict[int, dict[int, str]]] = {}
    for cell, table, text in islice(_cells(page, hidden), _CELLS):
        row = tables.setdefault(id(table), {}).setdefault(cell.row, {})
        row[id(cell)] = f"{row[id(cell)]} {text}" if id(cell) in row else text
    return [[list(row.values()) for row in rows.values()] for rows in tables.values()]


def _cells(page: ParsedPage, hidden: bool) -> Iterator[tuple[Box, Box, str]]:
    for line in page.lines:
        if line.box.hidden and not hidden:
            continue
        cell = next((box for box in islice(line.box.and_outer(), _OUTWARDS) if box.row >= 0), None)
        if cell is None:
            continue
        table = next((box for box in cell.and_outer() if box.tag in ("table", "dl")), cell)
        yield cell, table, line.text
