"""What an item's words say to all who propose from them: their sentences, their days, and who answers."""

from __future__ import annotations

import re

from inspection.keypoints.entries import Values
from inspection.keypoints.nouns import Item
from inspection.keypoints.timing import Timing, timings_in

_COLLECTIVE = re.compile(r"^(?:各|相关|有关|局属|局机关|全局|所有|其他|直属|机关)")


def unit_of(item: Item) -> str | None:
    """Who answers for what the item asks: the first unit that is one, not 相关处室."""
    every = item.units.all
    return next((unit for unit in every if not _COLLECTIVE.match(unit)), every[0] if every else None)


def sentences(text: str) -> list[str]:
    """The parts between stops and semicolons."""
    return [part.strip() for part in re.split(r"[。；;！]", text) if part.strip()]


def when(words: str, item: Item, year: int, *, festival: bool = False) -> Timing | None:
    """The day or period that holds for these words: said in them, or in the item's own deadline."""
    for text in (words, item.deadline):
        for timing in timings_in(text, year):
            if festival or timing.rule != "before":
                return timing
    return None


def with_unit(values: Values, item: Item) -> Values:
    """The values, and who answers for them."""
    unit = unit_of(item)
    return {**values, "unit": unit} if unit else values
