"""The stage in which a round's pages are read for what they say: each body once, whichever rounds have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspection.addresses import host_of
from inspection.contents import MADE_BY
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.content_readers import Readers


async def read_contents(browsed: Browsed) -> None:
    """Read every page of the round whose body has not been read before. Raises HaltedError, StoreError."""
    if browsed.kind == "watch":
        return
    store, hosts = browsed.store, browsed.plan.site.inspected_hosts
    await browsed.sweep.recorder.flush()
    unread = await beside(lambda: store.unread_pages(browsed.round_id, MADE_BY))
    bodies = [body for body in unread if host_of(body[1]) in hosts]
    if not bodies:
        return

    async def keep(facts: Mapping[str, Mapping[str, Any]]) -> None:
        await beside(lambda: store.record_body_facts(MADE_BY, facts))

    await Readers(store.evidence.root, browsed.sweep.leave, keep).read(bodies)
