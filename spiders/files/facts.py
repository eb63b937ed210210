"""What a file says, as it is recorded: its text, its tables, its years, and the personal data in it."""

from __future__ import annotations

import hashlib
import re
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
_NUMBER = re.compile(r"\d[\d \-]{5}")
_LONG = re.compile(r"\d{15,}[Xx]?")
_MOST_TABLES, _MOST_ROWS = 40, 20_000


def facts_of_file(body: bytes, name: str) -> FileFacts:
    """Of a file's bytes; `name` is what pages call it. `linked_from` and `named` are the caller's. Never raises.

    What is kept holds no number of a person: where there is one, the text and the tables are masked.
    """
    told = read_file(body, name)
    title = _title(told)
    personal = personal_in(told.text, told.tables, f"{name} {title}")
    text = told.text[:_KEPT]
    tables = (rows[:_MOST_ROWS] for rows in islice(told.tables, _MOST_TABLES))
    found = (from_cells(_masked(rows) if personal else rows, title) for rows in tables)
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
        packed=pack(_hidden(text) if personal else text),
    )


def _title(told: FileText) -> str:
    """The first line that says something."""
    lines = (" ".join(line.split()) for line in told.first.splitlines())
    return next((line for line in lines if len(line) > 1 and not line.isdecimal()), "")[:_TITLE]


def _masked(rows: Rows) -> Rows:
    return tuple(tuple(_hidden(cell) if _NUMBER.search(cell) else cell for cell in row) for row in rows)


def _hidden(text: str) -> str:
    """Masked, and besides whatever is as long as a number of a person: its heading said so, which is not there."""
    return _LONG.sub(lambda found: found[0][:4] + "*" * (len(found[0]) - 4), mask(text))
