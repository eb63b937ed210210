"""What the demo's servers say: one answer for each address, and the manner in which it is given."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

HTML = "text/html; charset=utf-8"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".txt": "text/plain",
    ".ico": "image/x-icon",
}


# How files of these names begin; what is not named is a PDF, which office programs open, too.
_BODIES = {
    ".zip": b"PK\x03\x04" + bytes(26),
    ".rar": b"Rar!\x1a\x07\x00",
    ".jpg": b"\xff\xd8\xff\xe0",
    ".jpeg": b"\xff\xd8\xff\xe0",
    ".gif": b"GIF89a",
    ".ico": b"\x00\x00\x01\x00",
    ".mp4": b"\x00\x00\x00\x18ftypmp42",
}


class Manner(StrEnum):
    """How an answer is given."""

    PLAIN = "plain"
    RESET = "reset"  # the connection is reset, whatever is asked
    NO_HEAD = "no-head"  # HEAD is refused with 405, GET is answered
    HEAD_LIES = "head-lies"  # HEAD says 404, GET is answered
    BUSY_ONCE = "busy-once"  # the first request gets 503, later ones are answered
    RESET_ONCE = "reset-once"  # the first connection is reset, later ones are answered


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `location` makes it a redirect."""

    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    location: str | None = None
    manner: Manner = Manner.PLAIN


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where the demo stands: addresses without a trailing slash."""

    home: str
    partner: str  # another office's site: links to it are probed, never crawled
    firewall: str  # a site behind a firewall that lets no inspection through
    closed: str  # a port that refuses every connection


def redirect(location: str, status: int = 302) -> Answer:
    """A redirect as servers send it, with a short body."""
    return Answer(b"<html><body>Object moved</body></html>", status, location=location)


def file(path: str, manner: Manner = Manner.PLAIN) -> Answer:
    """A small attachment or picture with the content type of its name."""
    suffix = PurePosixPath(path).suffix.lower()
    body = _BODIES.get(suffix, b"%PDF-1.4\n") + path.encode() + b"\n%%EOF\n" if suffix != ".png" else _picture(path)
    return Answer(body, content_type=_TYPES.get(suffix, "application/octet-stream"), manner=manner)


def text(path: str, body: str) -> Answer:
    """A style sheet, a script, robots.txt."""
    return Answer(body.encode(), content_type=_TYPES[PurePosixPath(path).suffix])


def _picture(path: str) -> bytes:
    """A real PNG: a shade of blue that its name decides, brighter towards the right."""
    width, height = {"logo": (88, 44), "banner": (960, 160), "nav-line": (8, 2)}.get(
        PurePosixPath(path).stem, (320, 180)
    )
    tint = zlib.crc32(path.encode()) % 24
    row = b"".join(
        bytes((29 + x * 70 // width, 79 + x * 60 // width, 145 + tint + x * 40 // width)) for x in range(width)
    )
    rows = (b"\x00" + row) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
