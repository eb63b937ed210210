"""Dates as documents for other programs write them."""

from __future__ import annotations

from datetime import datetime

from inspection.records import Published


def iso(published: Published | None) -> str | None:
    """ISO text to the second with its zone; a bare day where no time is stated."""
    if isinstance(published, datetime):
        return published.isoformat(timespec="seconds")
    return published.isoformat() if published else None
