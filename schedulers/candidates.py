"""Which columns are looked at in the browser, or asked for at their source, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from inspection.pictures import Family, Mode
from inspection.plan import Plan
from inspection.records import ColumnReading, ColumnState
from schedulers.browsed import Browsed
from spiders.column_earlier import day_in
from spiders.column_order import ColumnOrder, orders_of
from spiders.column_pages import Failed, Fetched
from spiders.record import Record
from spiders.scripted.signs import is_worth_a_look, signs_of
from store.store import Store

MOST_DOUBTS = 24  # columns that were read and may have more: looked at once, over several rounds


@dataclass(frozen=True, slots=True)
class Candidate:
    """One column that plain HTTP did not do justice to."""

    order: ColumnOrder
    family: Family | None  # what is known
    reading: ColumnReading | None  # as plain HTTP read it, if it did
    page: Fetched | None  # as the sweep recorded it
    failed: Failed | None = None  # why the sweep has no such page


def candidates_of(browsed: Browsed) -> list[Candidate]:
    """The columns to be read otherwise in this round, the surest first. To be called after the plain reading."""
    plan, store = browsed.plan, browsed.store
    orders = orders_of(plan, day_in(plan, browsed.as_of), browsed.kind)
    families = store.families(plan.site.name)
    readings = store.readings(browsed.round_id, [order.column for order in orders])
    record = Record(store, browsed.round_id)
    record.foresee([order.url for order in orders])
    sure, doubted = [], []
    for order in orders:
        page, reading, family = record(order.url), readings.get(order.column), families.get(order.url)
        failed = page if isinstance(page, Failed) else None
        one = Candidate(order, family, reading, page if isinstance(page, Fetched) else None, failed)
        if _is_sure(browsed, one):
            sure.append(one)
        elif _is_doubted(browsed, one):
            doubted.append(one)
    doubted.sort(key=lambda one: one.reading is not None and one.reading.state is ColumnState.READ)
    return sure + doubted[:MOST_DOUBTS]


def _is_sure(browsed: Browsed, one: Candidate) -> bool:
    if one.reading is not None and one.reading.state in {ColumnState.UNREACHABLE, ColumnState.BLOCKED}:
        return False  # as plain HTTP says; where nobody read it, this stage must say so
    if browsed.plan.crawl.browser == "always":
        return one.page is not None
    return one.family is not None and one.family.mode is not Mode.PLAIN


def _is_doubted(browsed: Browsed, one: Candidate) -> bool:
    """Whether plain reading left something open, and the browser has not been asked about it lately."""
    if one.reading is None or one.page is None or not browsed.headless.available:
        return False
    if one.reading.state not in {ColumnState.UNREADABLE, ColumnState.BLANK, ColumnState.READ}:
        return False
    if one.family is not None and not _is_due(browsed, one.family, one.page, one.reading):
        return False
    signs = signs_of(one.page.body, one.page.url, one.page.content_type)
    return is_worth_a_look(one.reading, signs) or (_is_short(one) and signs.scripts and not signs.blocked)


def _is_short(one: Candidate) -> bool:
    """Whether rows are missing that the plan would have read: data stated more of them, or could not be paged."""
    reading = one.reading
    if reading is None or reading.state is not ColumnState.READ or reading.complete:
        return False
    return len(reading.visited) > 1 and reading.pages < one.order.max_pages


def _is_due(browsed: Browsed, family: Family, page: Fetched, reading: ColumnReading) -> bool:
    """Whether a page that the browser saw no more of is looked at again: after a time, or when it is another."""
    if datetime.now(UTC) - family.tried_at >= browsed.plan.verify_within:
        return True
    return reading.state is not ColumnState.READ and family.recipe.get("page") != page.evidence


def drawn_by_script(store: Store, plan: Plan) -> frozenset[str]:
    """Names of columns that are read otherwise than plainly: whose rows a script draws, as earlier rounds learnt."""
    if plan.crawl.browser == "never":
        return frozenset()
    families = store.families(plan.site.name)
    scripted = {name for name, family in families.items() if family.mode is not Mode.PLAIN}
    return frozenset(column.name for column in plan.columns if plan.column_url(column) in scripted)
