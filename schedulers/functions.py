"""What visitors use: search, the consultation form, downloads."""

from __future__ import annotations

from schedulers.browsed import Browsed
from schedulers.downloads import try_downloads


async def try_functions(browsed: Browsed) -> None:
    """Try what is due, and record what came of it."""
    await try_downloads(browsed)
