"""The tables of accounts: what their sources said, what was ever seen of them, and how platforms may be asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.tables import metadata, round_column, serial_id, text_column
from store.values import UtcDateTime

source_readings = Table(
    "source_readings",
    metadata,
    serial_id(),
    round_column(),
    text_column("account"),
    text_column("source"),  # its label
    Column("state", String(20), nullable=False),
    text_column("reason", nullable=True),
    text_column("detail"),
    Column("rows", Integer, nullable=False),
    Column("covers_since", String(10)),  # a bare date
    Column("seen_until", String(10)),  # a bare date
    text_column("partial", nullable=True),
    Column("built_at", UtcDateTime),
    text_column("credential", nullable=True),  # the variable's name
    text_column("commented"),  # JSON
    text_column("gone"),  # JSON
    Column("requests", Integer, nullable=False),
    Column("evidence", String(64)),
    Column("shown", LargeBinary, nullable=False),  # what the source listed, without bodies: JSON, zlib
    UniqueConstraint("round", "account", "source"),
)

comments = Table(
    "comments",
    metadata,
    serial_id(),
    round_column(),
    text_column("account"),
    text_column("source"),
    text_column("article_url"),
    text_column("key"),
    text_column("text"),
    Column("said_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered", Boolean),
    Index(None, "round", "account"),
)

known_articles = Table(
    "known_articles",
    metadata,
    Column("site", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("address", BigInteger, primary_key=True, autoincrement=False),  # the key of the address
    text_column("url"),
    text_column("title"),
    Column("published_at", String(40)),
    Column("placed", String(40), nullable=False),  # by which it is sorted: published, else first seen
    Column("date_from", String(20)),
    text_column("document_number", nullable=True),
    text_column("source", nullable=True),
    text_column("media", nullable=True),  # JSON
    text_column("body_links"),  # JSON
    text_column("related"),  # JSON
    Column("position", Integer, nullable=False),
    Column("read_in_full", Boolean, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    text_column("last_round"),
    Column("looked_at", UtcDateTime),
    text_column("gone", nullable=True),
    Column("gone_at", UtcDateTime),
    Column("text", LargeBinary, nullable=False),  # zlib
    Index(None, "site", "account", "placed"),
)

refused_credentials = Table(
    "refused_credentials",
    metadata,
    Column("site", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    text_column("credential"),  # the variable's name
    text_column("digest"),  # tells whether the value is still the same; the value itself is kept nowhere
    text_column("reason"),
    text_column("detail"),
    Column("refused_at", UtcDateTime, nullable=False),
)

paces = Table(
    "paces",
    metadata,
    Column("key", Text, primary_key=True),
    Column("next_at", UtcDateTime, nullable=False),  # no turn is given before
    Column("seen_at", UtcDateTime, nullable=False),  # the clock at the last change
    Column("held_until", UtcDateTime),  # the platform asked to wait
    Column("hour_started_at", UtcDateTime, nullable=False),
    Column("hour_count", Integer, nullable=False),
    Column("day_started_at", UtcDateTime, nullable=False),
    Column("day_count", Integer, nullable=False),
)
