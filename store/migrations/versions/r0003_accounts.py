"""Accounts: what their sources said, the articles that were ever seen of them, and how fast platforms may be asked."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def times(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, TIME) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def in_round(table: str) -> list[Any]:
    return [
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("round", SERIAL, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=f"fk_{table}_round", ondelete="CASCADE"),
    ]


def upgrade() -> None:
    op.add_column("articles", sa.Column("media", sa.Text))
    op.add_column("readings", sa.Column("covers_since", sa.String(10)))
    what_sources_said()
    what_is_known()
    how_platforms_are_asked()


def what_sources_said() -> None:
    op.create_table(
        "source_readings",
        *in_round("source_readings"),
        *text("account", "source"),
        needed("state", sa.String(20)),
        *text("reason", nullable=True),
        *text("detail"),
        needed("rows", sa.Integer),
        sa.Column("covers_since", sa.String(10)),
        sa.Column("seen_until", sa.String(10)),
        *text("partial", nullable=True),
        *times("built_at"),
        *text("credential", nullable=True),
        *text("commented", "gone"),
        needed("requests", sa.Integer),
        sa.Column("evidence", sa.String(64)),
        needed("shown", sa.LargeBinary),
        sa.UniqueConstraint("round", "account", "source", name="uq_source_readings_round_account_source"),
    )
    op.create_table(
        "comments",
        *in_round("comments"),
        *text("account", "source", "article_url", "key", "text"),
        needed("said_at", TIME),
        *times("answered_at"),
        sa.Column("answered", sa.Boolean),
    )
    op.create_index("ix_comments_round_account", "comments", ["round", "account"])


def what_is_known() -> None:
    op.create_table(
        "known_articles",
        *text("site", "account"),
        needed("address", sa.BigInteger),
        *text("url", "title"),
        sa.Column("published_at", sa.String(40)),
        needed("placed", sa.String(40)),
        sa.Column("date_from", sa.String(20)),
        *text("document_number", "source", "media", nullable=True),
        *text("body_links", "related"),
        needed("position", sa.Integer),
        needed("read_in_full", sa.Boolean),
        needed("first_seen_at", TIME),
        needed("last_seen_at", TIME),
        *text("last_round"),
        *times("looked_at"),
        *text("gone", nullable=True),
        *times("gone_at"),
        needed("text", sa.LargeBinary),
        sa.PrimaryKeyConstraint("site", "account", "address", name="pk_known_articles"),
    )
    op.create_index("ix_known_articles_site_account_placed", "known_articles", ["site", "account", "placed"])


def how_platforms_are_asked() -> None:
    op.create_table(
        "refused_credentials",
        *text("site", "account", "source", "credential", "digest", "reason", "detail"),
        needed("refused_at", TIME),
        sa.PrimaryKeyConstraint("site", "account", "source", name="pk_refused_credentials"),
    )
    op.create_table(
        "paces",
        *text("key"),
        needed("next_at", TIME),
        needed("seen_at", TIME),
        *times("held_until"),
        needed("hour_started_at", TIME),
        needed("hour_count", sa.Integer),
        needed("day_started_at", TIME),
        needed("day_count", sa.Integer),
        sa.PrimaryKeyConstraint("key", name="pk_paces"),
    )


def downgrade() -> None:
    for table in ("paces", "refused_credentials", "known_articles", "comments", "source_readings"):
        op.drop_table(table)
    op.drop_column("readings", "covers_since")
    op.drop_column("articles", "media")
