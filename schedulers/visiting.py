"""Which pages the browser looks at in a round, and what it saw of them."""

from __future__ import annotations

from schedulers.browsed import Browsed


async def visit_pages(browsed: Browsed) -> None:
    """Open the pages whose turn it is, and record what they showed."""
    del browsed
