"""Logins and tokens that a platform refused: they are not used again before their value changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from store.account_tables import refused_credentials
from store.bulk import upsert
from store.database import Database
from store.values import clean

_TABLE = refused_credentials


@dataclass(frozen=True, slots=True)
class RefusedCredential:
    """What one source of an account was refused with. The value itself is kept nowhere, its digest alone."""

    source: str  # the label
    credential: str  # the name of the environment variable
    digest: str  # spiders.accounts.secrets.Secrets.digest
    reason: str  # a key of inspection.refusals.REFUSALS
    detail: str  # one line for people, without secrets
    refused_at: datetime  # when this value was refused first; aware


class CredentialStore(Database):
    """The part of the store that knows what not to try again."""

    def refused(self, site: str, account: str, source: str) -> RefusedCredential | None:
        """What the platform refused last; None: nothing stands against asking it."""
        query = select(_TABLE).where(_of(site, account, source))
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return RefusedCredential(row.source, row.credential, row.digest, row.reason, row.detail, row.refused_at)

    def note_refused(
        self,
        site: str,
        account: str,
        source: str,
        *,
        credential: str,
        digest: str,
        reason: str,
        detail: str = "",
        at: datetime,
    ) -> None:
        """The platform refused this value. Said of the same value again, the time of the first stays."""
        row = {
            "site": clean(site),
            "account": clean(account),
            "source": clean(source),
            "credential": clean(credential),
            "digest": clean(digest),
            "reason": clean(reason),
            "detail": clean(detail),
            "refused_at": at,
        }
        with self.writing() as connection:
            before = connection.execute(select(_TABLE).where(_of(site, account, source))).one_or_none()
            if before is not None and before.digest == row["digest"]:
                row["refused_at"] = before.refused_at
            upsert(connection, _TABLE, [row])

    def forget_refused(self, site: str, account: str, source: str) -> None:
        """Its value has changed, or it works again."""
        with self.writing() as connection:
            connection.execute(delete(_TABLE).where(_of(site, account, source)))


def _of(site: str, account: str, source: str) -> ColumnElement[bool]:
    return (_TABLE.c.site == clean(site)) & (_TABLE.c.account == clean(account)) & (_TABLE.c.source == clean(source))
