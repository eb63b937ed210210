"""Columns that plain HTTP could not read: from the data that their scripts ask for, else in the browser."""

from __future__ import annotations

from schedulers.browsed import Browsed


async def read_scripted(browsed: Browsed) -> None:
    """Read the columns that are drawn by script, and record their readings in place of those that say so."""
    del browsed
