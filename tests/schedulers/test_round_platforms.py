"""Rounds that read accounts of Weibo and WeChat, on strict stand-ins of the platforms."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inspection.media import Gone
from inspection.plan_file import load_plan
from inspection.records import ColumnState
from schedulers.round import Order
from tests.platforms.wechat_api import TOKEN, WechatApiServer
from tests.platforms.weibo import WeiboServer
from tests.platforms.weibo_shapes import Post
from tests.schedulers.account_site import NOW, observed, open_portal
from tests.spiders.server import Site

PLAN = """
site: {{name: 甲市民政局, home: "{home}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
accounts:
  - name: 甲市民政微博
    platform: weibo
    source: {{weibo_uid: "{uid}", base_url: "{base}", pace: 0}}
"""
WECHAT = """
site: {{name: 甲市民政局, home: "{home}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
accounts:
  - name: 甲市民政
    platform: wechat
    source: {{wechat_api: {{app_id: {app}, secret_env: GZH_SECRET, base_url: "{base}"}}, pace: 0}}
"""


@pytest.fixture
async def home() -> AsyncIterator[str]:
    async with Site() as site:
        open_portal(site)
        yield site.base


@pytest.fixture
def weibo() -> Iterator[WeiboServer]:
    with WeiboServer(now=NOW) as server:
        server.posts = [
            Post(NOW - timedelta(days=days, hours=1), f"第{days}条：救助热线二十四小时开通。") for days in range(1, 7)
        ]
        yield server


@pytest.fixture
def wechat() -> Iterator[WechatApiServer]:
    with WechatApiServer(now=NOW, secret="a-very-secret-value-42") as server:
        yield server


def order(text: str) -> Order:
    return Order(load_plan(text), text, "daily")


async def test_a_post_that_is_withdrawn_between_two_rounds_is_gone_and_no_longer_told(
    home: str, weibo: WeiboServer, tmp_path: Path
) -> None:
    plan = order(PLAN.format(home=home, uid=weibo.uid, base=weibo.base))
    first, _ = await observed(plan, tmp_path)
    withdrawn = weibo.posts.pop(2)
    weibo.hidden = {withdrawn.mid}
    second, missing = await observed(plan, tmp_path)

    name = "甲市民政微博"
    assert missing == []
    assert len(first.columns[name].articles) == 6
    assert [one.platform_id for one in second.columns[name].articles] == [post.mid for post in weibo.posts]
    assert [(one.article.platform_id, one.gone) for one in second.known[name] if one.gone] == [
        (withdrawn.mid, Gone.MISSING)
    ]


async def test_a_wall_between_two_rounds_withdraws_nothing(home: str, weibo: WeiboServer, tmp_path: Path) -> None:
    plan = order(PLAN.format(home=home, uid=weibo.uid, base=weibo.base))
    await observed(plan, tmp_path)
    weibo.wall = "432"
    second, missing = await observed(plan, tmp_path)

    reading = second.columns["甲市民政微博"]
    assert (missing, reading.state, reading.reason) == ([], ColumnState.BLOCKED, "cookie-wall")
    assert len(reading.articles) == 6
    assert not any(one.gone for one in second.known["甲市民政微博"])


async def test_neither_secret_nor_token_is_kept_and_a_refused_secret_is_used_once(
    home: str, wechat: WechatApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = order(WECHAT.format(home=home, app=wechat.app_id, base=wechat.base))
    monkeypatch.setenv("GZH_SECRET", "a-wrong-secret-value-41")
    refused, _ = await observed(plan, tmp_path)
    again, _ = await observed(plan, tmp_path)
    tries = len(wechat.asked(TOKEN))
    monkeypatch.setenv("GZH_SECRET", wechat.secret)
    await observed(plan, tmp_path)

    reasons = [found.sources["甲市民政"][0].reason for found in (refused, again)]
    assert (reasons, tries) == (["credential-refused", "credential-refused"], 1)
    assert refused.sources["甲市民政"][0].credential == "GZH_SECRET"
    assert wechat.tokens
    secrets = [wechat.secret, "a-wrong-secret-value-41", *wechat.tokens]
    assert [path for path, body in _contents(tmp_path).items() for secret in secrets if secret.encode() in body] == []


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file, evidence unpacked."""
    files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: gzip.decompress(body) if path.endswith(".gz") else body for path, body in files.items()}
