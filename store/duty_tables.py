"""The tables of duties and scorecards: what people said is done, and how the site stood week by week."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, String, Table, Text, UniqueConstraint

from store.append_only import keep
from store.tables import metadata, serial_id, text_column
from store.values import UtcDateTime

# What was said is never changed: to take it back is another row (`taken_back`), of the same duty, tick and occurrence.
ticks = Table(
    "ticks",
    metadata,
    serial_id(),
    text_column("site"),
    text_column("duty"),  # number
    text_column("tick"),  # name
    text_column("occurrence"),  # label
    Column("kind", String(12), nullable=False),  # done, taken_back
    text_column("said_by"),
    Column("said_at", UtcDateTime, nullable=False),
    Column("done_on", Date),
    text_column("note"),
    text_column("proof"),
    Index(None, "site", "duty"),
)
keep(ticks)

# One row for each day on which a scorecard was counted; a later count of the same day takes its place.
scores = Table(
    "scores",
    metadata,
    serial_id(),
    text_column("site"),
    Column("day", Date, nullable=False),
    Column("standard", String(64), nullable=False),  # name and version of the rules
    Column("counted_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),  # JSON
    UniqueConstraint("site", "day", "standard"),
)
