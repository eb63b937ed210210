"""阅办联动: which services the policies lead to, and whether these open."""

from __future__ import annotations

from schedulers.browsed import Browsed


async def visit_services(browsed: Browsed) -> None:
    """Open the services that policies link to, and record what they showed."""
    del browsed
