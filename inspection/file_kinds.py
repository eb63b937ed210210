"""What a file is, by its first bytes: and whether that is what its name says. Pure."""

from __future__ import annotations

import json
import re
import struct

HEAD = 16_384  # bytes that are enough

# What a name may stand for. Office programs open each other's formats and PDF, archivers each other's.
_OFFICE = frozenset({"ole", "docx", "xlsx", "pptx", "odf", "rtf", "office-html", "mhtml", "xml", "pdf"})
_ARCHIVE = frozenset({"zip", "rar", "7z", "gzip", "bzip2", "xz", "docx", "xlsx", "pptx", "odf", "ofd"})
_PICTURE = frozenset({"png", "jpeg", "gif", "bmp", "webp", "tiff", "ico", "avif", "svg"})
_FILM = frozenset({"mp4", "mp3", "riff", "asf", "flv", "matroska", "ogg", "mpeg", "aac", "realmedia"})
_NAMES = (
    ("pdf", frozenset({"pdf"})),
    ("ofd", frozenset({"ofd", "zip"})),
    ("ceb", frozenset({"ceb"})),
    ("doc docx dot wps wpt xls xlsx et ett ppt pptx pps dps rtf odt ods odp", _OFFICE),
    ("zip rar 7z gz tgz bz2", _ARCHIVE),
    ("jpg jpeg jpe png gif bmp webp tif tiff ico", _PICTURE),
    ("mp4 m4v mov mp3 m4a wav avi wma wmv flv mkv webm ogg mpg mpeg rm rmvb", _FILM),
)
_EXPECTED = {name: kinds for names, kinds in _NAMES for name in names.split()}
EXTENSIONS = frozenset(_EXPECTED)
# What no name above stands for: a page, or nothing, came in the place of a file.
PAGES = frozenset({"html", "json", "empty"})
_PLAIN = frozenset({"text", "xml", "unknown"})  # may be anything old or rare: it says nothing

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"ID3", "mp3"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (b"FLV\x01", "flv"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (b"\x00\x00\x01\xb3", "mpeg"),
    (b".RMF", "realmedia"),
    (b"Founder CEB", "ceb"),
    (b"MZ", "program"),
)
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|script|meta|title|div|p|h1|table)\b",
    re.I | re.S,
)
_OF_OFFICE = re.compile(rb"urn:schemas-microsoft-com|ProgId\W+content|Word\.Document|Excel\.Sheet|mso-", re.I)
_TABLE = re.compile(rb"<table\b", re.I)
_PAGE = re.compile(rb"<(?:script|nav|form|a|iframe|link)\b", re.I)


def kind_of(head: bytes) -> str:
    """What these first bytes begin: pdf, ole, docx, html, empty, unknown ..."""
    if not head.strip(b"\x00\r\n\t "):
        return "empty"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head)
    known = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if known is not None:
        return known
    return _other(head)


def extension_of(url: str) -> str:
    """The extension of the address's last part, lower case; empty where there is none that is known."""
    last = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    extension = last.rpartition(".")[2].lower() if "." in last else ""
    return extension if extension in EXTENSIONS else ""


def is_as_named(extension: str, kind: str) -> bool | None:
    """Whether a file of that kind may bear that extension; None: that cannot be told."""
    expected = _EXPECTED.get(extension)
    if expected is None or kind in _PLAIN:
        return None
    return kind in expected


def _packed(head: bytes) -> str:
    """By the names of the first members. What is encrypted, or packed in another order, is just an archive."""
    names, at = [], 0
    while head[at : at + 4] == b"PK\x03\x04" and at + 30 <= len(head):
        flags, packed, length, extra = struct.unpack_from("<6xH10xI4xHH", head, at)
        names.append(head[at + 30 : at + 30 + length])
        if flags & 8 and not packed:  # sizes stand behind the member
            following = head.find(b"PK\x03\x04", at + 30 + length + extra)
            if following < 0:
                break
            at = following
        else:
            at += 30 + length + extra + packed
    if any(name == b"OFD.xml" or name.startswith(b"Doc_0/") for name in names):
        return "ofd"
    if names and names[0] == b"mimetype" and b"opendocument" in head[:200]:
        return "odf"
    for folder, kind in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
        if any(name.startswith(folder) for name in names) or (b"[Content_Types].xml" in names and folder in head):
            return kind
    return "docx" if b"[Content_Types].xml" in names else "zip"


def _other(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "avif" if head[8:12] in (b"avif", b"avis") else "mp4"
    if head.startswith(b"RIFF"):
        return "webp" if head[8:12] == b"WEBP" else "riff"
    if head.startswith(b"BM") and len(head) > 14 and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "mp3"
    if head.lstrip()[:13].lower() == b"mime-version:":
        return "mhtml"
    if re.match(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", head, re.I):
        return "svg"
    if _HTML.match(head):
        return "office-html" if _OF_OFFICE.search(head) or (_TABLE.search(head) and not _PAGE.search(head)) else "html"
    if head.lstrip()[:5] == b"<?xml":
        return "xml"
    return "json" if _is_json(head) else "text" if _is_text(head) else "unknown"


def _is_json(head: bytes) -> bool:
    """An answer of an interface: the whole of it, or the beginning of an object."""
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(text.decode("utf-8", "replace"))
    except ValueError:
        return len(head) >= HEAD and re.match(rb'\{\s*"[\w-]{1,60}"\s*:', text) is not None
    except RecursionError:  # thousands of brackets within each other
        return False
    return True


def _is_text(head: bytes) -> bool:
    return b"\x00" not in head and sum(byte < 9 or 13 < byte < 32 for byte in head[:2000]) == 0
