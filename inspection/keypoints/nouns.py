"""What a key-points document says: its head, its items, the units, titles and days in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Ask(StrEnum):
    """What an item asks to be done with a document that it names."""

    PUBLISH = "发布"
    REISSUE = "重新发布"
    REVISE = "修订"
    INTERPRET = "解读"
    PROMOTE = "宣传"
    TRAIN = "培训"
    FOLLOW = "遵照"  # it is in force already: followed, quoted, learned


class Sure(StrEnum):
    """How far a person may rely on what was read."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"


@dataclass(frozen=True, slots=True)
class Title:
    """A document that an item names. `words`: the clause that it stands in."""

    text: str
    asks: frozenset[Ask]
    words: str
    sure: Sure = Sure.HIGH

    @property
    def published(self) -> bool:
        """Whether the office is to publish it (again)."""
        return bool(self.asks & {Ask.PUBLISH, Ask.REISSUE, Ask.REVISE})

    @property
    def cited(self) -> bool:
        """Whether it is only referred to."""
        return not self.asks - {Ask.FOLLOW}


@dataclass(frozen=True, slots=True)
class Units:
    """Who answers: those that lead, and those that join in."""

    lead: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every unit once, the leading ones first."""
        return tuple(dict.fromkeys((*self.lead, *self.joint)))

    def __bool__(self) -> bool:
        return bool(self.lead or self.joint)


@dataclass(frozen=True, slots=True)
class Item:
    """One duty as the document writes it. `number` is unique in its document."""

    number: str
    name: str
    text: str  # without the brackets that name the units
    units: Units = Units()
    section: str = ""
    deadline: str = ""  # what a column 完成时限 says
    titles: tuple[Title, ...] = ()
    notes: tuple[str, ...] = ()  # what a person should look at, in Chinese


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a key-points document."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    year: int | None = None
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()  # gaps in the numbering and the like
    aside: tuple[str, ...] = ()  # paragraphs that belong to no item: said, not dropped

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that an item names, once."""
        return tuple(dict.fromkeys(unit for item in self.items for unit in item.units.all))


@dataclass(slots=True)
class Node:
    """A numbered heading or paragraph, and what stands under it, while the document is read."""

    kind: str
    number: int
    label: str  # as printed, without its stop: 三, （二）, 12
    head: str
    body: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    deadline: str = ""
    columns: str = ""  # what a table's columns of units say, ready to be read as such

    @property
    def paragraphs(self) -> list[str]:
        """Its own text, head first."""
        return [self.head, *self.body]
