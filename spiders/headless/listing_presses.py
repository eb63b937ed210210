"""Rows that only a script opens: three are pressed to see where they lead, and the others' addresses are reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspection.records import Entry
from spiders.headless.isolation import IsolationError
from spiders.headless.listing_addresses import Pattern, Record, known_of, learn, records_in
from spiders.headless.listing_data import data_of
from spiders.headless.listing_page import ListPage
from spiders.headless.listing_view import View
from spiders.headless.opened import Exchange

MOST_PRESSES = 3


@dataclass(slots=True)
class Presses:
    """What was learnt by pressing rows. A pattern is believed when three rows that were pressed follow it."""

    led: dict[str, tuple[str, str]] = field(default_factory=dict)  # a row's key: its title, where it led
    pattern: Pattern | None = None
    tried: bool = False
    _records: dict[int, list[Record]] = field(default_factory=dict)

    async def press(self, page: ListPage, view: View, static: frozenset[str], exchanges: Sequence[Exchange]) -> None:
        """Press rows of the view: the first, one in the middle, the last."""
        self.tried = True
        rows = view.unaddressed
        known: list[tuple[Record, str]] = []
        wanted = [view.key(rows[n]) for n in dict.fromkeys((0, len(rows) // 2, len(rows) - 1))]
        for key in wanted[:MOST_PRESSES]:
            entry = next((e for e in view.unaddressed if view.key(e) == key), None)
            if entry is None or page.rest() < 2:
                return
            try:
                led = await page.press_row(view.pressed[entry.url][0])
                if led is None:
                    return  # a row that leads nowhere: the others are not troubled
                self.led[key] = (entry.title, led)
                known.append((self._known(view, entry, exchanges), led))
                view = await page.stand(static)  # numbers are those of the last look
            except IsolationError:
                return
        self.pattern = learn(known, view.url)

    def addresses(self, view: View, exchanges: Sequence[Exchange]) -> dict[str, str]:
        """The made-up addresses of the view whose real ones are surely known."""
        found: dict[str, str] = {}
        for entry in view.unaddressed:
            pressed = self.led.get(view.key(entry))
            reckoned = self.pattern.address(self._known(view, entry, exchanges), view.url) if self.pattern else None
            if real := (pressed[1] if pressed else reckoned):
                found[entry.url] = real
        return found

    def _known(self, view: View, entry: Entry, exchanges: Sequence[Exchange]) -> Record:
        _, words, attributes = view.pressed[entry.url]
        for number, exchange in data_of(exchanges):
            if number not in self._records and exchange.body:
                self._records[number] = records_in(exchange.body)
        records = [record for held in self._records.values() for record in held]
        return known_of(entry.title if not entry.truncated else words, attributes, records)
