"""What a check is handed: everything that one round learnt, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from inspection.availability import AvailabilityRecord
from inspection.calendar import Workdays
from inspection.contents import PageContent
from inspection.duties import Ticked
from inspection.findings import Json
from inspection.front import Front
from inspection.media import Comment
from inspection.plan import Plan
from inspection.records import Article, ColumnReading, Link, Probe
from inspection.sources import Known, SourceReading
from inspection.visits import Visit
from inspection.wordings import Lexicon


@dataclass(frozen=True, slots=True)
class Target:
    """A target that is not sound, with the places that link to it."""

    probe: Probe
    links: tuple[Link, ...] = ()  # a sample, home page first
    link_count: int = 0  # how many pages link to it
    columns: tuple[str, ...] = ()  # columns of the plan that the linking pages belong to, most frequent first


@dataclass(frozen=True, slots=True)
class Noted:
    """What the sweep noted of one body that looks suspicious. `facts` are inspection.suspicion's."""

    url: str  # of the page, or of the target
    digest: str  # SHA-256 of the body
    foreign: bool  # it lies off the plan's hosts
    facts: Mapping[str, Json]
    links: tuple[Link, ...] = ()  # to a foreign target: a sample of the places that link to it, home page first
    columns: tuple[str, ...] = ()  # of the plan, that these places belong to, most frequent first


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Where a fault that is not over was seen, and nothing links to any more: it was looked at all the same."""

    check: str
    subject: str  # of the issue
    url: str
    reason: str | None = None  # why it could not be had; None: it opens


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Observed:
    """One round's knowledge. No check looks anywhere else: neither at a clock nor at the network.

    Equal to itself alone, so that what is worked out of it can be kept beside it for as long as it lives.
    """

    plan: Plan
    as_of: datetime  # aware, in the plan's time zone
    workdays: Workdays
    home: Probe | None  # None: the home page was not tried
    targets: tuple[Target, ...] = ()  # every target whose verdict is faulty or undecided
    columns: Mapping[str, ColumnReading] = field(default_factory=dict)  # by the name of the column or account
    sources: Mapping[str, tuple[SourceReading, ...]] = field(default_factory=dict)  # by account, in the plan's order
    comments: Mapping[str, tuple[Comment, ...]] = field(default_factory=dict)  # by account
    known: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)  # by account: what rounds have seen up to now
    availability: AvailabilityRecord | None = None  # None: nobody watches the site around the clock
    visits: Sequence[Visit] | None = None  # the last look at each address; None: no browser looks at this site
    noted: Sequence[Noted] | None = None  # bodies that look suspicious; None: nobody looked for such
    contents: Mapping[str, PageContent] | None = None  # by address: what pages say; None: nobody read them
    lexicons: tuple[Lexicon, ...] = ()  # of wrong wordings: the built-in one and the office's
    ticked: tuple[Ticked, ...] = ()  # people's words that duties are done
    first_seen: Mapping[str, datetime] = field(default_factory=dict)  # by address, of articles: the first round's day
    lacked_at: Mapping[str, datetime] = field(default_factory=dict)  # by address, of the same: the last look without it
    front: Front | None = None  # where the home page leads, with days; None: it was not had
    unlinked: tuple[Unlinked, ...] = ()  # what is told, still opens or could not be had, and nothing links to
    complete: bool = True  # False: the round was cut short, absence proves nothing

    def articles(self, channels: tuple[str, ...] | None = None) -> Iterator[Article]:
        """Articles of these columns and accounts (default: of all), in the plan's order."""
        for name, reading in self.columns.items():
            if channels is None or name in channels:
                yield from reading.articles
