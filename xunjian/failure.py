"""How a command ends when it cannot do what it was asked: one Chinese line on stderr, and the exit status."""

from __future__ import annotations

import errno
import sys
from typing import NoReturn

import typer

WRONG = 2  # the command or the plan is wrong
_WORDS = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接成环",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """What the system refused, in Chinese; what is rare, in the system's own words."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)


def fail(message: str, status: int = WRONG) -> NoReturn:
    """Say what is wrong, and leave."""
    sys.stderr.write(message.rstrip() + "\n")
    raise typer.Exit(status)
