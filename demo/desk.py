"""The desk on what the demo's rounds have found, while the demo's portal still answers: until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path


def morning_after(as_of: str) -> datetime:
    """Half past eight, two days after the first round: the second one has been judged and told."""
    moment = datetime.fromisoformat(as_of)
    return datetime.combine(moment.date() + timedelta(days=2), time(8, 30), moment.tzinfo)


async def serve_desk(root: Path, plan: Path, database: str, as_of: str, environment: Mapping[str, str]) -> None:
    """`xunjian desk`, its clock set to the demo's day."""
    command = [sys.executable, "-m", "xunjian", "desk", str(plan), "--database", database]
    command += ["--as-of", morning_after(as_of).isoformat()]
    process = await asyncio.create_subprocess_exec(*command, cwd=root, env=dict(environment))
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, process.terminate)
    await process.wait()
