"""Labels of pages (META) as the rules name them: which page owes which, and how they are found by any spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from checks.links import address_key
from checks.page_groups import absolute, below, plain
from inspection.addresses import host_of
from inspection.contents import PageContent
from inspection.observed import Observed

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource")
OWED: Mapping[str, tuple[str, ...]] = {"home": SITE, "list": SITE + COLUMN, "article": SITE + ARTICLE}
ALL = SITE + COLUMN + ARTICLE
_BY_KEY = {name.lower(): name for name in ALL}
# What is written in their place and is further off than one letter.
_MISSPELT = {
    "sitecode": "SiteIDCode", "siteid": "SiteIDCode", "siteidentcode": "SiteIDCode", "siteidentifycode": "SiteIDCode",
    "siteurl": "SiteDomain", "sitedomainname": "SiteDomain", "webname": "SiteName",
    "columndesc": "ColumnDescription", "columnkeyword": "ColumnKeywords", "columnkey": "ColumnKeywords",
    "articlename": "ArticleTitle", "articletile": "ArticleTitle", "articlettitle": "ArticleTitle",
    "publishdate": "PubDate", "publicdate": "PubDate", "pubtime": "PubDate", "pubdata": "PubDate", "pubday": "PubDate",
    "contentsorce": "ContentSource", "contentsouce": "ContentSource", "contentsourse": "ContentSource",
    "contentsrc": "ContentSource",
}  # fmt: skip
_TEXT = 60  # characters, packed, of a page that says something
SHELL = "script"  # in `foot_from`: the page is drawn by script


def values(page: PageContent) -> dict[str, str]:
    """The page's labels by the rules' own names, whatever their case."""
    found: dict[str, str] = {}
    for name, value in page.metas.items():
        known = _BY_KEY.get(name.strip().lower())
        if known is not None and not found.get(known):
            found[known] = value.strip()
    return found


def misspelt(page: PageContent) -> dict[str, str]:
    """Labels that the page lacks, each with the name that it has in their place."""
    known, found = values(page), dict[str, str]()
    for written in page.metas:
        meant = _meant(written.strip().lower())
        if meant is not None and meant not in known:
            found.setdefault(meant, written)
    return found


@lru_cache(maxsize=4096)
def _meant(key: str) -> str | None:
    if key in _BY_KEY:
        return None
    bare = key.replace(" ", "").replace("_", "").replace("-", "").replace(":", "")
    if bare in _MISSPELT or bare in _BY_KEY:
        return _MISSPELT.get(bare) or _BY_KEY[bare]
    if len(bare) < 6:
        return None
    return next((name for known, name in _BY_KEY.items() if OSA.distance(bare, known, score_cutoff=1) <= 1), None)


def judged(observed: Observed) -> Iterator[tuple[PageContent, str]]:
    """Pages whose kind is sure, each with it: home, the columns' own pages, articles.

    Assumes of a page off the columns that it is an article only where its structure says so, it has a text and states a
    day, and where the plan does not name it as something else. Parts that other pages frame, and lists of a column that
    are no whole page, are left out.
    """
    contents, hosts = observed.contents or {}, observed.plan.site.inspected_hosts
    apart = _Apart(observed)
    own = _had(contents, (observed.plan.column_url(column) for column in observed.plan.columns))
    visited = _had(contents, (url for reading in observed.columns.values() for url in reading.visited)) - own
    listed = _had(contents, (article.url for article in observed.articles()))
    framed = {frame for page in contents.values() for frame in page.frames}
    for url, page in contents.items():
        if host_of(url) not in hosts or url in framed:
            continue
        if page.kind == "home" or url in own:
            yield page, "home" if page.kind == "home" else "list"
        elif url in visited:
            if page.title and (page.metas or page.marks):
                yield page, "list"
        elif page.kind == "article" and (url in listed or (_is_surely_article(page) and url not in apart)):
            yield page, "article"


class _Apart:
    """Pages that the plan names as something else than articles: guides, directories, libraries, boards of letters."""

    def __init__(self, observed: Observed) -> None:
        plan = observed.plan
        single = [*(one.url for one in plan.guides), *(one.url for one in plan.decisions if one.url)]
        single += [url for one in plan.libraries for url in one.urls]
        boards = [absolute(observed, one.url) for one in plan.messages]
        self._keys = {address_key(absolute(observed, url)) for url in single} | set(map(address_key, boards))
        self._starts = tuple(plain(start) for board in boards if (start := below(board)) is not None)

    def __contains__(self, url: str) -> bool:
        return address_key(url) in self._keys or plain(url).startswith(self._starts)


def _had(contents: Mapping[str, PageContent], urls: Iterable[str]) -> set[str]:
    """Where these addresses lead, redirects followed."""
    return {contents[url].url for url in urls if url in contents}


def is_drawn(page: PageContent) -> bool:
    """Whether a script draws the page, and with it perhaps its labels."""
    return SHELL in page.foot_from and not values(page)


def _is_surely_article(page: PageContent) -> bool:
    return bool(page.title and page.days) and len(page.packed) >= _TEXT
