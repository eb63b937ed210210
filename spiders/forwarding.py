"""Pages that only lead on by script: `location.href = '…'` and nothing to read."""

from __future__ import annotations

import re

from inspection.addresses import join
from spiders.challenge import visible_length

_LOCATION = re.compile(
    rb"(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*=\s*(['\"])([^'\"]+)\1"
    rb"|\blocation\.(?:replace|assign)\s*\(\s*(['\"])([^'\"]+)\3"
)
MAX_FORWARD = 4096  # bytes; a page that only forwards is short


def script_location(body: bytes, url: str) -> str | None:
    """The address that a short page without text sends the browser to, or None."""
    if len(body) > MAX_FORWARD:
        return None
    found = _LOCATION.search(body)
    if found is None or visible_length(body.decode("latin-1")) > 200:
        return None
    target = join(url, (found[2] or found[4]).decode("utf-8", "replace"))
    return target if target != url else None
