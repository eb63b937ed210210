"""Pages that show nothing without their scripts: the browser looks at them, and the sweep goes on where they lead."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable

from inspection.records import Page, Verdict
from schedulers.browsed import Browsed
from schedulers.drawings import Drawings, Drawn
from spiders import soft404
from spiders.drawn_links import drawn_links, lead_on
from spiders.fetch import Answer
from spiders.links import Reference
from spiders.pages import read_page_links
from spiders.reading.charset import decode
from spiders.scripted.signs import signs_of
from spiders.verdict import Kind, Outcome, kind_of
from store.errors import StoreError

SCRIPTED = "scripted-page"  # why such a page is undecided
FEW_WAYS = 5  # a home page with fewer links into the site may draw the others
_EACH = 4  # pages of one template that are looked at
_WAVES = 4  # what is drawn leads to further pages that must be drawn
_TEXT = 30  # characters that a page shows at least, for anything to be told by it

Settle = Callable[[], Awaitable[None]]


async def draw_shells(browsed: Browsed, drawings: Drawings, settle: Settle) -> None:
    """After the sweep: the home page, where it leads nowhere by itself, and pages that are undecided as scripted."""
    if browsed.kind != "watch" and drawings.available and await _draw_home(browsed, drawings):
        await browsed.sweep.run([])
        await settle()
    looked: Counter[str] = Counter()
    for _ in range(_WAVES):
        if not drawings.available or not await _judge_shells(browsed, drawings, looked):
            return
        await browsed.sweep.run([])
        await settle()


async def follow_drawn(browsed: Browsed, drawn: Iterable[Drawn]) -> int:
    """Record where these pages lead, and offer it to the sweep; how many links are new."""
    drawn = list(drawn)
    pages = await asyncio.to_thread(browsed.store.pages_at, browsed.round_id, [one.url for one in drawn])
    count = 0
    for one in drawn:
        page = pages.get(one.url)
        body = await asyncio.to_thread(body_of, browsed, page) if page is not None else None
        if page is None or body is None:
            continue
        links = await asyncio.to_thread(drawn_links, one.page.body, one.page.url)
        count += lead_on(browsed.sweep, page, body, own_links(page, body), links)
    return count


def own_links(page: Page, body: bytes) -> list[Reference]:
    """The links of a recorded page's plain markup."""
    read = read_page_links(Answer(page.final_url, page.status, {"Content-Type": page.content_type}, body), Kind.PAGE)
    return [*read.links, *((url, "onward", "") for url in read.onward)]


def body_of(browsed: Browsed, page: Page) -> bytes | None:
    """A recorded page's body; None where it is not kept any more."""
    try:
        return browsed.store.evidence.get(page.evidence) if page.evidence is not None else None
    except StoreError:
        return None


async def _draw_home(browsed: Browsed, drawings: Drawings) -> bool:
    """Whether the home page's scripts lead anywhere that its markup does not."""
    sweep, store = browsed.sweep, browsed.store
    home = sweep.ledger.end_of(sweep.ledger.home_url)
    if sweep.frontier.is_foreign(home) or home in sweep.ledger.probes:
        return False
    page = (await asyncio.to_thread(store.pages_at, browsed.round_id, [home])).get(home)
    body = await asyncio.to_thread(body_of, browsed, page) if page is not None else None
    if page is None or body is None:
        return False
    ways = {to for to, element, _ in own_links(page, body) if element == "a" and _is_way(browsed, to)}
    if len(ways) >= FEW_WAYS or not signs_of(body, home, page.content_type).scripts:
        return False
    drawn = await drawings.of(home)
    return drawn is not None and await follow_drawn(browsed, [drawn]) > 0


def _is_way(browsed: Browsed, url: str) -> bool:
    return not browsed.sweep.frontier.is_foreign(url) and kind_of(url, foreign=False) is Kind.PAGE


async def _judge_shells(browsed: Browsed, drawings: Drawings, looked: Counter[str]) -> int:
    """Look at some pages of each template; how many links were new."""
    sweep, plan = browsed.sweep, browsed.plan
    columns = {plan.column_url(column) for column in plan.columns}
    probes = sweep.ledger.probes.values()
    waiting = [probe.url for probe in probes if probe.verdict is Verdict.UNDECIDED and probe.reason == SCRIPTED]
    chosen = []
    for url in sorted(waiting, key=lambda url: url not in columns):
        shape = soft404.shape(url)
        if looked[shape] < _EACH or url in columns:
            looked[shape] += 1
            chosen.append(url)
    seen = await asyncio.gather(*(judge_shell(browsed, drawings, url) for url in chosen if url not in looked))
    looked.update(chosen)  # each once
    return await follow_drawn(browsed, [one for one in seen if one is not None])


async def judge_shell(browsed: Browsed, drawings: Drawings, url: str) -> Drawn | None:
    """What the browser sees there; the page's verdict is settled, where that says anything."""
    own = await drawings.of(url)
    other = await drawings.unknown(url) if own is not None else None
    if own is None or other is None:
        return None
    mine, theirs = (soft404.shown(decode(one.page.body, one.page.content_type)[0]) for one in (own, other))
    ledger = browsed.sweep.ledger
    if soft404.says_missing(mine, ledger.template):
        ledger.settle(url, Outcome(Verdict.FAULTY, "soft-404", 200, (mine.title or mine.whole)[:80]), 2)
        return None
    if len(mine.whole) < _TEXT or soft404.alike(mine, theirs, frozenset()):
        return None  # it shows what any address shows: nothing can be told by that
    if url in ledger.probes:
        ledger.settle(url, Outcome(Verdict.SOUND, status=200), 2)
    return own
