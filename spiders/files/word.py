"""Word and presentation files: paragraphs, tables, headers, notes, text boxes, as their XML has them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from spiders.files.packed import Packed, local
from spiders.files.text import FIRST, MOST_CELLS, FileText, Rows, UnreadError, cut

_MAIN = "word/document.xml"
_BESIDE = ("word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments")
_LEFT_OUT = frozenset({"Fallback", "delText", "instrText", "pPr", "rPr", "tblPr", "sectPr"})
_DEEPEST = 200  # elements within each other


def read_docx(body: bytes) -> FileText:
    """A Word file. Raises UnreadError."""
    packed = Packed(body)
    if _MAIN not in packed.members:
        raise UnreadError("damaged")
    tables: list[Rows] = []
    main = "\n".join(_lines(packed.xml(_MAIN), tables, 0))
    beside = [name for part in _BESIDE for name in packed.named(part)]
    more = "\n".join("\n".join(_lines(packed.xml(name), tables, 0)) for name in beside)
    if not main.strip() and any(name.startswith("word/media/") for name in packed.members):
        return FileText("docx", unread="scanned")
    text, unread = cut(f"{main}\n{more}".strip())
    if sum(len(row) for table in tables for row in table) > MOST_CELLS:
        unread = "too-large"
    return FileText("docx", text, main[:FIRST], tables=tuple(tables), unread=unread)


def read_pptx(body: bytes) -> FileText:
    """The words of a presentation, slide by slide. Raises UnreadError."""
    packed = Packed(body)
    tables: list[Rows] = []
    slides = ["\n".join(_lines(packed.xml(name), tables, 0)) for name in packed.named("ppt/slides/slide")]
    if not any(slide.strip() for slide in slides) and any(n.startswith("ppt/media/") for n in packed.members):
        return FileText("pptx", pages=len(slides), unread="scanned")
    text, unread = cut("\n".join(slides).strip())
    return FileText("pptx", text, slides[0][:FIRST] if slides else "", len(slides), tuple(tables), unread)


def _lines(node: Element, tables: list[Rows], depth: int) -> Iterator[str]:
    """Lines of a part, in order; its outer tables are kept as rows too."""
    if depth > _DEEPEST:
        raise UnreadError("damaged")
    for child in node:
        name = local(child.tag)
        if name in _LEFT_OUT:
            continue
        if name == "p":
            yield _paragraph(child, depth)
            yield from _boxes(child, tables, depth)
        elif name == "tbl":
            rows = _table(child, depth)
            tables.append(rows)
            yield from ("\t".join(row) for row in rows)
        else:
            yield from _lines(child, tables, depth + 1)


def _paragraph(node: Element, depth: int) -> str:
    return "".join(_words(node, depth)).strip()


def _words(node: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise UnreadError("damaged")
    for child in node:
        name = local(child.tag)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name not in _LEFT_OUT and name != "txbxContent":
            yield from _words(child, depth + 1)


def _boxes(node: Element, tables: list[Rows], depth: int) -> Iterator[str]:
    """Text boxes are anchored within a paragraph; an older program's copy of them (Fallback) is left out."""
    if depth > _DEEPEST:
        raise UnreadError("damaged")
    for child in node:
        name = local(child.tag)
        if name == "txbxContent":
            yield from _lines(child, tables, depth + 1)
        elif name not in _LEFT_OUT and name != "t":
            yield from _boxes(child, tables, depth + 1)


def _table(node: Element, depth: int) -> Rows:
    """Rows of cells. A merged cell stands once, in its first place; the places that it covers are blank."""
    rows: list[tuple[str, ...]] = []
    for row in _children(node, "tr"):
        cells: list[str] = []
        for cell in _children(row, "tc"):
            inner: list[Rows] = []
            words = "\n".join(line for line in _lines(cell, inner, depth + 1) if line)
            cells += [words, *[""] * (_span(cell) - 1)]
        rows.append(tuple(cells))
    return tuple(rows)


def _children(node: Element, name: str) -> Iterator[Element]:
    """Children of that name, also inside the wrappers of content controls and of tracked changes."""
    for child in node:
        if local(child.tag) == name:
            yield child
        elif local(child.tag) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(child, name)


def _span(cell: Element) -> int:
    for found in cell.iter():
        if local(found.tag) == "gridSpan":
            value = next((v for k, v in found.attrib.items() if local(k) == "val"), "1")
            return min(int(value), 60) if value.isascii() and value.isdecimal() and len(value) < 4 else 1
    return max(1, min(60, int(cell.attrib["gridSpan"]))) if cell.attrib.get("gridSpan", "").isdecimal() else 1
