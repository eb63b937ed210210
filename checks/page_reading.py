"""The page of an article as a round read it, and which pages were not read although they could have been."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.coverage import reading_of
from inspection.addresses import host_of
from inspection.contents import Anchor, PageContent
from inspection.findings import CannotTell
from inspection.observed import Observed
from inspection.records import Article, Verdict

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv|jpe?g|png|gif|mp[34]|avi|wmv)$", re.I)
_MOST = 50  # pages of a column that are named one by one


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What is known of an article's own page. `content` None: its words alone are known."""

    article: Article
    title: str
    content: PageContent | None

    @property
    def text(self) -> str:
        """Its body as plain text."""
        return (self.content.text if self.content is not None else "") or self.article.text

    @property
    def links(self) -> tuple[Anchor, ...]:
        """What it links to; nothing where its words alone are known."""
        return self.content.links if self.content is not None else ()


def page_of(observed: Observed, article: Article) -> ReadPage | None:
    """The article's page; None where it was not read."""
    content = (observed.contents or {}).get(article.url)
    if content is not None:
        return ReadPage(article, content.title or article.title, content)
    return ReadPage(article, article.title, None) if article.read_in_full else None


def nobody_read(observed: Observed) -> CannotTell | None:
    """Said once where nobody read pages at all."""
    if observed.contents is not None:
        return None
    return CannotTell(observed.plan.site.name, "pages-not-read", "本轮没有读取网页内容")


def unread_pages(observed: Observed, articles: Iterable[Article]) -> Iterator[CannotTell]:
    """Doubts about pages of the portal that were not read: one by one, or one for a column that has many of them.

    Files are no pages, what stands elsewhere is not the portal's, and what is gone says nothing any more.
    """
    hosts = observed.plan.site.inspected_hosts
    gone = {one.probe.url for one in observed.targets if one.probe.verdict is Verdict.FAULTY}
    missed: dict[str, dict[str, Article]] = {}
    for article in articles:
        known = article.url in (observed.contents or {}) or article.read_in_full or article.url in gone
        if not known and host_of(article.url) in hosts and not _FILE.search(article.url.partition("?")[0]):
            missed.setdefault(article.channel, {}).setdefault(article.url, article)
    for channel, unread in missed.items():
        if len(unread) > _MOST:
            yield CannotTell(channel, "page-not-read", f"有 {len(unread)} 篇稿件的页面没有读到")
        else:
            yield from (CannotTell(url, "page-not-read", f"“{one.title}”的页面没有读到") for url, one in unread.items())


def unread_columns(observed: Observed, names: Iterable[str]) -> Iterator[CannotTell]:
    """Doubts about columns whose rows were not all had: an article that is missing there may be as faulty as before."""
    for name in names:
        reading = reading_of(observed, name)
        if isinstance(reading, CannotTell):
            yield reading
        elif not reading.complete and reading.most_before > len(reading.articles):
            yield CannotTell(name, "incomplete", "列表没有读全，比以往读到的少")


def own_text(observed: Observed, page: PageContent) -> str:
    """The page's text; of a page without an article, without the lines that the home page has as well.

    The address in the foot is not a guide's, a column's name in the menu is no heading of the page.
    """
    home = (observed.contents or {}).get(observed.plan.site.home_url)
    if page.kind == "article" or home is None or home.url == page.url:
        return page.text
    shared, kept = Counter(home.text.splitlines()), list[str]()
    for line in reversed(page.text.splitlines()):  # the foot comes last: a page may say the same once itself
        if shared[line] > 0:
            shared[line] -= 1
        else:
            kept.append(line)
    return "\n".join(reversed(kept))
