"""People who may sign in: who they are, and the passwords' hashes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from inspection.people import Person, Role
from store.database import Database
from store.desk_tables import people, sessions, tokens
from store.values import LAST_ID, AnyRow, clean, clean_or_none


class TakenError(Exception):
    """Somebody already signs in by that name."""


class LastAdminError(Exception):
    """Nobody could manage people any more."""


class PeopleStore(Database):
    """The part of the store that knows people. Logins are compared without regard to case."""

    def people(self) -> list[Person]:
        """Everybody, also those who may no longer sign in; by number."""
        with self.reading() as connection:
            return [to_person(row) for row in connection.execute(select(people).order_by(people.c.id))]

    def person(self, id_: int) -> Person | None:
        """One person."""
        return self._person(people.c.id == id_) if 0 < id_ <= LAST_ID else None

    def person_by_login(self, login: str) -> Person | None:
        """By what they sign in with."""
        return self._person(people.c.login == folded(login))

    def person_by_subject(self, subject: str) -> Person | None:
        """By OIDC's issuer and subject."""
        return self._person(people.c.subject == clean(subject))

    def password_hash(self, id_: int) -> str | None:
        """What the password is held against; None: there is none."""
        with self.reading() as connection:
            found: str | None = connection.execute(select(people.c.password).where(people.c.id == id_)).scalar()
        return found

    def add_person(
        self, person: Person, at: datetime, *, password: str | None = None, subject: str | None = None
    ) -> Person:
        """The person, numbered. `password` is a hash. Raises TakenError where the login is taken."""
        row = {**_row(person), "password": password, "subject": clean_or_none(subject), "created_at": at}
        try:
            with self.writing() as connection:
                connection.execute(insert(people), row)
        except IntegrityError as error:  # the database decides between two who come at once
            raise TakenError(person.login) from error
        added = self.person_by_login(person.login)
        assert added is not None
        return added

    def add_first_person(self, person: Person, at: datetime, *, password: str) -> bool:
        """Add the person if there is nobody yet; False where there is somebody, whoever was quicker."""
        row = {**_row(person), "password": password, "created_at": at}
        try:
            with self.writing() as connection:
                if connection.execute(select(func.count()).select_from(people)).scalar_one():
                    return False
                connection.execute(insert(people), row)
        except IntegrityError:  # on PostgreSQL two may both find nobody
            return False
        return True

    def change_person(self, person: Person, **more: Any) -> None:
        """Write who somebody is now; `more`: `password` (a hash), `subject`. Whose rights change signs in anew.

        Raises LastAdminError where no active admin would be left, TakenError where the login or subject is another's.
        """
        try:
            self._change(person, more)
        except IntegrityError as error:
            raise TakenError(person.login) from error

    def set_password(self, id_: int, password: str, *, must_change: bool, revoked_at: datetime | None = None) -> int:
        """Another password (a hash); every session of the person ends. `revoked_at`: every token as well; how many."""
        held = (tokens.c.person == id_) & tokens.c.revoked_at.is_(None)
        with self.writing() as connection:
            values = {"password": password, "must_change": must_change}
            connection.execute(update(people).where(people.c.id == id_).values(values))
            connection.execute(delete(sessions).where(sessions.c.person == id_))
            if revoked_at is None:
                return 0
            return connection.execute(update(tokens).where(held).values(revoked_at=revoked_at)).rowcount

    def rehash(self, id_: int, before: str, password: str) -> None:
        """Keep the same password by a newer hash, unless it was changed meanwhile; nobody is signed out."""
        which = (people.c.id == id_) & (people.c.password == before)
        with self.writing() as connection:
            connection.execute(update(people).where(which).values(password=password))

    def bind_subject(self, id_: int, subject: str) -> bool:
        """From now on the person signs in elsewhere; False where they have a password or another subject already."""
        free = (people.c.id == id_) & people.c.subject.is_(None) & people.c.password.is_(None)
        try:
            with self.writing() as connection:
                return connection.execute(update(people).where(free).values(subject=clean(subject))).rowcount > 0
        except IntegrityError:
            return False

    def _change(self, person: Person, more: Mapping[str, Any]) -> None:
        with self.writing() as connection:
            _hold_admins(connection)
            before = connection.execute(select(people).where(people.c.id == person.id)).one()
            connection.execute(update(people).where(people.c.id == person.id).values(**_row(person), **more))
            changed = (before.role, before.unit, before.active) != (person.role.value, person.unit, person.active)
            if changed or "password" in more or "subject" in more:
                connection.execute(delete(sessions).where(sessions.c.person == person.id))
            if not person.active:
                connection.execute(delete(tokens).where(tokens.c.person == person.id))
            if (before.role, before.active) == (Role.ADMIN.value, True) and not _hold_admins(connection):
                raise LastAdminError

    def _person(self, which: ColumnElement[bool]) -> Person | None:
        with self.reading() as connection:
            row = connection.execute(select(people).where(which)).one_or_none()
        return None if row is None else to_person(row)


def _hold_admins(connection: Connection) -> int:
    """How many admins there are; until the transaction ends nobody else makes them fewer."""
    admins = (people.c.role == Role.ADMIN.value) & people.c.active
    return len(connection.execute(select(people.c.id).where(admins).order_by(people.c.id).with_for_update()).all())


def folded(login: str) -> str:
    """A login as it is kept and compared."""
    return clean(login.strip().casefold())


def to_person(row: AnyRow) -> Person:
    """From a row of people."""
    return Person(
        login=row.login,
        name=row.name,
        role=Role(row.role),
        unit=row.unit,
        id=row.id,
        must_change=row.must_change,
        active=row.active,
        created_at=row.created_at,
        seen_at=row.seen_at,
        elsewhere=row.subject is not None,
    )


def _row(person: Person) -> Mapping[str, Any]:
    return {
        "login": folded(person.login),
        "name": clean(person.name),
        "role": person.role.value,
        "unit": clean_or_none(person.unit),
        "must_change": person.must_change,
        "active": person.active,
    }
