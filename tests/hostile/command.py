"""Runs the command as a user does, and measures it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Linux counts what the starting process held as the started one's peak; so a small process stands between.
_MEASURING = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
with open(sys.argv[1], "w") as kilobytes:
    kilobytes.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. `megabytes` is the most resident memory of any of its processes."""

    status: int
    report: dict[str, Any] | None
    output: str
    seconds: float
    megabytes: float

    def subjects(self, check: str) -> set[str]:
        """What that check found."""
        assert self.report is not None, self.output
        return {f["subject"] for f in self.report["findings"] if f["check"] == check}

    def open_subjects(self, check: str) -> set[str]:
        """What that check listed as undecided."""
        assert self.report is not None, self.output
        return {u["subject"] for u in self.report["undecided"] if u["check"] == check}


def start(
    folder: Path, *arguments: str, largest_file: int | None = None, before: tuple[str, ...] = ()
) -> subprocess.Popen[bytes]:
    """Start `xunjian` in its own process group, by the command `before`; output goes to a file in the folder."""
    limit: Callable[[], None] | None = None
    if largest_file is not None:
        limits = (largest_file, largest_file)

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    environment.pop("XUNJIAN_DATABASE", None)
    # Through an unnamed file, because a pipe that nobody reads would stop the command.
    return subprocess.Popen(
        [*before, sys.executable, "-m", "xunjian", *arguments],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit,
        stdout=(folder / "output.txt").open("ab"), stderr=subprocess.STDOUT,
    )  # fmt: skip


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the run and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(folder: Path, *arguments: str, within: float, largest_file: int | None = None) -> Ended:
    """Run to the end; a run that does not end in time is killed and has status -9."""
    began, kilobytes = time.monotonic(), folder / "kilobytes.txt"
    kilobytes.unlink(missing_ok=True)
    measuring = (sys.executable, "-c", _MEASURING, str(kilobytes))
    process = start(folder, *arguments, largest_file=largest_file, before=measuring)
    watch = threading.Timer(within, lambda: os.killpg(process.pid, signal.SIGKILL))
    watch.start()
    process.wait()
    watch.cancel()
    report = folder / "report.json"
    return Ended(
        process.returncode,
        json.loads(report.read_text("utf-8")) if report.exists() else None,
        (folder / "output.txt").read_text("utf-8", "replace"),
        time.monotonic() - began,
        int(kilobytes.read_text()) / 1024 if kilobytes.exists() else float("inf"),
    )


def inspect(folder: Path, plan: str, *more: str, within: float = 60, largest_file: int | None = None) -> Ended:
    """`xunjian inspect` of a plan's text, with report and database in the folder."""
    (folder / "report.json").unlink(missing_ok=True)
    return run(folder, *inspection(folder, plan), *more, within=within, largest_file=largest_file)


def inspection(folder: Path, plan: str) -> list[str]:
    """The arguments of an inspection in the folder."""
    (folder / "plan.yaml").write_text(plan, "utf-8")
    return [
        "inspect", str(folder / "plan.yaml"), "--as-of", "2025-03-25T09:00:00+08:00",
        "--report", str(folder / "report.json"), "--database", f"sqlite:///{folder / 'round.db'}",
    ]  # fmt: skip
