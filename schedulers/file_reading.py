"""Files read in a child: C code and hostile bytes cost the child alone, and no more than its time."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import signal
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from pydantic import TypeAdapter

from inspection.file_kinds import HEAD, kind_of
from inspection.files import FileFacts
from schedulers.child_process import begin
from spiders.files.child import ask
from spiders.files.documents import DocumentError

_MODULE = "spiders.files.child"
_SECONDS = 60.0  # for one file
_FILES = 40  # that one child reads: what leaks goes with it
_LINE = 64 * 1024 * 1024  # bytes of an answer
T = TypeVar("T")
_FACTS: TypeAdapter[FileFacts] = TypeAdapter(FileFacts)


class FileReading:
    """`async with FileReading() as reading: facts = await reading.read(body, name)`. One file at a time.

    `document` reads what people prepare, with its structure.
    """

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._child: asyncio.subprocess.Process | None = None
        self._read = 0
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> FileReading:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def read(self, body: bytes, name: str) -> FileFacts:
        """The facts of a file. `unread` is timeout where it took too long, reader-broke where the child died of it."""
        told = await self._told(ask(name, body), _FACTS.validate_python)
        if isinstance(told, FileFacts):
            return told
        return FileFacts(kind_of(body[:HEAD]), len(body), hashlib.sha256(body).hexdigest(), unread=told)

    async def document(self, body: bytes, name: str) -> str:
        """The text of an office document, as `spiders.files.documents` has it. Raises DocumentError."""
        told = await self._told(ask(name, body, document=True), dict)
        if isinstance(told, str):
            raise DocumentError.of(told)
        if "text" not in told:
            raise DocumentError(str(told["refused"]))
        return str(told["text"])

    async def _told(self, frame: bytes, read: Callable[[Any], T]) -> T | str:
        """What the child answers; or why it did not: timeout, reader-broke."""
        async with self._turn:
            if self._child is None or self._child.returncode is not None or self._read >= _FILES:
                await self._end()
                self._child, self._read = await begin(_MODULE, limit=_LINE, own_session=True, mute=True), 0
            self._read += 1
            try:
                return read(json.loads(await asyncio.wait_for(_answer(self._child, frame), self._seconds)))
            except TimeoutError:
                why = "timeout"
            except (ValueError, OSError, asyncio.IncompleteReadError):
                why = "reader-broke"
            except asyncio.CancelledError:
                await self._end()
                raise
            await self._end()
            return why

    async def _end(self) -> None:
        """The child, and all that it started."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        await child.wait()


async def _answer(child: asyncio.subprocess.Process, frame: bytes) -> Any:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(frame)
    await child.stdin.drain()
    return await child.stdout.readuntil(b"\n")
