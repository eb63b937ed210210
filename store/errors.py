"""What can go wrong with the store, told to the office in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

Reason = Literal["cannot-open", "read-only", "disk-full", "newer", "locked", "damaged", "not-found"]

_MESSAGES: dict[Reason, str] = {
    "cannot-open": "打不开数据库 {place}，请检查地址、权限和数据库服务",
    "read-only": "数据库 {place} 是只读的，请检查文件和文件夹的写权限",
    "disk-full": "磁盘已满，无法写入 {place}，请清理空间后再运行，已记录的内容不会丢失",
    "locked": "数据库 {place} 正被其他程序占用，请稍后再试",
    "damaged": "{place} 已损坏或不是巡检数据库，请换用备份",
}

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
PASSING: frozenset[Reason] = frozenset({"locked", "cannot-open", "disk-full"})
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class StoreError(Exception):
    """The store cannot do what was asked; the message is a Chinese sentence that says why and what to do."""

    def __init__(self, message: str, reason: Reason = "cannot-open") -> None:
        self.message = message
        self.reason = reason
        self.final = False  # it was waited out already, or waiting is of no use
        super().__init__(message)


class LeaseLostError(StoreError):
    """Another process has taken the site's lease over: what this one still has to say is not wanted."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "locked")
        self.final = True


def _database_reason(error: DBAPIError) -> Reason | None:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return next((reason for start, reason in _SQLITE if name.startswith(start)), None)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((reason for start, reason in _POSTGRES if state.startswith(start)), None)
    # psycopg could not connect at all: no server answered, so there is no state.
    return "cannot-open" if type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout") else None


def _file_reason(error: OSError) -> Reason:
    if error.errno in _FULL:
        return "disk-full"
    return "read-only" if error.errno in _READ_ONLY else "cannot-open"


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what a database or a file system says into a StoreError; what is a fault of ours passes unchanged.

    `place` names the database or folder for people, without any password.
    """
    try:
        yield
    except DBAPIError as error:
        reason = _database_reason(error)
        if reason is None:
            raise
        raise StoreError(f"{_MESSAGES[reason].format(place=place)}（{error.orig}）", reason) from error
    except NoConnectionFree as error:  # this process's other threads have them all: the database is slow, or away
        raise StoreError(_MESSAGES["locked"].format(place=place), "locked") from error
    except OSError as error:
        reason = _file_reason(error)
        detail = error.strerror or str(error)
        raise StoreError(f"{_MESSAGES[reason].format(place=place)}（{detail}）", reason) from error
