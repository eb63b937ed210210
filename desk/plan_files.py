"""A plan's file, replaced as a whole: whoever looks finds the old text or the new one, also after kill -9."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from contextlib import suppress
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

BOM = b"\xef\xbb\xbf"
_ENDS = re.compile(r"\r\n|\n|\r")
_SUFFIX = ".xunjian-new"
_TOLD = {
    errno.ENOSPC: "磁盘已满，请清理后再保存",
    errno.EDQUOT: "磁盘配额已用完，请清理后再保存",
    errno.EROFS: "文件所在的磁盘是只读的，请联系运维人员",
    errno.EACCES: "办理台没有写这个文件夹的权限，请联系运维人员",
    errno.EPERM: "办理台没有写这个文件的权限，请联系运维人员",
    errno.EBUSY: "这个文件是单独挂载的，不能整体替换，请联系运维人员改为挂载它所在的文件夹",
    errno.ENOENT: "文件已不在原处，请联系运维人员",
}


class FileError(Exception):
    """The file could not be replaced; the message says why, in Chinese. What was there is there still."""


def as_written(typed: str, like: bytes) -> bytes:
    """The text of a form as bytes: browsers make every line end CRLF, the file has its own, and maybe a mark (BOM).

    Lines that were there keep their end; new ones take the one that most lines have.
    """
    was, marked = like.removeprefix(BOM).decode(errors="replace"), like.startswith(BOM)
    old, new = _lines(was), _lines(typed)
    most = _most_frequent([end for _, end in old if end])
    ends = [most if end else "" for _, end in new]
    if len({end for _, end in old if end}) > 1:  # seldom: two editors wrote it
        matched = SequenceMatcher(None, [line for line, _ in old], [line for line, _ in new], autojunk=False)
        for at, to, size in matched.get_matching_blocks():
            for number in range(size):
                if ends[to + number] and old[at + number][1]:
                    ends[to + number] = old[at + number][1]
    text = "".join(line + end for (line, _), end in zip(new, ends, strict=True))
    return (BOM if marked else b"") + text.encode(errors="replace")


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line with its end; the last has none."""
    parts, ends = _ENDS.split(text), _ENDS.findall(text)
    return list(zip(parts, [*ends, ""], strict=True))


def _most_frequent(ends: list[str]) -> str:
    counted = {end: len(list(same)) for end, same in groupby(sorted(ends))}
    return max(counted, key=lambda end: counted[end], default="\n")


def replace_file(path: Path, data: bytes) -> None:
    """Put the bytes where the path leads; mode and owner stay. Raises FileError."""
    try:
        target = path.resolve(strict=True)
        _replace(target, data)
    except OSError as error:
        said = _TOLD.get(error.errno or 0, f"{error.strerror or error}，请联系运维人员")
        raise FileError(f"方案文件没有写成：{said}") from error


def _replace(target: Path, data: bytes) -> None:
    stands = target.stat()
    if not stands.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileError("方案文件是只读的，没有改动；如确要在办理台上修改，请运维人员放开写权限")
    for left in target.parent.glob(f".{_plain(target.name)}.*{_SUFFIX}"):  # of a process that was killed
        with suppress(OSError):
            left.unlink()
    number, name = tempfile.mkstemp(suffix=_SUFFIX, prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            _as_owned(file.fileno(), stands)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _settle(target.parent)


def _as_owned(number: int, stands: os.stat_result) -> None:
    made = os.fstat(number)
    if (made.st_uid, made.st_gid) != (stands.st_uid, stands.st_gid):
        try:
            os.fchown(number, stands.st_uid, stands.st_gid)
        except PermissionError:
            raise FileError(
                "方案文件属于另一个系统用户，办理台替换它会改变属主，因此没有改动；请运维人员把文件交给运行办理台的用户"
            ) from None
    os.fchmod(number, stands.st_mode & 0o7777)


def _settle(folder: Path) -> None:
    """The name, too, is on the disk; where folders cannot be synced it soon will be."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _plain(name: str) -> str:
    """A name in which nothing means anything to glob."""
    return re.sub(r"([\[\]*?])", r"[\1]", name)
