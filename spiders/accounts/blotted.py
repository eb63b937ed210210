"""Standard error that shows no secret: whoever writes to it, a log, a traceback or a library."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TextIO

_LONGEST = 65_536  # characters of a line that is held back until it ends


class BlottedStream(io.TextIOBase):
    """Passes on whole lines, each with the secrets blotted out: a secret may be written in pieces."""

    def __init__(self, inner: TextIO, redact: Callable[[str], str]) -> None:
        self._inner = inner
        self._redact = redact
        self._held = ""

    def writable(self) -> bool:
        """As a stream says it."""
        return True

    def write(self, text: str) -> int:
        """Holds back what has no end of line yet."""
        whole, newline, rest = (self._held + text).rpartition("\n")
        if newline:
            self._inner.write(self._redact(whole) + "\n")
        self._held = rest
        if len(self._held) > _LONGEST:
            self._inner.write("…\n")  # a piece of it might be a piece of a secret
            self._held = ""
        return len(text)

    def flush(self) -> None:
        """Only what is whole has been passed on."""
        self._inner.flush()

    def close(self) -> None:
        """Pass on the rest, too."""
        if self._held:
            self._inner.write(self._redact(self._held) + "\n")
            self._held = ""
        self._inner.flush()
