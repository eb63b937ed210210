"""What the round's pages say, read from the bodies that the sweep kept: each body once, whichever rounds have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspection.contents import PageContent
from inspection.plan import Plan
from schedulers.browsed import Browsed
from store.store import Store

if TYPE_CHECKING:
    from schedulers.seeing import Seen


async def read_contents(browsed: Browsed) -> None:
    """Read every page of the round whose body has not been read before. Raises HaltedError, StoreError."""


def contents_of(plan: Plan, store: Store, seen: Seen) -> Mapping[str, PageContent] | None:
    """What the pages of the round say, by address; None where nobody read them."""
    return None
