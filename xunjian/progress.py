"""What a running round shows: one line that is rewritten on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

from schedulers.state import State

EVERY = 5.0  # seconds between two lines where the output is no terminal
_STAGES = {"begin": "准备", "sweep": "逐页巡检", "read": "阅读栏目与稿件", "judge": "判定"}


class Progress:
    """Prints the state of a round to a stream."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._live = stream.isatty()
        self._began = time.monotonic()
        self._last = 0.0
        self._stage = ""
        self._note = ""
        self.pages = 0  # recorded by now

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and not self._quiet and self._stage:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, state: State) -> None:
        """Show one state."""
        now = time.monotonic()
        self.pages = state.pages
        same = (state.stage, bool(state.note)) == (self._stage, bool(self._note))
        if self._quiet or (same and now - self._last < (0.1 if self._live else EVERY)):
            return
        self._last, self._stage, self._note = now, state.stage, state.note
        line = (
            f"[{now - self._began:6.1f} 秒] {_STAGES.get(state.stage, state.stage)}：网页 {state.pages}，"
            f"链接已探测 {state.done}，待探测 {state.waiting}，未通过 {state.faulty}"
        ) + (f"（{state.note}）" if state.note else "")
        self._stream.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._stream.flush()
