"""Runs one command and measures it: wall time, processor time with its children, memory over its process tree."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.1
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and bytes. `largest` is one process's peak of resident memory, `tree` that of all together (sampled)."""

    wall: float
    cpu: float
    largest: int
    tree: int
    status: int


def descendants(pid: int) -> list[int]:
    """The process and everything that it started, still alive."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                todo += [int(child) for child in task.read_text().split()]
            except OSError:  # gone since
                continue
    return found


def peak(pid: int) -> int:
    """Bytes of resident memory at most since it was executed; rusage's would count what forked it, too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def resident(pid: int) -> int:
    """Bytes of resident memory now; 0 when the process has gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except (OSError, IndexError):
        return 0


class _Sampler(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.largest, self.tree = pid, 0, 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(SAMPLE_SECONDS):
            alive = descendants(self.pid)
            sizes = [resident(pid) for pid in alive]
            self.largest = max(self.largest, *map(peak, alive))
            self.tree = max(self.tree, sum(sizes))


def measure(
    command: Sequence[str],
    *,
    out: Path,
    limit: float,
    extra_env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Measured:
    """Run to the end, standard output into `out`, errors beside it. Killed after `limit` seconds (status −9).

    Processor time is that of the command and of every child that it waited for. Linux only.
    """
    with out.open("wb") as stdout, out.with_suffix(".stderr").open("wb") as stderr:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=stdout, stderr=stderr, env={**os.environ, **(extra_env or {})}, cwd=cwd
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        timer.cancel()
        sampler.ended.set()
        sampler.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    tree = max(sampler.tree, sampler.largest)
    return Measured(wall, usage.ru_utime + usage.ru_stime, sampler.largest, tree, process.returncode)
