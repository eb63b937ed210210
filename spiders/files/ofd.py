"""OFD: the text of its pages in lines as they are seen. A zip of XML, whatever names its spaces have."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from spiders.files.lines import Piece, lines_of
from spiders.files.packed import Packed, local
from spiders.files.pdf import is_garbled
from spiders.files.text import MOST_PAGES, FileText, UnreadError, cut

_FEW = 16
_MOST_DOCUMENTS = 20


def read_ofd(body: bytes) -> FileText:
    """An OFD file: all documents and pages in it. Raises UnreadError."""
    packed = Packed(body)
    if any(name.lower().endswith("encryptions.xml") for name in packed.members):
        raise UnreadError("encrypted")
    texts, scanned, more = list[str](), 0, False
    for name in _pages(packed):
        if len(texts) >= MOST_PAGES:
            more = True
            break
        root = packed.xml(name)
        text = "\n".join(lines_of(list(_pieces(root))))
        texts.append(text)
        scanned += len(text) < _FEW and any(local(node.tag) == "ImageObject" for node in root.iter())
    if not texts:
        raise UnreadError("damaged")
    whole, unread = cut("\n".join(texts))
    if is_garbled(whole):
        return FileText("ofd", pages=len(texts), unread="garbled")
    if scanned:
        unread = "scanned" if scanned * 2 > len(texts) else "partly-scanned"
    return FileText("ofd", whole, texts[0], len(texts), unread="too-large" if more else unread)


def _pages(packed: Packed) -> Iterator[str]:
    """Addresses of the pages in order, by the lists of their documents."""
    roots = [
        node.text or "" for node in packed.xml(_there(packed, "", "OFD.xml")).iter() if local(node.tag) == "DocRoot"
    ]
    for root in roots[:_MOST_DOCUMENTS]:
        document = _there(packed, "", root)
        for node in packed.xml(document).iter():
            if local(node.tag) == "Page" and (place := node.attrib.get("BaseLoc")):
                yield _there(packed, posixpath.dirname(document), place)


def _there(packed: Packed, folder: str, place: str) -> str:
    """The member that an address means, whatever its slashes and the case of its letters."""
    place = place.strip().replace("\\", "/")
    wanted = posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place))
    if wanted in packed.members:
        return wanted
    return next((name for name in packed.members if name.replace("\\", "/").lower() == wanted.lower()), wanted)


def _pieces(root: Element) -> Iterator[Piece]:
    for node in root.iter():
        if local(node.tag) != "TextObject":
            continue
        left, top, width, height = _numbers(node.attrib.get("Boundary", ""), 4)
        size = max(*_numbers(node.attrib.get("Size", ""), 1), 1.0)
        for code in node.iter():
            if local(code.tag) == "TextCode" and (text := (code.text or "").strip()):
                x, y = _numbers(code.attrib.get("X", ""), 1)[0], _numbers(code.attrib.get("Y", ""), 1)[0]
                start = left + x
                # A box may reach to the next cell: what the letters need is the better word.
                needed = size * sum(0.55 if char.isascii() else 1.0 for char in text)
                yield Piece(start, start + max(min(width or needed, needed), 1.0), -(top + (y or height)), size, text)


def _numbers(text: str, count: int) -> list[float]:
    """So many numbers; nought for what is none."""
    found: list[float] = []
    for word in text.split()[:count]:
        try:
            value = float(word)
        except ValueError:
            value = 0.0
        found.append(value if -1e6 < value < 1e6 else 0.0)
    return found + [0.0] * (count - len(found))
