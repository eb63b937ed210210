"""The tables of the desk: people, how they sign in, what they did, saved views, edited plans, second looks."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.append_only import keep
from store.tables import Serial, metadata, serial_id, text_column
from store.values import UtcDateTime


def _person(*, nullable: bool = False) -> Column[int]:
    return Column("person", Serial, ForeignKey("people.id"), nullable=nullable)


people = Table(
    "people",
    metadata,
    serial_id(),
    text_column("login"),  # what one signs in with; never given to another person
    text_column("name"),  # what others read: 姓名 or 岗位
    Column("role", String(12), nullable=False),
    text_column("unit", nullable=True),  # of a handler: whose issues are theirs
    text_column("password", nullable=True),  # argon2; None: signs in elsewhere (OIDC)
    Column("must_change", Boolean(name="must_change"), nullable=False),  # the password was given by somebody else
    text_column("subject", nullable=True),  # OIDC: issuer and sub
    Column("active", Boolean(name="active"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    UniqueConstraint("login"),
    UniqueConstraint("subject"),
)

# Sessions and tokens are kept by the digest of what the browser or the program holds: who reads the database gets none.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    _person(),
    Column("csrf", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    text_column("address"),
    text_column("agent"),
    Index(None, "person"),
)

tokens = Table(
    "tokens",
    metadata,
    serial_id(),
    _person(),
    text_column("name"),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scope", String(12), nullable=False),  # read, act, feed
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Index(None, "person"),
)

# Tries that failed, kept for as long as the rate limit looks back.
sign_ins = Table(
    "sign_ins",
    metadata,
    serial_id(),
    text_column("login"),
    text_column("address"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

audit = Table(
    "audit",
    metadata,
    serial_id(),
    Column("at", UtcDateTime, nullable=False),  # the machine's clock
    text_column("who"),  # the person's name then; a login that is nobody's, where signing in failed
    _person(nullable=True),
    Column("act", String(40), nullable=False),
    text_column("subject"),
    text_column("detail"),  # JSON
    text_column("address"),  # of the browser or program
    Index(None, "at"),
    Index(None, "person"),
)

saved_views = Table(
    "saved_views",
    metadata,
    serial_id(),
    _person(),
    text_column("name"),
    text_column("query"),  # of the list's address: unit=…&state=…
    Column("shared", Boolean(name="shared"), nullable=False),  # everybody sees it; its owner alone changes it
    Column("start", Boolean(name="start"), nullable=False),  # what the list begins with for its owner; one at most
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("person", "name"),
)

plan_edits = Table(
    "plan_edits",
    metadata,
    serial_id(),
    text_column("site"),
    Column("at", UtcDateTime, nullable=False),
    text_column("who"),
    text_column("why"),
    Column("before", String(64), nullable=False),  # digests: rows of plans
    Column("after", String(64), nullable=False),
    Index(None, "site", "at"),
)

# 当场复查: the one check asked again of the one subject, because a person wants to know now. It moves no issue.
second_looks = Table(
    "second_looks",
    metadata,
    serial_id(),
    Column("issue", Serial, ForeignKey("issues.id"), nullable=False),
    text_column("who"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("outcome", String(12)),  # still, gone, unclear, failed
    text_column("words"),  # Chinese: the answer in a sentence, or what it is doing
    text_column("facts"),  # JSON
    text_column("process"),  # who does it, so that what was killed is not waited for
    Column("version", Integer, nullable=False),  # of the issue, when it was asked
    Index(None, "issue"),
)

# Goes up with every transaction that writes issues of the site: what was counted holds while it stands. Steps do not
# say it: an issue that is seen again has none, and with several sites a lower number may become visible later.
issue_changes = Table(
    "issue_changes",
    metadata,
    Column("site", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

for _kept in (audit, plan_edits):
    keep(_kept)
