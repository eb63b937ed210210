"""What databases say, as errors of the store. Apart from those, so that a child that reads files loads no engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from store.errors import MESSAGES, Reason, StoreError, told_of_files

# Beginnings of SQLite's error names, and PostgreSQL's SQLSTATEs.
_SQLITE: tuple[tuple[str, Reason], ...] = (
    ("SQLITE_FULL", "disk-full"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_CANTOPEN", "cannot-open"),
    ("SQLITE_PERM", "cannot-open"),
    ("SQLITE_AUTH", "cannot-open"),
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_IOERR", "disk-full"),  # the kernel refused a write: a quota, a file size limit, a failing disk
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
)
_POSTGRES: tuple[tuple[str, Reason], ...] = (
    ("53100", "disk-full"),
    ("25006", "read-only"),
    ("55P03", "locked"),
    ("40P01", "locked"),
    ("40001", "locked"),
    ("57014", "locked"),  # the server ended a question that took too long
    ("25P03", "locked"),  # ...or a transaction that stood still
    ("58", "disk-full"),  # the server's own disk fails
    ("08", "cannot-open"),
    ("28", "cannot-open"),
    ("3D000", "cannot-open"),
    ("53", "cannot-open"),  # no connection left, no memory
    ("57P0", "cannot-open"),
)


def _database_reason(error: DBAPIError) -> Reason | None:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return next((reason for start, reason in _SQLITE if name.startswith(start)), None)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((reason for start, reason in _POSTGRES if state.startswith(start)), None)
    # psycopg could not connect at all: no server answered, so there is no state.
    return "cannot-open" if type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout") else None


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what a database or a file system says into a StoreError; what is a fault of ours passes unchanged.

    `place` names the database or folder for people, without any password.
    """
    try:
        with told_of_files(place):
            yield
    except DBAPIError as error:
        reason = _database_reason(error)
        if reason is None:
            raise
        raise StoreError(f"{MESSAGES[reason].format(place=place)}（{error.orig}）", reason) from error
    except NoConnectionFree as error:  # this process's other threads have them all: the database is slow, or away
        raise StoreError(MESSAGES["locked"].format(place=place), "locked") from error
