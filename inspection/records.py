"""What spiders record: pages, links, probes, articles and readings. Immutable values, no behaviour beyond their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import overload

from inspection.media import NO_COUNTS, Counts, Origin

# As the publisher states it: a bare date, or an aware datetime where a time of day is stated.
Published = date | datetime


@overload
def day_of(published: Published, zone: tzinfo) -> date: ...
@overload
def day_of(published: Published | None, zone: tzinfo) -> date | None: ...
def day_of(published: Published | None, zone: tzinfo) -> date | None:
    """The day in that zone. A datetime without a zone is taken as the zone's own."""
    if not isinstance(published, datetime):
        return published
    return (published if published.tzinfo is None else published.astimezone(zone)).date()


class Verdict(StrEnum):
    """What a round knows of one target. Undecided is neither a fault nor sound."""

    SOUND = "sound"
    FAULTY = "faulty"
    UNDECIDED = "undecided"
    SKIPPED = "skipped"


# Reasons of what is truly gone: what stood there stands there no more.
GONE = frozenset({"http-404", "http-410", "soft-404"})


class DateFrom(StrEnum):
    """Where a publication date was read."""

    LIST = "list"  # beside the link, in the list's row
    LABEL = "label"  # on the article's page, after a label such as 发布日期 or in its info line
    TABLE = "table"  # in the article's table of document facts
    META = "meta"  # META PubDate and its like
    SCRIPT = "script"  # a variable in the page's script (WeChat's ct, JSON of a list)
    ADDRESS = "address"  # in the address: /t20240415_1.html, /art/2024/4/15/
    TITLE = "title"  # cut out of the row's title, where the row has no other
    FEED = "feed"
    API = "api"  # stated by a platform's interface
    EXPORT = "export"  # in a file from a platform's back office


@dataclass(frozen=True, slots=True)
class Link:
    """One reference of a page to a target; both addresses absolute and normalised."""

    page: str
    url: str
    element: str  # a area img script link iframe source object meta css onclick
    text: str = ""


ONWARD = "onward"  # in an element's place: a script leads on to it; a way to go on, no link that could be broken
NOT_OPENED = -1  # in a status's place: the page itself was not asked for, what it links to is known from elsewhere


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a server, as recorded. `evidence` is the SHA-256 of the body's bytes in the evidence store."""

    url: str  # as asked, normalised
    final_url: str  # where redirects led
    status: int  # NOT_OPENED: an article of an account, recorded for its links
    fetched_at: datetime
    content_type: str = ""
    charset: str = ""  # the charset that the body was read in, empty when it is not text
    size: int = 0  # bytes of body received
    evidence: str | None = None
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    truncated: bool = False  # the body was cut at the size limit


@dataclass(frozen=True, slots=True)
class Probe:
    """What happened when a target was tried, after every look of the round."""

    url: str
    verdict: Verdict
    reason: str | None = None  # http-404, dns, soft-404, blocked-by-firewall ...; None when sound
    status: int | None = None  # of the last answer
    final_url: str | None = None  # where redirects led, when that is elsewhere
    looks: int = 1  # how often it was tried, spread over the round
    probed_at: datetime | None = None
    detail: str = ""  # one line for people: what the server or the network said
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A link from a row or a page that its publisher names as related (相关解读, 相关文件)."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an article offers."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list page: an article as its column shows it."""

    title: str
    url: str
    published_at: Published | None = None
    date_from: DateFrom | None = None
    truncated: bool = False  # the row shows only the beginning of the title
    related: tuple[Related, ...] = ()
    document_number: str | None = None
    year_inferred: bool = False  # the row states month and day only, nothing but the list's order speaks for the year
    by_day: bool = False  # its date depends on the day on which the row is read: 03-20, 昨天


class ListState(StrEnum):
    """What a list page turned out to be."""

    ENTRIES = "entries"  # rows were read
    BLANK = "blank"  # it is a list page, and it truly has no rows
    SCRIPTED = "scripted"  # the rows are drawn by script: cannot be read from this page alone
    BLOCKED = "blocked"  # a firewall's page stood in its place
    UNREADABLE = "unreadable"  # it could not be told whether there are rows


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says, read as a list or as an article (the shape of `xunjian read`, see the report contract)."""

    url: str
    kind: str  # "list" or "article"
    charset: str
    title: str = ""
    published_at: Published | None = None
    date_from: DateFrom | None = None
    document_number: str | None = None
    source: str | None = None
    entries: tuple[Entry, ...] = ()
    next_page: str | None = None
    sources: tuple[str, ...] = ()  # further addresses that hold this list's rows: iframes, JSON, dataproxy
    related: tuple[Related, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    text: str = ""  # the article's body as plain text, navigation left out
    body_links: tuple[str, ...] = ()  # addresses that the body itself links to
    list_state: ListState = ListState.UNREADABLE  # meaningful for lists
    page_dates: tuple[Published, ...] = field(default=())  # every stated publication date, for date forensics
    cut: bool = False  # the page was too large: only its beginning was read
    total: int | None = None  # of a list that is data: how many rows it says that there are, on all of its pages
    unavailable: str | None = None  # what a platform says in the article's place: 该内容已被发布者删除
    gone: str | None = None  # what that means: a value of inspection.media.Gone; None also for a captcha
    author: str | None = None
    cover: str | None = None  # address of the picture
    origin: Origin | None = None
    original_url: str | None = None  # 阅读原文: where the article says that its original stands
    counts: Counts = NO_COUNTS
    platform_id: str | None = None  # of an article of a platform: WeChat `mid_idx`


@dataclass(frozen=True, slots=True)
class Article:
    """One publication in one channel (a column or an account)."""

    channel: str
    title: str
    url: str
    published_at: Published | None = None
    date_from: DateFrom | None = None
    document_number: str | None = None
    source: str | None = None
    text: str = ""  # body; read only where pairing needs it
    body_links: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    position: int = 0  # 0 = first row of the column
    read_in_full: bool = False  # its own page was read, or its source gives the whole body; not its row alone
    # Of an account's article, where its source says so:
    author: str | None = None
    cover: str | None = None  # address of the picture
    origin: Origin | None = None
    original_url: str | None = None  # 阅读原文
    counts: Counts = NO_COUNTS
    pinned: bool = False
    sources: tuple[str, ...] = ()  # labels of the account's sources that list it
    platform_id: str | None = None  # WeChat `mid_idx`, Weibo's number: the same article under another address
    row_mark: str = ""  # of a column's article whose page was asked for: the mark of its row in the list


class ColumnState(StrEnum):
    """What a round could learn of a column."""

    READ = "read"  # its rows were read
    BLANK = "blank"  # it answers and has no rows
    UNREADABLE = "unreadable"  # it answers, but rows could not be read (script, unknown shape): undecided
    BLOCKED = "blocked"  # a firewall stood before it: undecided
    UNREACHABLE = "unreachable"  # it did not answer, or answered with an error


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column, or one account with all its sources taken together, as a round found it."""

    column: str  # its name in the plan, the column's or the account's
    url: str  # of an account: of its first source, without secrets; empty where that has no address
    state: ColumnState
    reason: str | None = None  # why it is not READ: http-404, blocked-by-firewall, scripted ...
    articles: tuple[Article, ...] = ()
    pages: int = 0  # list pages read
    complete: bool = False  # every page of the list was read, none was cut by a limit or an error
    most_before: int = 0  # the most rows that an earlier round read here; 0 without history
    evidence: str | None = None  # of the first list page
    covers_since: date | None = None  # of an account: everything published on that day and after is known
    visited: tuple[str, ...] = ()  # of a column: list pages, forwards and sources that were asked, in order
    by_day: bool = False  # some row's date depends on the day of the round: it must be read again on another day


class PairedBy(StrEnum):
    """How a pairing is known, the surest first."""

    LINK = "link"
    NUMBER = "document-number"
    QUOTED = "quoted-title"
    LIKENESS = "likeness"


@dataclass(frozen=True, slots=True)
class Pairing:
    """One interpretation that serves one policy; several may serve the same, and one may serve several."""

    policy_url: str
    interpretation_url: str
    reason: PairedBy
    detail: str = ""  # one line for people: the quoted title, the document number, which links to which
