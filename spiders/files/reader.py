"""One file: from its bytes to its text, by what the bytes are, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from inspection.file_kinds import HEAD, PAGES, kind_of
from spiders.files.archive import read_zip
from spiders.files.ofd import read_ofd
from spiders.files.old import read_ole
from spiders.files.pdf import read_pdf
from spiders.files.plain import read_html, read_rtf, read_text
from spiders.files.sheets import read_xlsx
from spiders.files.text import FileText, UnreadError
from spiders.files.word import read_docx, read_pptx

_READERS: dict[str, Callable[[bytes], FileText]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
    "ofd": read_ofd,
    "ole": read_ole,
    "rtf": read_rtf,
    "html": partial(read_html, kind="html"),
    "office-html": partial(read_html, kind="office-html"),
}
_PICTURES = frozenset({"png", "jpeg", "gif", "bmp", "webp", "tiff", "svg", "ico", "avif"})
_NO_TOOL = frozenset({"rar", "7z", "gzip", "bzip2", "xz", "ceb", "mhtml", "odf"})
_TEXT = frozenset({"text", "xml", "json"})
_CSV = re.compile(r"\.(?:csv|tsv)$", re.I)


def read_file(body: bytes, name: str) -> FileText:
    """What the file says; `unread` tells why not, or not all. Never raises for what the body holds.

    It may take long, and C code reads what strangers wrote: where that matters, let a child do it
    (spiders.files.child).
    """
    kind = kind_of(body[:HEAD])
    try:
        return _read(body, name, kind)
    except UnreadError as error:
        return FileText(kind, unread=error.reason)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, OSError):
        return FileText(kind, unread="damaged")
    except MemoryError:
        return FileText(kind, unread="too-large")


def _read(body: bytes, name: str, kind: str) -> FileText:
    if kind in _READERS:
        return _READERS[kind](body)
    if kind in _TEXT:
        return read_text(body, as_table=bool(_CSV.search(name)))
    if kind == "zip":
        return read_zip(body, _of_archive)
    if kind == "empty" or kind in PAGES:
        return FileText(kind)
    if kind in _PICTURES:
        raise UnreadError("picture")
    raise UnreadError("no-tool" if kind in _NO_TOOL else "unknown-kind")


def _of_archive(body: bytes, name: str) -> FileText:
    """One file of an archive; an archive in it is not opened."""
    kind = kind_of(body[:HEAD])
    if kind == "zip":
        raise UnreadError("nested")
    return _read(body, name, kind)
