"""Where the tables of a list stand: pages of the plan, articles by their titles, and the files that they offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.coverage import gaps
from checks.days import today
from checks.links import address_key
from checks.names import fold
from checks.page_groups import absolute, any_of, content_at, files_of, further_pages
from inspection.contents import PageContent, TableFacts
from inspection.findings import CannotTell
from inspection.gathering import TableRule
from inspection.observed import Observed
from inspection.records import Article, day_of

_RECENT = timedelta(days=365)
_MOST = 200  # articles of one rule


@dataclass(frozen=True, slots=True)
class Place:
    """One page or file with its tables. `doubt`: why it may hold more, as a reason and in Chinese."""

    page: str  # address of the page; of a file, of the page that offers it
    title: str
    tables: tuple[TableFacts, ...]
    column: str | None = None
    file: str = ""  # its address, where the tables are a file's
    doubt: tuple[str, str] | None = None


def places_of(observed: Observed, rule: TableRule) -> list[Place] | CannotTell:
    """Every place of the rule that the round saw; or why none was."""
    if rule.url is not None:
        return _of_address(observed, rule, absolute(observed, rule.url))
    articles = _articles(observed, rule)
    channels = rule.columns or tuple(column.name for column in observed.plan.columns)
    if not articles:
        missed = gaps(observed, channels, date.min) if observed.complete else []
        said = f"，{'、'.join(map(str, missed[:3]))}" if missed else ""
        detail = f"没有找到标题含有“{'”“'.join(rule.any_of)}”的稿件{said}"
        return CannotTell(rule.name, "columns-not-read" if missed else "table-not-found", detail)
    return [place for article in articles for place in _of_article(observed, article)]


def _articles(observed: Observed, rule: TableRule) -> list[Article]:
    """Those of the last year, else the newest; each once."""
    words = [fold(word) for word in rule.any_of]
    found = {
        address_key(one.url): one
        for one in observed.articles(rule.columns or tuple(column.name for column in observed.plan.columns))
        if any_of(words, fold(one.title)) is not None
    }
    zone, day = observed.plan.zone, today(observed)

    def published(article: Article) -> date:
        return day_of(article.published_at, zone) or date.min

    newest = sorted(found.values(), key=published, reverse=True)
    recent = [one for one in newest if published(one) >= day - _RECENT]
    return (recent or newest[:1])[:_MOST]


def _of_address(observed: Observed, rule: TableRule, address: str) -> list[Place] | CannotTell:
    facts = files_of(observed).get(address_key(address))
    if facts is not None:
        doubt = ("files-not-read", f"“{rule.name}”的文件没有读出内容") if facts.unread is not None else None
        return [Place(facts.linked_from or address, rule.name, facts.tables, None, address, doubt)]
    if content_at(observed, address) is None:
        return CannotTell(rule.name, "page-not-read", f"“{rule.name}”的网页没有读到：{address}")
    pages = further_pages(observed, address)
    return [place for page in pages for place in _of_page(observed, page, page.title or rule.name, None)]


def _of_article(observed: Observed, article: Article) -> Iterator[Place]:
    page = content_at(observed, article.url)
    facts = files_of(observed).get(address_key(article.url))  # a row may lead to a file at once
    if page is not None:
        yield from _of_page(observed, page, article.title, article.channel)
    elif facts is not None and facts.unread is None:
        yield Place(facts.linked_from or article.url, article.title, facts.tables, article.channel, article.url)
    else:
        said = f"“{article.title}”没有读到"
        yield Place(article.url, article.title, (), article.channel, "", ("page-not-read", said))


def _of_page(observed: Observed, page: PageContent, title: str, column: str | None) -> Iterator[Place]:
    """The page, then every file that it offers."""
    yield Place(page.url, title, page.tables, column)
    files = files_of(observed)
    for one in page.attachments:
        facts = files.get(address_key(one.url))
        named = one.text or one.url.rpartition("/")[2]
        if facts is None or facts.unread is not None:
            yield Place(page.url, named, (), column, one.url, ("files-not-read", f"附件“{named}”没有读出内容"))
        else:
            yield Place(page.url, named, facts.tables, column, one.url)
