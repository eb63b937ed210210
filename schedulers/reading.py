"""The readers' processes: started with the round, told what the sweep records, and when it is over."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path

from schedulers.child_log import ChildLog
from spiders.job import COLUMNS_MODULE, DONE, GO, Job

ROOT = Path(__file__).resolve().parent.parent


class ReadingProcess:
    """A child that reads the columns, or the accounts, beside the sweep."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        self._process = process
        self._log = ChildLog(process.stderr)

    @classmethod
    async def begin(cls, job: Job, module: str = COLUMNS_MODULE) -> ReadingProcess:
        """Start the child."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
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

    async def go(self, limit: float | None = None) -> str | None:
        """The sweep is over: wait until everything is read and stored. Returns what went wrong, or None.

        After `limit` seconds it is not waited for any longer.
        """
        try:
            return await asyncio.wait_for(self._go(), limit)
        except TimeoutError:
            return f"not done after {limit:.0f} seconds"

    async def _go(self) -> str | None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(ConnectionError):
            process.stdin.write(f"{GO}\n".encode())
            await process.stdin.drain()
        if (await process.stdout.readline()).decode().strip() == DONE:
            return None  # it tidies up by itself
        status = await process.wait()
        return (await self._log.last_words())[-2000:] or f"exit status {status}"

    async def end(self) -> None:
        """Stop it if it still runs."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        await self._log.end()
