"""The demo's new media on loopback: a feed of its WeChat account, an export file, and Weibo."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from demo import weibo

EXPORT = "示例民政.csv"
_FEED, _LOGIN_FEED = "/feeds/slmz.xml", "/feeds/slshzz.xml"
_FOLDER = Path(__file__).parent
_LOGIN = "<!DOCTYPE html><html><head><title>登录</title></head><body><form>请扫码登录订阅服务</form></body></html>"


class Media:
    """One host with everything that the demo's accounts are read from. `url` has no trailing slash."""

    def __init__(self, file: Path = _FOLDER / "content" / "accounts.yaml") -> None:
        self.url = ""
        self._told: dict[str, Any] = YAML(typ="safe", pure=True).load(file)
        self._feed = b""

    def publish(self, home: str, urls: Mapping[str, str], folder: Path) -> None:
        """Draw the feed and write the export file, once the portal is known; `urls`: paths by key of its articles."""
        account = self._told["wechat"]
        environment = Environment(
            loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        articles = [
            {
                "title": one["title"],
                "url": self._address(one["title"]),
                "stamp": format_datetime(datetime.fromisoformat(one["at"])),
                "html": _html(one, home, urls),
            }
            for one in account["articles"]
        ]
        drawn = environment.get_template("feed.xml.j2").render(account=account, media=self.url, articles=articles)
        self._feed = drawn.encode()
        (folder / EXPORT).write_text(self._export(), "utf-8-sig")

    def linked(self, home: str, urls: Mapping[str, str]) -> set[str]:
        """Every address that the WeChat account's articles link to."""
        return {link for one in self._told["wechat"]["articles"] if (link := link_of(one, home, urls))}

    def _address(self, title: str) -> str:
        return f"{self.url}/s/{blake2b(title.encode(), digest_size=8).hexdigest()}"

    def _export(self) -> str:
        """What staff download from the platform's back office: a line for each article."""
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(["内容标题", "发表时间", "内容url", "是否原创", "阅读次数"])
        for one in self._told["wechat"]["articles"]:
            at = datetime.fromisoformat(one["at"])
            kind = "原创" if one.get("original") else "非原创"
            table.writerow([one["title"], f"{at:%Y-%m-%d %H:%M:%S}", self._address(one["title"]), kind, one["reads"]])
        return out.getvalue()

    async def _give_feed(self, _: web.Request) -> web.Response:
        return web.Response(body=self._feed, headers={"Content-Type": "application/rss+xml; charset=utf-8"})

    async def _give_login(self, _: web.Request) -> web.Response:
        return web.Response(text=_LOGIN, content_type="text/html")

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Listen on a free port for as long as the context lasts."""
        application = web.Application()
        application.router.add_get(_FEED, self._give_feed)
        application.router.add_get(_LOGIN_FEED, self._give_login)
        application.add_routes(weibo.routes(self._told["weibo_stale"], self._told["weibo_fresh"]))
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self.url
        finally:
            await runner.cleanup()


def link_of(one: Mapping[str, Any], home: str, urls: Mapping[str, str]) -> str:
    """The address that an article links to; empty where it links to none."""
    link: str = one.get("link", "").replace("{home}", home)
    return home + urls[link.removeprefix("article ")] if link.startswith("article ") else link


def _html(one: Mapping[str, Any], home: str, urls: Mapping[str, str]) -> str:
    link = link_of(one, home, urls)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in one["text"])
    return paragraphs + (f'<p><a href="{escape(link)}">查看原文</a></p>' if link else "")
