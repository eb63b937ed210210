"""Tables of a page with a heading row."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from inspection.contents import TableFacts
from spiders.contents.table_facts import Row, facts_of, is_heading, trimmed, words_of
from spiders.reading.page import ParsedPage
from spiders.reading.tree import is_hidden

MOST_TABLES = 60  # of one page
MOST_ROWS = 5_000  # of one page, over all its tables
MOST_COLUMNS = 60
_SPAN_ROWS = 1_000  # rows that a merged cell covers at most, as HTML has it 65,534
_SHOWS = "img, input, svg, canvas, video, object, embed"  # a cell with such a thing is not blank
_MARKED = "[图]"


def tables_of(page: ParsedPage) -> tuple[TableFacts, ...]:
    """The page's data tables, in their order. Never raises.

    A table that holds other tables lays out the page; one without a heading row is not judged. Headings in a table of
    their own above the rows (a head that stays while the rows scroll) belong to the table below.
    """
    found: list[TableFacts] = []
    left, head = MOST_ROWS, None
    for table in page.tree.css("table")[:MOST_TABLES]:
        if len(table.css("table")) > 1 or table.attributes.get("role") in ("presentation", "none"):
            continue
        rows = _grid(table, left)
        left -= len(rows)
        if len(rows) == 1 and is_heading(rows[0]):
            head = rows[0]
            continue
        if head is not None and rows and len(rows[0].cells) == len(head.cells) and not is_heading(rows[0]):
            rows = [head, *rows]
        head = None
        facts = facts_of(trimmed(rows), _caption(table)) if rows and len(rows[0].cells) > 1 else None
        if facts is not None:
            found.append(facts)
        if left <= 0:
            break
    return tuple(found)


def _caption(table: LexborNode) -> str:
    node = table.css_first("caption")
    return words_of(node.text()) if node is not None else ""


def _grid(table: LexborNode, most: int) -> list[Row]:
    """The rows with merged cells repeated, all of one width."""
    rows: list[list[tuple[str, bool, bool]]] = []  # words, heading, spans
    held: dict[int, tuple[int, tuple[str, bool, bool]]] = {}  # by column: how many rows still, and the cell
    for node in _rows_of(table):
        if len(rows) >= most:
            break
        row: list[tuple[str, bool, bool]] = []
        for cell in _cells_of(node):
            _carry(row, held)
            words, across, down = _words(cell), _span(cell, "colspan", MOST_COLUMNS), _span(cell, "rowspan", _SPAN_ROWS)
            told = (words, _is_head(cell, words), across > 1)
            for _ in range(min(across, MOST_COLUMNS - len(row))):
                if down > 1:
                    held[len(row)] = (down - 1, told)
                row.append(told)
        _carry(row, held)
        if row:
            rows.append(row)
    width = max(map(len, rows), default=0)
    return [
        Row(
            tuple(cell[0] for cell in row) + ("",) * (width - len(row)),
            sum(cell[1] for cell in row),
            tuple(cell[2] or len(row) == 1 < width for cell in row) + (len(row) == 1 < width,) * (width - len(row)),
        )
        for row in rows
    ]


def _carry(row: list[tuple[str, bool, bool]], held: dict[int, tuple[int, tuple[str, bool, bool]]]) -> None:
    """Cells of rows above that reach into this one."""
    while len(row) in held and len(row) < MOST_COLUMNS:
        rest, told = held.pop(len(row))
        if rest > 1:
            held[len(row)] = (rest - 1, told)
        row.append(told)


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Rows that are shown. Markup without tbody has got one from the parser."""
    for row in table.css("tr"):
        if not is_hidden(row.attributes):
            yield row


def _cells_of(row: LexborNode) -> Iterator[LexborNode]:
    node = row.child
    while node is not None:
        if node.tag in ("td", "th") and not is_hidden(node.attributes):
            yield node
        node = node.next


def _words(cell: LexborNode) -> str:
    words = words_of(cell.text(deep=True, separator=" " if cell.css_first("br, p, div") else ""))
    return words or (_MARKED if cell.css_first(_SHOWS) is not None else "")


def _is_head(cell: LexborNode, words: str) -> bool:
    """By markup, or because all that it says is bold."""
    if cell.tag == "th":
        return True
    bold = cell.css_first("strong, b")
    return bool(words) and bold is not None and words_of(bold.text()) == words


def _span(cell: LexborNode, name: str, most: int) -> int:
    value = (cell.attributes.get(name) or "").strip()
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
