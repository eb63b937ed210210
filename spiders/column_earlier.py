"""What an earlier round read of columns, as far as a later one may rely on it; decided by column_update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from inspection.errors import PlanError
from inspection.pictures import Mode
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.records import Article, ColumnReading, Page, Verdict
from spiders.column_order import ColumnOrder, orders_of
from spiders.column_update import Earlier, Why, is_asked_alike, may_be_taken, why_read
from spiders.column_walk import Known
from spiders.known_lists import KnownLists
from store.carried_readings import Outline
from store.errors import StoreError
from store.store import Store

_MAX_HOPS = 64  # redirects


def whys(store: Store, plan: Plan, round_id: str, base_id: str) -> dict[str, Why | None]:
    """For each column why it must be read; None where its reading by the base stands."""
    round_ = store.round(round_id)
    orders = orders_of(plan, day_in(plan, round_.as_of), round_.kind)
    before = orders_before(store, plan, round_id, base_id)
    outlines = store.outlines(base_id)
    changed, recorded = changes(store, round_id, base_id), recorded_in(store, base_id, _needed(outlines.values()))
    families = store.families(plan.site.name)
    scripted = {name for name, family in families.items() if family.mode is not Mode.PLAIN}

    def why(order: ColumnOrder) -> Why | None:
        if order.url in scripted:
            return "scripted"  # a page as it was says nothing of the rows that its script draws
        earlier, rows = outlines.get(order.column, Outline(None, []))
        return why_read(order, before.get(order.column), earlier, rows, changed, recorded)

    return {order.column: why(order) for order in orders}


def _needed(outlines: Iterable[Outline]) -> set[str]:
    """Every address that readings rest on."""
    found: set[str] = set()
    for reading, rows in outlines:
        found.update(reading.visited if reading else ())
        found.update(row.url for row in rows if row.wanted)
    return found


def orders_before(store: Store, plan: Plan, round_id: str, base_id: str) -> dict[str, ColumnOrder]:
    """What the base was asked; nothing where its plan is not kept, or is no plan any more for this program."""
    base = store.round(base_id)
    if base.plan_digest != store.round(round_id).plan_digest:
        text = store.plan_of_digest(base.plan_digest)
        try:
            plan = parse_plan(text or "")
        except PlanError:
            return {}
    return {order.column: order for order in orders_of(plan, day_in(plan, base.as_of), base.kind)}


def day_in(plan: Plan, moment: datetime) -> date:
    """The day where the office is."""
    return moment.astimezone(plan.zone).date()


def changes(store: Store, round_id: str, base_id: str) -> set[str]:
    """Addresses whose page is another than in the base, or judged otherwise, or that lead elsewhere now."""
    changed = store.changed_pages(round_id, base_id)
    ways, before = dict(store.aliases(round_id)), dict(store.aliases(base_id))
    changed.update([url for url in ways.keys() | before.keys() if _leads_otherwise(url, ways, before, changed)])
    return changed


def _leads_otherwise(url: str, ways: dict[str, str], before: dict[str, str], changed: set[str]) -> bool:
    for _ in range(_MAX_HOPS):
        if url in changed or ways.get(url) != before.get(url):
            return True
        if url not in ways:
            return False
        url = ways[url]
    return True


def recorded_in(store: Store, round_id: str, urls: Iterable[str]) -> set[str]:
    """Those of the addresses that the round's sweep tried; what it left out may have changed unseen."""
    return {url for url, verdict in store.verdicts(round_id, urls).items() if verdict is not Verdict.SKIPPED}


class Knowledge(NamedTuple):
    """What a walk of a column may rely on."""

    known: Known
    lists: KnownLists | None = None


def earlier_readings(
    store: Store, plan: Plan, round_id: str, base_id: str, orders: Sequence[ColumnOrder]
) -> dict[str, Knowledge]:
    """For each column, what the base read of it: the articles whose pages are what they were, and its list pages."""
    readings = store.readings(base_id, [order.column for order in orders])
    wanted = {article.url for one in readings.values() for article in one.articles if article.row_mark}
    same = recorded_in(store, base_id, wanted) - changes(store, round_id, base_id)
    before = orders_before(store, plan, round_id, base_id)
    listed = [url for one in readings.values() for url in one.visited]
    bodies_then, bodies_now = (partial(body_of, store, id_, store.pages_at(id_, listed)) for id_ in (base_id, round_id))

    def knowledge(order: ColumnOrder, one: ColumnReading) -> Knowledge:
        earlier = Earlier({article.url: article for article in one.articles}, same.__contains__, settled=False)
        if not is_asked_alike(order, before.get(order.column)):
            return Knowledge(earlier)
        return Knowledge(earlier, KnownLists(one, bodies_then, bodies_now, partial(may_be_taken, order, same)))

    return {order.column: knowledge(order, readings[order.column]) for order in orders if order.column in readings}


def body_of(store: Store, round_id: str, pages: Mapping[str, Page], url: str) -> bytes | None:
    """A page's body, as the round recorded it; None where it has none, or it is not kept any more.

    `pages` are at hand already; others are asked for one by one.
    """
    page = pages.get(url) or store.page(round_id, url)
    if page is None or page.evidence is None or page.truncated:
        return None
    try:
        return store.evidence.get(page.evidence)
    except StoreError:
        return None


def newest_articles(store: Store, site: str, as_of: datetime, columns: Sequence[str]) -> dict[str, Knowledge]:
    """For each column, the articles as last read, whatever became of their pages since: what a watch round knows."""
    found: dict[str, dict[str, Article]] = {name: {} for name in columns}
    rounds = [store.newest_round(site, as_of, kind) for kind in ("full", "daily", "watch")]
    for round_ in sorted((one for one in rounds if one is not None), key=lambda one: one.id):
        for name, one in store.readings(round_.id, columns).items():
            found[name].update({article.url: article for article in one.articles if article.read_in_full})
    return {name: Knowledge(Earlier(articles, lambda _: True, settled=True)) for name, articles in found.items()}
