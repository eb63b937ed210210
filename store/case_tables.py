"""The tables of issues, of what was told about them, and of the outbox. Steps and decisions can only be appended."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    or_,
)

from store.append_only import keep
from store.tables import Serial, metadata, serial_id, text_column
from store.values import UtcDateTime

plans = Table(
    "plans",
    metadata,
    Column("digest", String(64), primary_key=True),
    text_column("site"),
    text_column("text"),
    Column("recorded_at", UtcDateTime, nullable=False),
    Index(None, "site", "recorded_at"),
)

issues = Table(
    "issues",
    metadata,
    serial_id(),
    text_column("site"),
    text_column("fingerprint"),
    text_column("check"),
    text_column("subject"),
    text_column("title"),
    Column("severity", String(12), nullable=False),
    text_column("basis"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("looked_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    text_column("unit", nullable=True),
    text_column("column", nullable=True),
    text_column("found_on"),  # JSON
    text_column("evidence"),  # JSON
    text_column("round"),
    Column("sightings", Integer, nullable=False),
    text_column("person", nullable=True),
    Column("due_at", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("acknowledged_at", UtcDateTime),
    Column("claimed_at", UtcDateTime),
    Column("claim_recorded_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("closed_by_machine", Boolean, nullable=False),
    Column("muted_until", UtcDateTime),
    Column("before_mute", String(20)),
    Column("reopened", Integer, nullable=False),
    UniqueConstraint("site", "fingerprint"),
    Index(None, "site", "state", "due_at"),
    Index(None, "site", "state", "severity"),  # counted by a monitor, every quarter of a minute
    Index(None, "site", "unit"),
)
# What lists filter, order and count by, and what they search, apart from the long rows with their evidence: there a
# list of 50,000 is read in milliseconds. PostgreSQL keeps evidence apart itself, and takes no long text in an index.
_LISTED = (
    "site",
    "state",
    "severity",
    "due_at",
    "check",
    "unit",
    "column",
    "person",
    "opened_at",
    "seen_at",
    "sightings",
)
_SEARCHED = ("site", "title", "subject", "state", "severity", "due_at", "check", "unit", "column", "person")
for _name, _columns in (("listed", _LISTED), ("words", _SEARCHED)):
    Index(f"ix_issues_{_name}", *(issues.c[_column] for _column in _columns)).ddl_if(dialect="sqlite")
# Counted beside every list: in this order nothing has to be sorted. Boards count what is overdue of each column.
_COUNTED = {"check": ("check",), "unit": ("unit",), "column": ("column", "due_at"), "person": ("person",)}
for _name, _each in _COUNTED.items():
    Index(f"ix_issues_state_{_name}", *(issues.c[_column] for _column in ("site", "state", *_each))).ddl_if(
        dialect="sqlite"
    )


def _issue(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "issue", Serial, ForeignKey("issues.id"), nullable=False, primary_key=primary_key, autoincrement=False
    )


steps = Table(
    "steps",
    metadata,
    serial_id(),
    _issue(),
    Column("at", UtcDateTime, nullable=False),
    text_column("who"),
    Column("act", String(20), nullable=False),
    Column("before", String(20)),
    Column("after", String(20), nullable=False),
    text_column("why"),
    text_column("round", nullable=True),
    text_column("detail"),  # JSON
    Column("recorded_at", UtcDateTime, nullable=False),
    Index(None, "issue"),
    Index(None, "at"),
)

tellings = Table(
    "tellings",
    metadata,
    _issue(primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("waiting_since", UtcDateTime),
    Column("told_at", UtcDateTime),
    Column("told_kind", String(20)),
    Column("told_severity", String(12)),
    Column("told_version", Integer, nullable=False),
    Column("told_reopened", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("over_at", UtcDateTime),
    text_column("group"),
    text_column("stage"),
    text_column("reason"),
    Column("until", UtcDateTime),
    Column("told_unit", Text),
)
# A channel that is to hear of the issue again, were it over now.
UNSETTLED = or_(
    tellings.c.told_at.is_not(None) & tellings.c.over_at.is_(None),
    tellings.c.waiting_since.is_not(None),
)
Index("ix_tellings_unsettled", tellings.c.issue, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)

decisions = Table(
    "decisions",
    metadata,
    serial_id(),
    _issue(),
    text_column("channel"),
    Column("at", UtcDateTime, nullable=False),
    text_column("stage"),
    text_column("reason"),
    text_column("detail"),
    text_column("message", nullable=True),
    Column("until", UtcDateTime),
    Index(None, "issue"),
)

messages = Table(
    "messages",
    metadata,
    Column("serial", Serial, primary_key=True, autoincrement=True),  # the order in which they were put in
    Column("id", String(64), nullable=False, unique=True),
    text_column("site"),
    text_column("channel"),
    Column("kind", String(20), nullable=False),
    text_column("group"),
    Column("severity", String(12), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    text_column("payload"),  # JSON
    text_column("issues"),  # JSON
    Column("status", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    text_column("error"),
    text_column("receipt"),  # JSON
    Column("ended_at", UtcDateTime),  # when it was sent, given up or withdrawn
    Column("claimed_at", UtcDateTime),  # None: nobody is sending it
    text_column("claimed_machine", nullable=True),
    Column("claimed_pid", BigInteger),
    text_column("claimed_started", nullable=True),
    Index(None, "site", "status", "channel", "group", "serial"),
)

message_issues = Table(
    "message_issues",
    metadata,
    _issue(primary_key=True),
    Column("message", Serial, ForeignKey("messages.serial"), primary_key=True, autoincrement=False),
)

# Every try at a channel, kept for as long as its rate looks back: one message may be tried often.
sendings = Table(
    "sendings",
    metadata,
    serial_id(),
    text_column("site"),
    text_column("channel"),
    Column("message", Serial, ForeignKey("messages.serial"), nullable=False),
    Column("ended_at", UtcDateTime),  # None: it is under way
    Index(None, "site", "channel", "ended_at"),
    Index(None, "message"),
)

posts = Table(
    "posts",
    metadata,
    Column("site", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("group", Text, primary_key=True),
    text_column("message"),
    Column("at", UtcDateTime, nullable=False),
    text_column("place"),  # JSON
)

channel_health = Table(
    "channel_health",
    metadata,
    Column("site", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("failing_since", UtcDateTime),
    text_column("error"),
    Column("permanent", Boolean, nullable=False),
    Column("not_before", UtcDateTime),
    Column("noticed_at", UtcDateTime),
)

keep(steps)
keep(decisions)
