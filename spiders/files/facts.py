"""What a file says, as it is recorded: its text, its tables, its years, and the personal data in it."""

from __future__ import annotations

import hashlib
from itertools import islice

from inspection.contents import pack
from inspection.files import FileFacts
from inspection.occurrences import years_in
from inspection.personal import mask
from spiders.contents.personal import personal_in
from spiders.contents.table_facts import from_cells
from spiders.files.reader import read_file
from spiders.files.text import FileText, Rows

_TITLE, _KEPT = 120, 200_000  # characters
_MOST_TABLES, _MOST_ROWS = 40, 20_000


def facts_of_file(body: bytes, name: str) -> FileFacts:
    """Of a file's bytes; `name` is what pages call it. `linked_from` and `named` are the caller's. Never raises.

    What is kept holds no number of a person: where there is one, the text and the tables are masked.
    """
    told = read_file(body, name)
    title = _title(told)
    personal = personal_in(told.text, told.tables, f"{name} {title}")
    text = told.text[:_KEPT]
    tables = tuple(_masked(rows) for rows in told.tables) if personal else told.tables
    found = (from_cells(rows[:_MOST_ROWS], title) for rows in islice(tables, _MOST_TABLES))
    return FileFacts(
        kind=told.kind,
        size=len(body),
        digest=hashlib.sha256(body).hexdigest(),
        unread=told.unread,
        pages=told.pages,
        title=mask(title),
        years=tuple(sorted(years_in(f"{name}\n{told.first[:3000]}"))),
        personal=personal,
        tables=tuple(table for table in found if table is not None),
        packed=pack(mask(text) if personal else text),
    )


def _title(told: FileText) -> str:
    """The first line that says something."""
    lines = (" ".join(line.split()) for line in told.first.splitlines())
    return next((line for line in lines if len(line) > 1 and not line.isdecimal()), "")[:_TITLE]


def _masked(rows: Rows) -> Rows:
    return tuple(tuple(mask(cell) if any(map(str.isdecimal, cell)) else cell for cell in row) for row in rows)
