"""What the home page leads to, with the days that it shows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FrontItem:
    """One link of the home page. `day`: shown beside it; None where nothing is."""

    url: str
    title: str
    day: date | None = None
    in_list: bool = True  # one of several alike, as news are; no single link


@dataclass(frozen=True, slots=True)
class Front:
    """The home page. `scripted`: what some of its lists hold is loaded by script, and was not seen."""

    url: str
    items: tuple[FrontItem, ...] = ()
    scripted: bool = False
