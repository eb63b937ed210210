"""The product as a user has it: its command in a process of its own, timed, on the portal's day."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PRODUCT = Path(os.environ.get("XUNJIAN_PRODUCT", Path(__file__).parents[2]))
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


@dataclass
class Ran:
    """One command: its exit status, report, CPU seconds of its whole tree, wall seconds, and what it printed."""

    status: int
    report: dict[str, Any]
    cpu: float
    wall: float
    words: str


def environment(day: int = 0, **more: str) -> dict[str, str]:
    """The environment of a command that believes it is `day` days later; the monotonic clock is left alone."""
    env = {**os.environ, "PYTHONPATH": str(PRODUCT), "XUNJIAN_LOG_FORMAT": "text", **more}
    if day:
        env |= {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"+{day}d", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
    return env


def command(*words: str) -> list[str]:
    """The words of a command line."""
    return [sys.executable, "-m", "xunjian", *words]


def run(*words: str, day: int = 0, wait: float = 600, **more: str) -> Ran:
    """Run a command to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command(*words), env=environment(day, **more), cwd=PRODUCT, capture_output=True, text=True, timeout=wait
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(done.returncode, {}, cpu, time.monotonic() - began, done.stdout + done.stderr)


def inspect(plan: Path, database: Path, kind: str, day: int = 0, *words: str) -> Ran:
    """One round with its report."""
    report = database.with_suffix(f".{kind}.json")
    report.unlink(missing_ok=True)
    url = f"sqlite:///{database}"
    ran = run(
        "inspect", str(plan), "--round", kind, "--database", url, "--report", str(report), "--quiet", *words, day=day
    )
    if report.exists():
        ran.report = json.loads(report.read_text("utf-8"))
    return ran


def findings(ran: Ran) -> set[tuple[str, str, str]]:
    """What was found, as (check, subject, severity)."""
    return {(f["check"], f["subject"], f["severity"]) for f in ran.report.get("findings", [])}


def undecided(ran: Ran) -> set[tuple[str, str, str]]:
    """What could not be judged, as (check, subject, reason)."""
    return {(u["check"], u["subject"], u["reason"]) for u in ran.report.get("undecided", [])}
