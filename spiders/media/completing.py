"""One article out of what several sources say of it: field by field, the better source's word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from inspection.media import Counts, Origin
from inspection.records import Article, Published, Reading
from inspection.sources import Known
from spiders.media.identity import is_lasting, lasting_address, number_of
from spiders.media.weibo_text import is_cut

T = TypeVar("T")

LOOK = 9  # the article's own page, opened just now
_LOOKED = 7  # as an earlier round completed it from its page
_RANKS = {
    "wechat-api": 8,
    "weibo-api": 8,
    "wechat-articles": 8,  # pages opened in this round
    "weibo-mobile": 6,
    "wechat-album": 5,
    "feed": 4,
    "export": 3,
}
_NUMBERED = re.compile(r"-\d+$")
_MOSTLY = 0.8  # of the longest text: a live text that is shorter by more was cut off, not edited


def kind_of(label: str) -> str:
    """`feed` for the second feed too."""
    return _NUMBERED.sub("", label)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one source says now (`label`), or what earlier rounds knew (`known`), or the page itself (neither)."""

    article: Article
    label: str | None = None
    known: Known | None = None

    @property
    def rank(self) -> int:
        """How far its word is to be trusted; higher is better."""
        if self.label is not None:
            return _RANKS.get(kind_of(self.label), 0)
        if self.known is None:
            return LOOK
        if self.known.looked_at is not None:
            return _LOOKED
        return max((_RANKS.get(kind_of(label), 0) for label in self.article.sources), default=0)


def page_of(article: Article, reading: Reading) -> Piece:
    """What the article's own page says, as a piece of the article."""
    read = replace(
        article,
        title=reading.title or article.title,
        published_at=reading.published_at,
        date_from=reading.date_from,
        document_number=reading.document_number,
        source=reading.source,
        text=reading.text,
        body_links=reading.body_links,
        related=reading.related,
        read_in_full=True,
        author=reading.author,
        cover=reading.cover,
        origin=reading.origin,
        original_url=reading.original_url,
        counts=reading.counts,
        platform_id=reading.platform_id or article.platform_id,
    )
    return Piece(read)


def complete(pieces: Sequence[Piece], channel: str) -> Article:
    """The article of these pieces. Their order does not matter, and a piece given twice changes nothing."""
    ordered = sorted(pieces, key=_order) if len(pieces) > 1 else pieces
    fresh = [piece for piece in ordered if piece.known is None] or ordered
    dated = max(ordered, key=_dating)
    current = _current(ordered)
    text = _text(current)
    best, now = _Chooser(ordered), _Chooser(current)
    return Article(
        channel=channel,
        title=best.of(lambda one: one.title) or "",
        url=_address(ordered),
        published_at=dated.article.published_at,
        date_from=dated.article.date_from,
        document_number=best.of(lambda one: one.document_number),
        source=best.of(lambda one: one.source),
        text=text.article.text,
        body_links=text.article.body_links or now.of(lambda one: one.body_links) or (),
        related=best.of(lambda one: one.related) or (),
        read_in_full=any(piece.article.read_in_full for piece in ordered),
        author=best.of(lambda one: one.author),
        cover=best.of(lambda one: one.cover),
        origin=best.of(_stated_origin) or best.of(lambda one: one.origin),
        original_url=now.of(lambda one: one.original_url),
        counts=_counts([*fresh, *ordered]),
        pinned=any(piece.article.pinned for piece in fresh if piece.label is not None),
        sources=tuple(sorted({label for piece in ordered for label in _labels(piece)})),
        platform_id=best.of(number_of),
    )


def _stated_origin(article: Article) -> Origin | None:
    """A missing mark gives way to whoever says more."""
    return None if article.origin is Origin.UNMARKED else article.origin


class _Chooser:
    """The best-ranked piece that says anything of a field."""

    def __init__(self, ordered: Sequence[Piece]) -> None:
        self._articles = [piece.article for piece in ordered]

    def of(self, field: Callable[[Article], T]) -> T | None:
        return next((value for article in self._articles if (value := field(article))), None)


def _order(piece: Piece) -> tuple[int, bool, int, str, str, str]:
    """Best first, of two alike what is said now; the rest only makes the order the same, whatever came in first."""
    article = piece.article
    return -piece.rank, piece.known is not None, -len(article.text), article.title, article.url, repr(article)


def _current(ordered: Sequence[Piece]) -> Sequence[Piece]:
    """Without what rounds knew, where all that told it then tells it anew: a link that was mended is no longer there.

    Anew means a text that is not much shorter, from the article's own page or from every source that listed it.
    """
    told: dict[str, int] = {}
    for piece in ordered:
        if piece.label is not None:
            told[piece.label] = max(told.get(piece.label, 0), _length(piece))
    looked = max((_length(piece) for piece in ordered if piece.rank == LOOK), default=0)

    def is_told_anew(piece: Piece) -> bool:
        length, sources = len(piece.article.text) * _MOSTLY, piece.article.sources
        if looked and looked >= length:
            return True
        if piece.known is None or piece.known.looked_at is not None or not told.keys() >= set(sources):
            return False
        return bool(sources) and max(told[label] for label in sources) >= max(length, 1)

    return [piece for piece in ordered if piece.known is None or not is_told_anew(piece)] or ordered


def _labels(piece: Piece) -> tuple[str, ...]:
    return piece.article.sources if piece.label is None else (piece.label,)


def _address(ordered: Sequence[Piece]) -> str:
    """As it was first known, so that nothing changes its name between rounds; else the one that lasts."""
    known = [piece.known for piece in ordered if piece.known is not None]
    if known:
        return min(known, key=lambda one: (one.first_seen_at, one.article.url)).article.url
    best = min(ordered, key=lambda piece: (not is_lasting(piece.article.url), -piece.rank, piece.article.url))
    return lasting_address(best.article.url)


def _dating(piece: Piece) -> tuple[bool, bool, int, bool, timedelta]:
    """A time over a bare date, the better source, what was said before; then the earlier one."""
    published = piece.article.published_at
    timed = isinstance(published, datetime)
    return published is not None, timed, piece.rank, piece.known is not None, _LAST - _moment(published)


_LAST = datetime.max.replace(tzinfo=UTC)


def _moment(published: Published | None) -> datetime:
    if isinstance(published, datetime):
        return published
    day = published or date.max
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _length(piece: Piece) -> int:
    """Of its text; 0 where that is cut off."""
    return 0 if is_cut(piece.article.text) else len(piece.article.text)


def _text(ordered: Sequence[Piece]) -> Piece:
    """The longest, unless the article's own page or the platform's interface has one that is not much shorter.

    A corrected article may be shorter than it was, and a feed may go on telling the old text.
    """
    ordered = [piece for piece in ordered if piece.article.text and not is_cut(piece.article.text)] or ordered
    longest = max(len(piece.article.text) for piece in ordered)
    for piece in ordered:
        if piece.rank >= _LOOKED and len(piece.article.text) >= longest * _MOSTLY:
            return piece
    return next(piece for piece in ordered if len(piece.article.text) == longest)


def _counts(ordered: Sequence[Piece]) -> Counts:
    def first(field: str) -> int | None:
        told = (getattr(piece.article.counts, field) for piece in ordered)
        return next((number for number in told if number is not None), None)

    return Counts(first("reads"), first("likes"), first("comments"), first("reposts"))
