"""A round's sweep where other machines work, too: shared turns, and slices for those who are free."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from inspection.plan_file import digest_of
from schedulers.cluster.queue import Queue, open_queue
from schedulers.cluster.slices import Slices
from spiders.shared_sweep import SharedSweep
from spiders.turns import Turns
from store.store import Store


def shared_sweep(
    plan_text: str,
    round_id: str,
    store: Store,
    database: str,
    until: AsyncExitStack,
    sliced: bool,
    *sweep_of: Any,
    **options: Any,
) -> SharedSweep:
    """As `Sweep(*sweep_of, **options)`. Others have their turns, and, if `sliced`, look at some of the links.

    What is opened for that is closed with `until`.
    """
    sweep = SharedSweep(*sweep_of, **options)
    sweep.turns = Turns(store)
    opened: list[Queue] = []

    async def queue() -> Queue:
        if not opened:  # most rounds give nothing away
            opened.append(await until.enter_async_context(open_queue(database, store)))
        return opened[0]

    if sliced:
        sweep.others = Slices(queue, store, sweep.plan.site.name, round_id, digest_of(plan_text))
    return sweep
