"""Issues with their steps, what was told about them, the outbox, and the plans that rounds used."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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
POSTGRES = (
    "CREATE OR REPLACE FUNCTION xunjian_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%: append only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION xunjian_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION xunjian_append_only()",
)


def text(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def times(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, TIME) for name in names]


def needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def numbered(table: str) -> list[Any]:
    return [
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def of_issue(table: str) -> list[Any]:
    return [needed("issue", SERIAL), sa.ForeignKeyConstraint(["issue"], ["issues.id"], name=f"fk_{table}_issue")]


def upgrade() -> None:
    plans_and_issues()
    history()
    what_was_told()
    outbox()
    channels()
    statements = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES
    for table in ("steps", "decisions"):
        for statement in statements:
            op.execute(statement.format(table=table))


def plans_and_issues() -> None:
    op.create_table(
        "plans",
        needed("digest", sa.String(64)),
        *text("site", "text"),
        needed("recorded_at", TIME),
        sa.PrimaryKeyConstraint("digest", name="pk_plans"),
    )
    op.create_index("ix_plans_site_recorded_at", "plans", ["site", "recorded_at"])
    op.create_table(
        "issues",
        *numbered("issues"),
        *text("site", "fingerprint", "check", "subject", "title"),
        needed("severity", sa.String(12)),
        *text("basis"),
        needed("opened_at", TIME),
        needed("seen_at", TIME),
        needed("looked_at", TIME),
        needed("state", sa.String(20)),
        needed("version", sa.Integer),
        *text("unit", "column", nullable=True),
        *text("found_on", "evidence", "round"),
        needed("sightings", sa.Integer),
        *text("person", nullable=True),
        *times("due_at", "confirmed_at", "acknowledged_at", "claimed_at", "claim_recorded_at", "closed_at"),
        needed("closed_by_machine", sa.Boolean),
        *times("muted_until"),
        sa.Column("before_mute", sa.String(20)),
        needed("reopened", sa.Integer),
        sa.UniqueConstraint("site", "fingerprint", name="uq_issues_site_fingerprint"),
    )
    op.create_index("ix_issues_site_state_due_at", "issues", ["site", "state", "due_at"])
    op.create_index("ix_issues_site_unit", "issues", ["site", "unit"])


def history() -> None:
    op.create_table(
        "steps",
        *numbered("steps"),
        *of_issue("steps"),
        needed("at", TIME),
        *text("who"),
        needed("act", sa.String(20)),
        sa.Column("before", sa.String(20)),
        needed("after", sa.String(20)),
        *text("why"),
        *text("round", nullable=True),
        *text("detail"),
        needed("recorded_at", TIME),
    )
    op.create_index("ix_steps_issue", "steps", ["issue"])
    op.create_index("ix_steps_at", "steps", ["at"])


def what_was_told() -> None:
    op.create_table(
        "tellings",
        *of_issue("tellings"),
        *text("channel"),
        *times("waiting_since", "told_at"),
        sa.Column("told_kind", sa.String(20)),
        sa.Column("told_severity", sa.String(12)),
        *(needed(name, sa.Integer) for name in ("told_version", "told_reopened", "times", "rung")),
        *times("over_at"),
        *text("group", "stage", "reason"),
        *times("until"),
        sa.Column("told_unit", sa.Text),
        sa.PrimaryKeyConstraint("issue", "channel", name="pk_tellings"),
    )
    unsettled = sa.text("told_at IS NOT NULL AND over_at IS NULL OR waiting_since IS NOT NULL")
    op.create_index("ix_tellings_unsettled", "tellings", ["issue"], sqlite_where=unsettled, postgresql_where=unsettled)
    op.create_table(
        "decisions",
        *numbered("decisions"),
        *of_issue("decisions"),
        *text("channel"),
        needed("at", TIME),
        *text("stage", "reason", "detail"),
        *text("message", nullable=True),
        *times("until"),
    )
    op.create_index("ix_decisions_issue", "decisions", ["issue"])


def outbox() -> None:
    op.create_table(
        "messages",
        sa.Column("serial", SERIAL, autoincrement=True, nullable=False),
        needed("id", sa.String(64)),
        *text("site", "channel"),
        needed("kind", sa.String(20)),
        *text("group"),
        needed("severity", sa.String(12)),
        needed("created_at", TIME),
        needed("not_before", TIME),
        *text("payload", "issues"),
        needed("status", sa.String(12)),
        needed("attempts", sa.Integer),
        *times("sent_at"),
        *text("error", "receipt"),
        *times("ended_at", "claimed_at"),
        *text("claimed_machine", nullable=True),
        sa.Column("claimed_pid", sa.BigInteger),
        *text("claimed_started", nullable=True),
        sa.PrimaryKeyConstraint("serial", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
    )
    op.create_index(
        "ix_messages_site_status_channel_group_serial", "messages", ["site", "status", "channel", "group", "serial"]
    )
    op.create_table(
        "message_issues",
        *of_issue("message_issues"),
        needed("message", SERIAL),
        sa.ForeignKeyConstraint(["message"], ["messages.serial"], name="fk_message_issues_message"),
        sa.PrimaryKeyConstraint("issue", "message", name="pk_message_issues"),
    )
    op.create_table(
        "sendings",
        *numbered("sendings"),
        *text("site", "channel"),
        needed("message", SERIAL),
        *times("ended_at"),
        sa.ForeignKeyConstraint(["message"], ["messages.serial"], name="fk_sendings_message"),
    )
    op.create_index("ix_sendings_site_channel_ended_at", "sendings", ["site", "channel", "ended_at"])
    op.create_index("ix_sendings_message", "sendings", ["message"])


def channels() -> None:
    op.create_table(
        "posts",
        *text("site", "channel", "group", "message"),
        needed("at", TIME),
        *text("place"),
        sa.PrimaryKeyConstraint("site", "channel", "group", name="pk_posts"),
    )
    op.create_table(
        "channel_health",
        *text("site", "channel"),
        *times("failing_since"),
        *text("error"),
        needed("permanent", sa.Boolean),
        *times("not_before", "noticed_at"),
        sa.PrimaryKeyConstraint("site", "channel", name="pk_channel_health"),
    )


def downgrade() -> None:
    for table in (
        "channel_health", "posts", "sendings", "message_issues", "messages",
        "decisions", "tellings", "steps", "issues", "plans",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION xunjian_append_only()")
