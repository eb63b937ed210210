"""List pages whose rows are known: one new article moves every row of a column, and most of its pages need no parsing.

A page that follows is taken for what it must be when each of its rows stands in the very bytes in which it stood
before, wherever that was. Whatever is not surely so is read as ever.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from inspection.addresses import join
from inspection.records import Article, ColumnReading, ColumnState

_ANCHOR = re.compile(rb"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))[^>]*>", re.I | re.S)
_TAGS = re.compile(rb"<!--.*?-->|<[^>]*>", re.S)
_BLOCKS = rb"(?:ul|ol|li|dl|dt|dd|table|thead|tbody|tr|div|section|h\d|p)"
_AFTER_ROW = re.compile(rb"\s*</" + _BLOCKS + rb"\s*>", re.I)  # a list that ends
_BEFORE_ROW = re.compile(rb"</?" + _BLOCKS + rb"\b[^<>]*>\s*\Z", re.I)  # a list that begins, or a row that ended
_ROW_ENDED = re.compile(rb"</(li|tr|dl)\s*>\s*\Z", re.I)
_ROW_BEGINS = re.compile(rb"\s*<(li|tr|dl)\b", re.I)
_DIGITS = re.compile(r"\d+")
_TRIES = 4  # pages in a row that had to be parsed: then the rest is parsed without a look
_PARSED = 2  # pages at the end of a list are always read: there it grows and shrinks

Body = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row's bytes: from its link to the next row's; of the last one on a page, to the page's end."""

    url: str
    before: bytes  # the piece before it, or all that stands before the first row
    text: bytes
    last: bool


@dataclass(slots=True)
class KnownLists:
    """The list pages of an earlier reading. `body_then`: as that round recorded them; `body_now`: as this one did."""

    earlier: ColumnReading
    body_then: Body
    body_now: Body
    may_take: Callable[[Article], bool]  # the article's page need not be looked at
    _refused: int = 0  # pages in a row
    _following: list[str] | None = None  # pages after the first, in their order; empty: nothing can be said
    _articles: dict[str, Article] = field(default_factory=dict)
    _pieces: dict[str, list[_Piece]] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)  # how many there were on each page
    _links: set[str] = field(default_factory=set)
    _shapes_of_rows: set[str] = field(default_factory=set)  # addresses without their digits
    _shapes_of_pages: set[str] = field(default_factory=set)
    _joined: dict[tuple[str, bytes], str | None] = field(default_factory=dict)

    def rows_of(self, url: str, body: bytes, met: Collection[str]) -> tuple[list[Article], str] | None:
        """The articles of a list page, and the page after it; None: it must be parsed. `met`: rows read before it."""
        if self._refused >= _TRIES:
            return None
        if self._following is None:
            self._following = self._learn()
        found = self._look_at(url, body, met, self._following)
        self._refused = 0 if found else self._refused + 1
        return found

    def _look_at(
        self, url: str, body: bytes, met: Collection[str], following: list[str]
    ) -> tuple[list[Article], str] | None:
        at = following.index(url) if url in following else len(following)
        if at >= len(following) - _PARSED or b"<base" in body[:4096].lower():
            return None
        after = following[at + 1]
        links = self._links_in(url, body)
        pieces = list(self._cut(body, links))
        named = {target for _, target in links}
        if len(pieces) != self._rows[url] or any(self._is_news(one) for one in named - self._links if one not in met):
            return None
        if (after in self._named_then(url)) and after not in named:
            return None
        found = [self._articles[piece.url] for piece in pieces]
        fresh = [article for article in found if article.url not in met]
        in_order = all(one.position < other.position for one, other in pairwise(fresh))
        if not fresh or not in_order or not all(self.may_take(one) for one in fresh):
            return None
        return (found, after) if all(self._stood(piece) for piece in pieces) else None

    def _is_news(self, url: str) -> bool:
        """Whether a link that no page had before may be a row: it is not named as the pages of the list are."""
        shape = _DIGITS.sub("", url)
        return shape in self._shapes_of_rows or shape not in self._shapes_of_pages

    def _learn(self) -> list[str]:
        """Cut up the pages as they were. Nothing can be said where rows were not links in the column's order."""
        earlier = self.earlier
        extra = len(earlier.visited) - earlier.pages  # the first page may have been redirected; what else is no paging
        plain = earlier.state is ColumnState.READ and earlier.complete and not earlier.by_day and extra in (0, 1)
        following = list(earlier.visited[extra + 1 :])
        if not plain or len(following) <= _PARSED or any(self.body_now(url) is None for url in following):
            return []
        self._articles = {article.url: article for article in earlier.articles}
        self._shapes_of_rows = {_DIGITS.sub("", url) for url in self._articles}
        self._shapes_of_pages = {_DIGITS.sub("", url) for url in following}
        order: dict[str, None] = {}
        for url in earlier.visited[extra:]:
            body = self.body_then(url)
            if body is None or b"<base" in body[:4096].lower():
                return []
            links = self._links_in(url, body)
            self._links.update(target for _, target in links)
            here = [piece.url for piece in self._keep(url, body, links)]
            if len(set(here)) != len(here):
                return []
            order.update(dict.fromkeys(here))
        return following if list(order) == list(self._articles) else []

    def _keep(self, url: str, body: bytes, links: list[tuple[int, str]]) -> list[_Piece]:
        pieces = list(self._cut(body, links))
        self._rows[url] = len(pieces)
        for piece in pieces:
            self._pieces.setdefault(piece.url, []).append(piece)
        return pieces

    def _named_then(self, url: str) -> set[str]:
        return {target for _, target in self._links_in(url, self.body_then(url) or b"")}

    def _links_in(self, url: str, body: bytes) -> list[tuple[int, str]]:
        """Where each link begins, and where it leads."""
        folder = url.partition("?")[0].rpartition("/")[0]
        found = []
        for match in _ANCHOR.finditer(body):
            raw = match[1] or match[2] or match[3] or b""
            key = (url if raw[:1] in (b"?", b"#", b"") else folder, raw)
            if key not in self._joined:
                self._joined[key] = join(url, html.unescape(raw.decode("utf-8", "replace")).strip())
            if target := self._joined[key]:
                found.append((match.start(), target))
        return found

    def _cut(self, body: bytes, links: list[tuple[int, str]]) -> Iterator[_Piece]:
        """The page's rows; several links in a row to one article are one."""
        starts = [(start, url) for start, url in links if url in self._articles]
        starts = [here for n, here in enumerate(starts) if n == 0 or starts[n - 1][1] != here[1]]
        before = 0
        for n, (start, url) in enumerate(starts):
            end = starts[n + 1][0] if n + 1 < len(starts) else len(body)
            yield _Piece(url, body[before:start], body[start:end], n + 1 == len(starts))
            before = start

    def _stood(self, piece: _Piece) -> bool:
        """Whether the row stood in these bytes before: its own before the link, and those after it."""
        then = self._pieces[piece.url]
        return any(_ends_alike(piece, one) for one in then) and any(_begins_alike(piece.before, x.before) for x in then)


def _ends_alike(now: _Piece, then: _Piece) -> bool:
    """The same bytes; at the end of a page, all that the row says, and then the list ends."""
    if now.text == then.text:
        return True
    if now.last == then.last:
        return False
    inner, outer = (then.text, now.text) if now.last else (now.text, then.text)
    common = _tag_end(inner, _alike(inner, outer))
    if b"</a" not in inner[:common].lower() or not _AFTER_ROW.match(outer, common):
        return False
    return _says_nothing(inner[common:]) or _is_next_row(inner, common)


def _is_next_row(text: bytes, at: int) -> bool:
    """Whether the row ended at `at`, and what follows is the beginning of one other."""
    ended, begun = _ROW_ENDED.search(text, max(0, at - 20), at), _ROW_BEGINS.match(text, at)
    if ended is None or begun is None or ended[1].lower() != begun[1].lower():
        return False
    rest = text[at:].lower()
    return rest.count(b"<" + begun[1].lower()) == 1 and b"<a" not in rest


def _begins_alike(now: bytes, then: bytes) -> bool:
    """What stands before the link in the row itself; then the list begins, or the row before has ended."""
    if now == then:
        return True
    common = _alike(now[::-1], then[::-1])
    start = now.find(b"<", len(now) - common)
    common = len(now) - start if start >= 0 else 0
    return all(_BEFORE_ROW.search(text, max(0, len(text) - common - 400), len(text) - common) for text in (now, then))


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _tag_end(text: bytes, at: int) -> int:
    """The end of the last whole tag before `at`."""
    return text.rfind(b">", 0, at) + 1


def _says_nothing(text: bytes) -> bool:
    return not _TAGS.sub(b"", text).strip()
