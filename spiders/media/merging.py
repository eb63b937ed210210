"""What several sources and earlier rounds say of one account, made into articles, each once. Pure.

The outcome does not depend on the order of sources, rows or known articles, and merging what was merged changes
nothing. It is not associative in one case: where three sources state times of one title so that the first and the last
lie further apart than `apart` allows, the two nearest are joined, and the third stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from inspection.records import Article
from inspection.sources import Known
from spiders.media.completing import Piece, complete
from spiders.media.identity import (
    apart,
    at_once,
    bucket_of,
    day_number,
    form_of,
    keys_of,
    number_of,
    words_agree,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Merged:
    """One article, the sources that list it now, and what rounds knew of it, the earliest first."""

    article: Article
    labels: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    names: frozenset[str] = frozenset()  # keys (see identity) under which any source or round speaks of it


@dataclass(slots=True, eq=False)
class _Cluster:
    """Pieces that are one article."""

    pieces: list[Piece]
    channel: str
    platform: str
    article: Article = field(init=False)
    words: set[str] = field(init=False)
    labels: set[str] = field(init=False)
    numbers: set[str] = field(init=False)
    alive: bool = True

    def __post_init__(self) -> None:
        self.pieces = list(dict.fromkeys(self.pieces))
        self.article = complete(self.pieces, self.channel)
        self.words = {words_of(piece.article, self.platform) for piece in self.pieces} - {""}
        self.labels = {piece.label for piece in self.pieces if piece.label is not None}
        self.numbers = {number for piece in self.pieces if (number := number_of(piece.article)) is not None}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(key for piece in self.pieces for key in keys_of(piece.article))

    @property
    def known(self) -> list[Known]:
        known = [piece.known for piece in self.pieces if piece.known is not None]
        return sorted(known, key=lambda one: (one.first_seen_at, one.article.url))


def merge(
    listed: Mapping[str, Iterable[Article]], known: Iterable[Known] = (), *, channel: str, platform: str
) -> tuple[Merged, ...]:
    """Every article once: what sources list now, by their labels, joined with what rounds have seen before.

    `channel` is the account's name; `platform` decides by what articles without a common name are told apart.
    """
    pieces = [Piece(article, label) for label, articles in listed.items() for article in articles]
    pieces += [Piece(one.article, known=one) for one in known]
    clusters = [_Cluster(named, channel, platform) for named in _by_name(pieces)]
    joined = _by_words(clusters, channel, platform)
    merged = [Merged(one.article, tuple(sorted(one.labels)), tuple(one.known), one.names) for one in joined]
    return tuple(sorted(merged, key=lambda one: one.article.url))


def _by_name(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that share an address or a number, directly or through others."""
    parent = list(range(len(pieces)))

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    first: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        for key in keys_of(piece.article):
            parent[root(index)] = root(first.setdefault(key, index))
    groups: dict[int, list[Piece]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        groups[root(index)].append(piece)
    yield from groups.values()


def _by_words(clusters: list[_Cluster], channel: str, platform: str) -> list[_Cluster]:
    """Join what says the same at about the same time, the nearest first, until nothing more can be joined."""
    clusters = list(clusters)
    while pairs := sorted(_pairs(clusters, platform), key=lambda pair: (pair[0], *_names(pair[1:]))):
        for _, one, other in pairs:
            if one.alive and other.alive:
                one.alive = other.alive = False
                clusters.append(_Cluster([*one.pieces, *other.pieces], channel, platform))
        clusters = [cluster for cluster in clusters if cluster.alive]
    return clusters


def _names(pair: Sequence[_Cluster]) -> list[str]:
    return sorted(cluster.article.url for cluster in pair)


def _pairs(clusters: Iterable[_Cluster], platform: str) -> Iterator[tuple[timedelta, _Cluster, _Cluster]]:
    buckets: dict[str, dict[_Cluster, None]] = defaultdict(dict)
    for cluster in clusters:
        for words in cluster.words:
            buckets[bucket_of(words, platform)][cluster] = None
    for bucket in buckets.values():
        if len(bucket) > 1:
            yield from _near(list(bucket), platform)


def _near(bucket: Iterable[_Cluster], platform: str) -> Iterator[tuple[timedelta, _Cluster, _Cluster]]:
    """Pairs of one bucket that may be one article; only neighbouring days are compared."""
    dated = [(day, one) for one in bucket if (day := day_number(one.article.published_at)) is not None]
    dated.sort(key=lambda pair: pair[0])
    for index, (day, one) in enumerate(dated):
        for later, other in dated[index + 1 :]:
            if later - day > 1:
                break
            distance = apart(one.article.published_at, other.article.published_at, platform)
            if distance is not None and _may_be_one(one, other) and _say_the_same(one, other, platform):
                yield distance, one, other


def _say_the_same(one: _Cluster, other: _Cluster, platform: str) -> bool:
    return any(words_agree(mine, theirs, platform) for mine in one.words for theirs in other.words)


def _may_be_one(one: _Cluster, other: _Cluster) -> bool:
    """Two rows of one list are two articles; so are two names of one kind; and what rounds knew as two stays two."""
    if one.labels & other.labels or (one.known and other.known):
        return False
    if one.numbers and other.numbers:  # had they one in common, they would have been joined by name
        return False
    return not any(_named_apart(mine, theirs) for mine in one.pieces for theirs in other.pieces)


def _named_apart(one: Piece, other: Piece) -> bool:
    """Two addresses of one form: the article was published again, or it is another one of the same title."""
    form = form_of(one.article.url)
    if form is None or form != form_of(other.article.url):
        return False
    return not at_once(one.article.published_at, other.article.published_at)
