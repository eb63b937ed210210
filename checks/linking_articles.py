"""Broken links that stand in articles of accounts: in whose, and how that is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inspection.addresses import host_of
from inspection.findings import Json
from inspection.observed import Observed

_LONGEST_TITLE = 40  # characters of an article's title in a sentence
_TITLES = 5  # of articles in the evidence


@dataclass(frozen=True, slots=True)
class LinkingArticle:
    """An account's article that a broken link may stand in."""

    account: str
    title: str
    day: date  # when it was published, or first seen


@dataclass(frozen=True, slots=True)
class Place:
    """Where a broken link stands: the beginning of a sentence, empty where that is the portal, and the evidence."""

    words: str = ""
    evidence: Mapping[str, Json] = field(default_factory=dict)


def articles_by_page(observed: Observed) -> dict[str, LinkingArticle]:
    """Articles that rounds know of accounts, by their addresses. What stands on the portal is a page of the portal."""
    hosts, zone = observed.plan.site.inspected_hosts, observed.plan.zone
    return {
        one.article.url: LinkingArticle(account, one.article.title, one.day(zone))
        for account, known in observed.known.items()
        for one in known
        if host_of(one.article.url) not in hosts
    }


def place_of(pages: Sequence[str], count: int, articles: Mapping[str, LinkingArticle]) -> Place:
    """The newest article is named. `count` says how many pages link there, of which `pages` are a sample.

    Where pages of the portal link there too, it is the portal's link: the articles are told in the evidence alone.
    """
    linking = [articles[page] for page in pages if page in articles]
    if not linking:
        return Place()
    linking.sort(key=lambda one: one.day, reverse=True)
    newest, titles = linking[0], list(dict.fromkeys(one.title for one in linking))
    told: dict[str, Json] = {"in_articles": [*titles[:_TITLES]]}
    if len(linking) < len(pages):
        return Place(evidence=told)
    told |= {"account": newest.account, "article_day": newest.day.isoformat()}
    short = newest.title if len(newest.title) <= _LONGEST_TITLE else newest.title[:_LONGEST_TITLE] + "…"
    more = f"等 {count} 篇" if count > 1 else ""
    return Place(f"“{newest.account}”发布的“{short}”{more}中的", told)
