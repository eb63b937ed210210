"""What the round's pages say, read from the bodies that the sweep kept: each body once, whichever rounds have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from inspection.addresses import host_of
from inspection.belonging import Belonging
from inspection.contents import MADE_BY, Anchor, PageContent, StatedBy, StatedDay, from_facts, pack
from inspection.plan import Plan
from inspection.records import Article, DateFrom
from schedulers.seeing import Seen
from spiders.contents.personal import personal_in
from spiders.contents.reader import address_day
from store.store import Store

_HOPS = 5  # redirects of the home page
SHELL = "script"  # in `foot_from`: the page itself shows next to nothing
_HARDLY = 40  # characters; a page of an article that shows no more is drawn by script


def contents_of(plan: Plan, store: Store, seen: Seen) -> Mapping[str, PageContent] | None:
    """What the pages of the round say, by address; None where nobody read them.

    A redirect's address is answered by the page that it leads to, and not counted as a page of its own.
    """
    if seen.browsed.kind == "watch":
        return None
    rows = store.sound_page_facts(seen.round_id, MADE_BY)
    hosts = plan.site.inspected_hosts
    aliases = dict(store.aliases(seen.round_id))
    pages = _Pages(plan, seen, aliases)
    told = {
        url: pages.page(url, digest, facts)
        for url, digest, facts in rows
        if host_of(url) in hosts and "unread" not in facts
    }
    return Contents(told, aliases)


class Contents(Mapping[str, PageContent]):
    """Pages by address; an address that redirects is found, but not met in a walk over all pages."""

    def __init__(self, pages: dict[str, PageContent], aliases: Mapping[str, str]) -> None:
        self._pages, self._aliases = pages, aliases

    def __getitem__(self, url: str) -> PageContent:
        if url in self._pages:
            return self._pages[url]
        return self._pages[self._aliases[url]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


class _Pages:
    """What the round knows of its pages beyond their bodies."""

    def __init__(self, plan: Plan, seen: Seen, aliases: Mapping[str, str]) -> None:
        self._homes = {plan.site.home_url}
        for _ in range(_HOPS):
            self._homes |= {aliases[url] for url in self._homes if url in aliases}
        self._belonging = Belonging(plan, seen.readings, {})
        accounts = {account.name for account in plan.accounts}
        readings = [reading for name, reading in seen.readings.items() if name not in accounts]
        own = {plan.column_url(column) for column in plan.columns}
        self._own = own | {aliases[url] for url in own if url in aliases}
        self._lists = {url for reading in readings for url in reading.visited}
        self._articles: dict[str, Article] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        for reading in readings:
            for article in reading.articles:
                for url in filter(None, (article.url, aliases.get(article.url))):
                    self._articles.setdefault(url, article)
                    self._listed[url] = (*self._listed.get(url, ()), reading.column)
        self._one: dict[Anchor, Anchor] = {}  # a template repeats the same links on every page

    def page(self, url: str, digest: str, facts: Mapping[str, Any]) -> PageContent:
        content = from_facts(facts, url, digest, self._columns(url))
        days = tuple(day for day in content.days if day.by is not StatedBy.ADDRESS) + address_day(url)
        links = tuple(self._one.setdefault(link, link) for link in content.links)
        content = replace(content, kind=self._kind(url, content.kind), days=days, links=links)
        article = self._articles.get(url)
        return _drawn(content, article) if article is not None else content

    def _columns(self, url: str) -> tuple[str, ...]:
        own = self._belonging.of(url)
        return tuple(dict.fromkeys((*((own,) if own else ()), *self._listed.get(url, ()))))

    def _kind(self, url: str, kind: str) -> str:
        """By the plan and the columns; by structure where they do not know it. The home page is the plan's alone."""
        if url in self._homes:
            return "home"
        if url in self._own or (url in self._lists and kind != "part"):
            return "list"
        if url in self._articles:
            return "article"
        return "other" if kind == "home" else kind


def _drawn(content: PageContent, article: Article) -> PageContent:
    """A page whose body shows nothing, completed by what its column's reading knows of the article."""
    if not article.read_in_full or len(article.text) < _HARDLY or len(content.text) >= _HARDLY:
        return content
    day = article.published_at.date() if isinstance(article.published_at, datetime) else article.published_at
    shown = (StatedDay(day, StatedBy.SHOWN),) if day is not None and article.date_from in _ON_PAGE else ()
    return replace(
        content,
        title=article.title,
        days=(*shown, *content.days),
        number=article.document_number or content.number,
        source=article.source or content.source,
        links=tuple(Anchor(url, "") for url in article.body_links)
        + tuple(Anchor(one.url, one.title) for one in article.related),
        foot_from=tuple(dict.fromkeys((*content.foot_from, SHELL))),
        personal=personal_in(article.text),
        packed=pack(article.text),
    )


_ON_PAGE = frozenset({DateFrom.LABEL, DateFrom.TABLE})
