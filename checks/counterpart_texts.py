"""Bodies of articles compared: which share whole clauses, and how much of the shorter one stands in the longer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from inspection.records import Article

LEAST = 40  # letters that are no boilerplate: a shorter body proves nothing
_MOST = 8000  # letters of a body that are compared
_GRAM = 6
_CLAUSE = re.compile(r"[,。;:!?、\n|「」“”\"()]+")
_NUMBER = re.compile(r"(?<!\d)\d{1,12}(?:\.\d+)?(?:万|亿|元|%|件|家|个|名|人|平方米|公里)")
# Dates and telephone numbers, roughly: enough to recognise an article by (checks.facts reads them with care).
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号](?:\([^()]{1,8}\))?(?:起?[至到~—-]+(?:(\d{1,2})月)?(\d{1,2})[日号])?")
_CALL = re.compile(r"(?<!\d)(\d{4})-?(\d{4})(?!\d)")
_SURELY_WHOLE = 300  # letters: what feeds and lists give as a summary is shorter
_COMMON = 4  # a clause of so many articles of a channel is its boilerplate
_FIRST = 5  # articles that are compared in detail with one article


def normal(text: str) -> str:
    """Full width and half width made the same, no spaces within a line."""
    folded = unicodedata.normalize("NFKC", text[:_MOST]).lower()
    return re.sub(r"[^\S\n]+", "", folded)


def clauses(text: str) -> frozenset[str]:
    """The body's clauses of at least six letters, without marks."""
    return _clauses(normal(text))


def _clauses(folded: str) -> frozenset[str]:
    return frozenset(c for c in _CLAUSE.split(folded) if len(c) >= _GRAM)


def _values(folded: str) -> Iterator[str]:
    yield from _NUMBER.findall(folded)
    for month, day, other_month, last in _DAY.findall(folded):
        yield f"{int(month)}月{int(day)}日"
        if last:
            yield f"{int(other_month or month)}月{int(last)}日"
    for head, tail in _CALL.findall(folded):
        yield head + tail


def is_whole(article: Article) -> bool:
    """Whether the body is known in full: its page was read, or its source gave a long text that is not cut."""
    text = article.text.rstrip()
    return article.read_in_full or (len(text) >= _SURELY_WHOLE and not text.endswith(("…", "...", "全文")))


class Bodies:
    """The bodies of one channel, ready to be compared with those of another."""

    def __init__(self, texts: Iterable[str]) -> None:
        folded = [normal(text) for text in texts]
        self._clauses = [_clauses(text) for text in folded]
        self._values = [frozenset(_values(text)) for text in folded]
        self._held = Counter(value for found in self._values for value in found)
        self._spread = Counter(clause for found in self._clauses for clause in found)
        self._letters: dict[int, int] = {}
        self._grams: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self._clauses)

    def is_common(self, clause: str) -> bool:
        """Whether the clause is the channel's boilerplate: 扫码关注, 特此通知."""
        return self._spread[clause] >= _COMMON

    def common_values(self, at: int, theirs: Bodies, other: int) -> int:
        """How many dates, numbers with units and telephone numbers both state that few others state."""
        both = self._values[at] & theirs._values[other]
        return sum(self._held[v] < self._few and theirs._held[v] < theirs._few for v in both)

    @property
    def _few(self) -> int:
        return max(_COMMON, len(self) // 25)

    def features(self, at: int) -> Iterator[str]:
        """What may lead from this body to another one: its own clauses, and numbers with their units."""
        yield from (clause for clause in self._clauses[at] if not self.is_common(clause))
        yield from self._values[at]

    def letters(self, at: int) -> int:
        """How many letters of the body are no boilerplate."""
        if at not in self._letters:
            self._letters[at] = sum(len(c) for c in self._clauses[at] if not self.is_common(c))
        return self._letters[at]

    def common_letters(self, at: int, theirs: Bodies, other: int) -> int:
        """Letters of the clauses that both bodies have, boilerplate of either left out."""
        both = self._clauses[at] & theirs._clauses[other]
        return sum(len(c) for c in both if not self.is_common(c) and not theirs.is_common(c))

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """Positions by feature."""
        out: dict[str, list[int]] = defaultdict(list)
        for at in range(len(self)):
            for feature in self.features(at):
                out[feature].append(at)
        return out

    def grams(self, at: int) -> frozenset[str]:
        """Runs of six letters of all that is no boilerplate."""
        if at not in self._grams:
            own = (c for c in self._clauses[at] if not self.is_common(c))
            self._grams[at] = frozenset(c[i : i + _GRAM] for c in own for i in range(len(c) - _GRAM + 1))
        return self._grams[at]


def likely_pairs(ours: Bodies, theirs: Bodies) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share something rare, the most promising of each article of ours."""
    holders = theirs.holders
    rare = max(_COMMON, len(theirs) // 50)
    for at in range(len(ours)):
        votes: Counter[int] = Counter()
        for feature in ours.features(at):
            found = holders.get(feature, ())
            if len(found) <= rare:
                votes.update(dict.fromkeys(found, len(feature)))
        yield from ((at, other) for other, _ in votes.most_common(_FIRST))


def share(ours: Bodies, at: int, theirs: Bodies, other: int) -> float:
    """How much of the shorter body stands in the longer one, 0 to 1; 0 where the shorter one is too short."""
    whole = ours.common_letters(at, theirs, other)
    least = min(ours.letters(at), theirs.letters(other))
    if least < LEAST:
        return 0.0
    if whole >= least / 2:  # clause for clause: no need to look closer
        return min(whole / least, 1.0)
    one, two = ours.grams(at), theirs.grams(other)
    return len(one & two) / max(min(len(one), len(two)), 1)
