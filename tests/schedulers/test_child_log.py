"""A child's lines go to our log, and its last words to the report."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schedulers.child_log import ChildLog, is_grave, words_of
from spiders import logs


def a_line(level: str, event: str, **facts: str) -> bytes:
    return (json.dumps({"level": level, "event": event, "logger": "spiders.x", **facts}) + "\n").encode()


async def read(*pieces: bytes) -> str:
    stream = asyncio.StreamReader()
    log = ChildLog(stream, site="甲")
    for piece in pieces:
        stream.feed_data(piece)
        await asyncio.sleep(0)
    stream.feed_eof()
    return await log.last_words()


async def test_its_lines_keep_their_level_name_and_facts(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await read(a_line("warning", "栏目读不出", column="通知公告", process="columns"))

    (record,) = [one for one in caplog.records if one.name == "spiders.x"]
    facts = record.facts  # type: ignore[attr-defined]
    assert (record.levelname, record.getMessage()) == ("WARNING", "栏目读不出")
    assert facts == {"site": "甲", "column": "通知公告", "process": "columns"}


async def test_last_words_are_what_went_wrong() -> None:
    trace = "Traceback (most recent call last):\n  x\nStoreError: 磁盘已满"

    said = await read(a_line("info", "begun"), a_line("critical", "程序出错而终止", exception=trace))

    assert said == "StoreError: 磁盘已满"


async def test_bare_words_of_a_crash_are_last_words_too() -> None:
    said = await read(b"Fatal Python error: Segm", b"entation fault\n", b"no end of line")

    assert said.splitlines() == ["Fatal Python error: Segmentation fault", "no end of line"]


async def test_a_flood_without_an_end_is_not_kept_in_memory() -> None:
    said = await read(*[b"x" * 65_536] * 40, b"\nend\n")

    assert said.splitlines()[-1] == "end"
    assert len(said) < 10_000


@settings(deadline=None)
@given(st.text())
def test_anything_may_be_written(text: str) -> None:
    line = text.strip()

    assert isinstance(words_of(line), str)
    assert isinstance(is_grave(line), bool)


async def test_a_line_that_names_our_own_arguments_is_passed_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await read(a_line("info", "行", self="1", name="2", level_="3"))

    assert "行" in [record.getMessage() for record in caplog.records]


def test_an_unknown_level_is_an_error() -> None:
    logs.get("spiders.x").at("unheard", "行")

    assert is_grave('{"event": "行", "level": "unheard"}')
