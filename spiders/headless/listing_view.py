"""One look at a list page: its markup, the rows that the reader finds in it, and which of these only a script opens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import escape
from typing import Any

from inspection.records import Entry, ListState
from spiders.reading.anchors import anchors_of
from spiders.reading.charset import decode
from spiders.reading.lists import read_list
from spiders.reading.tree import plant


@dataclass(frozen=True, slots=True)
class View:
    """What people saw of the list at one moment. Rows that only a script opens have made-up addresses: `prefix` + N."""

    html: str
    url: str
    place: str  # the page's title, headings and trail of links: which column it is
    entries: tuple[Entry, ...]
    pressed: Mapping[str, tuple[int, str, Mapping[str, str]]]  # made-up address: number, words, attributes
    drawn: int  # how many of the entries the page did not have before its scripts ran
    says_empty: bool = False  # it says in words that there is nothing
    how: str = "first"

    @property
    def keys(self) -> dict[str, str]:
        """What tells the rows apart, each with its made-up or real address: an address, else title and day."""
        return {self.key(e): e.url for e in self.entries}

    @property
    def is_dated(self) -> bool:
        """Whether most of its rows say when they were published."""
        return sum(e.published_at is not None for e in self.entries) * 2 > len(self.entries)

    def key(self, entry: Entry) -> str:
        """What tells this row from the others."""
        return f"{entry.title}|{entry.published_at}" if entry.url in self.pressed else entry.url

    @property
    def unaddressed(self) -> list[Entry]:
        """The rows that only a script opens."""
        return [e for e in self.entries if e.url in self.pressed]

    @property
    def pressable(self) -> list[int]:
        return [self.pressed[e.url][0] for e in self.unaddressed]

    @property
    def addresses(self) -> list[str]:
        return [e.url for e in self.entries if e.url not in self.pressed]

    def named(self, how: str) -> View:
        """The same, with how it was come by."""
        return replace(self, how=how)

    def addressed(self, known: Mapping[str, str]) -> str:
        """The markup with the addresses that are surely known (made-up to real); the others are taken out."""

        def written(match: re.Match[str]) -> str:
            real = known.get(match[1])
            return f' href="{escape(real)}"' if real else ""

        made_up = "|".join(re.escape(escape(url)) for url in self.made_up())
        return re.sub(rf' href="({made_up})"', written, self.html) if made_up else self.html

    def made_up(self) -> list[str]:
        """Every made-up address of the markup, rows of the list or not."""
        return list(self.pressed)


def view_of(look: Mapping[str, Any], prefix: str, static: frozenset[str], today: date | None = None) -> View:
    """What a look of listing.js shows. `static`: addresses that the page had before its scripts ran."""
    html, url = str(look["html"]), str(look["url"])
    pressed = {
        f"{prefix}{number}.html": (number, str(row["text"]), {str(k): str(v) for k, v in row["data"].items()})
        for number, row in enumerate(look["rows"])
    }
    reading = read_list(html, url, today=today or datetime.now(UTC).date())
    return View(
        html=html,
        url=url,
        place=f"{look['title']}|{look['place']}",
        entries=reading.entries,
        pressed=pressed,
        says_empty=reading.list_state is ListState.BLANK,
        drawn=sum(e.url not in static for e in reading.entries),
    )


def addresses_in(body: bytes, url: str, content_type: str = "") -> frozenset[str]:
    """Where the page as served leads, before its scripts ran."""
    html, charset = decode(body, content_type)
    return frozenset(anchor.url for anchor in anchors_of(plant(html, url, charset)))
