"""With which of its own titles a site's search is tried, and what is typed of each. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import zip_longest

from inspection.addresses import host_of
from inspection.records import Article, day_of

YOUNGEST, OLDEST = 3, 180  # days: an index lags behind; what is old may have been archived
LONGEST = 30  # characters that are typed: many boxes and engines take no more
_SHORTEST = 8  # characters of a title by which one article is known
_TELLING = 16
_PAGE = re.compile(r"\.(?:docx?|wps|xlsx?|et|pptx?|pdf|ofd|zip|rar|jpe?g|png|mp4)(?:$|\?)", re.I)
_CUT = re.compile(r"(?:\.{2,}|…)$")
_QUOTED = re.compile(r"《([^《》]{6,40})》")
_LEADING = re.compile(
    r"^[^《》，。：]{0,20}?(?:关于|印发|转发|发布|公布)(?:印发|转发|发布|公布|开展|做好|组织|进一步)*"
)
_TRAILING = re.compile(r"的?(?:通知|公告|通告|函|意见|批复|公示|报告|决定)$")
_BREAK = re.compile(r"[\s，。、；：！？“”‘’（）()《》〈〉【】\[\]—\-·,.;:!?|/\"']+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One article and its column."""

    title: str
    url: str


def titles_to_try(
    columns: Iterable[Iterable[Article]],
    today: date,
    zone: tzinfo,
    hosts: Collection[str],
    bad: Collection[str],
    most: int,
) -> list[Chosen]:
    """From different columns in turn, the newest that an index should know first. `bad`: addresses that do not open."""
    rows = [[one for one in column if _is_fit(one, today, zone, hosts, bad)] for column in columns]
    for column in rows:
        column.sort(key=lambda one: (day_of(one.published_at, zone) or today, one.url), reverse=True)
    chosen: dict[str, Chosen] = {}
    addresses = set[str]()
    for article in (one for row in zip_longest(*rows) for one in row if one is not None):
        title = " ".join(article.title.split())
        if article.url in addresses or any(title in known or known in title for known in chosen):
            continue
        addresses.add(article.url)
        chosen[title] = Chosen(title, article.url)
        if len(chosen) >= most:
            break
    return list(chosen.values())


def surest(fit: list[Chosen], pages: Mapping[str, str], most: int) -> list[Chosen]:
    """Those first whose own pages have that very title: a list may shorten it, and a search goes by the page's.

    `pages`: titles of the pages that are known.
    """

    def doubt(one: Chosen) -> bool:
        return "".join(one.title.split()) not in "".join(pages.get(one.url, "").split())

    return sorted(fit, key=doubt)[:most]


def _is_fit(article: Article, today: date, zone: tzinfo, hosts: Collection[str], bad: Collection[str]) -> bool:
    day, title = day_of(article.published_at, zone), article.title.strip()
    if day is None or not YOUNGEST <= (today - day).days <= OLDEST or _CUT.search(title):
        return False
    if len(re.sub(r"\W", "", title)) < _SHORTEST or _PAGE.search(article.url) or article.url in bad:
        return False
    return host_of(article.url) in hosts


def queries(title: str) -> tuple[str, str]:
    """What is typed first, and what when that finds nothing: the whole title where it is short, and its core."""
    core = telling(title)
    return (title, core) if len(title) <= LONGEST else (core, _BREAK.sub(" ", title)[:LONGEST].strip())


def telling(title: str) -> str:
    """The words by which it is known, unbroken: what is quoted, else what stands between 关于 and 的通知."""
    quoted = _QUOTED.search(title)
    core = quoted[1] if quoted else _TRAILING.sub("", _LEADING.sub("", title))
    runs = [run for run in _BREAK.split(core) if run] or [title]
    longest = max(runs, key=len)
    if len(longest) < 6:
        longest = max((run for run in _BREAK.split(title) if run), key=len, default=title)
    return longest[:_TELLING] if len(longest) > LONGEST else longest
