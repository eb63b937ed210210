"""What the readers of files give, and how much of a file they take."""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]

MOST_TEXT = 2_000_000  # characters
MOST_PAGES = 2_000
MOST_CELLS = 400_000  # of all sheets, or tables
MOST_INFLATED = 120 * 1024 * 1024  # bytes of all members of an archive together
MOST_MEMBERS = 3_000
FIRST = 3_000  # characters that stand for the first page where a file has no pages


@dataclass(frozen=True, slots=True)
class FileText:
    """What one file says.

    `unread`: why its text was not had, or not all of it (scanned, partly-scanned, garbled, encrypted, damaged,
    too-large, no-tool, timeout, picture, part-unread, unknown-kind).
    """

    kind: str  # inspection.file_kinds; of an ole file what it holds: doc, xls, ppt
    text: str = ""
    first: str = ""  # the first page
    pages: int | None = None
    tables: tuple[Rows, ...] = ()
    unread: str | None = None
    members: tuple[str, ...] = ()  # of an archive: the files in it


class UnreadError(Exception):
    """A file whose text cannot be had. `reason` as in `FileText.unread`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def cut(text: str) -> tuple[str, str | None]:
    """The text as far as it is taken, without half characters and NUL, and `too-large` where there was more."""
    clean = text[: MOST_TEXT + 1].encode("utf-8", "ignore").decode().replace("\x00", "")
    return clean[:MOST_TEXT], "too-large" if len(text) > MOST_TEXT else None


def as_text(rows: Rows) -> str:
    """A table as lines, its cells parted by tabs."""
    return "\n".join("\t".join(row).rstrip("\t") for row in rows)
