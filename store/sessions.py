"""Sessions and personal tokens; their secrets are kept by digests alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select, update

from inspection.people import Person
from store.database import Database
from store.desk_tables import people, sessions, tokens
from store.people import to_person
from store.values import clean

Scope = Literal["read", "act", "feed"]  # read: the API's questions; act: all of the API; feed: iCalendar and RSS alone


def digest_of_secret(secret: str) -> str:
    """What stands in the database for a session's or token's secret, which is long and random."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one person."""

    digest: str
    person: Person
    csrf: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A personal token; its secret is shown once, when it is made."""

    id: int
    person: int
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


@dataclass(frozen=True, slots=True)
class HeldToken:
    """A token that a program showed, and is good."""

    id: int
    person: Person
    scope: Scope
    used_at: datetime | None


class SessionStore(Database):
    """The part of the store that knows who is signed in."""

    def open_session(
        self,
        secret: str,
        person: int,
        csrf: str,
        at: datetime,
        expires_at: datetime,
        address: str = "",
        agent: str = "",
    ) -> None:
        """A person signed in; those who signed in before stay so."""
        row = {
            "digest": digest_of_secret(secret),
            "person": person,
            "csrf": csrf,
            "created_at": at,
            "seen_at": at,
            "expires_at": expires_at,
            "address": clean(address),
            "agent": clean(agent)[:300],
        }
        with self.writing() as connection:
            connection.execute(update(people).where(people.c.id == person).values(seen_at=at))
            connection.execute(delete(sessions).where(sessions.c.expires_at <= at))
            connection.execute(insert(sessions), row)

    def session(self, secret: str, now: datetime) -> Session | None:
        """Who is signed in with that secret; None: nobody, or no longer, or the person may not any more."""
        live = (sessions.c.digest == digest_of_secret(secret)) & (sessions.c.expires_at > now)
        with self.reading() as connection:
            row = connection.execute(select(sessions).where(live)).one_or_none()
            if row is None:
                return None
            owner = connection.execute(select(people).where(people.c.id == row.person, people.c.active)).one_or_none()
        if owner is None:
            return None
        times = row.created_at, row.seen_at, row.expires_at
        return Session(row.digest, to_person(owner), row.csrf, *times, row.address, row.agent)

    def close_session(self, secret: str) -> None:
        """Signed out."""
        with self.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest_of_secret(secret)))

    def sessions_of(self, person: int, now: datetime) -> list[Session]:
        """A person's sessions that have not ended, the one seen last first."""
        live = (sessions.c.person == person) & (sessions.c.expires_at > now)
        with self.reading() as connection:
            owner = connection.execute(select(people).where(people.c.id == person)).one_or_none()
            rows = connection.execute(select(sessions).where(live).order_by(sessions.c.seen_at.desc())).all()
        return [
            Session(r.digest, to_person(owner), r.csrf, r.created_at, r.seen_at, r.expires_at, r.address, r.agent)
            for r in rows
            if owner is not None
        ]

    def end_session(self, digest: str, person: int) -> bool:
        """End one of the person's own sessions; False where it is none of theirs."""
        which = (sessions.c.digest == digest) & (sessions.c.person == person)
        with self.writing() as connection:
            return connection.execute(delete(sessions).where(which)).rowcount > 0

    def touch_session(self, digest: str, person: int, at: datetime, expires_at: datetime) -> None:
        """The person was seen."""
        with self.writing(at_once=True) as connection:
            connection.execute(
                update(sessions).where(sessions.c.digest == digest).values(seen_at=at, expires_at=expires_at)
            )
            connection.execute(update(people).where(people.c.id == person).values(seen_at=at))

    # Tokens

    def add_token(
        self, secret: str, person: int, name: str, scope: Scope, at: datetime, expires_at: datetime | None = None
    ) -> None:
        """A token for programs."""
        row = {"person": person, "name": clean(name), "digest": digest_of_secret(secret), "scope": scope}
        with self.writing() as connection:
            connection.execute(insert(tokens), {**row, "created_at": at, "expires_at": expires_at})

    def tokens_of(self, person: int) -> list[Token]:
        """A person's tokens, the newest first."""
        query = select(tokens).where(tokens.c.person == person).order_by(tokens.c.id.desc())
        with self.reading() as connection:
            return [
                Token(r.id, r.person, r.name, r.scope, r.created_at, r.expires_at, r.used_at, r.revoked_at)
                for r in connection.execute(query)
            ]

    def held_token(self, secret: str, now: datetime) -> HeldToken | None:
        """The token of that secret; None: nobody's, or no longer."""
        query = select(tokens).where(tokens.c.digest == digest_of_secret(secret), tokens.c.revoked_at.is_(None))
        with self.reading() as connection:
            found = connection.execute(query).one_or_none()
            if found is None or (found.expires_at is not None and found.expires_at <= now):
                return None
            owner = connection.execute(select(people).where(people.c.id == found.person, people.c.active)).one_or_none()
        return None if owner is None else HeldToken(found.id, to_person(owner), found.scope, found.used_at)

    def touch_token(self, id_: int, at: datetime) -> None:
        """A program showed it."""
        with self.writing(at_once=True) as connection:
            connection.execute(update(tokens).where(tokens.c.id == id_).values(used_at=at))

    def revoke_token(self, id_: int, person: int, at: datetime) -> bool:
        """The person's token is no longer good; False where it is none of theirs."""
        which = (tokens.c.id == id_) & (tokens.c.person == person) & tokens.c.revoked_at.is_(None)
        with self.writing() as connection:
            return connection.execute(update(tokens).where(which).values(revoked_at=at)).rowcount > 0
