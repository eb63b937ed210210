"""`xunjian accounts`: each account and each of its sources, as the newest round found them or as they are now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from inspection.plan_file import load_plan
from inspection.records import Article, ColumnReading, ColumnState
from inspection.sources import SourceReading
from spiders.accounts.limits import pace_of
from store.store import Store
from tests.platforms.feed_server import FeedServer, Item, write_feed
from xunjian.__main__ import app

NOW = datetime(2025, 3, 25, 9, tzinfo=UTC)
SITE = "甲市民政局"
PLAN = """
site: {{name: 甲市民政局, home: "https://mzj.example.gov.cn/"}}
units: [传媒中心]
accounts:
  - name: 甲市民政
    platform: 客户端
    unit: 传媒中心
    source: [{{feed: "{base}/feed", intranet: true, pace: 0}}, {{export: 没有这个文件.xlsx}}]
  - {{name: 甲市慈善, platform: weibo, source: {{weibo_api: {{uid: "1234567890", token_env: NO_SUCH_TOKEN_HERE}}}}}}
"""


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as feed:
        items = [Item("清明祭扫安排", "https://a.example/1", NOW - timedelta(days=3), "全文")]
        feed.body = write_feed("rsshub", "甲市民政", items, NOW)
        yield feed


@pytest.fixture
def plan(server: FeedServer, tmp_path: Path) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.format(base=server.base), "utf-8")
    return file


def told(*arguments: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said beside it."""
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["accounts", *arguments])
    return result.exit_code, result.stdout, result.stderr


def asked(plan: Path, *arguments: str) -> dict[str, Any]:
    """The accounts by name, asked now."""
    status, out, err = told(str(plan), "--ask", "--format", "json", "--as-of", NOW.isoformat(), *arguments)
    assert status == 0, err
    return {one["name"]: one for one in json.loads(out)["accounts"]}


def test_every_source_says_what_was_read_or_why_not(plan: Path) -> None:
    found = asked(plan)

    feed, export = found["甲市民政"]["sources"]
    assert (feed["state"], feed["articles"], feed["newest"]) == ("read", 1, "2025-03-22")
    assert (export["reason"], found["甲市慈善"]["sources"][0]["reason"]) == ("file-missing", "credential-missing")


def test_asking_keeps_nothing(plan: Path) -> None:
    asked(plan)

    assert [file.name for file in plan.parent.iterdir()] == ["plan.yaml"]


def test_only_the_accounts_that_are_named_are_asked(plan: Path, server: FeedServer) -> None:
    found = asked(plan, "--account", "甲市慈善")

    assert (list(found), server.asked) == (["甲市慈善"], [])


def test_asking_waits_for_its_turn_with_whoever_else_asks(plan: Path, server: FeedServer, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    key, _ = pace_of(f"{server.base}/feed", load_plan(plan).accounts[0].source[0])
    with Store.open(url) as store:
        store.postpone(key, datetime.now(UTC) + timedelta(hours=1), now=datetime.now(UTC))

    found = asked(plan, "--database", url, "--account", "甲市民政")

    assert (found["甲市民政"]["sources"][0]["reason"], server.asked) == ("rate-limited", [])


def test_a_refused_source_is_told_with_its_mend(plan: Path, server: FeedServer) -> None:
    server.body, server.kind = b"<html><title>Oops</title><body>Oops</body></html>", "text/html"

    _, out, _ = told(str(plan), "--ask", "--account", "甲市民政")

    assert "订阅地址返回的是网页，不是订阅内容" in out
    assert "请检查订阅服务是否正常、地址是否正确" in out


def test_without_asking_the_newest_finished_round_is_told(plan: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    article = Article("甲市民政", "清明祭扫安排", "https://a.example/1", NOW - timedelta(days=3))
    with Store.open(url) as store:
        round_id = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="x", started_at=NOW)
        store.record_reading(round_id, ColumnReading("甲市民政", "", ColumnState.READ, articles=(article,)))
        store.record_sources(round_id, [SourceReading("甲市民政", "feed", ColumnState.READ, articles=(article,))])
        store.finish_round(round_id, finished_at=NOW, complete=True, counters={})
        store.begin_round(site=SITE, kind="watch", as_of=NOW, plan_digest="x", started_at=NOW + timedelta(hours=1))

    _, out, _ = told(str(plan), "--database", url, "--format", "json")

    document = json.loads(out)
    assert (document["round"], document["accounts"][0]["days"]) == (round_id, 3)


def test_a_database_without_a_round_says_what_to_do(plan: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url):
        pass

    status, _, err = told(str(plan), "--database", url)

    assert (status, "请先用 xunjian inspect 巡检，或加 --ask 现在去读" in err) == (2, True)


def test_an_account_that_the_plan_does_not_have_is_named_with_those_it_has(plan: Path) -> None:
    status, _, err = told(str(plan), "--ask", "--account", "乙市民政")

    assert (status, err.strip()) == (2, "方案里没有账号“乙市民政”，有的是：甲市民政、甲市慈善")


def test_a_plan_without_accounts_says_so(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text('site: {name: 甲市民政局, home: "https://mzj.example.gov.cn/"}\n', "utf-8")

    assert told(str(file))[0::2] == (2, "方案里没有新媒体账号，请在 accounts 中写上\n")
