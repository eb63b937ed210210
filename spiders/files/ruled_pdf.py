"""PDF pages as text, a form feed between them; tables that are drawn with lines become rows with tabs.

It assumes that a table's cells are parted by ruled lines or boxes, as office programs print them. A table without lines
is read as running text.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from spiders.files.text import UnreadError

MOST_PAGES = 600
MOST_TEXT = 1_000_000
MOST_OBJECTS = 6_000
MOST_LETTERS = 20_000  # of one page
_THIN = 2.5  # points: a box this thin is a line
_NEAR = 3.0
_ABOVE_BASE = 3.0  # points: a line's middle is taken to stand so far above its baseline
_PASSWORD = 4


@dataclass(slots=True)
class _Letter:
    """One letter and its place."""

    left: float
    right: float
    middle: float
    height: float
    text: str

    def within(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether its middle lies in the box."""
        return left <= (self.left + self.right) / 2 < right and bottom < self.middle <= top


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's lines: columns from the left, rows from the top."""

    xs: list[float]
    ys: list[float]
    across: list[tuple[float, float, float]]  # y, from x, to x
    down: list[tuple[float, float, float]]  # x, from y, to y

    def parts_columns(self, at: int, row: int) -> bool:
        """Whether an upright line stands there in that row."""
        if at in (0, len(self.xs) - 1):
            return True
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(x - self.xs[at]) <= _NEAR and low <= middle <= high for x, low, high in self.down)

    def parts_rows(self, at: int, column: int) -> bool:
        """Whether a level line stands there in that column."""
        if at in (0, len(self.ys) - 1):
            return True
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(y - self.ys[at]) <= _NEAR and left <= middle <= right for y, left, right in self.across)


def read_ruled(body: bytes) -> str:
    """The text of a PDF. Raises UnreadError: encrypted, damaged, scanned."""
    import pypdfium2  # type: ignore[import-untyped]  # late: it loads a library

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise UnreadError("encrypted" if getattr(error, "err_code", None) == _PASSWORD else "damaged") from error
    try:
        pages, size = [], 0
        for number in range(min(len(document), MOST_PAGES)):
            pages.append(_page(document, number, pypdfium2))
            size += len(pages[-1])
            if size > MOST_TEXT:
                break
    finally:
        document.close()
    if pages and size < 16 * len(pages) / 4:
        raise UnreadError("scanned")
    return "\f".join(pages)[:MOST_TEXT]


def _page(document: Any, number: int, pdfium: Any) -> str:
    try:
        page = document[number]
        letters = _letters(page.get_textpage(), pdfium)
        _, bottom, _, top = page.get_bbox()
        grids = list(_grids(page, pdfium))
    except pdfium.PdfiumError:
        return ""
    parts, ceiling = list[str](), top + 1
    for grid in grids:
        parts += _lines([one for one in letters if grid.ys[0] < one.middle <= ceiling])
        parts += _rows(letters, grid)
        ceiling = grid.ys[-1]
    parts += _lines([one for one in letters if bottom - 1 <= one.middle <= ceiling])
    return "\n".join(parts)


def _letters(text: Any, pdfium: Any) -> list[_Letter]:
    """Every letter with its place; how high it stands is told from its baseline, which fonts of a line share."""
    letters, across, base = list[_Letter](), c_double(), c_double()
    for at in range(min(text.count_chars(), MOST_LETTERS)):
        code = pdfium.raw.FPDFText_GetUnicode(text.raw, at)
        if code <= 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        height = max(top - bottom, right - left, 1.0)
        place = pdfium.raw.FPDFText_GetCharOrigin(text.raw, at, across, base)
        middle = base.value + _ABOVE_BASE if place else (top + bottom) / 2
        letters.append(_Letter(left, right, middle, height, chr(code)))
    return letters


def _lines(letters: list[_Letter]) -> list[str]:
    """The lines as they are seen, from the top; a wide gap in a line is a blank."""
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.middle):
        if lines and lines[-1][0].middle - letter.middle <= 0.45 * min(lines[-1][0].height, letter.height):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [_said(sorted(line, key=lambda one: one.left)) for line in lines]


def _said(line: list[_Letter]) -> str:
    said = line[0].text
    for before, letter in pairwise(line):
        said += (" " if letter.left - before.right > 0.3 * letter.height else "") + letter.text
    return said


def _rows(letters: list[_Letter], grid: _Grid) -> Iterator[str]:
    """A row a line; a cell that is merged downwards says in each row what it says, one alone in its row is text."""
    said: dict[tuple[int, int], str] = {}
    low, high = grid.ys[-1], grid.ys[0]
    inside = [one for one in letters if low <= one.middle <= high]
    for row, upper in enumerate(grid.ys[:-1]):
        cells: list[str] = []
        at = 0
        while at < len(grid.xs) - 1:
            to = next((end for end in range(at + 1, len(grid.xs)) if grid.parts_columns(end, row)), len(grid.xs) - 1)
            end = next((end for end in range(row + 1, len(grid.ys)) if grid.parts_rows(end, at)), len(grid.ys) - 1)
            key = (_first_row(grid, row, at), at)
            if key not in said:
                box = (grid.xs[at], grid.ys[end], grid.xs[to], upper)
                said[key] = "".join(_lines([one for one in inside if one.within(*box)]))
            cells += [said[key], *[""] * (to - at - 1)]
            at = to
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and cells[0] and len(filled[0]) <= 80:
            yield filled[0]
        elif filled:
            yield "\t".join(cells)


def _first_row(grid: _Grid, row: int, column: int) -> int:
    while row > 0 and not grid.parts_rows(row, column):
        row -= 1
    return row


def _grids(page: Any, pdfium: Any) -> Iterator[_Grid]:
    """Tables from the top of the page: where their columns and rows are parted."""
    across: list[tuple[float, float, float]] = []  # y, from x, to x
    down: list[tuple[float, float, float]] = []  # x, from y, to y
    for at, drawn in enumerate(page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,), max_depth=4)):
        if at >= MOST_OBJECTS:
            return
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom <= _THIN < right - left:
            across.append(((top + bottom) / 2, left, right))
        elif right - left <= _THIN < top - bottom:
            down.append(((left + right) / 2, bottom, top))
        elif right - left > 15 and top - bottom > 8:
            across += [(top, left, right), (bottom, left, right)]
            down += [(left, bottom, top), (right, bottom, top)]
    for low, high in _spans(down):
        xs = _apart([x for x, bottom, top in down if bottom < high and top > low])
        ys = _apart([y for y, left, right in across if low - _NEAR <= y <= high + _NEAR and _crosses(left, right, xs)])
        if 3 <= len(xs) <= 40 and len(ys) >= 2:
            yield _Grid(xs, ys[::-1], across, down)


def _crosses(left: float, right: float, xs: list[float]) -> bool:
    return bool(xs) and right - left > 8 and left < xs[-1] and right > xs[0]


def _spans(down: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """From top to bottom, where upright lines stand without a gap."""
    spans: list[list[float]] = []
    for _, bottom, top in sorted(down, key=lambda line: -line[2]):
        if spans and top >= spans[-1][0] - _NEAR:
            spans[-1][0] = min(spans[-1][0], bottom)
        else:
            spans.append([bottom, top])
    return [(low, high) for low, high in spans if high - low > 12]


def _apart(places: list[float]) -> list[float]:
    """Places that are nearly the same, once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
