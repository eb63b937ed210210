"""Bodies are read in child processes: one that ends or stops its process costs itself alone, and once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from schedulers.content_readers import STARTS, Body, Readers
from spiders.leave import HaltedError, Leave

SLOW = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="slow: waits for a body to time out")
CHILD = "tests.schedulers.contents_child"


class Kept:
    """What was kept, by digest."""

    def __init__(self) -> None:
        self.facts: dict[str, Mapping[str, Any]] = {}

    async def keep(self, facts: Mapping[str, Mapping[str, Any]]) -> None:
        self.facts.update(facts)


def bodies(*urls: str) -> list[Body]:
    return [(f"{number}", url, "text/html") for number, url in enumerate(urls)]


async def read(
    folder: Path, *urls: str, leave: Leave | None = None, starts: int = STARTS
) -> dict[str, Mapping[str, Any]]:
    kept = Kept()
    await Readers(folder, leave or Leave(), kept.keep, module=CHILD, seconds=2, starts=starts).read(bodies(*urls))
    return kept.facts


async def test_every_body_is_read(tmp_path: Path) -> None:
    facts = await read(tmp_path, *(f"/{number}.html" for number in range(30)))

    assert facts == {str(number): {"title": str(number)} for number in range(30)}


@pytest.mark.parametrize(
    ("evil", "why"),
    [("/crash.html", "crashed"), ("/nonsense", "timeout"), pytest.param("/hang.html", "timeout", marks=SLOW)],
)
async def test_a_body_that_costs_its_process_is_left_unread_and_the_others_are_read(
    evil: str, why: str, tmp_path: Path
) -> None:
    facts = await read(tmp_path, "/a.html", "/b.html", evil, "/c.html", "/d.html")

    assert facts == {str(n): {"title": str(n)} for n in (0, 1, 3, 4)} | {"2": {"unread": why}}


async def test_more_bodies_than_processes_that_end_one_each_cost_a_round_once(
    tmp_path: Path,
) -> None:
    facts = await read(tmp_path, "/a.html", "/crash1.html", "/crash2.html", "/b.html", starts=2)

    assert facts == {"0": {"title": "0"}, "1": {"unread": "crashed"}, "2": {"unread": "crashed"}}


async def test_processes_that_never_answer_are_held_against_no_body(tmp_path: Path) -> None:
    assert await read(tmp_path, "/crash1.html", "/b.html", starts=1) == {}


async def test_what_was_read_before_a_stop_is_kept(tmp_path: Path) -> None:
    leave, kept = Leave(), Kept()
    reading = asyncio.create_task(
        Readers(tmp_path, leave, kept.keep, module=CHILD, seconds=9).read(bodies("/a.html", "/hang.html", "/b.html"))
    )
    await asyncio.sleep(0.7)
    leave.halt()
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)

    assert kept.facts == {"0": {"title": "0"}}


async def test_a_stopped_round_begins_nothing(tmp_path: Path) -> None:
    leave = Leave()
    leave.halt()

    with pytest.raises(HaltedError):
        await read(tmp_path, "/a.html", leave=leave)
