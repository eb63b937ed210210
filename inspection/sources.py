"""What was read of an account, source by source: articles, comments, and why a source could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from inspection.media import Comment, Gone
from inspection.records import Article, ColumnState, Reading, day_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a source gave nothing, or not everything. `reason` is a key of inspection.refusals.REFUSALS."""

    reason: str
    detail: str = ""  # one line for people, without secrets: the platform's code and message


@dataclass(frozen=True, slots=True)
class Listing:
    """What one answer of a platform, one feed or one export file says. Articles in the order of the source."""

    kind: str  # what it was recognised as: feed, weibo-mobile, wechat-album ...
    articles: tuple[Article, ...] = ()
    account: str = ""  # the account's name as the source states it
    built_at: datetime | None = None  # aware: when the source was made or refreshed, where it says so
    following: str | None = None  # where to go on: an address, an offset, a page or cursor; None: this is the end
    total: int | None = None  # how many articles there are in all, where the source says so
    comments: tuple[Comment, ...] = ()
    refusal: Refusal | None = None  # it is an error, a captcha, a login page ...; then `articles` is empty
    incomplete: bool = False  # some of its articles could not be read (a record without title and address, a limit)
    gone: tuple[tuple[str, str], ...] = ()  # address and reason (inspection.media.Gone) of what it says is withdrawn


@dataclass(frozen=True, slots=True)
class SourceReading:
    """One source of one account as a round found it.

    `state`: READ (articles came), BLANK (the source is sound and holds no article at all), BLOCKED (refused: login,
    captcha, rights, quota), UNREADABLE (an answer that could not be understood), UNREACHABLE (no answer).
    """

    account: str
    source: str  # the source's label in the plan, one of its account: `feed`, `feed-2`, `wechat-api`
    state: ColumnState
    reason: str | None = None  # why it is not READ
    detail: str = ""  # Chinese, without secrets
    articles: tuple[Article, ...] = ()
    covers_since: date | None = None  # everything published on that day and after is here; None: cannot be said
    seen_until: date | None = None  # a source that is late by its nature shows nothing newer than of that day
    partial: str | None = None  # READ, yet some kinds of publication are not seen: a key of REFUSALS
    built_at: datetime | None = None
    credential: str | None = None  # the environment variable that a person must renew, where that is the reason
    comments: tuple[Comment, ...] = ()
    commented: tuple[str, ...] = ()  # addresses of the articles whose comments were read
    gone: tuple[tuple[str, str], ...] = ()  # address and reason of articles that the source says are withdrawn
    requests: int = 0
    evidence: str | None = None  # of the first answer, secrets blotted out

    @property
    def ok(self) -> bool:
        """Whether its word counts."""
        return self.state in {ColumnState.READ, ColumnState.BLANK}


@dataclass(frozen=True, slots=True)
class Known:
    """An article of an account that rounds have seen, and when (the machine's clock)."""

    article: Article
    first_seen_at: datetime
    last_seen_at: datetime
    last_round: str  # the id of the last round in which a source listed it
    looked_at: datetime | None = None  # when its own page was last opened
    gone: str | None = None  # what its page said in its place: a value of inspection.media.Gone
    gone_at: datetime | None = None  # when that was first seen

    @property
    def withdrawn(self) -> bool:
        """Whether it is not published any more. A link that expired says nothing of the article."""
        return self.gone is not None and self.gone != Gone.EXPIRED

    def day(self, zone: tzinfo) -> date:
        """When it was published; where nothing says so, when it was first seen."""
        return day_of(self.article.published_at or self.first_seen_at, zone)


@dataclass(frozen=True, slots=True)
class ArticleLook:
    """What opening one article of an account gave: its reading (`gone` set where it is withdrawn), or a refusal."""

    account: str
    url: str  # as the account's article has it
    looked_at: datetime  # aware, the machine's clock
    reading: Reading | None = None
    refusal: Refusal | None = None  # captcha, forbidden, timeout ...: nothing can be said of the article
