"""What only a browser sees: families of pages, visits, facts of bodies, pictures of faults."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "families",
        *text("site", "family"),
        needed("mode", sa.String(12)),
        *text("recipe"),
        needed("learnt_at", TIME),
        needed("tried_at", TIME),
        needed("failures", sa.Integer),
        *text("note"),
        sa.PrimaryKeyConstraint("site", "family", name="pk_families"),
    )
    op.create_table(
        "visits",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        *text("site", "url"),
        needed("view", sa.String(12)),
        needed("visited_at", TIME),
        needed("round", sa.String(40)),
        *text("reason", nullable=True),
        sa.Column("status", sa.Integer),
        *text("final_url", nullable=True),
        *text("title", "facts"),
        sa.Column("evidence", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
        sa.UniqueConstraint("site", "view", "url", name="uq_visits_site_view_url"),
    )
    op.create_table(
        "body_facts",
        needed("evidence", sa.String(64)),
        needed("made_by", sa.String(20)),
        *text("facts"),
        sa.PrimaryKeyConstraint("evidence", "made_by", name="pk_body_facts"),
    )
    op.create_table(
        "pictures",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        *text("site", "fingerprint"),
        needed("taken_at", TIME),
        needed("round", sa.String(40)),
        *text("page", "shows"),
        *text("reason", nullable=True),
        *(sa.Column(name, sa.String(64)) for name in ("evidence", "snapshot", "har")),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
        sa.UniqueConstraint("site", "fingerprint", name="uq_pictures_site_fingerprint"),
    )
    op.create_index("ix_pictures_round", "pictures", ["round"])


def downgrade() -> None:
    op.drop_index("ix_pictures_round", "pictures")
    for table in ("pictures", "body_facts", "visits", "families"):
        op.drop_table(table)
