"""Columns that plain HTTP could not read: from the data that their scripts ask for, else in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from inspection.pictures import Mode
from inspection.records import ColumnState, ListState
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.candidates import Candidate, candidates_of
from schedulers.column_learning import Learner
from schedulers.foresight import Foresight
from schedulers.scripted_walks import read_over
from spiders import logs
from spiders.scripted.walking import Rows, walk_over

log = logs.get(__name__)

Settle = Callable[[], Awaitable[None]]


async def read_scripted(browsed: Browsed, settle: Settle, foresight: Foresight | None = None) -> None:
    """Read the columns that are drawn by script, and record their readings in place of those that say so.

    `settle` makes the sweep's verdicts final after it has looked at articles that only these columns name; `foresight`
    has what was begun beside the sweep.
    Raises HaltedError, StoreError.
    """
    if foresight is not None:
        await foresight.end()
    if browsed.plan.crawl.browser == "never" or browsed.sweep.stopped:
        return
    found = await beside(lambda: candidates_of(browsed))
    if not found:
        return
    learner = Learner(browsed, foresight)
    gate = asyncio.Semaphore(browsed.plan.browser.at_once)

    async def read(one: Candidate) -> tuple[Candidate, Rows | None]:
        async with gate:
            return one, await learner.rows_of(one)

    tasks = [asyncio.create_task(read(one)) for one in found]
    try:
        read_ones = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    rows = {one.order.column: had for one, had in read_ones if had is not None}
    walked = [one for one in found if one.order.column in rows]
    await read_over(browsed, [(one.order, rows[one.order.column]) for one in walked], settle)
    unread = [one for one in found if one.order.column not in rows]
    await beside(lambda: _leave_undecided(browsed, unread))
    log.info("由脚本生成的栏目", read=len(walked), unread=len(unread))


def _leave_undecided(browsed: Browsed, unread: list[Candidate]) -> None:
    """What plain HTTP read of a page whose rows are known to be drawn by script is not the column."""
    store, site = browsed.store, browsed.plan.site.name
    for one in unread:
        known = one.family is not None and one.family.mode is not Mode.PLAIN
        if one.reading is None or (known and one.reading.state in {ColumnState.READ, ColumnState.BLANK}):
            before = store.most_before(site, one.order.column, browsed.round_id)
            rows = Rows((), 0, complete=True, state=ListState.SCRIPTED)
            store.record_reading(browsed.round_id, walk_over(one.order, rows, None).result(before, one.failed))
