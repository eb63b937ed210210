"""Columns of a round that begins with an earlier one's knowledge: what nothing touched is carried, the rest is read.

Reading happens here, in a thread of the round's own process: a child would cost more than what is left to do. Only
what the sweep has not recorded, rows behind data or pages of other hosts, is left to a child with Scrapy.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from inspection.plan import Plan
from schedulers.candidates import drawn_by_script
from schedulers.reading import ReadingProcess
from schedulers.stopping import Stopping
from spiders.column_earlier import whys
from spiders.jar import Jar
from spiders.job import Job, is_read
from spiders.leave import HaltedError
from spiders.parent import ToldToStopError
from store.store import Store


def carry_readings(store: Store, plan: Plan, round_id: str, base_id: str) -> list[str]:
    """Carry the base's readings of columns that would read the same today; returns the columns that must be read.

    To be called after the sweep: only then is known what has changed.
    """
    judged = whys(store, plan, round_id, base_id)
    store.carry_readings(round_id, base_id, [column for column, why in judged.items() if why is None])
    return [column for column, why in judged.items() if why is not None]


def watch_base(store: Store, site: str, round_id: str) -> str | None:
    """The round whose readings a watch round may carry: the newest finished watch round before it."""
    base = store.newest_round(site, store.round(round_id).as_of, "watch")
    return None if base is None or base.id >= round_id else base.id


async def read_what_changed(
    store: Store, plan: Plan, job: Job, base_id: str | None, stopping: Stopping, jar: Jar | None = None
) -> str | None:
    """After the sweep: carry readings of the base, if there is one, read the other columns.

    Returns what went wrong, or None.

    Raises HaltedError when told to stop, and StoreError.
    """
    columns = [column.name for column in plan.columns if is_read(plan, column)]
    if base_id is not None:
        columns = await asyncio.to_thread(carry_readings, store, plan, job.round, base_id)
    scripted = await asyncio.to_thread(drawn_by_script, store, plan)
    columns = [column for column in columns if column not in scripted]  # they have a stage of their own
    if not columns:
        return None
    job = replace(job, columns=tuple(columns), base=base_id or "", folder="")
    from spiders.read_columns import Reader  # what reads pages is imported where there is something to read

    reader = await asyncio.to_thread(Reader, job, store)
    stopping.on_stop(reader.stop)
    try:
        await asyncio.to_thread(reader.read_recorded)
    except ToldToStopError as error:
        raise HaltedError from error
    if not reader.waiting:
        return None
    child = await ReadingProcess.begin(replace(job, columns=tuple(sorted(reader.waiting))))
    stopping.on_stop(child.stop)
    stopping.on_hold(child.hold)
    try:
        return await child.go(jar=jar)
    finally:
        await child.end()
