"""The readers' processes: started with the round, told what the sweep records, and when it is over."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterable, Iterator

from schedulers.child_log import ChildLog
from schedulers.child_process import begin
from spiders import logs
from spiders.jar import Jar
from spiders.job import COLUMNS_MODULE, COOKIES, DONE, GO, STOP, Job
from spiders.leave import HaltedError
from spiders.parent import AGAIN

STARTS = 3  # of a child that is killed, as the kernel does where memory is short, or that the database failed
STOP_GRACE = 18.0  # seconds that a child may take to finish what it has in hand

log = logs.get(__name__)


class ReadingProcess:
    """A child that reads the columns, or the accounts, beside the sweep."""

    def __init__(self, process: asyncio.subprocess.Process, job: Job, module: str) -> None:
        self._job, self._module = job, module
        self._starts = 0
        self._stopped_at: float | None = None
        self._take(process)

    @classmethod
    async def begin(cls, job: Job, module: str = COLUMNS_MODULE) -> ReadingProcess:
        """Start the child."""
        return cls(await _start(module), job, module)

    def _take(self, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        self._process = process
        self._log = ChildLog(process.stderr)
        self._starts += 1
        self._say(self._job.line())

    def _say(self, words: str) -> None:
        assert self._process.stdin is not None
        if self._process.returncode is None:
            with contextlib.suppress(ConnectionError, RuntimeError):  # its end is seen where it is waited for
                self._process.stdin.write(words.encode())

    def recorded(self, urls: Iterable[str]) -> None:
        """Name pages that are in the store by now."""
        self._say("".join(f"{url}\n" for url in urls))

    def stop(self) -> None:
        """The round stops: the child finishes what it has in hand and ends, `go` raises HaltedError."""
        if self._stopped_at is None:
            self._stopped_at = asyncio.get_running_loop().time()
            self._say(f"{STOP}\n")

    def hold(self, held: bool) -> None:
        """Nothing may be asked for a while; then it may go on."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGSTOP if held else signal.SIGCONT)

    async def go(self, limit: float | None = None, *, jar: Jar | None = None) -> str | None:
        """The sweep is over: wait until everything is read and stored. Returns what went wrong, or None.

        `jar`: cookies that let it through a firewall. After `limit` seconds it is not waited for any longer. A child
        that was killed is started again: what it had read is in the store. Raises HaltedError after `stop`.
        """
        try:
            return await asyncio.wait_for(self._go(jar), limit)
        except TimeoutError:
            return f"{limit:.0f} 秒内没有读完"

    async def _go(self, jar: Jar | None) -> str | None:
        while True:
            process = self._process
            assert process.stdout is not None
            self._say((f"{COOKIES} {jar.line()}\n" if jar else "") + f"{GO}\n")
            if (await process.stdout.readline()).decode().strip() == DONE:
                return None  # it tidies up by itself
            status = await process.wait()
            if self._stopped_at is not None:
                raise HaltedError
            words = (await self._log.last_words())[-2000:] or f"阅读进程意外结束（退出码 {status}）"
            if (status >= 0 and status != AGAIN) or self._starts >= STARTS:
                return words
            log.warning("阅读进程中断，重新启动", module=self._module, status=status)
            self._take(await _start(self._module))

    async def end(self) -> None:
        """End it if it still runs: at once, or, told to stop, when it has finished what it has in hand."""
        if self._stopped_at is not None and self._process.returncode is None:
            left = self._stopped_at + STOP_GRACE - asyncio.get_running_loop().time()
            await asyncio.wait({asyncio.ensure_future(self._process.wait())}, timeout=max(left, 0.1))
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        await self._log.end()


async def _start(module: str) -> asyncio.subprocess.Process:
    with deaf():
        return await begin(module)


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """A child begun meanwhile hears no signal that asks to end, not even before its first line of Python.

    A mask is inherited. What comes for this process in the meantime comes afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
