"""WeChat's API through Scrapy itself: handler, pace and evidence as in a round, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.platforms.wechat_api import WechatApiServer
from tests.platforms.wechat_api_shapes import News, Publication, Reader
from tests.spiders.accounts.wechat_readings import ENV, NOW

ROOT = Path(__file__).resolve().parents[3]


def crawl(server: WechatApiServer, folder: Path, secret: str) -> tuple[dict[str, Any], str]:
    """What was read, and everything that the process said."""
    api = {"app_id": server.app_id, "secret_env": ENV, "base_url": server.base}
    plan = {
        "site": {"name": "某某市民政局", "home": "https://mzj.example.cn/", "allow_private_hosts": True},
        "accounts": [{"name": "某某民政", "platform": "wechat", "source": {"wechat_api": api}, "replying": {}}],
    }
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.spiders.accounts.wechat_crawl",
            f"sqlite:///{folder}/x.db",
            json.dumps(plan),
            NOW.isoformat(),
        ],
        cwd=ROOT,
        env={**os.environ, ENV: secret},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout)
    return said, ended.stdout + ended.stderr


def test_an_account_is_read_by_scrapy_and_no_secret_is_told(tmp_path: Path) -> None:
    with WechatApiServer(now=NOW) as server:
        server.publications = [
            Publication((News("发布的", 7, content="<p>正文</p>"),), NOW - timedelta(days=1)),
            Publication((News("群发的", 8),), NOW - timedelta(days=4), notified=True),
        ]
        server.comments = {"8_1": [Reader(1, "在哪里办理？", NOW - timedelta(days=2))]}

        said, everything = crawl(server, tmp_path, server.secret)

        assert [title for title, _ in said["articles"]] == ["发布的", "群发的"]
        assert said["comments"] == ["在哪里办理？"]
        assert (said["state"], said["partial"], said["requests"]) == ("read", None, sum(server.calls().values()))
        assert "发布的" in said["evidence"]
        assert not any(secret in everything for secret in (server.secret, *server.tokens))
