"""Walks over rows that are at hand: their articles from what the sweep recorded, else swept now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from inspection.records import ColumnReading
from schedulers.beside import beside
from schedulers.browsed import Browsed
from spiders.column_earlier import Knowledge, earlier_readings, newest_articles
from spiders.column_order import ColumnOrder
from spiders.column_pages import Failed
from spiders.column_walk import ColumnWalk
from spiders.read_columns import read_recorded
from spiders.record import Record
from spiders.scripted.walking import Rows, walk_over

_NOT_READ = Failed("not-read", undecided=True)


async def read_over(
    browsed: Browsed, columns: Sequence[tuple[ColumnOrder, Rows]], settle: Callable[[], Awaitable[None]]
) -> list[ColumnReading]:
    """Read these columns from their rows, and record the readings. Raises HaltedError, StoreError."""
    if not columns:
        return []
    record = Record(browsed.store, browsed.round_id)
    walks = await beside(lambda: _begun(browsed, columns, record))
    missing = list(dict.fromkeys(want.url for walk in walks for want in walk.wants))
    if missing:
        await browsed.sweep.run(missing)
        await settle()
    return await beside(lambda: _ended(browsed, walks, record))


def _begun(browsed: Browsed, columns: Sequence[tuple[ColumnOrder, Rows]], record: Record) -> list[ColumnWalk]:
    orders = [order for order, _ in columns]
    known = _knowledge(browsed, orders)
    walks = [walk_over(order, rows, known.get(order.column)) for order, rows in columns]
    for walk in walks:
        record.foresee(want.url for want in walk.wants)
        read_recorded(walk, record)
    return walks


def _ended(browsed: Browsed, walks: Sequence[ColumnWalk], record: Record) -> list[ColumnReading]:
    store, round_id = browsed.store, browsed.round_id
    readings = []
    for walk in walks:
        record.foresee(want.url for want in walk.wants)
        read_recorded(walk, lambda url: record(url) or _NOT_READ)
        own = record(walk.order.url)
        before = store.most_before(browsed.plan.site.name, walk.order.column, round_id)
        reading = walk.result(before, own if isinstance(own, Failed) else None)
        store.record_reading(round_id, reading)
        readings.append(reading)
    return readings


def _knowledge(browsed: Browsed, orders: Sequence[ColumnOrder]) -> Mapping[str, Knowledge]:
    """What earlier rounds read of the articles, as far as it holds."""
    plan, store, names = browsed.plan, browsed.store, [order.column for order in orders]
    if browsed.kind == "watch":
        return newest_articles(store, plan.site.name, browsed.as_of, names)
    base = store.round(browsed.round_id).base
    return earlier_readings(store, plan, browsed.round_id, base, orders) if base is not None else {}
