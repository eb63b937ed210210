"""The tables of what only a browser sees, kept beyond the round that saw it."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from store.tables import metadata, serial_id, text_column
from store.values import UtcDateTime

# How the pages of one family are read: plainly, from a source that a script asks, or rendered.
families = Table(
    "families",
    metadata,
    Column("site", Text, primary_key=True),
    Column("family", Text, primary_key=True),  # a list's address; the shape of an article's
    Column("mode", String(12), nullable=False),  # plain, source, rendered
    text_column("recipe"),  # JSON: how the source is asked
    Column("learnt_at", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),  # the last time that it served, or did not
    Column("failures", Integer, nullable=False),  # in a row
    text_column("note"),  # Chinese: how it came to be so
)

# The last look at each address, from whatever round.
visits = Table(
    "visits",
    metadata,
    serial_id(),
    text_column("site"),
    text_column("url"),
    Column("view", String(12), nullable=False),
    Column("visited_at", UtcDateTime, nullable=False),
    Column("round", String(40), nullable=False),  # its id; the visit outlives it
    text_column("reason", nullable=True),
    Column("status", Integer),
    text_column("final_url", nullable=True),
    text_column("title"),
    text_column("facts"),  # JSON
    Column("evidence", String(64)),  # a picture
    UniqueConstraint("site", "view", "url"),
)

# What is worth knowing of a body, by the hash of its bytes: whoever has the body has its facts, in whatever round.
body_facts = Table(
    "body_facts",
    metadata,
    Column("evidence", String(64), primary_key=True),
    Column("made_by", String(20), primary_key=True),  # which look, with its version: suspicion/1
    text_column("facts"),  # JSON
)

# Pictures that show faults.
pictures = Table(
    "pictures",
    metadata,
    serial_id(),
    text_column("site"),
    text_column("fingerprint"),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("round", String(40), nullable=False),
    text_column("page"),  # the address that was opened
    text_column("shows"),  # Chinese: what is outlined, or why there is no picture
    text_column("reason", nullable=True),  # why there is no picture
    Column("evidence", String(64)),  # PNG, outlined
    Column("snapshot", String(64)),  # HTML, masked
    Column("har", String(64)),  # HAR 1.2 of the failing request, masked
    UniqueConstraint("site", "fingerprint"),
    Index(None, "round"),
)
