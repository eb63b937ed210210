"""What a browser saw of pages, told in the office's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from inspection.observed import Observed
from inspection.visits import (
    Floating,
    Insecure,
    Leaving,
    NoAlt,
    PageFacts,
    ScriptError,
    View,
    Violation,
    Visit,
    Wide,
    to_facts,
)
from tests.checks.tellings import address

_VIEWS = {"电脑": View.DESK, "手机": View.PHONE}
_ANNOUNCED = {"有": True, "无": False, "不明": None}
_PARTS = {"图片": "image", "脚本": "script", "样式": "stylesheet", "内嵌页面": "frame", "数据": "xhr", "表单": "form"}
SOUND = PageFacts(
    text=1800,
    images=14,
    controls=120,
    excerpt="某某局 首页 政务公开 办事服务",
    paint=1.1,
    loaded=1.6,
    width=1280,
    scroll_width=1280,
    pictures=14,
    axe=True,
    looks=2,
)


def visit(url: str, view: View = View.DESK, *, at: datetime, round_: str = "r1", **more: Any) -> Visit:
    """One look that found nothing wrong, unless told otherwise: facts by their names, else fields of the visit."""
    of_visit = {name: more.pop(name) for name in ("reason", "status", "final_url", "title") if name in more}
    facts = to_facts(replace(SOUND, **more))
    whole = {"status": 200, "title": "某某局网页", **of_visit}
    return Visit(address(url), view, at, round_, facts=facts if whole.get("reason") is None else {}, **whole)


def visited(observed: Observed, *visits: Visit) -> Observed:
    """The round, with these looks."""
    return replace(observed, visits=list(visits))


def told_visits(told: Sequence[dict[str, Any]], as_of: datetime) -> list[Visit]:
    """浏览器: by 地址, each with 方式, 日期, 原因 or what the page showed. What is not named is in order."""
    return [_visit(one, as_of) for one in told]


def _visit(told: dict[str, Any], as_of: datetime) -> Visit:
    view = _VIEWS[told.get("方式", "电脑")]
    day: date | None = told.get("日期")
    at = datetime.combine(day, time(1), UTC) if day else as_of - timedelta(hours=1)
    more: dict[str, Any] = {key: told[word] for word, key in _PLAIN.items() if word in told}
    if view is View.PHONE:
        more = {"width": 390, "scroll_width": 390, "viewport_meta": told.get("适配", "是") == "是", **more}
    more["errors"] = tuple(
        ScriptError(e["信息"], address(e["脚本"]) if "脚本" in e else "") for e in told.get("脚本错误", ())
    )
    more["wide"] = tuple(Wide(w["元素"], w.get("文字", ""), more.get("scroll_width", 0)) for w in told.get("超出", ()))
    more["insecure"] = tuple(
        Insecure(i["地址"], _PARTS[i["类型"]], i["类型"] != "图片") for i in told.get("http引用", ())
    )
    more["no_alt"] = tuple(NoAlt(address(src), "img") for src in told.get("无替代文字", ()))
    more["violations"] = tuple(map(_violation, told.get("无障碍", ())))
    more["floating"] = tuple(map(_floating, told.get("飘窗", ())))
    more["leaving"] = tuple(Leaving(one["地址"], _ANNOUNCED[one["提示"]]) for one in told.get("离站", ()))
    return visit(told["地址"], view, at=at, **more)


_PLAIN = {
    "原因": "reason",
    "标题": "title",
    "文字": "text",
    "图片": "images",
    "控件": "controls",
    "开头": "excerpt",
    "显示": "paint",
    "耽误": "stalled",
    "屏宽": "width",
    "页宽": "scroll_width",
}


def _violation(told: dict[str, Any]) -> Violation:
    return Violation(told["规则"], told.get("影响", "serious"), ("wcag2a",), told["说明"], told["处数"])


def _floating(told: dict[str, Any]) -> Floating:
    return Floating(
        told.get("文字", ""),
        told.get("元素", "div.float"),
        links=(address(told["链接"]),) if "链接" in told else (),
        images=(address(told["图片"]),) if "图片" in told else (),
        alts=(told["图片文字"],) if "图片文字" in told else (),
        position="fixed",
    )
