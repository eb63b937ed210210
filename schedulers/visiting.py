"""Which pages the browser looks at in a round, and what it saw of them: beside the sweep, then for a while after it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import TracebackType

from inspection.addresses import host_of, normalise
from inspection.records import Verdict
from inspection.visits import PageFacts, View, Visit, page_facts, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.visit_candidates import candidates_of, last_visits, may_be_opened
from schedulers.visit_looks import both, seems_faulty
from schedulers.visit_turns import Candidates, Looked, failures, turns
from spiders import logs
from spiders.headless.tasks import NO_BROWSER, Answer, Kind

SHARE = 0.2  # of the sweep's time may be added to a round
LEAST = 12.0  # seconds that may be added in any case to the round of a small site
MOST = 180.0  # where the plan asks for many pages
_USUAL = 16  # pages
_LINKS = 3  # off the site, that are pressed on the home page; one on any other
_SOON = 0.2  # seconds between two looks at how far the sweep is
_TIDY = 1.5  # seconds that what is in hand may take beyond the time that is left

log = logs.get(__name__)


def _most_of(browsed: Browsed) -> int:
    """A daily round looks at home, and at what may have been mended; the turns are a full round's."""
    pages = browsed.plan.browser.pages
    return {"full": pages, "daily": min(pages, max(2, pages // 4))}.get(browsed.kind, 0)


class Visiting:
    """One round's looks. Entered, it begins; `finish` does what there is time for; left, nothing of it goes on."""

    def __init__(self, browsed: Browsed) -> None:
        self._browsed, self._plan, self._store = browsed, browsed.plan, browsed.store
        self._most = _most_of(browsed)
        self._last: dict[Looked, Visit] = {}
        self._done: set[Looked] = set()
        self._early: asyncio.Task[None] | None = None
        self._swept = asyncio.Event()
        self._gone = False  # there is no browser after all
        self._begun = 0.0

    async def __aenter__(self) -> Visiting:
        self._begun = asyncio.get_running_loop().time()
        if self._most and self._browsed.headless.available:
            self._browsed.headless.warm()
            self._early = asyncio.create_task(self._begin())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._early is not None:
            self._early.cancel()
            await asyncio.gather(self._early, return_exceptions=True)

    async def finish(self) -> None:
        """The rest of the round is done: look at what is left, for a share of the time that the round has taken.

        Raises HaltedError when the round is told to stop, and StoreError.
        """
        if self._early is None:
            return
        clock = asyncio.get_running_loop().time
        until = clock() + self._browsed.spare(self._least(), SHARE, clock() - self._begun)
        self._swept.set()
        # Of a site that no browser has ever seen the home page is waited for a little longer.
        first = 0.0 if self._last else self._plan.browser.seconds.total_seconds()
        await asyncio.wait({self._early}, timeout=max(until + _TIDY - clock(), first))
        if not self._early.done():
            log.warning("浏览器没有来得及打开首页", seconds=round(clock() - self._begun))
            return
        await self._early
        left = self._most - len(self._done)
        if self._gone or left <= 0 or clock() >= until:
            return
        browsed = self._browsed
        candidates = await beside(
            lambda: candidates_of(self._plan, self._store, browsed.round_id, browsed.sweep.ledger)
        )
        looks = [look for look in turns(candidates, self._last, left + len(self._done)) if look not in self._done]
        await self._look_at(looks[:left], until)
        log.info("浏览器检查网页", looked=len(self._done), left=max(len(looks) - left, 0))

    async def look_at(self, looks: Iterable[Looked]) -> None:
        """At these alone, without any round about it: nothing need be entered. Raises HaltedError, StoreError."""
        await self._look_at(looks)

    def _least(self) -> float:
        """Whoever asks for more pages than is usual wants more, and waits for them."""
        return min(LEAST * max(1.0, self._plan.browser.pages / _USUAL), MOST)

    async def _begin(self) -> None:
        """The home page as soon as it is known to be sound; then some columns' pages, as the sweep records them."""
        self._last = await beside(
            lambda: last_visits(self._store, self._plan, self._browsed.as_of, self._browsed.now())
        )
        self._done = {look for look, visit in self._last.items() if visit.round == self._browsed.round_id}
        home = await self._home()
        if home is not None:
            await self._look_at([(self._plan.site.home_url, view) for view in (View.DESK, View.PHONE)][: self._most])
        columns = turns(Candidates(columns=[self._plan.column_url(one) for one in self._plan.columns]), self._last, 999)
        waiting = [look for look in columns if look[1] is View.DESK][: self._most // 4]
        while waiting and not self._swept.is_set() and not self._gone:
            recorded = await beside(partial(self._recorded, [url for url, _ in waiting]))
            ready = [look for look in waiting if look[0] in recorded]
            waiting = [look for look in waiting if look not in ready]
            await self._look_at(ready)
            await self._pause(_SOON * 5)

    async def _home(self) -> str | None:
        """The home page's address when it is known to be sound; None where it is not."""
        ledger = self._browsed.sweep.ledger
        while ledger.home is None and ledger.home_page is None and not self._swept.is_set():
            await self._pause(_SOON)
        wrong = ledger.home is not None and ledger.home.verdict is not Verdict.SOUND
        return None if wrong else self._plan.site.home_url

    async def _pause(self, seconds: float) -> None:
        """So long, or until the sweep is over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._swept.wait(), seconds)

    def _recorded(self, urls: Iterable[str]) -> set[str]:
        hosts, ledger = self._plan.site.inspected_hosts, self._browsed.sweep.ledger
        pages = self._store.pages_at(self._browsed.round_id, list(urls))
        return {url for url, page in pages.items() if may_be_opened(page, ledger, hosts)}

    async def _look_at(self, looks: Iterable[Looked], until: float | None = None) -> None:
        """In this order, several at once. What is still in hand when the time is over is left to the next round."""
        waiting = [look for look in looks if look not in self._done][::-1]
        clock = asyncio.get_running_loop().time

        async def work() -> None:
            while waiting and not self._gone and (until is None or clock() < until):
                await self._look(*waiting.pop())

        hands = [asyncio.create_task(work()) for _ in range(min(self._plan.browser.at_once, len(waiting)))]
        try:
            if hands:
                limit = None if until is None else max(until + _TIDY - clock(), 0.1)
                done, _ = await asyncio.wait(hands, timeout=limit, return_when=asyncio.FIRST_EXCEPTION)
                for hand in done:
                    hand.result()
        finally:
            for hand in hands:
                hand.cancel()
            await asyncio.gather(*hands, return_exceptions=True)

    async def _look(self, url: str, view: View) -> None:
        at_home, desk = url == self._plan.site.home_url, view is View.DESK
        pressed = (_LINKS if at_home else 1) if desk and self._plan.browser.leaving_notice else 0
        answer = await self._ask(url, view, axe=desk, picture=desk, leaving=pressed)
        if answer.reason == NO_BROWSER:
            self._gone = True
            return
        visit = self._visit(url, view, answer)
        if visit.reason is None:
            facts, before = page_facts(visit), self._before(url, view)
            if seems_faulty(facts, view, self._plan.browser.paint_within.total_seconds(), before):
                again = self._visit(url, view, await self._ask(url, view))
                if again.reason is None:
                    visit = replace(visit, facts=to_facts(both(facts, page_facts(again))))
        await beside(
            lambda: self._store.patience.persist(lambda: self._store.record_visits(self._plan.site.name, [visit]))
        )
        self._done.add((url, view))

    async def _ask(self, url: str, view: View, *, axe: bool = False, picture: bool = False, leaving: int = 0) -> Answer:
        return await self._browsed.headless.ask(
            Kind.VISIT,
            url,
            seconds=self._plan.browser.seconds.total_seconds(),
            phone=view is View.PHONE,
            options={
                "hosts": [*sorted(self._plan.site.inspected_hosts)],
                "axe": axe,
                "picture": picture,
                "leaving": leaving,
            },
        )

    def _before(self, url: str, view: View) -> PageFacts | None:
        visit = self._last.get((url, view))
        return page_facts(visit) if visit is not None and visit.reason is None else None

    def _visit(self, url: str, view: View, answer: Answer) -> Visit:
        """What an answer says. A page that is not the site's own, or that answers with an error, is not judged."""
        reason, facts = answer.reason, dict(answer.facts)
        told, picture = facts.pop("reason", None), facts.pop("picture", None)
        title, status, led = (facts.pop(name, None) for name in ("title", "status", "final_url"))
        title, status = str(title or answer.title), status if isinstance(status, int) else answer.status
        led = led if isinstance(led, str) else answer.final_url
        end = normalise(led) if led else None
        if reason is None and status is not None and status >= 400:
            reason = f"http-{status}"
        if reason is None and end is not None and host_of(end) not in self._plan.site.inspected_hosts:
            reason = "led-elsewhere"
        if reason is None and isinstance(told, str):
            reason = told
        if reason is not None:
            facts = {"failures": failures(self._last.get((url, view))) + 1}
        return Visit(
            url=url,
            view=view,
            visited_at=self._browsed.now(),
            round=self._browsed.round_id,
            reason=reason,
            status=status,
            final_url=end if end != url else None,
            title=title[:300],
            facts=facts,
            picture=picture if isinstance(picture, str) and reason is None else None,
        )
