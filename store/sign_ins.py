"""Tries to sign in that failed, counted for every process of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from store.database import Database
from store.desk_tables import sign_ins
from store.people import folded
from store.sessions import digest_of_secret
from store.values import clean


class SignInStore(Database):
    """The part of the store that knows who tried. A login is kept by its digest: some type their password there."""

    def try_sign_in(
        self, login: str, address: str, at: datetime, *, most: int, most_here: int, within: timedelta
    ) -> int | datetime:
        """Count a try before it is made, and give its number; or the moment from which one may try again.

        A try counts as failed until `forgive` says otherwise, so that many at once get no more than `most` for a login
        from an address, and `most_here` for an address, or for a login wherever they come from: who guesses from one
        place shuts nobody out in another. What is refused here does not count.
        """
        row = {"login": digest_of_secret(folded(login)), "address": clean(address)[:100], "at": at}
        with self.writing_alone("sign-in") as connection:
            # Those of a clock that ran ahead, too: they would shut people out until that day comes.
            past_or_mistaken = (sign_ins.c.at <= at - within) | (sign_ins.c.at > at + within)
            connection.execute(delete(sign_ins).where(past_or_mistaken))
            waits = [
                _last_but(
                    connection, (sign_ins.c.login == row["login"]) & (sign_ins.c.address == row["address"]), most
                ),
                _last_but(connection, sign_ins.c.login == row["login"], most_here),
                _last_but(connection, sign_ins.c.address == row["address"], most_here),
            ]
            reached = [moment + within for moment in waits if moment is not None]
            if reached:
                return max(reached)
            return int(connection.execute(insert(sign_ins).values(row).returning(sign_ins.c.id)).scalar_one())

    def forgive(self, login: str, address: str) -> None:
        """It was the right password: what failed before, from the same place, was a slip."""
        which = (sign_ins.c.login == digest_of_secret(folded(login))) & (sign_ins.c.address == clean(address)[:100])
        with self.writing() as connection:
            connection.execute(delete(sign_ins).where(which))


def _last_but(connection: Connection, which: ColumnElement[bool], most: int) -> datetime | None:
    """When the try was made with which the limit was reached; None: it is not."""
    query = select(sign_ins.c.at).where(which).order_by(sign_ins.c.id.desc()).offset(most - 1).limit(1)
    found: datetime | None = connection.execute(query).scalar()
    return found
