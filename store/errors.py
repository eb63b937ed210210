"""What can go wrong with the store, told to the office in Chinese."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Reason = Literal["cannot-open", "read-only", "disk-full", "newer", "locked", "damaged", "not-found"]

MESSAGES: dict[Reason, str] = {
    "cannot-open": "打不开数据库 {place}，请检查地址、权限和数据库服务",
    "read-only": "数据库 {place} 是只读的，请检查文件和文件夹的写权限",
    "disk-full": "磁盘已满，无法写入 {place}，请清理空间后再运行，已记录的内容不会丢失",
    "locked": "数据库 {place} 正被其他程序占用，请稍后再试",
    "damaged": "{place} 已损坏或不是巡检数据库，请换用备份",
}

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


def _file_reason(error: OSError) -> Reason:
    if error.errno in _FULL:
        return "disk-full"
    return "read-only" if error.errno in _READ_ONLY else "cannot-open"


@contextmanager
def told_of_files(place: str) -> Iterator[None]:
    """Turn what a file system says into a StoreError. `place` names the file or folder for people."""
    try:
        yield
    except OSError as error:
        reason = _file_reason(error)
        detail = error.strerror or str(error)
        raise StoreError(f"{MESSAGES[reason].format(place=place)}（{detail}）", reason) from error
