"""Charsets: from a body's bytes to text, by what the bytes are rather than by what is declared."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_WIDE = re.compile("[\u0800-\ufffc\U00010000-\U0010ffff]")  # what takes three or four bytes in UTF-8
_BEYOND_LATIN = re.compile("[\u0100-\U0010ffff]")
# A pair of GB2312's own hanzi; in Big5 text about half of the second bytes lie below 0x80.
_PAIR = re.compile(rb"([\xa1-\xf7][\xa1-\xfe])|[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

_DECLARED_WITHIN = 4096  # bytes; browsers look at 1024, office CMSs put the meta later
_SAMPLE = 4000  # bytes looked at, from the first that is not ASCII, when families are compared
_LATIN = {"iso8859-1", "cp1252", "iso8859-15", "ascii"}
_GB = {"gb2312", "gbk", "gb18030", "hz", "cp936"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The body's text and the charset that it was read in: "utf-8", "gb18030", "big5", "utf-16" or Python's name.

    Bytes that are valid UTF-8 with multibyte sequences are UTF-8 whatever is declared; bytes that are not are never
    read as UTF-8 for its declaration alone. A few broken bytes, NULs or a body cut inside a character change nothing.
    Assumes Chinese where nothing is declared. Never raises; bytes that fit nowhere become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            if name == "utf-16":
                return _clean(body.decode("utf-16", "replace")), name
            return _clean(body[len(bom) :].decode(name, "replace")), name
    if wide := _bare_utf16(body):
        return _clean(body.decode(wide, "replace")), "utf-16"
    if body.isascii():
        declared = [name for name in declared_charsets(body, content_type) if name not in _LATIN]
        return _clean(body.decode("ascii")), declared[0] if declared else "utf-8"
    text = _as_utf8(body)
    if text is not None and not _tiny_gb(text, body, content_type):
        return _clean(text), "utf-8"
    name = _other_than_utf8(body, declared_charsets(body, content_type))
    return _clean(body.decode(_codec(name), "replace")), name


def declared_charsets(body: bytes, content_type: str) -> tuple[str, ...]:
    """What the header, the META and the XML declaration name, in that order, known names only, without UTF-16."""
    found: list[str] = []
    if content_type and (header := _HEADER.search(content_type)):
        found.append(header.group(1))
    head = body[:_DECLARED_WITHIN]
    if xml := _XML.match(head):
        found.append(xml.group(1).decode("ascii"))
    if meta := _META.search(head):
        found.append(meta.group(1).decode("ascii"))
    names = (_known(name) for name in found)
    # A declaration that could be read byte by byte is not UTF-16.
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith(("utf-16", "utf-32"))))


def _known(name: str) -> str | None:
    name = name.lower()
    if name in {"utf8", "utf-8", "unicode", "utf_8"}:
        return "utf-8"
    if name in {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "chinese", "cp936", "936", "hz-gb-2312"}:
        return "gb18030"
    if name in {"big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950"}:
        return "big5"
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not info._is_text_encoding or info.name in {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
    }:
        return None
    return "gb18030" if info.name in _GB else info.name


def _codec(name: str) -> str:
    return "big5hkscs" if name == "big5" else name


def _clean(text: str) -> str:
    return text.replace("\0", "") if "\0" in text else text


def _bare_utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: markup starts with an ASCII character, so every other byte of the beginning is NUL."""
    head = body[:64]
    if len(head) < 8:
        return None
    if head[1::2].count(0) * 4 >= len(head) and not any(byte == 0 for byte in head[0:8:2]):
        return "utf-16-le"
    if head[0::2].count(0) * 4 >= len(head) and not any(byte == 0 for byte in head[1:8:2]):
        return "utf-16-be"
    return None


def _as_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as broken:
        if broken.start >= len(body) - 3 and broken.reason == "unexpected end of data":
            return body[: broken.start].decode("utf-8")
    # Chinese in UTF-8 is three bytes a character; GBK read as UTF-8 hardly ever forms such a sequence.
    for part in (_sample(body), body):
        text = part.decode("utf-8", "replace")
        wide, broken_bytes = len(_WIDE.findall(text)), text.count("\ufffd")
        if wide <= broken_bytes:
            return None
    return text


def _tiny_gb(text: str, body: bytes, content_type: str) -> bool:
    """A handful of GBK pairs may be valid UTF-8 by chance; then no three-byte sequence is among them."""
    if _WIDE.search(text) or not _BEYOND_LATIN.search(text):
        return False
    declared = declared_charsets(body, content_type)
    return "gb18030" in declared and "utf-8" not in declared and _errors(body, "gb18030") == 0


def _other_than_utf8(body: bytes, declared: tuple[str, ...]) -> str:
    candidates = [name for name in declared if name not in _LATIN and name != "utf-8"]
    if "gb18030" not in candidates:
        candidates.append("gb18030")
    if len(candidates) == 1 and not _like_big5(body):
        latin = [name for name in declared if name in _LATIN]
        return latin[0] if latin and not _like_gb(body) else "gb18030"
    if "big5" not in candidates:
        candidates.append("big5")
    sample = _sample(body)
    if _like_big5(body) and _errors(sample, "big5") <= _errors(sample, "gb18030"):
        return "big5"
    if _like_gb(body) and candidates[0] == "big5":
        return "gb18030"
    return min(candidates, key=lambda name: _errors(sample, name))  # the first of equals


def _errors(body: bytes, name: str) -> int:
    try:
        body.decode(_codec(name))
    except UnicodeDecodeError:
        return body.decode(_codec(name), "replace").count("\ufffd")
    return 0


def _sample(body: bytes) -> bytes:
    """The beginning of what is not ASCII, so that it starts on a character."""
    first = _NOT_ASCII.search(body)
    return body[first.start() : first.start() + _SAMPLE] if first else b""


def _pairs(body: bytes) -> tuple[int, int]:
    """Two-byte characters of a sample, and how many of them are GB2312's own."""
    pairs = _PAIR.findall(_sample(body))
    return len(pairs), len(pairs) - pairs.count(b"")


def _like_gb(body: bytes) -> bool:
    """Nearly all pairs are of GB2312's own range, as in ordinary simplified Chinese."""
    pairs, own = _pairs(body)
    return pairs > 0 and own >= 0.9 * pairs


def _like_big5(body: bytes) -> bool:
    pairs, own = _pairs(body)
    return pairs >= 20 and own < 0.75 * pairs
