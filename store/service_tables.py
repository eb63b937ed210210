"""The tables of the service: who runs, how far a round is, what the timetable has done, whether the site answered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from store.tables import Serial, metadata, serial_id, text_column
from store.values import UtcDateTime

# Each site is probed at spaced moments ("slots") from every machine that runs; a slot is judged by all its probes.
availability = Table(
    "availability",
    metadata,
    serial_id(),
    text_column("site"),
    Column("slot", UtcDateTime, nullable=False),  # the moment by the timetable, the same for all vantages
    text_column("vantage"),  # who looked: a machine's name
    Column("probed_at", UtcDateTime, nullable=False),
    Column("outcome", String(12), nullable=False),  # up, down, unknown
    text_column("reason", nullable=True),  # as a link's: timeout, dns, http-503; of unknown: own-line, blocked...
    Column("status", Integer),
    text_column("detail"),
    Column("lookup_seconds", Float),  # DNS
    Column("connect_seconds", Float),  # TCP and TLS
    Column("first_byte_seconds", Float),  # from the request to the first byte of the answer
    Column("total_seconds", Float),
    UniqueConstraint("site", "slot", "vantage"),
)

# What each vantage last learnt of the site's address: certificate, DNS, IPv6, HTTP to HTTPS.
endpoints = Table(
    "endpoints",
    metadata,
    Column("site", Text, primary_key=True),
    Column("vantage", Text, primary_key=True),
    Column("looked_at", UtcDateTime, nullable=False),
    text_column("facts"),  # JSON
)

# Processes that run, and when they were last heard of.
processes = Table(
    "processes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("role", String(20), nullable=False),  # serve, worker
    text_column("machine"),
    Column("pid", BigInteger, nullable=False),
    text_column("version"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
    text_column("facts"),  # JSON: sites, what is wrong with a plan on disk, what it is doing
)

# How far a running round is.
progress = Table(
    "progress",
    metadata,
    Column("round", Serial, ForeignKey("rounds.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("stage", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("faulty", Integer, nullable=False),
    text_column("note"),  # Chinese: what it waits for, where it waits
    text_column("process"),
    Column("updated_at", UtcDateTime, nullable=False),
)

# What the timetable has set going: one row for each moment that was due, so that it is done once, whoever leads.
due_runs = Table(
    "due_runs",
    metadata,
    Column("site", Text, primary_key=True),
    Column("entry", String(40), primary_key=True),  # watch, daily, full, digest, prune
    Column("due_at", UtcDateTime, primary_key=True),
    text_column("claimed_by"),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    text_column("outcome", nullable=True),  # done, busy, failed, skipped, stopped; then a word in Chinese
)
