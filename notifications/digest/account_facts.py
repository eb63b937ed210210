"""What a digest says of one account beyond its weeks: its sources, its own articles, what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from notifications.digest.strip_facts import Freshness


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One source of an account, as the week's last round found it."""

    label: str
    keeper: str | None  # who mends it
    state: str | None  # read, blank, blocked, unreadable, unreachable; None: it was not read
    said: str = ""  # Chinese: why it gave nothing, or not everything
    mend: str = ""  # Chinese: what to do
    since: datetime | None = None  # since when it is known to fail, where an issue says so
    credential: str = ""  # the environment variable to be renewed
    expired: bool = False  # a login or a token that a person must renew


@dataclass(frozen=True, slots=True)
class Share:
    """Original articles among all, of the time that the plan counts; what no source says is left open between two."""

    asked: float
    articles: int = 0
    least: float | None = None  # None: the time was not read in full
    most: float | None = None


@dataclass(frozen=True, slots=True)
class AccountFact:
    """One account of the plan."""

    name: str
    platform: str
    unit: str | None
    freshness: Freshness | None = None  # None: nothing was ever read of it
    sources: tuple[SourceFact, ...] = ()
    share: Share | None = None  # None: the plan asks for none
    unanswered: int | None = None  # comments that wait longer than the plan allows; None: the plan asks for no answers
    comments_unread: bool = False  # there were comments that nobody could read, or of which no answer is known
