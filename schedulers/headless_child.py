"""The browser's process, as the round speaks with it: tasks go in, answers come out, in whatever order."""

from __future__ import annotations

import asyncio
import contextlib

from schedulers.child_log import ChildLog
from schedulers.child_process import begin
from schedulers.reading import deaf
from spiders import logs
from spiders.headless.tasks import MODULE, Answer, Order, Task

_LONGEST = 64 * 1024 * 1024  # bytes of an answer
_SILENT = 45.0  # seconds; it gives a sign of life every 5
_START = 90.0  # seconds until it says that it is there
_END = 5.0  # seconds that it may take to end

log = logs.get(__name__)


class HeadlessChild:
    """One process, from its start to its end."""

    def __init__(self, process: asyncio.subprocess.Process, order: Order) -> None:
        assert process.stderr is not None
        self._process = process
        self._log = ChildLog(process.stderr)
        self._asked: dict[int, asyncio.Future[Answer | None]] = {}
        self._ready: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self.alive = True
        self._say(order.line())
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def begin(cls, order: Order) -> HeadlessChild:
        """Start it."""
        with deaf():
            process = await begin(MODULE, limit=_LONGEST)
        return cls(process, order)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    async def ready(self) -> str | None:
        """Wait until it has a browser, or has ended. Returns why it has none and never will."""
        return await asyncio.shield(self._ready)

    async def ask(self, task: Task) -> Answer | None:
        """What came of it; None when the process ended before it was done."""
        if not self.alive:
            return None
        answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._asked[task.id] = answer
        try:
            self._say(task.line())
            return await answer
        finally:
            self._asked.pop(task.id, None)

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):  # its end is seen by who listens
            self._process.stdin.write(line.encode())

    async def _listen(self) -> None:
        try:
            patience = _START
            while line := await self._line(patience):
                patience = _SILENT
                self._take(line)
        finally:
            self.alive = False
            if not self._ready.done():
                self._ready.set_result(None)
            for answer in self._asked.values():
                if not answer.done():
                    answer.set_result(None)

    async def _line(self, patience: float) -> bytes:
        assert self._process.stdout is not None
        try:
            return await asyncio.wait_for(self._process.stdout.readline(), patience)
        except TimeoutError:
            log.error("浏览器进程没有动静，结束它", seconds=patience)
        except ValueError:  # longer than any answer is
            log.error("浏览器进程的应答过长，结束它")
        self._kill()
        return b""

    def _take(self, line: bytes) -> None:
        try:
            answer = Answer.of(line.decode())
        except (ValueError, TypeError):
            log.warning("浏览器进程的应答无法识别", line=line[:200].decode("utf-8", "replace"))
            return
        if answer.id == 0:
            if not self._ready.done():
                self._ready.set_result((answer.detail or "浏览器无法启动") if answer.reason else None)
            return
        waiting = self._asked.get(answer.id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def _kill(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def end(self) -> str:
        """End it, and its browser with it. Returns its last words."""
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _END)
        except TimeoutError:
            self._kill()
            await self._process.wait()
        await asyncio.gather(self._listening, return_exceptions=True)
        words = ""
        with contextlib.suppress(TimeoutError):
            words = await asyncio.wait_for(self._log.last_words(), 1.0)
        await self._log.end()
        return words
