"""The reader's process: started with the round, told to go when the sweep has recorded the site."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

from spiders.job import Job

ROOT = Path(__file__).resolve().parent.parent


class ReadingProcess:
    """A child that imports Scrapy while the sweep runs, and reads the columns when told to."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, job: Job) -> ReadingProcess:
        """Start the child; it waits."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "spiders.read_columns",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(job.line().encode())
        return cls(process)

    async def go(self) -> str | None:
        """Let it read, wait until it has ended. Returns what went wrong, or None."""
        with contextlib.suppress(ConnectionError):
            _, errors = await self._process.communicate(b"go\n")
            if self._process.returncode == 0:
                return None
            return errors.decode("utf-8", "replace").strip()[-2000:] or f"exit status {self._process.returncode}"
        return "the reader ended early"

    async def end(self) -> None:
        """Stop it if it still runs."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
