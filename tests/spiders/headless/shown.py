"""Pages with one fault each, of several makes, and pictures of them without the browser's process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser

from spiders.headless.picturing import Window, carry_out
from spiders.headless.tasks import Kind
from tests.headless.opening import Kept, opened

ROWS = "".join(f'<li><a href="/art/{n}.html">关于第{n}号办法的通知</a> <i>2023-0{n}-1{n}</i></li>' for n in range(1, 9))
STYLE = "body{margin:0;font:16px/28px sans-serif}.off{display:none}li{height:28px}"
TABS = (
    '<ul class="heads"><li>要闻</li><li>公告</li></ul><div><ul><li><a href="/1">要闻甲要闻甲</a></li></ul>'
    '<ul class="off"><li><a href="/dead">公告甲公告甲</a></li></ul></div><script>'
    "document.querySelectorAll('.heads li').forEach((one, n) => one.EVENT = () => document.querySelectorAll('div > ul')"
    ".forEach((list, m) => list.className = n === m ? '' : 'off'))</script>"
)
HOSTILE = (
    "<script>Array.prototype.map = Array.from = JSON.stringify = () => { throw 1 };"
    "Document.prototype.querySelectorAll = () => []; Element.prototype.getBoundingClientRect = () => ({});"
    "window.xunjian = null; String.prototype.replace = () => ''; Object.assign = () => null;"
    "setInterval(() => document.title = '电话 13812345678', 10)</script>"
)


def page(body: str) -> str:
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title><style>{STYLE}</style></head>'
    return f"{head}<body><h2>通知公告</h2>{body}</body></html>"


@dataclass
class Camera:
    """Takes pictures in a browser that is shared."""

    browser: Browser

    async def window(self, url: str, find: Mapping[str, Any]) -> Window:
        async with opened(self.browser, url, Kept(), Kind.PICTURE) as there:
            return await Window.take(there, find)

    async def picture(self, url: str, **options: Any) -> tuple[dict[str, Any], Kept]:
        kept = Kept()
        async with opened(self.browser, url, kept, Kind.PICTURE, options, seconds=20) as there:
            return await carry_out(there), kept


def archive(facts: Mapping[str, Any], kept: Kept) -> dict[str, Any]:
    """The HAR that came of it."""
    found: dict[str, Any] = json.loads(kept.bodies[facts["har"]])
    return found
