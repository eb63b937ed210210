"""The site's search in a round: asked for a few of its own titles, politely, at most once a day."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from inspection.addresses import join, normalise
from inspection.findings import Json
from inspection.visits import SearchFacts, SearchTry, View, Visit, search_facts, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.search_titles import Chosen, queries, surest, titles_to_try
from schedulers.shells import body_of
from spiders import logs
from spiders.headless.tasks import NO_BROWSER, Answer, Kind
from spiders.reading.charset import decode

ENOUGH = 3  # tries that could be judged, from which something may be said
PAUSE = 2.0  # seconds between two queries
SHARE, LEAST = 0.15, 25.0  # of the round's time, and seconds, that all queries may take together
AGAIN = timedelta(hours=20)
UNFINISHED = timedelta(days=2)
NO_BOX, TOO_FEW = "no-search-box", "too-few-titles"
_SECONDS = 20.0  # of one query
_NEVER = datetime.min.replace(tzinfo=UTC)
_HINTS = re.compile(r"搜索|检索|search|sousuo|<input|<textarea|<i?frame", re.I)
_LINKS = 10  # so many, and the page is no shell that scripts fill
_ACTION = re.compile(r"<form[^>]*?\baction\s*=\s*[\"']?([^\"'\s>]*(?:search|sousuo|jiansuo|query)[^\"'\s>]*)", re.I)
_HOPELESS = frozenset({NO_BOX, "needs-captcha", "blocked-by-firewall", "robots", "too-frequent", "needs-login"})
_KNOWN = ("found", "absent", "broken")

log = logs.get(__name__)


async def try_search(browsed: Browsed) -> None:
    """Ask the search for titles when it is due, and record what came of it. Raises HaltedError, StoreError."""
    plan = browsed.plan
    if browsed.kind == "watch" or not plan.functions.search_titles or not browsed.headless.available:
        return
    enough = min(ENOUGH, plan.functions.search_titles)
    last = await beside(lambda: _last(browsed))
    if not is_due(last, browsed.now(), browsed.round_id, enough):
        return
    why = await beside(lambda: _why_not(browsed))
    chosen = [] if why else await beside(lambda: _titles(browsed))
    if why is None and len(chosen) < enough:
        why = TOO_FEW
    if why is not None:
        await _record(browsed, why, SearchFacts())
        return
    search = _Search(browsed, begun(last, browsed.now(), enough))
    if await search.run(chosen):
        await _record(browsed, search.why_not(), SearchFacts(tuple(search.tries), by_template=search.is_direct))


async def _record(browsed: Browsed, why: str | None, facts: SearchFacts) -> None:
    home = browsed.plan.site.home_url
    visit = Visit(home, View.SEARCH, browsed.now(), browsed.round_id, why, facts=to_facts(facts))
    await beside(lambda: browsed.store.record_visits(browsed.plan.site.name, [visit]))


def _last(browsed: Browsed) -> Visit | None:
    known = browsed.store.visits(browsed.plan.site.name, _NEVER, browsed.now() + timedelta(days=1), [View.SEARCH])
    return next((visit for visit in known if visit.url == browsed.plan.site.home_url), None)


def is_due(last: Visit | None, now: datetime, round_id: str, enough: int) -> bool:
    """Whether it was not judged within the day, nor in this round before it was taken up again."""
    if last is None:
        return True
    judged = last.reason is None and len(_judged(last)) >= enough
    return last.round != round_id and not (judged and now - last.visited_at < AGAIN)


def begun(last: Visit | None, now: datetime, enough: int) -> list[SearchTry]:
    """What the round before this one had no time to finish: what it learnt counts, the rest is tried now."""
    if last is None or last.reason is not None or now - last.visited_at > UNFINISHED:
        return []
    judged = _judged(last)
    return judged if len(judged) < enough else []


def _judged(visit: Visit) -> list[SearchTry]:
    return [one for one in search_facts(visit).tries if one.outcome in _KNOWN]


def _why_not(browsed: Browsed) -> str | None:
    """Why there is nothing to ask: the home page, as it was fetched, has no box, or robots.txt bars the results."""
    plan, sweep = browsed.plan, browsed.sweep
    home = sweep.ledger.end_of(plan.site.home_url)
    page = browsed.store.pages_at(browsed.round_id, [home]).get(home)
    body = body_of(browsed, page) if page is not None else None
    html = decode(body, page.content_type)[0] if page is not None and body is not None else ""
    if plan.functions.search is not None:
        ways = [join(plan.site.home_url, plan.functions.search.partition("{keyword}")[0])]
    else:
        if html and not may_have_box(html):
            return NO_BOX
        ways = [join(home, action) for action in _ACTION.findall(html)]
    barred = sweep.policy.obey_robots and sweep.robots.restricts
    return "robots" if barred and any(way is not None and not sweep.robots.allows(way) for way in ways) else None


def may_have_box(html: str) -> bool:
    """Whether a page may have something to search with, its scripts included. Without any sign no browser is asked."""
    return bool(_HINTS.search(html)) or ("<script" in html.lower() and html.lower().count("<a ") < _LINKS)


def _titles(browsed: Browsed) -> list[Chosen]:
    plan = browsed.plan
    readings = browsed.store.readings(browsed.round_id)
    columns = [readings[column.name].articles for column in plan.columns if column.name in readings]
    today = browsed.as_of.astimezone(plan.zone).date()
    most = plan.functions.search_titles
    fit = titles_to_try(columns, today, plan.zone, plan.site.inspected_hosts, browsed.sweep.ledger.probes, 5 * most)
    pages = browsed.store.pages_at(browsed.round_id, [one.url for one in fit])
    return surest(fit, {url: page.title for url, page in pages.items() if page.status == 200}, most)


@dataclass
class _Search:
    """All queries of one round."""

    browsed: Browsed
    tries: list[SearchTry] = field(default_factory=list)
    asked: bool = False

    @property
    def template(self) -> str | None:
        return self.browsed.plan.functions.search

    @property
    def is_direct(self) -> bool:
        """The plan's address shows results; otherwise it, or the home page, has a box."""
        return self.template is not None and "{keyword}" in self.template

    async def run(self, chosen: list[Chosen]) -> bool:
        """Whether a browser was there. What does not find is asked once more, in other words."""
        clock = asyncio.get_running_loop().time
        passed = (self.browsed.now() - self.browsed.as_of).total_seconds()
        until = clock() + self.browsed.spare(LEAST, SHARE, passed)
        known = {one.url for one in self.tries}
        for one in [one for one in chosen if one.url not in known][: max(len(chosen) - len(known), 0)]:
            if clock() > until or self.why_not() is not None:
                break
            first, second = queries(one.title)
            tried = await self._ask(one, first)
            if tried is not None and tried.outcome != "found" and tried.reason not in _HOPELESS and clock() < until:
                again = await self._ask(one, second)
                tried = better(tried, again) if again is not None else tried
            if tried is None:
                return False
            self.tries.append(tried)
        return True

    def why_not(self) -> str | None:
        """The reason that stands in the way of all: it was met twice, and nothing else."""
        reasons = {one.reason for one in self.tries}
        if len(self.tries) < 2 and reasons != {NO_BOX}:
            return None
        return next(iter(reasons)) if len(reasons) == 1 and reasons <= _HOPELESS else None

    async def _ask(self, one: Chosen, query: str) -> SearchTry | None:
        """One query; None where there is no browser."""
        if self.asked:
            await asyncio.sleep(max(PAUSE, self.browsed.plan.crawl.delay))
        self.asked = True
        home = self.browsed.plan.site.home_url
        filled = (self.template or "").replace("{keyword}", quote(query, safe=""))
        url = normalise(join(home, filled) or home) if filled else home
        options: dict[str, Json] = {"title": one.title, "article": one.url, "query": query, "direct": self.is_direct}
        answer = await self.browsed.headless.ask(Kind.SEARCH, url or home, seconds=_SECONDS, options=options)
        return None if answer.reason == NO_BROWSER else _tried(one, query, answer)


def _tried(one: Chosen, query: str, answer: Answer) -> SearchTry:
    if answer.reason is not None:
        return SearchTry(one.title, one.url, query, "unclear", answer.reason)
    said = {name: answer.facts.get(name) for name in ("outcome", "reason", "query", "shown_at")}
    reason = said["reason"]
    return SearchTry(
        one.title,
        one.url,
        str(said["query"] or query),
        str(said["outcome"] or "unclear"),
        str(reason) if reason is not None else None,
        str(said["shown_at"] or ""),
    )


def better(first: SearchTry, second: SearchTry) -> SearchTry:
    """What two queries for one title come to: found by either; a fault only where both are one."""
    for outcome in ("found", "unclear"):
        for one in (second, first):
            if one.outcome == outcome:
                return one
    return second if second.outcome == "absent" else first
