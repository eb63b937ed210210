"""The service: who runs, how far rounds are, what the timetable did, whether the site answered; incremental rounds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.add_column("rounds", sa.Column("base", sa.String(40)))
    op.add_column("readings", sa.Column("visited", sa.Text))
    op.add_column("readings", sa.Column("by_day", sa.Boolean))
    op.add_column("articles", sa.Column("row_mark", sa.String(16)))
    whether_it_answered()
    who_runs()
    op.create_index("ix_issues_site_state_severity", "issues", ["site", "state", "severity"])


def whether_it_answered() -> None:
    op.create_table(
        "availability",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        *text("site"),
        needed("slot", TIME),
        *text("vantage"),
        needed("probed_at", TIME),
        needed("outcome", sa.String(12)),
        *text("reason", nullable=True),
        sa.Column("status", sa.Integer),
        *text("detail"),
        *(sa.Column(f"{part}_seconds", sa.Float) for part in ("lookup", "connect", "first_byte", "total")),
        sa.PrimaryKeyConstraint("id", name="pk_availability"),
        sa.UniqueConstraint("site", "slot", "vantage", name="uq_availability_site_slot_vantage"),
    )
    op.create_table(
        "endpoints",
        *text("site", "vantage"),
        needed("looked_at", TIME),
        *text("facts"),
        sa.PrimaryKeyConstraint("site", "vantage", name="pk_endpoints"),
    )


def who_runs() -> None:
    op.create_table(
        "processes",
        needed("id", sa.String(64)),
        needed("role", sa.String(20)),
        *text("machine"),
        needed("pid", sa.BigInteger),
        *text("version"),
        needed("started_at", TIME),
        needed("beat_at", TIME),
        *text("facts"),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "progress",
        needed("round", SERIAL),
        needed("stage", sa.String(20)),
        *(needed(name, sa.Integer) for name in ("done", "waiting", "pages", "faulty")),
        *text("note", "process"),
        needed("updated_at", TIME),
        sa.PrimaryKeyConstraint("round", name="pk_progress"),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name="fk_progress_round", ondelete="CASCADE"),
    )
    op.create_table(
        "due_runs",
        *text("site"),
        needed("entry", sa.String(40)),
        needed("due_at", TIME),
        *text("claimed_by"),
        needed("claimed_at", TIME),
        sa.Column("finished_at", TIME),
        *text("outcome", nullable=True),
        sa.PrimaryKeyConstraint("site", "entry", "due_at", name="pk_due_runs"),
    )


def downgrade() -> None:
    op.drop_index("ix_issues_site_state_severity", "issues")
    for table in ("due_runs", "progress", "processes", "endpoints", "availability"):
        op.drop_table(table)
    op.drop_column("articles", "row_mark")
    op.drop_column("readings", "by_day")
    op.drop_column("readings", "visited")
    op.drop_column("rounds", "base")
