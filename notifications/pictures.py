"""Pictures of faults as reports and messages show them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import TypedDict

from inspection.pictures import Picture

DOUBTS = frozenset({"opens-in-browser", "fault-not-on-page"})  # reasons of pictures that speak against the fault
MOST = 5_000_000  # letters of pictures in one HTML report

# The bytes of a piece of evidence, None where they are there no longer.
Load = Callable[[str], bytes | None]


class PictureEntry(TypedDict):
    """A finding's picture in the report: digests; `shows` in Chinese; `reason` why it is none, or doubtful."""

    evidence: str | None
    snapshot: str | None
    har: str | None
    shows: str
    page: str
    reason: str | None
    taken_at: str


def picture_entry(picture: Picture) -> PictureEntry:
    """As the report has it."""
    return {
        "evidence": picture.evidence,
        "snapshot": picture.snapshot,
        "har": picture.har,
        "shows": picture.shows,
        "page": picture.page,
        "reason": picture.reason,
        "taken_at": picture.taken_at.isoformat(),
    }


def embedded(entries: Iterable[tuple[str, PictureEntry]], load: Load, most: int = MOST) -> dict[str, str]:
    """`data:` addresses by fingerprint, the first that fit."""
    found: dict[str, str] = {}
    left = most
    for fingerprint, entry in entries:
        digest = entry["evidence"]
        if digest is None or left <= 0:
            continue
        body = load(digest)
        if body is None or not body.startswith(b"\x89PNG") or len(body) * 4 // 3 > left:
            continue
        found[fingerprint] = f"data:image/png;base64,{base64.b64encode(body).decode()}"
        left -= len(found[fingerprint])
    return found
