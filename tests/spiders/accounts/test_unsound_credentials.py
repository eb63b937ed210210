"""What an environment may hold in place of a login: line breaks, bytes that are no text. Nothing is asked with it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from inspection.accounts import Account
from inspection.records import ColumnState
from inspection.sources import SourceReading
from spiders.accounts.all import spider_of
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.reading.dates import SHANGHAI

NAME = "OF_OFFICE"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
SOURCES: list[dict[str, Any]] = [
    {"feed_env": NAME},
    {"wechat_api": {"app_id": "wx1", "secret_env": NAME}},
    {"weibo_api": {"uid": "1234567890", "token_env": NAME}},
    {"weibo_uid": "1234567890", "cookie_env": NAME},
]


def read(source: dict[str, Any], value: str) -> SourceReading:
    account = Account.model_validate({"name": "某市民政", "platform": "wechat", "source": source})
    secrets = Secrets({NAME: value}, [NAME])
    task = SourceTask(account, "x", account.source[0], NOW, NOW, NOW.date(), secrets, Path())

    async def run() -> list[object]:
        return [item async for item in spider_of(task.source.kind)(task).start()]

    (reading,) = asyncio.run(run())
    assert isinstance(reading, SourceReading)
    return reading


@pytest.mark.parametrize("value", ["http://a.example/?key=a\r\nX: 1", "a\x00b", "a\udcff\udcfe"])
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: next(iter(source)))
def test_a_login_that_is_no_line_of_text_is_told_and_not_used(source: dict[str, Any], value: str) -> None:
    reading = read(source, value)

    assert (reading.state, reading.reason, reading.requests) == (ColumnState.BLOCKED, "credential-refused", 0)
    assert reading.credential == NAME
    assert value not in repr(reading)


@pytest.mark.parametrize("source", SOURCES[1:], ids=lambda source: next(iter(source)))
def test_a_login_that_holds_chinese_is_told(source: dict[str, Any]) -> None:
    """Someone has copied words along with it; encoded as a cookie it could not be found again in an answer."""
    assert read(source, "SUB=登录").reason == "credential-refused"
