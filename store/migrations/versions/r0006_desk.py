"""The triage desk: people and how they sign in, what they did, saved views, edited plans, second looks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
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
        "people",
        id_(),
        *text("login", "name"),
        needed("role", sa.String(12)),
        *text("unit", "password", nullable=True),
        needed("must_change", sa.Boolean(name="must_change")),
        *text("subject", nullable=True),
        needed("active", sa.Boolean(name="active")),
        needed("created_at", TIME),
        sa.Column("seen_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
        sa.UniqueConstraint("subject", name="uq_people_subject"),
    )
    _of_people()
    _of_sites()
    _of_lists()
    keep("audit")
    keep("plan_edits")


def _of_people() -> None:
    op.create_table(
        "sessions",
        needed("digest", sa.String(64)),
        needed("person", SERIAL),
        needed("csrf", sa.String(64)),
        *(needed(name, TIME) for name in ("created_at", "seen_at", "expires_at")),
        *text("address", "agent"),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sessions_person"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "tokens",
        id_(),
        needed("person", SERIAL),
        *text("name"),
        needed("digest", sa.String(64)),
        needed("scope", sa.String(12)),
        needed("created_at", TIME),
        *(sa.Column(name, TIME) for name in ("expires_at", "used_at", "revoked_at")),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_tokens_person"),
    )
    op.create_index("ix_tokens_person", "tokens", ["person"])
    _of_the_trail()


def _of_the_trail() -> None:
    op.create_table(
        "sign_ins",
        id_(),
        *text("login", "address"),
        needed("at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_at", "sign_ins", ["at"])
    op.create_table(
        "audit",
        id_(),
        needed("at", TIME),
        *text("who"),
        sa.Column("person", SERIAL),
        needed("act", sa.String(40)),
        *text("subject", "detail", "address"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_audit_person"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_person", "audit", ["person"])
    op.create_table(
        "saved_views",
        id_(),
        needed("person", SERIAL),
        *text("name", "query"),
        needed("shared", sa.Boolean(name="shared")),
        needed("start", sa.Boolean(name="start")),
        needed("created_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("person", "name", name="uq_saved_views_person_name"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_saved_views_person"),
    )


def _of_sites() -> None:
    op.create_table(
        "plan_edits",
        id_(),
        *text("site"),
        needed("at", TIME),
        *text("who", "why"),
        *(needed(name, sa.String(64)) for name in ("before", "after")),
        sa.PrimaryKeyConstraint("id", name="pk_plan_edits"),
    )
    op.create_index("ix_plan_edits_site_at", "plan_edits", ["site", "at"])
    op.create_table(
        "second_looks",
        id_(),
        needed("issue", SERIAL),
        *text("who"),
        needed("asked_at", TIME),
        sa.Column("finished_at", TIME),
        sa.Column("outcome", sa.String(12)),
        *text("words", "facts", "process"),
        needed("version", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_second_looks"),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name="fk_second_looks_issue"),
    )
    op.create_index("ix_second_looks_issue", "second_looks", ["issue"])


COUNTED = ("check", "unit", "column", "person")
SEARCHED = ["site", "title", "subject", "state", "severity", "due_at", *COUNTED]
LISTED = ["site", "state", "severity", "due_at", *COUNTED, "opened_at", "seen_at", "sightings"]


def _of_lists() -> None:
    """What lists filter and search, apart from the long rows; PostgreSQL keeps what is long apart itself."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_issues_listed", "issues", LISTED)
        op.create_index("ix_issues_words", "issues", SEARCHED)
        for name in COUNTED:
            due = ["due_at"] if name == "column" else []
            op.create_index(f"ix_issues_state_{name}", "issues", ["site", "state", name, *due])
    op.create_table(
        "issue_changes",
        *text("site"),
        needed("number", sa.BigInteger),
        sa.PrimaryKeyConstraint("site", name="pk_issue_changes"),
    )


def downgrade() -> None:
    op.drop_table("issue_changes")
    if op.get_bind().dialect.name == "sqlite":
        for name in COUNTED:
            op.drop_index(f"ix_issues_state_{name}", "issues")
        op.drop_index("ix_issues_words", "issues")
        op.drop_index("ix_issues_listed", "issues")
    for table in ("second_looks", "plan_edits", "saved_views", "audit", "sign_ins", "tokens", "sessions", "people"):
        op.drop_table(table)
