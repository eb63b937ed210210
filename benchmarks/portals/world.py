"""The world behind a portal: columns and pieces as an office would publish them, before any HTML."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from benchmarks.portals import words
from benchmarks.portals.portal import Truth


@dataclass(slots=True, eq=False)
class Piece:
    """One article. `shown` is what the list and label say where that differs from `when` (a mistyped date)."""

    column: str
    title: str
    when: date
    clock: str = "10:30"
    shown: date | None = None
    label_shown: date | None = None  # what the page's label says, where the list alone is mistyped
    paragraphs: list[str] = field(default_factory=list)
    number: str | None = None
    source: str = ""
    extra: list[str] = field(default_factory=list)  # HTML put into the body
    related: list[tuple[str, Piece]] = field(default_factory=list)  # (heading, piece)
    files: list[tuple[str, str]] = field(default_factory=list)  # (href, name)
    dated: bool = True
    pinned: bool = False
    gone: bool = False  # listed, but its page is not there
    key: int = 0
    hexa: str = ""
    path: str = ""

    @property
    def listed(self) -> date:
        """The date that the list shows."""
        return self.shown or self.when


@dataclass(slots=True, eq=False)
class Column:
    """One column of the plan. `fate` names what is wrong with it, or the trap that it sets."""

    name: str
    slug: str
    kind: str
    unit: str
    deadline: int | None  # days; None: not judged
    fate: str = "fresh"
    explicit: bool = False  # update_within stands in the plan
    pieces: list[Piece] = field(default_factory=list)
    number: int = 0
    carrier: str = "page"  # page, json, jpaas, post: where the rows are
    plan_url: str = ""
    path: str = ""


@dataclass(slots=True)
class World:
    """Everything of one portal before it becomes pages."""

    rng: random.Random
    as_of: datetime
    family: str
    name: str
    columns: list[Column] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    expectations: list[str] = field(default_factory=list)  # YAML flow mappings
    within: int = 3
    since: date | None = None
    taken: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The date of every judgement."""
        return self.as_of.date()

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(c for c in self.columns if c.name == name)

    def fill(self, template: str) -> str:
        """A sentence with this portal's words in it."""
        return template.format(
            biz=self.rng.choice(words.BUSINESS),
            place=self.rng.choice(words.PLACES),
            unit=self.rng.choice(words.UNITS),
        )

    def fresh_title(self, templates: tuple[str, ...]) -> str:
        """A title that no other piece of the portal has."""
        while True:
            title = self.fill(self.rng.choice(templates))
            if title in self.taken:
                title = f"{title}（{self.fill('{place}')}专场）"
            if title not in self.taken:
                self.taken.add(title)
                return title

    def piece(self, column: Column, title: str, when: date) -> Piece:
        """A new piece in a column, with a body."""
        rng = self.rng
        made = Piece(
            column=column.name,
            title=title,
            when=when,
            clock=f"{rng.randint(8, 17):02}:{rng.randint(0, 59):02}",
            paragraphs=[self.fill(s) for s in rng.sample(words.SENTENCES, rng.randint(2, 4))],
            source=rng.choice(words.SOURCES),
            key=rng.randint(10**6, 10**7 - 1),
            hexa=f"{rng.getrandbits(128):032x}",
        )
        column.pieces.append(made)
        return made


def back(rng: random.Random, newest: date, count: int, gap: int) -> list[date]:
    """`count` dates going back from the newest, with gaps of up to `gap` days."""
    dates, day = [], newest
    for _ in range(count):
        dates.append(day)
        day -= timedelta(days=rng.randint(0 if dates[1:] else 1, gap))
    return dates
