"""What a file that pages offer says, read to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from inspection.contents import PersonalDatum, TableFacts
from inspection.visits import Visit

MADE_BY = "file-1"  # another number reads every file anew, also where its bytes are the same


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Of one file. Where the visit's `reason` is set nothing of it was had.

    `unread` says why its text could not be read, or not all of it, although it was had: scanned, partly-scanned,
    garbled, encrypted, damaged, too-large, no-tool, timeout, reader-broke, picture, nested, part-unread, unknown-kind;
    None where it was.
    """

    kind: str = ""  # inspection.file_kinds; of an ole file what it holds: doc, xls, ppt, ole
    size: int = 0  # bytes
    digest: str = ""  # SHA-256 of its bytes
    unread: str | None = None
    pages: int | None = None
    title: str = ""  # its first words
    years: tuple[int, ...] = ()  # that the title and the first page name, 2024 in 2024年
    personal: tuple[PersonalDatum, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    packed: str = ""  # its text, as in PageContent, at most 200,000 characters
    linked_from: str = ""  # one page that offers it
    named: str = ""  # as that page calls it
    made_by: str = MADE_BY
    etag: str = ""  # as the server stated them with these bytes
    modified: str = ""
    read_at: datetime | None = None  # when these bytes were read, however often they were seen since


_ADAPTER: TypeAdapter[Any] = TypeAdapter(FileFacts)


def file_facts(visit: Visit) -> FileFacts:
    """The facts of a file. What an older program left out has its default."""
    found: FileFacts = _ADAPTER.validate_python(dict(visit.facts))
    return found
