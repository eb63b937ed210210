"""Processes that a test has begun: their children, and their end."""

from __future__ import annotations

import subprocess
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that this one has begun and that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def end_of(process: subprocess.Popen[bytes], within: float | None) -> int | None:
    """The exit status; None when it still runs after so many seconds."""
    try:
        return process.wait(within)
    except subprocess.TimeoutExpired:
        return None


def living(pids: list[int]) -> list[int]:
    """Those that have not ended."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]
