"""The browser's memory is measured, and what has too much of it is ended."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from spiders.headless import processes
from spiders.headless.caps import Caps

# The leader of a session that has one child; the child calls itself a renderer, and has some memory.
FAMILY = """
import subprocess, sys
kept = bytearray({leader} * 2**20)
kept[::4096] = b"x" * len(kept[::4096])
child = subprocess.Popen([sys.executable, "-c", "x = bytearray({page} * 2**20); x[::4096] = b'x' * len(x[::4096]); "
                          "print('there', flush=True); import time; time.sleep(60)", "--type=" + "renderer"])
child.wait()
input()
"""


@contextmanager
def family(leader: int, page: int) -> Iterator[int]:
    """Two processes of so many megabytes."""
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY.format(leader=leader, page=page)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process.pid
        finally:
            processes.end_group(process.pid)


def kinds_of(pid: int) -> list[str]:
    return [one.kind for one in processes.processes_of(pid)]


@pytest.mark.parametrize(("leader", "page", "left"), [(1, 90, ["browser"]), (90, 1, [])], ids=["page", "browser"])
async def test_over_the_limit_the_heaviest_page_is_ended_or_else_the_browser(
    leader: int, page: int, left: list[str]
) -> None:
    with family(leader, page) as pid:
        caps = Caps(80, lambda: pid, lambda: processes.end_group(pid))
        watching = asyncio.create_task(caps.watch())
        for _ in range(100):  # it looks twice a second
            await asyncio.sleep(0.05)
            if kinds_of(pid) == left:
                break
        watching.cancel()

        assert kinds_of(pid) == left


async def test_within_the_limit_nothing_is_ended() -> None:
    with family(1, 1) as pid:
        caps = Caps(80, lambda: pid, lambda: processes.end_group(pid))
        with suppress(TimeoutError):
            await asyncio.wait_for(caps.watch(), 0.7)

        assert len(processes.processes_of(pid)) == 2


async def test_a_page_waits_while_memory_is_nearly_full_and_others_are_open() -> None:
    caps, others = Caps(100, lambda: None, lambda: None), [1]
    caps.used = caps.limit - 1
    waiting = asyncio.create_task(caps.room(lambda: others[0]))
    await asyncio.sleep(0.05)
    waited = not waiting.done()
    others[0] = 0
    await asyncio.wait_for(waiting, 2)

    assert waited
