"""Duties and scorecards: what people said is done, and how the site stood."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, '{table}: append only'); END",
)
POSTGRES = (  # the function is revision 0002's
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION xunjian_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION xunjian_append_only()",
)


def keep(table: str) -> None:
    for statement in POSTGRES if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement.format(table=table))


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def id_() -> sa.Column[Any]:
    return sa.Column("id", SERIAL, autoincrement=True, nullable=False)


def upgrade() -> None:
    op.create_table(
        "ticks",
        id_(),
        *text("site", "duty", "tick", "occurrence"),
        needed("kind", sa.String(12)),
        *text("said_by"),
        needed("said_at", TIME),
        sa.Column("done_on", sa.Date),
        *text("note", "proof"),
        sa.PrimaryKeyConstraint("id", name="pk_ticks"),
    )
    op.create_index("ix_ticks_site_duty", "ticks", ["site", "duty"])
    keep("ticks")
    op.create_table(
        "scores",
        id_(),
        *text("site"),
        needed("day", sa.Date),
        needed("standard", sa.String(64)),
        needed("counted_at", TIME),
        *text("document"),
        sa.PrimaryKeyConstraint("id", name="pk_scores"),
        sa.UniqueConstraint("site", "day", "standard", name="uq_scores_site_day_standard"),
    )


def downgrade() -> None:
    op.drop_table("scores")
    op.drop_table("ticks")
