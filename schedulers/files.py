"""Files that pages offer, read to their end: as many a round as the plan says, by turns."""

from __future__ import annotations

from schedulers.browsed import Browsed


async def read_files(browsed: Browsed) -> None:
    """Read files whose turn it is. Raises HaltedError, StoreError."""
