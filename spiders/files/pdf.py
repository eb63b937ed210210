"""PDF: the text of its pages in lines as they are seen. C code: to be run in a child of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from spiders.files.lines import Piece, lines_of
from spiders.files.text import MOST_PAGES, MOST_TEXT, FileText, UnreadError, cut

_FEW = 16  # characters: a page with fewer shows a picture, or next to nothing
_ODD = 0.15  # share of characters that no reader could make sense of
_SAMPLE = 20_000  # characters that are looked at
_PASSWORD = 4  # pdfium's number for it


def read_pdf(body: bytes) -> FileText:
    """A PDF. Raises UnreadError."""
    import pypdfium2  # type: ignore[import-untyped]  # late: it loads a library

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise UnreadError("encrypted" if getattr(error, "err_code", None) == _PASSWORD else "damaged") from error
    try:
        return _read(document, pypdfium2)
    finally:
        document.close()


def is_garbled(text: str) -> bool:
    """Whether fonts gave no characters but their own numbers: signs of no meaning, or Han that nobody writes.

    Assumes Chinese or Latin text. Han are taken for ordinary when GB 2312 or Big5 has them.
    """
    letters = [char for char in text[:_SAMPLE] if not char.isspace()]
    if len(letters) < _FEW:
        return False
    odd = sum(unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs") or char == "\ufffd" for char in letters)
    han = [char for char in letters if "\u3400" <= char <= "\u9fff"]
    rare = sum(not _is_ordinary(char) for char in han)
    return odd > _ODD * len(letters) or (len(han) >= _FEW and rare > _ODD * len(han))


def _is_ordinary(char: str) -> bool:
    for charset in ("gb2312", "big5"):
        try:
            char.encode(charset)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _read(document: Any, pdfium: Any) -> FileText:
    pages, texts, size, scanned = len(document), list[str](), 0, 0
    for number in range(min(pages, MOST_PAGES)):
        try:
            text, has_picture = _page(document, number, pdfium)
        except pdfium.PdfiumError:
            if number == 0 and pages == 1:
                raise UnreadError("damaged") from None
            text, has_picture = "", False
        texts.append(text)
        size += len(text)
        scanned += has_picture and len(re.sub(r"\s", "", text)) < _FEW
        if size > MOST_TEXT:
            break
    whole, unread = cut("\n".join(texts))
    first = texts[0] if texts else ""
    if len(texts) < pages:
        unread = "too-large"
    if is_garbled(whole):
        return FileText("pdf", pages=pages, unread="garbled")
    if scanned:
        unread = "scanned" if scanned * 2 > len(texts) else unread or "partly-scanned"
    return FileText("pdf", whole, first, pages, unread=unread)


def _page(document: Any, number: int, pdfium: Any) -> tuple[str, bool]:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text = "\n".join(lines_of(list(_pieces(words))))
        finally:
            words.close()
        few = len(text) < _FEW * 4
        picture = few and next(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None
        return text, picture
    finally:
        page.close()


def _pieces(words: Any) -> Iterator[Piece]:
    for number in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(number)
        text = words.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip()
        if text:
            yield Piece(left, right, (top + bottom) / 2, max(top - bottom, 1.0), text)
