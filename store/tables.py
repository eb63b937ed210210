"""The tables. Every change here needs a revision in store/migrations/versions; a test compares the two.

A page's links are not rows of their own: a portal's template repeats the same fifty links on every page. What is
linked, and how, is an anchor (target, element, text), numbered in its round; a page holds its anchors' packed numbers.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from store.values import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only when the type is INTEGER to the letter.
Serial: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def serial_id() -> Column[int]:
    """Rows are numbered by the database."""
    return Column("id", Serial, primary_key=True, autoincrement=True)


def round_column() -> Column[int]:
    """The round that a row belongs to, and goes with."""
    return Column("round", Serial, ForeignKey("rounds.key", ondelete="CASCADE"), nullable=False)


def text_column(name: str, *, nullable: bool = False) -> Column[str]:
    """Text of any length."""
    return Column(name, Text, nullable=nullable)


rounds = Table(
    "rounds",
    metadata,
    Column("key", Serial, primary_key=True, autoincrement=True),  # what the other tables refer to: short
    Column("id", String(40), nullable=False, unique=True),
    text_column("site"),
    Column("kind", String(20), nullable=False),
    Column("as_of", UtcDateTime, nullable=False),
    text_column("plan_digest"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("abandoned_at", UtcDateTime),
    Column("resumes", Integer, nullable=False, default=0),
    Column("complete", Boolean(name="complete"), nullable=False, default=False),
    text_column("counters"),  # JSON
    Column("base", String(40)),  # id of the round whose knowledge this one began with; what it did not look at is that
    Index(None, "site", "started_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("site", Text, primary_key=True),
    text_column("owner"),
    text_column("machine"),
    Column("pid", BigInteger, nullable=False),
    text_column("process_started"),
    Column("acquired_at", UtcDateTime, nullable=False),
    Column("heartbeat_at", UtcDateTime, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    serial_id(),
    round_column(),
    Column("address", BigInteger, nullable=False),
    text_column("url"),
    text_column("final_url"),
    Column("status", Integer, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    text_column("content_type"),
    text_column("charset"),
    Column("size", BigInteger, nullable=False),
    Column("evidence", String(64)),
    text_column("title"),
    text_column("etag", nullable=True),
    text_column("last_modified", nullable=True),
    Column("truncated", Boolean, nullable=False),
    Column("links", LargeBinary, nullable=False),  # packed numbers of anchors; last, it is seldom read
    UniqueConstraint("round", "address"),
)

anchors = Table(
    "anchors",
    metadata,
    Column("round", Serial, ForeignKey("rounds.key", ondelete="CASCADE"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # in the round; appended, never sought
    Column("target", BigInteger, nullable=False),  # the address's key
    text_column("url"),
    text_column("element"),
    text_column("text"),
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    serial_id(),
    round_column(),
    Column("address", BigInteger, nullable=False),
    text_column("url"),
    text_column("leads_to"),
    UniqueConstraint("round", "address"),
)

probes = Table(
    "probes",
    metadata,
    serial_id(),
    round_column(),
    Column("address", BigInteger, nullable=False),
    text_column("url"),
    Column("verdict", String(12), nullable=False),
    text_column("reason", nullable=True),
    Column("status", Integer),
    text_column("final_url", nullable=True),
    Column("looks", Integer, nullable=False),
    Column("probed_at", UtcDateTime),
    text_column("detail"),
    Column("evidence", String(64)),
    UniqueConstraint("round", "address"),
)

readings = Table(
    "readings",
    metadata,
    serial_id(),
    round_column(),
    text_column("column"),
    text_column("url"),
    Column("state", String(20), nullable=False),
    text_column("reason", nullable=True),
    Column("rows", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("most_before", Integer, nullable=False),
    Column("evidence", String(64)),
    Column("covers_since", String(10)),  # a bare date
    text_column("visited", nullable=True),  # JSON: addresses of list pages and sources that were asked, in order
    Column("by_day", Boolean),  # some date in it was read against the round's own day
    UniqueConstraint("round", "column"),
)

articles = Table(
    "articles",
    metadata,
    serial_id(),
    round_column(),
    text_column("column"),  # the reading that it belongs to
    text_column("channel"),
    Column("position", Integer, nullable=False),
    text_column("url"),
    text_column("title"),
    Column("published_at", String(40)),  # as stated: a bare date, or a time with its offset
    Column("date_from", String(20)),
    text_column("document_number", nullable=True),
    text_column("source", nullable=True),
    text_column("body_links"),  # JSON
    text_column("related"),  # JSON
    Column("read_in_full", Boolean, nullable=False),
    Column("text", LargeBinary, nullable=False),  # zlib
    text_column("media", nullable=True),  # JSON: what only accounts' articles have
    Column("row_mark", String(16)),  # of an article whose page was asked for: the mark of its row in the list
    Index(None, "round", "column"),
)

findings = Table(
    "findings",
    metadata,
    serial_id(),
    round_column(),
    text_column("check"),
    Column("severity", String(12), nullable=False),
    text_column("subject"),
    text_column("title"),
    text_column("basis"),
    text_column("fingerprint"),
    text_column("unit", nullable=True),
    text_column("column", nullable=True),
    text_column("found_on"),  # JSON
    text_column("evidence"),  # JSON
    Index(None, "round"),
    Index(None, "fingerprint"),
)

undecided = Table(
    "undecided",
    metadata,
    serial_id(),
    round_column(),
    text_column("check"),
    text_column("subject"),
    text_column("reason"),
    text_column("detail"),
    Index(None, "round"),
)

pairings = Table(
    "pairings",
    metadata,
    serial_id(),
    round_column(),
    text_column("policy_url"),
    text_column("interpretation_url"),
    text_column("reason"),
    text_column("detail"),
    Index(None, "round"),
)
