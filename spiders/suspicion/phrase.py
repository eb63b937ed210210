"""One turn of phrase, and how it is found: for what no list of words can end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspection.suspicion import Category, Weight

_MOST = 2  # different texts of one turn of phrase in one part of a page: who repeats himself says it once
_LONGEST = 40  # characters of one


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over text in its normal form. Whatever it matches holds one of its anchors."""

    category: Category
    weight: Weight
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of its first few different matches."""
        if not any(anchor in text for anchor in self.anchors):
            return
        met: set[str] = set()
        for match in self.pattern.finditer(text):
            if match[0] in met:
                continue
            met.add(match[0])
            yield match.start(), min(match.end(), match.start() + _LONGEST)
            if len(met) >= _MOST:
                return


def phrase(category: Category, weight: Weight, anchors: str, pattern: str) -> Phrase:
    """`anchors` are parted by spaces."""
    return Phrase(category, weight, tuple(anchors.split()), re.compile(pattern))
