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
_Serial: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _Serial, primary_key=True, autoincrement=True)


def _round() -> Column[int]:
    return Column("round", _Serial, ForeignKey("rounds.key", ondelete="CASCADE"), nullable=False)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


rounds = Table(
    "rounds",
    metadata,
    Column("key", _Serial, primary_key=True, autoincrement=True),  # what the other tables refer to: short
    Column("id", String(40), nullable=False, unique=True),
    _text("site"),
    Column("kind", String(20), nullable=False),
    Column("as_of", UtcDateTime, nullable=False),
    _text("plan_digest"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("abandoned_at", UtcDateTime),
    Column("resumes", Integer, nullable=False, default=0),
    Column("complete", Boolean(name="complete"), nullable=False, default=False),
    _text("counters"),  # JSON
    Index(None, "site", "started_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("site", Text, primary_key=True),
    _text("owner"),
    _text("machine"),
    Column("pid", BigInteger, nullable=False),
    _text("process_started"),
    Column("acquired_at", UtcDateTime, nullable=False),
    Column("heartbeat_at", UtcDateTime, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    _id(),
    _round(),
    Column("address", BigInteger, nullable=False),
    _text("url"),
    _text("final_url"),
    Column("status", Integer, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    _text("content_type"),
    _text("charset"),
    Column("size", BigInteger, nullable=False),
    Column("evidence", String(64)),
    _text("title"),
    _text("etag", nullable=True),
    _text("last_modified", nullable=True),
    Column("truncated", Boolean, nullable=False),
    Column("links", LargeBinary, nullable=False),  # packed numbers of anchors; last, it is seldom read
    UniqueConstraint("round", "address"),
)

anchors = Table(
    "anchors",
    metadata,
    Column("round", _Serial, ForeignKey("rounds.key", ondelete="CASCADE"), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # in the round; appended, never sought
    Column("target", BigInteger, nullable=False),  # the address's key
    _text("url"),
    _text("element"),
    _text("text"),
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    _id(),
    _round(),
    Column("address", BigInteger, nullable=False),
    _text("url"),
    _text("leads_to"),
    UniqueConstraint("round", "address"),
)

probes = Table(
    "probes",
    metadata,
    _id(),
    _round(),
    Column("address", BigInteger, nullable=False),
    _text("url"),
    Column("verdict", String(12), nullable=False),
    _text("reason", nullable=True),
    Column("status", Integer),
    _text("final_url", nullable=True),
    Column("looks", Integer, nullable=False),
    Column("probed_at", UtcDateTime),
    _text("detail"),
    Column("evidence", String(64)),
    UniqueConstraint("round", "address"),
)

readings = Table(
    "readings",
    metadata,
    _id(),
    _round(),
    _text("column"),
    _text("url"),
    Column("state", String(20), nullable=False),
    _text("reason", nullable=True),
    Column("rows", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("most_before", Integer, nullable=False),
    Column("evidence", String(64)),
    UniqueConstraint("round", "column"),
)

articles = Table(
    "articles",
    metadata,
    _id(),
    _round(),
    _text("column"),  # the reading that it belongs to
    _text("channel"),
    Column("position", Integer, nullable=False),
    _text("url"),
    _text("title"),
    Column("published_at", String(40)),  # as stated: a bare date, or a time with its offset
    Column("date_from", String(20)),
    _text("document_number", nullable=True),
    _text("source", nullable=True),
    _text("body_links"),  # JSON
    _text("related"),  # JSON
    Column("read_in_full", Boolean, nullable=False),
    Column("text", LargeBinary, nullable=False),  # zlib
    Index(None, "round", "column"),
)

findings = Table(
    "findings",
    metadata,
    _id(),
    _round(),
    _text("check"),
    Column("severity", String(12), nullable=False),
    _text("subject"),
    _text("title"),
    _text("basis"),
    _text("fingerprint"),
    _text("unit", nullable=True),
    _text("column", nullable=True),
    _text("found_on"),  # JSON
    _text("evidence"),  # JSON
    Index(None, "round"),
    Index(None, "fingerprint"),
)

undecided = Table(
    "undecided",
    metadata,
    _id(),
    _round(),
    _text("check"),
    _text("subject"),
    _text("reason"),
    _text("detail"),
    Index(None, "round"),
)

pairings = Table(
    "pairings",
    metadata,
    _id(),
    _round(),
    _text("policy_url"),
    _text("interpretation_url"),
    _text("reason"),
    _text("detail"),
    Index(None, "round"),
)
