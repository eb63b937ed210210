"""What is asked of accounts, and under which task single articles are opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import SourceTask
from spiders.accounts.tasks import address_of, for_looks
from tests.spiders.accounts.readings import NOW, account, article, read, refused

FEED: dict[str, Any] = {"feed": "https://rss.example/a", "intranet": True, "pace": "0s"}
ALBUM: dict[str, Any] = {"wechat_album": "https://mp.weixin.qq.com/mp/appmsgalbum?album_id=1"}
INTERFACE: dict[str, Any] = {"wechat_api": {"app_id": "wx1", "secret_env": "GZH_SECRET"}}
MOBILE: dict[str, Any] = {"weibo_uid": "1234567890"}
WEIBO: dict[str, Any] = {"weibo_api": {"uid": "1234567890", "token_env": "WEIBO_TOKEN"}}


def chosen(platform: str, *sources: tuple[dict[str, Any], bool]) -> SourceTask | None:
    """Of these sources, each with whether it answered."""
    of = account(*(source for source, _ in sources), platform=platform)
    secrets = Secrets({}, ())
    tasks = [SourceTask(of, label, one, NOW, NOW, date(2025, 1, 1), secrets, Path()) for label, one in of.labelled]
    answers = [read(article(1, 1)) if sound else refused() for _, sound in sources]
    return for_looks(of, tasks, [replace(one, source=task.label) for one, task in zip(answers, tasks, strict=True)])


@pytest.mark.parametrize(
    ("platform", "sources", "label"),
    [
        ("weibo", [(MOBILE, True), (WEIBO, True)], "weibo-api"),
        ("weibo", [(MOBILE, True), (WEIBO, False)], "weibo-mobile"),
        ("weibo", [(FEED, True), (MOBILE, False)], None),
        ("weibo", [(FEED, True)], "feed"),
        ("wechat", [(INTERFACE, False), (FEED, True)], "wechat-api"),
        ("wechat", [(FEED, False), (ALBUM, True)], "wechat-album"),
        ("wechat", [(FEED, True), (ALBUM, False)], None),
    ],
)
def test_where_the_platform_refused_us_no_single_article_is_asked_for(
    platform: str, sources: list[tuple[dict[str, Any], bool]], label: str | None
) -> None:
    task = chosen(platform, *sources)

    assert (task.label if task is not None else None) == label


def test_the_leave_to_touch_the_intranet_is_for_the_sources_own_address() -> None:
    task = chosen("wechat", (FEED, True))

    assert task is not None
    assert (task.source.intranet, task.source.pace) == (False, None)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (FEED, "https://rss.example/a"),
        ({"feed_env": "KEYED_FEED"}, ""),
        (INTERFACE, ""),
        (ALBUM, ALBUM["wechat_album"]),
        (MOBILE, "https://m.weibo.cn/u/1234567890"),
        (WEIBO, "https://weibo.com/u/1234567890"),
        ({"export": "导出/*.xlsx"}, ""),
    ],
)
def test_where_people_would_look_for_the_account(source: dict[str, Any], address: str) -> None:
    assert address_of(account(source)) == address
