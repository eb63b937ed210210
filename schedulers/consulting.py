"""The consultation in a round: where its entrance is, and whether there is a form behind it. Nothing is ever sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from inspection.addresses import join, normalise
from inspection.visits import FormFacts, View, Visit, form_facts, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.shells import body_of, own_links
from spiders.headless.tasks import NO_BROWSER, Answer, Kind

AGAIN = timedelta(hours=20)
NOT_FOUND = "no-consultation-found"
GOOD = ("form", "login")
SHARE, LEAST = 0.1, 15.0  # of the round's time, and seconds, until no further entrance is opened
AFTER = 2.0  # seconds until a second look
_MOST = 3  # entrances that are opened
_SECONDS = 20.0
_NEVER = datetime.min.replace(tzinfo=UTC)
_LONGEST = 14  # characters of a link's words: what is longer is somebody's letter
_TIERS = (
    re.compile(
        r"(?:我要|网上|在线|业务|政策|办事|公众|群众|留言)?咨询(?:留言|平台|信箱|服务)?|(?:我要|在线|网上|公众|给我)?留言(?:板|咨询)?"
    ),
    re.compile(r"(?:我要|在线|网上)?(?:写信|提问|来信|寄信)|.{0,8}(?:信箱|邮箱|直通车)"),
    re.compile(r"(?:咨询|互动|政民互动|公众参与|互动交流|交流互动|公众互动|咨询投诉|投诉咨询|建言献策|咨询建议).{0,6}"),
)
_NOT = re.compile(
    r"电话|热线|答复|回复|反馈|选登|统计|公开|常见|调查|征集|访谈|发布会|查询|举报|须知|指南|指引|智能|监督"
)
_COLUMN = re.compile(r"互动|咨询|信箱|留言|来信|参与")


@dataclass(frozen=True, slots=True)
class Entrance:
    """A link that seems to lead to the form."""

    url: str
    named: str


async def try_consultation(browsed: Browsed) -> None:
    """Look for the form when it is due, and record what is there. Raises HaltedError, StoreError."""
    if browsed.kind == "watch" or not browsed.headless.available or not await beside(lambda: _is_due(browsed)):
        return
    found = await beside(lambda: _entrances(browsed))
    seen, clock = list[Visit](), asyncio.get_running_loop().time
    until = clock() + browsed.spare(LEAST, SHARE, (browsed.now() - browsed.as_of).total_seconds())
    for entrance in found:
        if seen and clock() > until:
            break
        visit = await _look(browsed, entrance)
        if visit is None:
            return
        seen.append(visit)
        if visit.reason is None and visit.facts.get("state") in GOOD:
            break
    visit = told(seen) if seen else _visit(browsed, NOT_FOUND)
    if is_bad(visit):  # what is looked at once may have been chance
        await asyncio.sleep(AFTER)
        again = await _look(browsed, next(one for one in found if one.url == visit.facts.get("entry")))
        visit = again if again is not None and not is_bad(again) else visit
    await beside(lambda: browsed.store.record_visits(browsed.plan.site.name, [visit]))


def told(seen: list[Visit]) -> Visit:
    """What several entrances come to: the good one; else the first of them that is surely bad only if all are."""
    last = seen[-1]
    if last.reason is None and last.facts.get("state") in GOOD:
        return last
    worst = next((one for one in seen if not is_bad(one)), seen[0])
    if worst.reason is not None:
        return worst
    others = tuple(str(one.facts.get("entry") or "") for one in seen if one is not worst)
    return replace(worst, facts=to_facts(replace(form_facts(worst), others=tuple(filter(None, others)))))


def is_bad(visit: Visit) -> bool:
    """Whether there is surely no form: an error, a blank page, words that it is closed."""
    gone = visit.status is not None and (visit.status in (404, 410) or visit.status >= 500)
    return visit.reason is None and (gone or visit.facts.get("state") in ("closed", "blank"))


def _is_due(browsed: Browsed) -> bool:
    now = browsed.now()
    for visit in browsed.store.visits(browsed.plan.site.name, _NEVER, now + timedelta(days=1), [View.FORM]):
        judged = visit.reason is None and visit.facts.get("state") in GOOD
        if visit.round == browsed.round_id or (judged and now - visit.visited_at < AGAIN):
            return False
    return True


def _entrances(browsed: Browsed) -> list[Entrance]:
    """As the plan says; else by the words of links on the home page and on the columns of that kind."""
    plan, ledger = browsed.plan, browsed.sweep.ledger
    home = plan.site.home_url
    if plan.functions.consultation is not None:
        url = normalise(join(home, plan.functions.consultation) or "")
        return [Entrance(url, "方案所写的咨询入口")] if url else []
    columns = [plan.column_url(one) for one in plan.columns if _COLUMN.search(one.name)]
    pages = browsed.store.pages_at(browsed.round_id, [ledger.end_of(url) for url in (home, *columns)])
    links = list[tuple[str, str]]()
    for page in pages.values():
        body = body_of(browsed, page)
        links += [(to, text) for to, element, text in own_links(page, body) if element == "a"] if body else []
    sweep = browsed.sweep
    barred = sweep.policy.obey_robots and sweep.robots.restricts
    return [one for one in entrances(links) if not barred or sweep.robots.allows(one.url)]


def entrances(links: Iterable[tuple[str, str]]) -> list[Entrance]:
    """Links, by address and words, that name a way to ask or to write: the surest first."""
    ranked: list[tuple[int, int, Entrance]] = []
    for number, (url, text) in enumerate(links):
        words = re.sub(r"\W", "", text)
        if not words or len(words) > _LONGEST or _NOT.search(words) or not url.startswith("http"):
            continue
        tier = next((at for at, like in enumerate(_TIERS) if like.fullmatch(words)), None)
        if tier is not None:
            ranked.append((tier, number, Entrance(url, words)))
    ranked.sort(key=lambda one: one[:2])
    found = dict[str, Entrance]()
    for _, _, entrance in ranked:
        found.setdefault(entrance.url, entrance)
    return list(found.values())[:_MOST]


async def _look(browsed: Browsed, entrance: Entrance) -> Visit | None:
    """One entrance as the browser shows it; None where there is none."""
    answer = await browsed.headless.ask(Kind.FORM, entrance.url, seconds=_SECONDS)
    if answer.reason == NO_BROWSER:
        return None
    return _of(browsed, entrance, answer)


def _of(browsed: Browsed, entrance: Entrance, answer: Answer) -> Visit:
    facts = dict(answer.facts)
    reason, status, led = (facts.pop(name, None) for name in ("reason", "status", "final_url"))
    why = answer.reason or (str(reason) if reason else None)
    if why is not None:
        return _visit(browsed, why, answer.status)
    code = status if isinstance(status, int) else answer.status
    known = form_facts(Visit("", View.FORM, browsed.now(), "", facts=facts))
    return _visit(
        browsed,
        None,
        code,
        replace(known, entry=entrance.url, named=entrance.named),
        str(led) if led and led != entrance.url else None,
        answer.title,
    )


def _visit(
    browsed: Browsed,
    reason: str | None,
    status: int | None = None,
    facts: FormFacts | None = None,
    led: str | None = None,
    title: str = "",
) -> Visit:
    home, known = browsed.plan.site.home_url, to_facts(facts) if facts is not None else {}
    return Visit(home, View.FORM, browsed.now(), browsed.round_id, reason, status, led, title[:300], known)
