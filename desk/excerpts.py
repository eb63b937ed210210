"""A piece of a page's source around the fault, as text: found by what the issue names, bounded, masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urlsplit

from inspection.issue import Issue
from inspection.personal import mask
from notifications.readable import plain

AROUND = 400  # characters before and after
_LINES = 5  # at most, each way
MOST = 1_000_000  # bytes of a page that are looked through
_LEAST = 4  # characters that a name must have to be sought
_NAMED = ("href", "src", "text", "element", "words", "quote", "title", "script", "parts", "images", "elements")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The source before the fault, at it, and after it; `line` counts from 1."""

    before: str
    at: str
    after: str
    line: int
    page: str = ""


def excerpt(source: str, issue: Issue) -> Excerpt | None:
    """Where the source first names what is wrong; None where it does not."""
    for needle in _needles(issue):
        at = source.find(needle)
        if at < 0 and needle.isascii() and (found := re.search(re.escape(needle), source, re.IGNORECASE)):
            at = found.start()
        if at >= 0:
            return _cut(source, at, len(needle))
    return None


def decoded(body: bytes, charset: str) -> str:
    """The page's text; what cannot be read becomes U+FFFD."""
    try:
        return body[:MOST].decode(charset or "utf-8", "replace")
    except LookupError:
        return body[:MOST].decode("utf-8", "replace")


def _needles(issue: Issue) -> Iterator[str]:
    """The address as a page may write it, the most certain first; then what the evidence quotes."""
    for form in _addresses(issue.subject):
        yield form
        if "&" in form:
            yield escape(form, quote=False)
    for key in _NAMED:
        yield from (word for word in _words(issue.evidence.get(key)) if len(word) >= _LEAST)


def _addresses(subject: str) -> Iterator[str]:
    try:
        parts = urlsplit(subject)
    except ValueError:
        return
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    name = path.rsplit("/", 1)[-1]
    forms = [subject, f"//{parts.netloc}{path}"]
    forms += [path] if len(path) > _LEAST else []
    forms += [name] if len(name) > _LEAST else []
    forms += [parts.netloc] if path in ("", "/") else []
    for form in forms:
        yield form
        if "%" in form:
            yield unquote(form)


def _words(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing[:200]
    elif isinstance(thing, list):
        for one in thing[:3]:
            yield from _words(one)
    elif isinstance(thing, dict):
        for one in list(thing.values())[:4]:
            yield from _words(one)


def _cut(source: str, at: int, length: int) -> Excerpt:
    start, end = max(0, at - AROUND), min(len(source), at + length + AROUND)
    # Masked whole, and then cut: half a number is no longer known as one.
    wide = source[max(0, start - 60) : end + 60]
    offset = at - max(0, start - 60)
    before, named, after = wide[:offset], wide[offset : offset + length], wide[offset + length :]
    return Excerpt(
        before="\n".join(_lines(mask(before)[-AROUND:])[-_LINES:]),
        at=plain(mask(named), 300),
        after="\n".join(_lines(mask(after)[:AROUND])[:_LINES]),
        line=source.count("\n", 0, at) + 1,
    )


def _lines(text: str) -> list[str]:
    """Each line that says something, without controls and direction marks."""
    return [shown for line in text.splitlines() if (shown := plain(line, 2 * AROUND))]
