"""The reader's process: started with the round, told what the sweep records, and when it is over."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path

from spiders.job import DONE, GO, Job

ROOT = Path(__file__).resolve().parent.parent


class ReadingProcess:
    """A child that reads the columns beside the sweep."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, job: Job) -> ReadingProcess:
        """Start the child."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "spiders.read_columns",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(job.line().encode())
        return cls(process)

    def recorded(self, urls: Iterable[str]) -> None:
        """Name pages that are in the store by now."""
        if self._process.stdin is not None and self._process.returncode is None:
            self._process.stdin.write("".join(f"{url}\n" for url in urls).encode())

    async def go(self) -> str | None:
        """The sweep is over: wait until everything is read and stored. Returns what went wrong, or None."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        with contextlib.suppress(ConnectionError):
            process.stdin.write(f"{GO}\n".encode())
            await process.stdin.drain()
        errors = asyncio.create_task(process.stderr.read())
        if (await process.stdout.readline()).decode().strip() == DONE:
            return None  # it tidies up by itself
        status = await process.wait()
        return (await errors).decode("utf-8", "replace").strip()[-2000:] or f"exit status {status}"

    async def end(self) -> None:
        """Stop it if it still runs."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
