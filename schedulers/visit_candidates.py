"""Which pages of a round a browser may look at: sound, HTML, on the plan's hosts."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from inspection.addresses import host_of
from inspection.issue import ALIVE
from inspection.plan import Plan
from inspection.records import Page
from inspection.visits import View, Visit
from inspection.vouching import OF_VISITS, pages_of
from schedulers.visit_turns import Candidates, Looked
from spiders.ledger import Ledger
from spiders.soft404 import shape
from store.issue_lists import IssueFilter
from store.store import Store

VIEWS = (View.DESK, View.PHONE)
_REHEARSED = timedelta(days=1)
_NEWEST = 3  # rows at the top of each column
_ISSUES = 200
_SERVICE = re.compile(r"/(?:bsfw|wsbs|banshi|bszn|ggfw|zwfw|fwdt|bmfw|wsbsdt|ywbl|banli|service)s?(?:/|_|\b)", re.I)
_SERVICE_WORDS = re.compile(r"办事(?:服务|指南|大厅)|网上办|便民服务|公共服务|服务指南|政务服务")
_HTML = ("text/html", "application/xhtml")


def last_visits(store: Store, plan: Plan, as_of: datetime, now: datetime) -> dict[Looked, Visit]:
    """The last look at each page, as far back as any is kept. A rehearsal of a later day is not counted."""
    begin = datetime.min.replace(year=2000, tzinfo=as_of.tzinfo)
    known = store.visits(plan.site.name, begin, now + _REHEARSED, VIEWS)
    return {(visit.url, visit.view): visit for visit in known}


def may_be_opened(page: Page, ledger: Ledger, hosts: Collection[str]) -> bool:
    """What is faulty, blocked, elsewhere by redirect or no page is not looked at."""
    return (
        page.status == 200
        and page.content_type.startswith(_HTML)
        and page.url not in ledger.probes
        and page.url not in ledger.aliases
        and host_of(page.url) in hosts
    )


def candidates_of(plan: Plan, store: Store, round_id: str, ledger: Ledger) -> Candidates:
    """Out of everything that the round knows, but the home page: that is looked at in any case."""
    hosts, home = plan.site.inspected_hosts, plan.site.home_url
    pages = {page.url: page for page in store.pages(round_id) if may_be_opened(page, ledger, hosts)}
    pages.pop(home, None)
    pages.pop(ledger.end_of(home), None)
    columns = [url for url in map(plan.column_url, plan.columns) if url in pages]
    rows = (store.rows_of(round_id, [column.name]) for column in plan.columns)
    articles = [url for urls in rows for url in [one for one in urls if one in pages][:_NEWEST]]
    services = [url for url, page in pages.items() if _SERVICE.search(url) or _SERVICE_WORDS.search(page.title[:40])]
    named = {*columns, *articles, *services}
    return Candidates(
        again=[look for look in open_faults(store, plan) if look[0] in pages],
        columns=columns,
        services=[url for url in services if url not in columns and url not in articles],
        articles=articles,
        others=[url for url in pages if url not in named],
        families={url: shape(url) for url in pages},
    )


def open_faults(store: Store, plan: Plan) -> list[Looked]:
    """Where what a browser saw was found, as long as it is an issue."""
    checks = [check for check, rests in OF_VISITS.items() if rests.view in VIEWS]
    wanted = IssueFilter(site=plan.site.name, states=ALIVE, checks=checks, limit=_ISSUES)
    found = [
        (page, OF_VISITS[issue.check].view)
        for issue in store.issues(wanted)
        for page in pages_of(issue.check, issue.subject, issue.found_on)[:_NEWEST]
    ]
    return list(dict.fromkeys(found))
