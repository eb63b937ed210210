"""The home page as the round has it, for the check that asks when it was last updated."""

from __future__ import annotations

from inspection.front import Front, FrontItem
from inspection.plan import Plan
from schedulers.seeing import Seen
from spiders.reading.front_rows import rows_of_front
from store.errors import StoreError
from store.store import Store

_LINKS = 3000
_FOLLOWED = frozenset({"a", "area", "onclick"})


def front_of(plan: Plan, store: Store, seen: Seen) -> Front | None:
    """Every link of the home page, in the markup or drawn by a browser; None where the page was not had."""
    page = store.page(seen.round_id, plan.site.home_url)
    if page is None or page.evidence is None or page.status != 200:
        return None
    try:
        body = store.evidence.get(page.evidence)
    except StoreError:
        return None
    day = seen.as_of.astimezone(plan.zone).date()
    rows, scripted = rows_of_front(body, page.final_url or page.url, page.content_type, day)
    known = {row.url for row in rows}
    links = store.links_from(seen.round_id, page.url)[:_LINKS]
    followed = [link for link in links if link.element in _FOLLOWED and link.url not in known]
    others = {link.url: FrontItem(link.url, link.text, in_list=False) for link in followed}
    return Front(page.url, (*rows, *others.values()), scripted)
