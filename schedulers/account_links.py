"""Links in articles of accounts: recorded as a page's links, and named to the sweep, which does not open the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspection.addresses import host_of, join
from inspection.asking import LINKED_DAYS
from inspection.plan import Plan
from inspection.records import NOT_OPENED, Article, Page
from inspection.sources import Known
from inspection.wechat_address import wechat_address
from spiders.accounts.limits import WECHAT_PAGES, WEIBO_MOBILE
from spiders.links import Reference
from spiders.sweep import Sweep
from store.recording import Batch
from store.store import Store

ORIGINAL = "阅读原文"
MOST = 60  # addresses of one platform in a round: it soon shows a captcha to who asks for more
_KNOWN = 5000  # articles of one account, the newest
# The last labels of a platform's hosts, and how far apart it is asked.
_PLATFORMS = {
    "mp.weixin.qq.com": WECHAT_PAGES.limits.spacing,
    "weibo.com": WEIBO_MOBILE.limits.spacing,
    "weibo.cn": WEIBO_MOBILE.limits.spacing,
}


@dataclass(frozen=True, slots=True)
class Linking:
    """One article and where it leads: each target once, normalised."""

    article: Article
    read_at: datetime  # when a source last listed it
    links: tuple[Reference, ...]


def references(article: Article) -> tuple[Reference, ...]:
    """Where the article leads, 阅读原文 first; what is no address of a page is left out, and so is its own."""
    stated = [(article.original_url, ORIGINAL)] if article.original_url else []
    stated += [(url, "") for url in article.body_links]
    texts: dict[str, str] = {}
    for url, text in stated:
        target = join(article.url, wechat_address(url) or url)
        if target is not None and target != article.url:
            texts.setdefault(target, text)
    return tuple((target, "a", text) for target, text in texts.items())


def linking(known: Iterable[Known], plan: Plan, as_of: datetime) -> list[Linking]:
    """The articles whose links count, the newest first: published lately, and not withdrawn."""
    since = _since(plan, as_of)
    alive = {one.article.url: one for one in known if one.day(plan.zone) >= since and not one.withdrawn}
    ordered = sorted(alive.values(), key=lambda one: one.article.url)
    ordered.sort(key=lambda one: one.day(plan.zone), reverse=True)
    return [Linking(one.article, one.last_seen_at, links) for one in ordered if (links := references(one.article))]


def targets_by_article(known: Mapping[str, Iterable[Known]], plan: Plan, as_of: datetime) -> dict[str, frozenset[str]]:
    """Every known article, and where it leads; nowhere, where its links do not count any more."""
    every = [one for account in known.values() for one in account]
    found = dict.fromkeys((one.article.url for one in every), frozenset[str]())
    for one in linking(every, plan, as_of):
        found[one.article.url] = frozenset(target for target, _, _ in one.links)
    return found


def within_limits(articles: Iterable[Linking], is_known: Callable[[str], bool]) -> list[Linking]:
    """The articles with those of their links that are tried: of a platform's addresses the first, and what is known.

    What is known is counted, too: the same articles give the same links when the round is taken up.
    """
    taken: dict[str, set[str]] = {platform: set() for platform in _PLATFORMS}

    def is_tried(target: str) -> bool:
        platform = platform_of(target)
        if platform is None or target in taken[platform]:
            return True
        if len(taken[platform]) < MOST:
            taken[platform].add(target)
            return True
        return is_known(target)

    tried = (Linking(a.article, a.read_at, tuple(r for r in a.links if is_tried(r[0]))) for a in articles)
    return [one for one in tried if one.links]


def platform_of(url: str) -> str | None:
    """The platform that bears few questions, where the address is one of its own."""
    host = f".{host_of(url)}"
    return next((platform for platform in _PLATFORMS if host.endswith(f".{platform}")), None)


async def account_links(plan: Plan, store: Store, round_id: str, as_of: datetime, sweep: Sweep) -> list[str]:
    """Record the links of the accounts' articles; the addresses that they name and the sweep has not tried.

    To be called while the sweep rests. An article that stands on the portal itself has been opened: its page counts.
    """
    site, since = plan.site.name, _since(plan, as_of)
    known = [one for a in plan.accounts for one in store.known_articles(site, a.name, since, _KNOWN)]
    articles = [one for one in linking(known, plan, as_of) if not _is_opened(store, round_id, one.article.url)]
    articles = within_limits(articles, sweep.frontier.is_known)
    pages = [(_page(one), one.links) for one in articles]
    if pages:
        await asyncio.to_thread(store.record, round_id, Batch(pages=list(pages)))
    targets = dict.fromkeys(target for one in articles for target, _, _ in one.links)
    fresh = [target for target in targets if not sweep.frontier.is_known(target)]
    for host, platform in {host_of(url): platform for url in fresh if (platform := platform_of(url))}.items():
        sweep.ask_slowly(host, _PLATFORMS[platform].total_seconds())
    return fresh


def _since(plan: Plan, as_of: datetime) -> date:
    return as_of.astimezone(plan.zone).date() - timedelta(days=LINKED_DAYS)


def _is_opened(store: Store, round_id: str, url: str) -> bool:
    page = store.page(round_id, url)
    return page is not None and page.status != NOT_OPENED


def _page(one: Linking) -> Page:
    url = one.article.url
    return Page(url, url, NOT_OPENED, one.read_at, title=one.article.title)
