"""阅办联动: which services the policies lead to, and whether these open."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from checks.named_services import named_services
from inspection.addresses import host_of
from inspection.asking import OF_SERVICES
from inspection.browsing import Services
from inspection.domains import is_within
from inspection.issue import ALIVE
from inspection.records import Article, Page, day_of
from inspection.service_visits import PolicyFacts, ServiceLink, policy_columns, policy_facts
from inspection.visits import View, Visit, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.drawings import Drawings
from schedulers.hands import all_hands
from schedulers.service_looks import better, is_odd, look
from schedulers.service_turns import NEVER, Turns
from schedulers.shells import body_of
from spiders.reading.charset import decode
from spiders.service_links import own, presses, service_links
from store.issue_lists import IssueFilter

MOST = 20  # links that are opened in a round
LEAST, SHARE = 20.0, 0.1  # seconds, and of the round's time, after which nothing further is opened
EACH = 3.0  # seconds that are granted for each page in any case: who asks for services has few, or pays for them
AGAIN = timedelta(hours=20)
NOT_DRAWN = "policy-not-drawn"
_ISSUES = 200
_READ = 400  # policies whose pages are looked through in a round, the newest
_DRAWN = 10  # policies' pages that a browser opens
_AT_ONCE = 3
_AFTER = 2.0  # seconds until a second look
_FEW = 3  # pages, of which half carry what is of the template


@dataclass(slots=True)
class _Policy:
    """One policy's page."""

    article: Article
    html: str
    links: list[ServiceLink]
    template: Collection[str] = ()  # addresses that other pages carry, too
    drawn: bool = False
    presses: tuple[str, ...] = ()  # the page's own buttons of which nobody knows where they lead

    @property
    def lacks(self) -> bool:
        return not any(not link.home for link in self.links)


async def visit_services(browsed: Browsed) -> None:
    """Open the services that policies link to, and record what they showed. Raises HaltedError, StoreError."""
    services = browsed.plan.services
    if services is None or browsed.kind == "watch":
        return
    clock = asyncio.get_running_loop().time
    until = clock() + browsed.spare(LEAST, SHARE, (browsed.now() - browsed.as_of).total_seconds())
    policies = await beside(lambda: _policies(browsed, services))
    doubted = await beside(lambda: _in_question(browsed))
    if not policies and not doubted:
        return
    before = await beside(lambda: _last(browsed, View.POLICY))
    undrawn = await _draw(browsed, services, policies, Turns(doubted, before), (clock() + until) / 2)
    # An earlier look of the browser says more than markup alone.
    kept = {url for url in undrawn if url in before and policy_facts(before[url]).drawn}
    fresh = [policy for policy in policies if policy.article.url not in kept]
    seen = [_policy_visit(browsed, policy, policy.article.url in undrawn) for policy in fresh]
    await beside(lambda: browsed.store.record_visits(browsed.plan.site.name, seen))
    leads = [list(policy_facts(before[url]).links) for url in sorted(kept)] + [policy.links for policy in fresh]
    if browsed.headless.available:
        await _open(browsed, services, await beside(lambda: _due(browsed, services, leads, doubted)), until)


def _in_question(browsed: Browsed) -> frozenset[str]:
    """Policies and services of which something is reported: only another look shows that it is mended."""
    wanted = IssueFilter(site=browsed.plan.site.name, states=ALIVE, checks=sorted(OF_SERVICES), limit=_ISSUES)
    return frozenset(issue.subject for issue in browsed.store.issues(wanted))


def _last(browsed: Browsed, view: View) -> dict[str, Visit]:
    known = browsed.store.visits(browsed.plan.site.name, NEVER, browsed.now() + timedelta(days=1), [view])
    return {visit.url: visit for visit in known}


def _policies(browsed: Browsed, services: Services) -> list[_Policy]:
    """The newest policies that the round has read, with the ways that are their own, not the template's."""
    store, zone = browsed.store, browsed.plan.zone
    readings = store.readings(browsed.round_id, policy_columns(browsed.plan))
    rows = {one.url: one for reading in readings.values() for one in reading.articles if one.read_in_full}
    newest = sorted(rows.values(), key=lambda one: str(day_of(one.published_at, zone) or ""), reverse=True)[:_READ]
    ends = {one.url: browsed.sweep.ledger.end_of(one.url) for one in newest}
    home = browsed.sweep.ledger.end_of(browsed.plan.site.home_url)
    pages = store.pages_at(browsed.round_id, [*ends.values(), home])
    found = []
    for article in newest:
        page = pages.get(ends[article.url])
        html = _html(browsed, page)
        if html is not None and page is not None:
            found.append(_Policy(article, html, service_links(html, page.final_url, services), presses=presses(html)))
    front = _html(browsed, pages.get(home))
    of_home = {link.url for link in service_links(front, home, services)} if front is not None else set()
    counts = Counter(link.url for policy in found for link in policy.links)
    template = of_home | {url for url, count in counts.items() if count >= max(_FEW, len(found) / 2)}
    of_front = presses(front) if front is not None else ()
    for policy in found:
        policy.template = template
        policy.presses = tuple(words for words in policy.presses if words not in of_front)
        policy.links = own(policy.links, template, policy.article.body_links)
    return found


def _html(browsed: Browsed, page: Page | None) -> str | None:
    body = body_of(browsed, page) if page is not None and page.status == 200 else None
    return decode(body, page.content_type)[0] if page is not None and body is not None else None


async def _draw(browsed: Browsed, services: Services, policies: list[_Policy], turns: Turns, until: float) -> set[str]:
    """Open the pages that name a service and lead nowhere, for what scripts add; those that were not had."""
    drawings, left, clock = (
        Drawings(browsed.headless, browsed.store, _DRAWN),
        set[str](),
        asyncio.get_running_loop().time,
    )
    lacking = [one for one in policies if one.lacks and "<script" in one.html.lower() and _sends(one.article, services)]
    by_url = {one.article.url: one for one in lacking}
    chosen = turns.of(by_url, _DRAWN)
    left.update(by_url.keys() - set(chosen))
    lacking = [by_url[url] for url in chosen]
    until = max(until, clock() + EACH * len(lacking))

    async def work() -> None:
        while lacking:
            policy = lacking.pop(0)
            article = policy.article
            drawn = await drawings.of(article.url) if clock() < until else None
            if drawn is None:
                left.add(article.url)
                continue
            html = decode(drawn.page.body, drawn.page.content_type)[0]
            links = service_links(html, drawn.page.url, services)
            policy.links, policy.drawn = own(links, policy.template, article.body_links), True
            policy.presses = policy.presses or presses(html)

    await all_hands(work, min(_AT_ONCE, len(lacking)))
    return left


def _sends(article: Article, services: Services) -> bool:
    named = named_services(article.title, article.text, services.names)
    return bool(named) or named.strong


def _policy_visit(browsed: Browsed, policy: _Policy, undrawn: bool) -> Visit:
    facts = PolicyFacts(tuple(policy.links), policy.drawn, policy.presses)
    reason = NOT_DRAWN if undrawn else None
    return Visit(policy.article.url, View.POLICY, browsed.now(), browsed.round_id, reason, facts=to_facts(facts))


def _due(
    browsed: Browsed, services: Services, leads: Iterable[Iterable[ServiceLink]], doubted: Collection[str]
) -> list[str]:
    """Links into the platform whose turn it is."""
    last, now = _last(browsed, View.SERVICE), browsed.now()
    hosts = (*services.hosts, *services.login)
    links = [link.url for some in leads for link in some if not link.home]
    again = [url for url in doubted if url in last]  # a policy may lead elsewhere by now
    into = [url for url in dict.fromkeys((*again, *links)) if is_within(host_of(url.partition("#")[0]), hosts)]

    def is_due(url: str) -> bool:
        visit = last.get(url)
        if visit is None or visit.round == browsed.round_id:
            return visit is None
        return url in doubted or is_odd(visit, services) or now - visit.visited_at >= AGAIN

    return Turns(doubted, last).of(filter(is_due, into), MOST)


async def look_at_services(browsed: Browsed, urls: Iterable[str]) -> None:
    """Open these alone, whosever turn it is. Raises HaltedError, StoreError."""
    if browsed.plan.services is not None and browsed.headless.available:
        await _open(browsed, browsed.plan.services, list(urls), asyncio.get_running_loop().time() + LEAST)


async def _open(browsed: Browsed, services: Services, due: list[str], until: float) -> None:
    waiting, clock = list(due), asyncio.get_running_loop().time
    until = max(until, clock() + EACH * len(due))

    async def work() -> None:
        while waiting and clock() < until:
            url = waiting.pop(0)
            visit = await look(browsed, services, url)
            if visit is not None and is_odd(visit, services):  # what is looked at once may have been chance
                await asyncio.sleep(_AFTER)
                again = await look(browsed, services, url)
                visit = better(visit, again, services) if again is not None else visit
            if visit is not None:
                await beside(partial(browsed.store.record_visits, browsed.plan.site.name, [visit]))

    await all_hands(work, min(_AT_ONCE, len(due)))
