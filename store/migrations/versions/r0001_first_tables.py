"""First tables: rounds and their leases, what was seen, what was read, what was judged."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def in_round(table: str) -> list[Any]:
    return [
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("round", SERIAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=f"fk_{table}_round", ondelete="CASCADE"),
    ]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    rounds_and_leases()
    what_was_seen()
    what_was_read()
    what_was_judged()


def rounds_and_leases() -> None:
    op.create_table(
        "rounds",
        sa.Column("key", SERIAL, autoincrement=True, nullable=False),
        needed("id", sa.String(40)),
        *text("site"),
        needed("kind", sa.String(20)),
        needed("as_of", TIME),
        *text("plan_digest"),
        needed("started_at", TIME),
        sa.Column("finished_at", TIME),
        sa.Column("abandoned_at", TIME),
        needed("resumes", sa.Integer),
        needed("complete", sa.Boolean),
        *text("counters"),
        sa.PrimaryKeyConstraint("key", name="pk_rounds"),
        sa.UniqueConstraint("id", name="uq_rounds_id"),
    )
    op.create_index("ix_rounds_site_started_at", "rounds", ["site", "started_at"])
    op.create_table(
        "leases",
        *text("site", "owner", "machine"),
        needed("pid", sa.BigInteger),
        *text("process_started"),
        needed("acquired_at", TIME),
        needed("heartbeat_at", TIME),
        sa.PrimaryKeyConstraint("site", name="pk_leases"),
    )


def what_was_seen() -> None:
    op.create_table(
        "pages",
        *in_round("pages"),
        needed("address", sa.BigInteger),
        *text("url", "final_url"),
        needed("status", sa.Integer),
        needed("fetched_at", TIME),
        *text("content_type", "charset"),
        needed("size", sa.BigInteger),
        sa.Column("evidence", sa.String(64)),
        *text("title"),
        *text("etag", "last_modified", nullable=True),
        needed("truncated", sa.Boolean),
        needed("links", sa.LargeBinary),
        sa.UniqueConstraint("round", "address", name="uq_pages_round_address"),
    )
    op.create_table(
        "anchors",
        needed("round", SERIAL),
        needed("number", sa.BigInteger),
        needed("target", sa.BigInteger),
        *text("url", "element", "text"),
        sa.PrimaryKeyConstraint("round", "number", name="pk_anchors"),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name="fk_anchors_round", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "aliases",
        *in_round("aliases"),
        needed("address", sa.BigInteger),
        *text("url", "leads_to"),
        sa.UniqueConstraint("round", "address", name="uq_aliases_round_address"),
    )
    op.create_table(
        "probes",
        *in_round("probes"),
        needed("address", sa.BigInteger),
        *text("url"),
        needed("verdict", sa.String(12)),
        *text("reason", nullable=True),
        sa.Column("status", sa.Integer),
        *text("final_url", nullable=True),
        needed("looks", sa.Integer),
        sa.Column("probed_at", TIME),
        *text("detail"),
        sa.Column("evidence", sa.String(64)),
        sa.UniqueConstraint("round", "address", name="uq_probes_round_address"),
    )


def what_was_read() -> None:
    op.create_table(
        "readings",
        *in_round("readings"),
        *text("column", "url"),
        needed("state", sa.String(20)),
        *text("reason", nullable=True),
        needed("rows", sa.Integer),
        needed("pages", sa.Integer),
        needed("complete", sa.Boolean),
        needed("most_before", sa.Integer),
        sa.Column("evidence", sa.String(64)),
        sa.UniqueConstraint("round", "column", name="uq_readings_round_column"),
    )
    op.create_table(
        "articles",
        *in_round("articles"),
        *text("column", "channel"),
        needed("position", sa.Integer),
        *text("url", "title"),
        sa.Column("published_at", sa.String(40)),
        sa.Column("date_from", sa.String(20)),
        *text("document_number", "source", nullable=True),
        *text("body_links", "related"),
        needed("read_in_full", sa.Boolean),
        needed("text", sa.LargeBinary),
    )
    op.create_index("ix_articles_round_column", "articles", ["round", "column"])


def what_was_judged() -> None:
    op.create_table(
        "findings",
        *in_round("findings"),
        *text("check"),
        needed("severity", sa.String(12)),
        *text("subject", "title", "basis", "fingerprint"),
        *text("unit", "column", nullable=True),
        *text("found_on", "evidence"),
    )
    op.create_index("ix_findings_round", "findings", ["round"])
    op.create_index("ix_findings_fingerprint", "findings", ["fingerprint"])
    op.create_table("undecided", *in_round("undecided"), *text("check", "subject", "reason", "detail"))
    op.create_index("ix_undecided_round", "undecided", ["round"])
    op.create_table(
        "pairings", *in_round("pairings"), *text("policy_url", "interpretation_url", "reason", "detail")
    )
    op.create_index("ix_pairings_round", "pairings", ["round"])


def downgrade() -> None:
    for table in (
        "pairings", "undecided", "findings", "articles", "readings",
        "probes", "aliases", "anchors", "pages", "leases", "rounds",
    ):
        op.drop_table(table)
