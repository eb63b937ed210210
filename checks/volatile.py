"""Addresses without what changes from look to look: moments, random numbers, sessions."""

from __future__ import annotations

import re

_MOVING = re.compile(r"^(?:_|_?[trv]|ts|ver|version|rnd|rand|random|time|timestamp|nocache|cache|callback|cb)$", re.I)
_NUMBER = re.compile(r"^(?:\d{9,}|0\.\d{6,}|[0-9a-f]{32,})$", re.I)
_NAMING = re.compile(r"id|file|name|key|path|code|no$", re.I)  # of a parameter that says which thing it is
_SESSION = re.compile(r";jsessionid=[^?/#]*", re.I)


def lasting(url: str) -> str:
    """The address as an identity: `app.js?v=20250321&id=3` is `app.js?id=3` in every look."""
    path, mark, query = _SESSION.sub("", url).partition("?")
    kept = [part for part in query.split("&") if part and not _is_moving(part)]
    return f"{path}?{'&'.join(kept)}" if mark and kept else path


def _is_moving(part: str) -> bool:
    name, _, value = part.partition("=")
    counts = _NUMBER.match(value) and not _NAMING.search(name)
    return bool(_MOVING.match(name) or counts or (not value and _NUMBER.match(name)))
