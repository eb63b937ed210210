"""Several pairs of hands at one heap of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine


async def all_hands(work: Callable[[], Coroutine[None, None, None]], most: int) -> None:
    """`work` so many times at once, until each has ended. No task group: HaltedError must come out as it is."""
    hands = [asyncio.create_task(work()) for _ in range(most)]
    try:
        await asyncio.gather(*hands)
    finally:
        for hand in hands:
            hand.cancel()
        await asyncio.gather(*hands, return_exceptions=True)
