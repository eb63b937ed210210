"""The log of a whole round: the parent's lines, the readers' and Scrapy's, each with site and round."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from schedulers.child_process import ROOT
from tests.schedulers.account_site import feed, item
from tests.spiders.server import Site

SECRET = "Kp7xSecret0token91"
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告}}
  - {{name: 空栏目, url: /none/, kind: 通知公告}}
accounts:
  - {{name: 甲市民政, platform: wechat, source: {{feed_env: FEED_ADDRESS}}}}
  - {{name: 乙市民政, platform: wechat, source: {{feed_env: OTHER_ADDRESS}}}}
"""


async def logged(folder: Path, **environment: str) -> str:
    """Standard error of `xunjian inspect` on a small portal with two accounts, one of which cannot be read."""
    async with Site() as site:
        site.page("/", "<title>甲</title><a href=/tzgg/>通知</a><a href='/x?access_token=abc123secret'>坏</a>")
        rows = "".join(f"<li><a href=/tzgg/{n}.html>第{n}批救助补贴发放安排</a>2026-11-{n + 10}</li>" for n in range(9))
        site.page("/tzgg/", f"<title>通知公告</title><ul>{rows}</ul>")
        site.page(f"/feed?token={SECRET}", feed([item(n, n) for n in range(2)]), kind="application/rss+xml")
        (folder / "p.yaml").write_text(PLAN.format(base=site.base), "utf-8")
        given = {"FEED_ADDRESS": f"{site.base}/feed?token={SECRET}", "OTHER_ADDRESS": f"{site.base}/no?key={SECRET}"}
        url = f"sqlite:///{folder / 'x.db'}"
        command = ("-m", "xunjian", "inspect", str(folder / "p.yaml"), "--database", url, "--round", "watch")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            cwd=ROOT,
            env={**os.environ, **given, **environment},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 120)
    return said.decode()


async def test_every_line_of_a_round_is_json_with_site_and_round_and_shows_no_secret(tmp_path: Path) -> None:
    said = await logged(tmp_path, XUNJIAN_LOG_FORMAT="json", XUNJIAN_LOG_LEVEL="debug")
    lines = [json.loads(line) for line in said.splitlines()]

    assert {line["site"] for line in lines} == {"甲市民政局"}
    assert len({line["round"] for line in lines}) == 1
    loggers = {line["logger"].partition(".")[0] for line in lines}
    assert {"scrapy", "schedulers", "spiders"} <= loggers
    assert {"accounts"} <= {line.get("process") for line in lines}
    assert SECRET not in said
    assert "abc123secret" not in said
    events = [line["event"] for line in lines if line["logger"] == "schedulers.round"]
    assert events == ["一轮巡检开始", "一轮巡检结束"]
