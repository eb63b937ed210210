"""Foreign words made safe to show: titles, addresses and evidence come from pages that nobody vouches for."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import unquote_to_bytes, urlsplit

from inspection.addresses import host_of, normalise
from inspection.findings import Json
from notifications.evidence import evidence_value
from notifications.structured import parts, sentence

TITLE_LENGTH = 160  # characters shown of a title
SENTENCE_LENGTH = 520  # characters shown of evidence in a sentence: two quoted clauses
ADDRESS_LENGTH = 240  # characters shown of an address
_LIST_LENGTH = 5  # items shown of a list in evidence

# Controls, and the marks that turn the direction of writing: with them a title can pretend to be another.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
# A host in Chinese, which browsers write otherwise: 民政.中国. No mark in it but dots, hyphens and a port.
_HAN_HOST = re.compile(r"(?=.*[\u4e00-\u9fff])[a-z0-9.\-\u4e00-\u9fff]+(:\d+)?")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")


def plain(text: str, length: int = TITLE_LENGTH) -> str:
    """One line without controls and direction marks, at most `length` characters, and then how many there were."""
    cleaned = _UNSAFE.sub(" ", text[: length * 4]).strip()
    if len(cleaned) <= length and len(text) <= length * 4:
        return cleaned
    return f"{cleaned[:length]}…（全长 {len(text)} 字）"


def clickable(address: str) -> bool:
    """Only http(s) addresses may become a link, and only where browsers go to the very host that people read.

    `https://site\\@evil/` and `https://site@evil/` are for reading alone, and so is a host in letters that only look
    like others.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.netloc or _UNSAFE.search(address):
        return False
    gone_to = normalise(address)
    if gone_to is None:
        return False
    read = parts.netloc.lower()
    if port == {"http": 80, "https": 443}[parts.scheme]:
        read = read.removesuffix(f":{port}")
    return host_of(gone_to) == read or _HAN_HOST.fullmatch(read) is not None


def address(url: str) -> str:
    """An address as people read it: 附件.doc instead of %E9%99%84%E4%BB%B6.doc, where that is valid UTF-8."""
    shown = url
    if "%" in url:
        try:
            decoded = unquote_to_bytes(url).decode("utf-8")
            shown = url if _UNSAFE.search(decoded) else decoded
        except UnicodeDecodeError:
            shown = url
    return plain(shown, ADDRESS_LENGTH)


def moment(iso: str) -> str:
    """2025-03-25T09:00:00+08:00 → 2025-03-25 09:00, as the office's standard writes it; anything else is left alone."""
    if not _ISO_TIME.fullmatch(iso):
        return iso
    try:
        return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return iso


def value(key: str, thing: Json) -> str:
    """One piece of evidence on one line."""
    if thing is None:
        return "无"
    if isinstance(thing, bool):
        return "是" if thing else "否"
    if isinstance(thing, (int, float)):
        if key.startswith("share_"):
            return f"{thing:.0%}"
        return f"{thing:g}" if isinstance(thing, float) else str(thing)
    if isinstance(thing, str):
        coded = evidence_value(key, moment(thing))
        return address(coded) if clickable(coded) else plain(coded)
    items = parts(key, thing)
    if isinstance(thing, list) or items != [thing]:
        shown = "；".join(value(key, item) for item in items[:_LIST_LENGTH])
        return f"{shown}；另 {len(items) - _LIST_LENGTH} 项" if len(items) > _LIST_LENGTH else shown
    if (said := sentence(key, thing)) is not None:
        return plain(said, SENTENCE_LENGTH)
    words = [value(inner, item) for inner, item in list(thing.items())[:_LIST_LENGTH] if item not in (None, "")]
    return (" → " if set(thing) == {"from", "to"} else "，").join(words)


def size(count: int) -> str:
    """Bytes for people."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{count / 1024:.1f} KB"
    if count < 1024**3:
        return f"{count / 1024**2:.1f} MB"
    return f"{count / 1024**3:.2f} GB"
