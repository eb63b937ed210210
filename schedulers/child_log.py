"""What a child process writes to standard error: passed on to our log, its last words kept."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import deque
from typing import Any

from spiders import logs

_LONGEST = 262_144  # bytes of a line; a longer one is no line of a log, and its middle is left out
_KEPT = 50  # lines
_PATIENCE = 1.0  # seconds for the rest of a stream whose child has ended
_STATED = ("level", "logger", "event")  # of a line; its time is kept


class ChildLog:
    """Reads the stream to its end: a child whose errors nobody reads stands still when the pipe is full."""

    def __init__(self, stream: asyncio.StreamReader, **names: object) -> None:
        """`names` are put on lines that do not say themselves whose they are."""
        self._names = names
        self._last: deque[str] = deque(maxlen=_KEPT)
        self._reading = asyncio.create_task(self._read(stream))

    async def last_words(self) -> str:
        """What the child said last of what went wrong, line by line; waits for the end of the stream."""
        await self._reading
        return "\n".join(self._last)

    async def end(self) -> None:
        """The child has ended: what it said before is still passed on."""
        await asyncio.wait({self._reading}, timeout=_PATIENCE)
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading

    async def _read(self, stream: asyncio.StreamReader) -> None:
        rest = b""
        while piece := await stream.read(65_536):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > _LONGEST:
                rest = rest[-_LONGEST // 2 :]
            for line in lines:
                self._take(line)
        self._take(rest)

    def _take(self, line: bytes) -> None:
        text = line[-_LONGEST:].decode("utf-8", "replace").strip()
        if not text:
            return
        if is_grave(text):
            self._last.append(words_of(text)[-2000:])
        pass_on(text, **self._names)


def pass_on(line: str, **names: Any) -> None:
    """Write a child's line to this process's log. What is no line of a log, a library's bare word, is a warning."""
    said = _parsed(line)
    if said is None:
        logs.get("child").warning(line, **names)
        return
    facts = {name: value for name, value in said.items() if name not in _STATED}
    logs.get(str(said.get("logger", "child"))).at(str(said.get("level")), said["event"], **{**names, **facts})


def is_grave(line: str) -> bool:
    """Whether a child's line says what went wrong: an error, or a bare line, as of a crash."""
    said = _parsed(line)
    return said is None or logs.LEVELS.get(str(said.get("level")), logging.ERROR) >= logging.ERROR


def words_of(line: str) -> str:
    """What a child's line says in a sentence: a traceback's last line, else the event; a bare line as it is."""
    said = _parsed(line)
    if said is None:
        return line
    trace = str(said.get("exception") or "").strip()
    return trace.splitlines()[-1] if trace else str(said["event"])


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        said = json.loads(line) if line.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and isinstance(said.get("event"), str) else None
