"""Archives as packs of attachments: what lies in them is read, one level deep."""

from __future__ import annotations

from collections.abc import Callable

from inspection.file_kinds import kind_of
from spiders.files.packed import Packed
from spiders.files.text import FIRST, FileText, Rows, UnreadError, cut

_MOST_FILES = 60
_MOST_BYTES = 40 * 1024 * 1024
_NESTED = frozenset({"zip", "rar", "7z", "gzip", "bzip2", "xz"})
_NO_TEXT = frozenset({"png", "jpeg", "gif", "bmp", "webp", "tiff", "mp4", "mp3", "empty"})


def read_zip(body: bytes, read: Callable[[bytes, str], FileText]) -> FileText:
    """All files of an archive together; `read` reads one. What cannot be read leaves the whole `part-unread`.

    Raises UnreadError where the archive itself cannot be opened, or nothing in it can be read.
    """
    packed = Packed(body)
    names = [name for name in packed.members if not name.startswith("__MACOSX/") and not name.endswith(".DS_Store")]
    texts, tables, reasons = list[str](), list[Rows](), list[str]()
    for name in names[:_MOST_FILES]:
        try:
            inner = packed.read(name, _MOST_BYTES)
            told = _nested(inner) or read(inner, name)
        except UnreadError as error:
            reasons.append(error.reason)
            continue
        texts.append(f"{name.rpartition('/')[2]}\n{told.text}")
        tables += told.tables
        reasons += [told.unread] if told.unread else []
    if len(names) > _MOST_FILES:
        reasons.append("too-large")
    if not names:
        raise UnreadError("empty")
    if reasons and not any(texts):
        raise UnreadError(reasons[0] if len(set(reasons)) == 1 else "part-unread")
    text, unread = cut("\n".join(texts))
    return FileText(
        "zip",
        text,
        text[:FIRST],
        tables=tuple(tables),
        unread="part-unread" if reasons else unread,
        members=tuple(names),
    )


def _nested(inner: bytes) -> FileText | None:
    kind = kind_of(inner[:16_384])
    if kind in _NESTED or kind in _NO_TEXT:
        raise UnreadError("picture" if kind in _NO_TEXT else "nested")
    return None
