"""What visitors use: search, the consultation form, downloads."""

from __future__ import annotations

from schedulers.browsed import Browsed


async def try_functions(browsed: Browsed) -> None:
    """Try what is due, and record what came of it."""
    del browsed
