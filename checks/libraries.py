"""What a theme library holds, and which policies on the theme it should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from checks.editions import conflict
from checks.likeness import Likeness
from checks.links import address_key
from checks.matching import bare
from checks.names import Kind, Name, fold, kind_of, names_of_document
from checks.page_groups import any_of, content_at, pages_of
from checks.page_reading import page_of
from checks.pairing import is_policy
from checks.validity import is_marked_over
from inspection.addresses import host_of
from inspection.contents import PageContent
from inspection.gathering import Library
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Article, Verdict, day_of
from inspection.titles import document_numbers, number_key

_CUT = re.compile(r"(?:…+|\.{3,}|·{3,}|。{3,})$")
_SHORTEST = 8  # letters of a title that was cut short
_ELSEWHERE = 5  # pages beside the library that may link to one of its entries
_DRAFT = re.compile(r"征求意见|意见征集|公开征集|征集意见|草案|送审稿|公示(?!制度|办法)|听证")
_NEWS = re.compile(  # 我局召开…会: what was done, among the documents of a column
    r"(?:召开|举行|举办|开展|赴|调研|慰问|走访|参加|出席).{0,40}(?:会|会议|培训班?|活动|仪式|调研|检查|督查|慰问|座谈)$"
    r"|^(?:我[局市区省县]|市局|区局|局领导).{0,12}(?:召开|举行|举办|开展|赴|部署|推进)"
)
_MARKED = re.compile(r"废止|失效|停止执行|过期")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the library that leads nowhere, or to what is no longer valid."""

    url: str
    text: str
    page: str
    dead: bool
    reason: str
    says: str


@dataclass
class Shelves:
    """What the pages of a library list."""

    entries: dict[str, tuple[str, str]] = field(default_factory=dict)  # by address: words, page
    keys: set[str] = field(default_factory=set)
    names: dict[str, list[Name]] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)  # bare
    cut: list[str] = field(default_factory=list)  # bare beginnings of titles cut short
    likeness: Likeness = field(default_factory=lambda: Likeness(()))

    def hold(self, article: Article) -> bool:
        """Whether the policy is listed: by its address, its number, or its name in one of its editions."""
        if address_key(article.url) in self.keys or bare(article.title) in self.titles:
            return True
        numbers = document_numbers(article.document_number or "") or document_numbers(article.title)
        if any(number_key(one) in self.numbers for one in numbers):
            return True
        own = names_of_document(article.title)
        for name in own:
            keys = [name.key] if name.key in self.names else self.likeness.of(name)
            if any(not conflict(name.editions, other.editions) for key in keys for other in self.names.get(key, ())):
                return True
        return False

    def begun(self, article: Article) -> str | None:
        """The longest beginning of an entry cut short with which the policy's name begins."""
        names = [bare(article.title), *(name.key for name in names_of_document(article.title))]
        fitting = [cut for cut in self.cut if any(name.startswith(cut) for name in names)]
        return max(fitting, key=len, default=None)

    def closest(self, article: Article) -> str | None:
        """The entry most like the title: it convinces that the list was read."""
        found = process.extractOne(article.title, [words for words, _ in self.entries.values()], scorer=fuzz.ratio)
        return str(found[0]) if found is not None else None


def shelves_of(observed: Observed, addresses: Sequence[str]) -> Shelves:
    """All that the library's pages link to or name, and what a column of the plan at one of its addresses lists."""
    shelves, seen = Shelves(), set[str]()
    for address in addresses:
        for page in pages_of(observed, address):
            if page.url not in seen:
                seen.add(page.url)
                _put(shelves, page, is_first=page is content_at(observed, address))
        for column in observed.plan.columns:
            if address_key(observed.plan.column_url(column)) == address_key(address):
                for article in observed.articles((column.name,)):
                    _name(shelves, article.url, article.title, address)
    shelves.likeness = Likeness(shelves.names)
    return shelves


def _put(shelves: Shelves, page: PageContent, is_first: bool) -> None:
    if page.kind == "article" and not is_first:
        _name(shelves, page.url, page.title, page.url)  # a policy that lies in the library itself
        shelves.numbers |= {number_key(page.number)} if page.number else set()
        return
    for anchor in page.links:
        if anchor.text and len(bare(anchor.text)) >= 4:
            _name(shelves, anchor.url, anchor.text, page.url)
        else:
            shelves.keys.add(address_key(anchor.url))
    for anchor in page.attachments:
        _name(shelves, anchor.url, anchor.text, page.url)
    text = page.text
    shelves.numbers |= {number_key(one) for one in document_numbers(text)}
    shelves.titles |= {bare(line) for line in text.splitlines() if 4 <= len(line) <= 200}


def _name(shelves: Shelves, url: str, words: str, page: str) -> None:
    shelves.entries.setdefault(url, (words, page))
    shelves.keys.add(address_key(url))
    shelves.numbers |= {number_key(one) for one in document_numbers(words)}
    begun = bare(_CUT.sub("", words.strip()))
    if _CUT.search(words.strip()):
        if len(begun) >= _SHORTEST:
            shelves.cut.append(begun)
        return
    shelves.titles.add(begun)
    for name in names_of_document(words):
        shelves.names.setdefault(name.key, []).append(name)


def sorted_out(shelves: Shelves, policies: Sequence[Article]) -> tuple[list[Article], list[Article]]:
    """The policies that are missing, and those of which it cannot be told: more of them begin alike than entries do."""
    missing: list[Article] = []
    alike: dict[str, list[Article]] = {}
    for article in policies:
        if shelves.hold(article):
            continue
        begun = shelves.begun(article)
        if begun is None:
            missing.append(article)
        else:
            alike.setdefault(begun, []).append(article)
    unclear = [one for begun, many in alike.items() if len(many) > shelves.cut.count(begun) for one in many]
    return missing, unclear


def due_policies(observed: Observed, library: Library, columns: tuple[str, ...]) -> list[Article]:
    """Policies on the theme, newest first, each once: no interpretations, drafts or news, nothing that is over."""
    seen: set[str] = set()
    found: list[tuple[date, Article]] = []
    any_, none = [fold(word) for word in library.any_of], [fold(word) for word in library.none_of]
    for article in observed.articles(columns):
        key, title = address_key(article.url), fold(article.title)
        if key in seen or any_of(any_, title) is None or any_of(none, title) is not None:
            continue
        seen.add(key)
        day = day_of(article.published_at, observed.plan.zone)
        if library.since is not None and (day is None or day < library.since):
            continue
        if _is_due(observed, article):
            found.append((day or date.min, article))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [article for _, article in found]


def _is_due(observed: Observed, article: Article) -> bool:
    kind = kind_of(article.title)
    if not is_policy(article) or kind in (Kind.INTERPRETATION, Kind.NEWS) or _DRAFT.search(fold(article.title)):
        return False
    if kind is not Kind.DOCUMENT and _NEWS.search(fold(article.title)):
        return False
    page = page_of(observed, article)
    if page is None or page.content is None:
        return is_marked_over(article.title, {}, ()) is None
    return is_marked_over(article.title, page.content.fields, page.content.notices) is None


def faulty_entries(observed: Observed, shelves: Shelves) -> Iterator[Entry]:
    """Entries whose targets are dead, and those whose pages say that they are no longer valid.

    What far more pages link to than the library has is no entry of it but a link of the template.
    """
    pages = {page for _, page in shelves.entries.values()}
    hosts = observed.plan.site.inspected_hosts
    faulty = {one.probe.url: one for one in observed.targets if one.probe.verdict is Verdict.FAULTY}
    for url, (words, page) in shelves.entries.items():
        if len(bare(words)) < 6 or url == page:
            continue
        target = faulty.get(url)
        if target is not None:
            probe = target.probe
            if target.link_count <= 2 * len(pages) + _ELSEWHERE:
                yield Entry(url, words, page, True, probe.reason or "", explain(probe.reason, probe.detail))
            continue
        content = (observed.contents or {}).get(url) if host_of(url) in hosts else None
        if content is None or content.kind != "article" or _MARKED.search(words):
            continue
        over = is_marked_over(content.title, content.fields, content.notices)
        if over is not None:
            yield Entry(url, words, page, False, "no-longer-valid", over)
