"""The browser's processes, by /proc: which there are, and how much memory they have. Elsewhere nothing is known."""

from __future__ import annotations

import os
import re
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """One of them. `rss` and `shared` in bytes; what several share is counted with each."""

    pid: int
    kind: str  # browser, renderer, zygote, utility, gpu-process
    rss: int
    shared: int


def browser_of(folder: Path) -> int | None:
    """The browser whose profile lies in that folder: its process, which leads a group and a session of its own."""
    word = os.fsencode(folder)
    for pid in _pids():
        line = _read(pid, "cmdline")
        if word in line and b"--type=" not in line and b"--user-data-dir=" in line:
            return pid
    return None


def processes_of(leader: int) -> list[Process]:
    """All of the session that this process leads."""
    found = []
    for pid in _pids():
        stat = _read(pid, "stat").rpartition(b")")[2].split()
        if len(stat) > 3 and int(stat[3]) == leader and stat[0] != b"Z":
            kind = re.search(rb"--type=([\w-]+)", _read(pid, "cmdline"))
            sizes = _read(pid, "statm").split()
            rss, shared = (int(sizes[1]), int(sizes[2])) if len(sizes) > 2 else (0, 0)
            found.append(Process(pid, kind[1].decode() if kind else "browser", rss * _PAGE, shared * _PAGE))
    return found


def parent_of(pid: int) -> int | None:
    """The process that began this one; None when it has ended."""
    stat = _read(pid, "stat").rpartition(b")")[2].split()
    return int(stat[1]) if len(stat) > 1 and stat[0] != b"Z" else None


def memory_of(pids: list[int]) -> int:
    """Bytes that these have together; what they share is counted once. Slower than `rss`: some milliseconds each."""
    total = 0
    for pid in pids:
        pss = re.search(rb"^Pss:\s+(\d+)", _read(pid, "smaps_rollup"), re.M)
        total += int(pss[1]) * 1024 if pss else 0
    return total


def end(pid: int) -> None:
    """End one process, at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


def end_group(leader: int) -> None:
    """End a process and all that it began, at once."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _pids() -> list[int]:
    try:
        return [int(name) for name in os.listdir(_PROC) if name.isdigit()]  # noqa: PTH208 (names alone: half the time)
    except OSError:
        return []


def _read(pid: int, name: str) -> bytes:
    try:
        return (_PROC / str(pid) / name).read_bytes()
    except OSError:  # it has ended meanwhile, or is another user's
        return b""
