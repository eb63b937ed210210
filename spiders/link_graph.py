"""Which pages lead where, as an earlier round recorded it and as today's looks changed it: set arithmetic on keys.

Pages and targets are keys of addresses. A page's links are packed numbers of anchors, and stay packed: a portal of ten
thousand pages has a million links.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping


def numbers_of(packed: bytes) -> array[int]:
    """The numbers that the store packed, four bytes each, the lowest first."""
    numbers = array("I")
    numbers.frombytes(packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class LinkGraph:
    """Pages with their links, redirects, and what of them holds no more."""

    def __init__(
        self, targets: Mapping[int, int], pages: Iterable[tuple[int, bytes]], redirects: Mapping[int, int]
    ) -> None:
        self._targets = dict(targets)  # of each anchor
        self._carried = {page: numbers_of(packed) for page, packed in pages}
        self._now: dict[int, frozenset[int]] = {}  # of pages read today
        self._changed: dict[int, tuple[frozenset[int], set[int], frozenset[int]]] = {}  # of these: now, gone, come
        self.redirects = dict(redirects)

    def before(self, page: int) -> set[int]:
        """Where the page led as an earlier round recorded it; empty for an unknown one."""
        return self._led(self._carried.get(page, ()))

    def now(self, page: int) -> frozenset[int] | set[int]:
        """Where the page leads as far as is known."""
        return self._now[page] if page in self._now else self.before(page)

    def changed(self, page: int) -> tuple[set[int], frozenset[int]]:
        """Where a page that was looked at leads no more, and where it leads now and did not before."""
        now = self._now.get(page)
        if now is None:
            return set(), frozenset()
        if page not in self._changed or self._changed[page][0] is not now:
            before = self.before(page)
            self._changed[page] = (now, before - now, now - before)
        return self._changed[page][1:]

    def read(self, page: int, targets: Iterable[int]) -> None:
        """The page was read today."""
        self._now[page] = frozenset(targets)

    def lost(self, page: int) -> None:
        """There is no page any more."""
        self._now[page] = frozenset()

    def degrees(self) -> Counter[int]:
        """How many pages and redirects led to each target in the earlier round."""
        by_number: Counter[int] = Counter()
        for numbers in self._carried.values():
            by_number.update(numbers)
        found = Counter(self.redirects.values())
        for number, count in by_number.items():
            if number in self._targets:
                found[self._targets[number]] += count  # a page with two anchors for one target counts twice
        return found

    def hubs(self, degrees: Mapping[int, int], rare: int, least: int) -> dict[int, int]:
        """Pages that lead to at least `least` targets which at most `rare` pages lead to; and to how many."""
        few = {number for number, target in self._targets.items() if degrees.get(target, 0) <= rare}
        counts = ((page, len(few.intersection(numbers))) for page, numbers in self._carried.items())
        return {page: count for page, count in counts if count >= least}

    def linkers(self, wanted: Collection[int]) -> dict[int, list[int]]:
        """Pages that lead to each of the wanted targets, as far as is known."""
        numbers = {number for number, target in self._targets.items() if target in wanted}
        found: dict[int, list[int]] = {target: [] for target in wanted}
        for page, carried in self._carried.items():
            if page not in self._now and not numbers.isdisjoint(carried):
                for target in {self._targets[number] for number in numbers.intersection(carried)}:
                    found[target].append(page)
        for page, targets in self._now.items():
            for target in targets.intersection(wanted):
                found[target].append(page)
        return found

    def drop(self, targets: Collection[int]) -> list[int]:
        """No page that was not read today leads to these any more; the numbers of the anchors that are void."""
        void = [number for number, target in self._targets.items() if target in targets]
        for number in void:
            del self._targets[number]
        return void

    def reached(self, roots: Iterable[int]) -> set[int]:
        """Everything that the roots lead to, by links and by redirects."""
        reached: set[int] = set()
        for level in self._levels(roots):
            reached |= level
        return reached

    def depths(self, roots: Iterable[int]) -> dict[int, int]:
        """How many clicks each of these is away from the nearest root."""
        return {key: depth for depth, level in enumerate(self._levels(roots)) for key in level}

    def used(self, pages: Collection[int]) -> set[int]:
        """Numbers of anchors that these pages have, of those recorded in the earlier round."""
        used: set[int] = set()
        for page in pages:
            if page not in self._now and page in self._carried:
                used.update(self._carried[page])
        return used

    def _levels(self, roots: Iterable[int]) -> Iterator[set[int]]:
        reached: set[int] = set()
        followed: set[int] = set()  # anchors
        level = set(roots)
        while level:
            reached |= level
            yield level
            numbers: set[int] = set()
            found: set[int] = set()
            for key in level:
                if key in self._now:
                    found |= self._now[key]
                elif key in self._carried:
                    numbers.update(self._carried[key])
                if key in self.redirects:
                    found.add(self.redirects[key])
            numbers -= followed
            followed |= numbers
            level = (found | self._led(numbers)) - reached

    def _led(self, numbers: Iterable[int]) -> set[int]:
        targets = self._targets
        return {targets[number] for number in numbers if number in targets}
