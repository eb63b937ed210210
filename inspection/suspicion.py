"""What makes a page look hijacked or tampered with: the nouns that the sweep records and the checks weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pydantic import TypeAdapter

from inspection.findings import Json

MADE_BY = "suspicion/1"  # who found these facts; another lexicon or another way of looking has another number


class Category(StrEnum):
    """What a word stands for."""

    GAMBLING = "gambling"
    PORNOGRAPHY = "pornography"
    TRADE = "trade"  # forged papers, invoices, drugs, weapons, surrogacy
    SERVERS = "servers"  # pirated game servers
    DEFACED = "defaced"  # somebody boasts of having broken in
    PARKED = "parked"  # the domain is for sale, or lapsed
    OWN = "own"  # of the plan


class Weight(IntEnum):
    """How much one word says."""

    HINT = 1  # of ordinary life as well: it counts beside others alone
    PLAIN = 2  # of this trade, and of those who speak about it
    STRONG = 3  # ordinary pages hardly ever have it


class Where(StrEnum):
    """Where on a page a word stands. The order of the members is that of their weight."""

    TITLE = "title"
    META = "meta"  # description and keywords
    HEADING = "heading"
    LINK = "link"
    TEXT = "text"
    ALT = "alt"
    SCRIPT = "script"  # written by script, decoded
    HIDDEN = "hidden"  # text of links that nobody sees


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a lexicon, at the weightiest of its places."""

    word: str  # as the lexicon has it
    category: Category
    weight: Weight
    where: Where
    count: int = 1  # on the whole page, without those in a warning
    at: str = ""  # its surroundings, cut


@dataclass(frozen=True, slots=True)
class HiddenLink:
    """A link off the site that the page keeps out of sight."""

    url: str
    text: str
    how: str  # off-screen, zero-size, same-colour, transparent, clipped, display-none, visibility-hidden, marquee ...
    trick: bool  # no menu, tab or carousel hides its links so
    block: int = 1  # links off the site in the same hiding element
    category: str = ""  # of the harmful words in its text; empty where there are none


@dataclass(frozen=True, slots=True)
class Marks:
    """What one body shows. Only bodies that show something are recorded."""

    title: str = ""
    charset: str = ""
    chars: int = 0  # of text that people see
    links: int = 0
    foreign: int = 0  # links to other hosts
    words: tuple[Word, ...] = ()
    warned: int = 0  # words of the lexicons that stand in a warning, a report, a rule
    parked: tuple[str, ...] = ()  # what of a parking service was recognised: names of hosts and services
    named: bool = False  # a page for sale names its own domain
    encoded: bool = False  # the title is written in entities, letter by letter
    forward: str = ""  # another domain's address that the page leads to by itself
    hidden: tuple[HiddenLink, ...] = ()
    final: str = ""  # where the link led by redirects, when that is elsewhere; known to a round alone


_MARKS = TypeAdapter(Marks)


def marks_of(facts: Mapping[str, Json]) -> Marks:
    """From what the store has. What an older program left out has its default."""
    return _MARKS.validate_python(dict(facts))


def to_facts(marks: Marks) -> dict[str, Json]:
    """As JSON values."""
    dumped: dict[str, Json] = _MARKS.dump_python(marks, mode="json")
    return dumped
