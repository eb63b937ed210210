"""Child processes that read bodies: as many as the machine has cores, begun only when there is work."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from schedulers.child_log import ChildLog
from schedulers.child_process import begin
from schedulers.reading import deaf
from spiders import logs
from spiders.contents.process import MODULE
from spiders.leave import Leave

Body = tuple[str, str, str]  # digest, address, content type
Keep = Callable[[Mapping[str, Mapping[str, Any]]], Awaitable[None]]
FOR_ONE = 250  # bodies that make it worth while to begin one process more
SECONDS = 20.0  # that one body may take, however large
TRIES = 2  # of a body with which a process ended: the first time may have been the machine's fault
STARTS = 20  # of processes in one round
_AHEAD = 4  # bodies that a process is told before it has answered
_BATCH = 200  # answers that are kept together
_LONGEST = 1 << 25  # bytes of an answer

log = logs.get(__name__)


class Readers:
    """Reads bodies side by side, and keeps what they say. A body that ends or stops its process costs itself alone."""

    def __init__(
        self,
        evidence: Path,
        leave: Leave,
        keep: Keep,
        *,
        module: str = MODULE,
        seconds: float = SECONDS,
        starts: int = STARTS,
    ):
        self._evidence, self._leave, self._keep = evidence, leave, keep
        self._module, self._seconds, self._most = module, seconds, starts
        self._waiting: deque[Body] = deque()
        self._tries: dict[str, int] = {}
        self._blamed: dict[str, str] = {}  # by digest: what became of the process that had it in hand
        self._starts, self._answered = 0, False
        self._answers: dict[str, Mapping[str, Any]] = {}

    async def read(self, bodies: Sequence[Body]) -> None:
        """Read all of them. Raises HaltedError, StoreError; what was read by then is kept."""
        self._waiting.extend(bodies)
        count = min(os.cpu_count() or 1, 1 + len(bodies) // FOR_ONE)
        workers = [asyncio.create_task(self._work()) for _ in range(count)]
        try:
            await asyncio.gather(*workers)
            self._give_up()
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            await self._flush()

    async def _work(self) -> None:
        """One process after another, until nothing waits."""
        while self._waiting and self._starts < self._most:
            self._starts += 1
            await self._leave.wait()
            with deaf():
                process = await begin(self._module, limit=_LONGEST)
            assert process.stderr is not None
            child_log = ChildLog(process.stderr)
            in_hand: deque[Body] = deque()
            try:
                if (why := await self._converse(process, in_hand)) is None:
                    return
                self._blame(in_hand, why)
            finally:
                self._waiting.extendleft(reversed(in_hand))
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
                await child_log.end()

    def _give_up(self) -> None:
        """No process may be begun any more: what ended one is left unread, lest the next round be spent on the same.

        Where every process ended before it answered, the machine may be at fault, and nothing is held against a body.
        """
        if self._waiting:
            log.warning("网页内容没有读完", left=len(self._waiting))
        for digest, url, _ in self._waiting:
            why = self._blamed.get(digest)
            if why and (self._answered or why == "timeout"):
                log.warning("网页内容读不了", url=url, why=why)
                self._answers[digest] = {"unread": why}

    async def _converse(self, process: asyncio.subprocess.Process, in_hand: deque[Body]) -> str | None:
        """Tell and hear until nothing waits: None; else why the process is of no use any more."""
        assert process.stdin is not None
        assert process.stdout is not None
        said = f"{self._evidence}\n"
        while self._waiting or in_hand:
            await self._leave.wait()
            while self._waiting and len(in_hand) < _AHEAD:
                in_hand.append(self._waiting.popleft())
                said += json.dumps(in_hand[-1]) + "\n"
            with contextlib.suppress(ConnectionError):  # its end is seen where it is heard
                process.stdin.write(said.encode())
                await process.stdin.drain()
            said = ""
            try:
                line = await asyncio.wait_for(process.stdout.readline(), self._seconds)
                told = json.loads(line) if line.endswith(b"\n") else None
            except (TimeoutError, ValueError):
                return "timeout"
            if not isinstance(told, dict):
                return "crashed"
            await self._take(in_hand.popleft()[0], told)
        return None

    def _blame(self, in_hand: deque[Body], why: str) -> None:
        """The body that the process had in hand is tried once more, behind the others; then it is left unread."""
        if not in_hand:
            return
        body = in_hand.popleft()
        self._tries[body[0]] = self._tries.get(body[0], 0) + 1
        self._blamed[body[0]] = why
        if self._tries[body[0]] < TRIES:
            self._waiting.append(body)
            return
        log.warning("网页内容读不了", url=body[1], why=why)
        self._answers[body[0]] = {"unread": why}

    async def _take(self, digest: str, told: dict[str, Any]) -> None:
        self._answered = True
        if told.pop("keep", True):
            self._answers[digest] = told
        if len(self._answers) >= _BATCH:
            await self._flush()

    async def _flush(self) -> None:
        answers, self._answers = self._answers, {}
        if answers:
            await self._keep(answers)
