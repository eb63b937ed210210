"""Ctrl-C and SIGTERM: the first asks to stop with what is in hand finished, the second ends at once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from schedulers.stopping import Stopping

_ENDED = 3  # exit status: the round could not be completed


@contextmanager
def stopped_by_signals(stopping: Stopping) -> Iterator[None]:
    """Inside a running loop. Ended at once, the command loses no more than by a kill: the last half second."""
    loop = asyncio.get_running_loop()
    asked = False

    def heed(_number: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            os.write(sys.stderr.fileno(), "\n已立即结束；已记录的内容都保留，再次运行同一命令即接着做\n".encode())
            os._exit(_ENDED)
        asked = True
        os.write(sys.stderr.fileno(), "\n正在停止：完成手头的网页（再按一次立即结束）\n".encode())
        loop.call_soon_threadsafe(stopping.asked.set)

    # Not the loop's own handlers: those are heard only when the loop turns.
    before = {name: signal.signal(name, heed) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
