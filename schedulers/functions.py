"""What visitors use: search, the consultation form, downloads."""

from __future__ import annotations

import asyncio

from schedulers.browsed import Browsed
from schedulers.consulting import try_consultation
from schedulers.downloads import try_downloads
from schedulers.searches import try_search


async def try_functions(browsed: Browsed) -> None:
    """Try what is due, beside each other, and record what came of it. Raises HaltedError, StoreError."""
    tasks = [asyncio.create_task(one(browsed)) for one in (try_downloads, try_search, try_consultation)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
