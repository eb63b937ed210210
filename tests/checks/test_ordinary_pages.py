"""Pages as they are on sound sites, the government's and ordinary ones: no check finds a fault in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.all import CHECKS
from checks.run import run_checks
from inspection.visits import Floating, Insecure, Leaving, NoAlt, ScriptError, View, Violation, Visit, Wide
from inspection.vouching import OF_VISITS
from tests.checks.rounds import HOME, address, observed
from tests.checks.visited import visit, visited

ROUND = observed()
AT = ROUND.as_of - timedelta(hours=1)
OF_PAGES = tuple(
    check for check in CHECKS if check.name in OF_VISITS and OF_VISITS[check.name].view in (View.DESK, View.PHONE)
)
PHONE: dict[str, Any] = {"width": 390, "scroll_width": 390, "viewport_meta": True}

# What sound pages show, that is at times taken for a fault.
HARMLESS: list[dict[str, Any]] = [
    {"text": 0, "images": 1, "controls": 0, "excerpt": ""},  # a poster
    {"text": 0, "images": 1, "controls": 0, "inked": 0.8},  # a map on a canvas
    {"text": 22, "images": 1, "controls": 4, "excerpt": "账号登录 用户名 密码 验证码 登录 忘记密码"},
    {"text": 9, "images": 0, "controls": 1, "excerpt": "页面正在跳转，请稍候"},
    {"text": 7, "images": 0, "controls": 0, "excerpt": "本栏目暂无内容"},
    {"errors": (ScriptError("Uncaught ReferenceError: _hmt is not defined", "https://hm.baidu.com/hm.js?0a"),)},
    {"errors": (ScriptError("Script error.", ""), ScriptError("ResizeObserver loop limit exceeded", ""))},
    {"errors": (ScriptError("Uncaught (in promise) TypeError: Failed to fetch", f"{HOME}js/weather.js"),)},
    {"errors": (ScriptError("AMap is not defined", ""),), "failed": ("https://webapi.amap.com/maps",)},
    {"paint": 2.9, "loaded": 9.0},
    {"paint": None, "loaded": 0.4},
    {"paint": 9.0, "stalled": 7.0, "looks": 2},
    {"insecure": (Insecure("http://127.0.0.1:12345/plugin", "xhr", True),)},
    {"no_alt": (NoAlt(f"{HOME}images/icon_dot.png", "li img"), NoAlt(f"{HOME}images/blank.gif?v=1", "img"))},
    {"violations": (Violation("region", "moderate", ("best-practice",), "内容应当在地标中", 8),)},
    {"violations": (Violation("image-alt", "critical", ("wcag2a",), "图片应当有替代文字", 1),)},
    {"floating": (Floating("无障碍 长者模式 返回顶部", "div.tools", role="tools"),)},
    {"floating": (Floating("首页 政务公开 政务服务 互动交流 2025年", "nav", role="nav"),)},
    {"floating": (Floating("2025年清明祭扫服务专栏", "div.float", links=(f"{HOME}zt/qm2025/",)),)},
    {"floating": (Floating("本网站使用 Cookie，隐私政策自2023年6月1日起施行", "div.cookie"),)},
    {"floating": (Floating("智能客服 在线咨询 工作日9:00—17:00", "div.chat"),)},
    {"floating": (Floating("限时优惠 满300减50 新人注册领取礼包", "div.modal", modal=True),)},
    {"floating": (Floating("扫一扫 关注微信公众号", "div.code", images=(f"{HOME}qr2023.png",)),)},
    {"floating": (Floating("《“十四五”民政事业发展规划（2021—2025年）》学习专栏", "div.float"),)},
    {"floating": (Floating("党的二十届三中全会精神 2024年7月15日至18日", "div.float"),)},
    {"leaving": (Leaving("https://www.gov.cn/", False), Leaving("https://www.sh.gov.cn/", False))},
    {"leaving": (Leaving("https://www.example.com/", True, "您访问的链接即将离开本网站"),)},
]
ON_PHONES: list[dict[str, Any]] = [
    {},
    {"scroll_width": 398, "wide": (Wide("div.shadow", "", 398),)},
    {"scroll_width": 800, "wide": ()},  # hidden beyond the edge
    {"width": 980, "scroll_width": 1200, "viewport_meta": False, "wide": (Wide("div.main", "要闻", 1200),)},
    {"scroll_width": 900, "wide": (Wide("div.main", "要闻", 900),), "failed": (f"{HOME}css/m.css",)},
]


def found(*visits: Visit) -> list[tuple[str, str]]:
    findings, _, broken = run_checks(visited(ROUND, *visits), OF_PAGES)
    assert broken == []
    return [(finding.check, finding.title) for finding in findings]


@pytest.mark.parametrize("facts", HARMLESS, ids=str)
@pytest.mark.parametrize("url", ["/", "/bsfw/1.html"])
def test_what_sound_pages_show_is_no_fault(facts: dict[str, Any], url: str) -> None:
    assert found(visit(url, at=AT, **facts)) == []


@pytest.mark.parametrize("facts", ON_PHONES, ids=str)
def test_what_sound_pages_show_on_phones_is_no_fault(facts: dict[str, Any]) -> None:
    assert found(visit("/", View.PHONE, at=AT, **{**PHONE, **facts})) == []


@settings(max_examples=40, deadline=None)
@given(
    desk=st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=20),
    phone=st.lists(st.sampled_from(ON_PHONES), max_size=6),
)
def test_nor_is_a_site_of_such_pages(desk: list[dict[str, Any]], phone: list[dict[str, Any]]) -> None:
    pages = [visit("/" if not n else f"/{n % 3}/{n}.html", at=AT, **facts) for n, facts in enumerate(desk)]
    phones = [
        visit("/" if not n else f"/{n % 3}/{n}.html", View.PHONE, at=AT, **{**PHONE, **facts})
        for n, facts in enumerate(phone)
    ]

    assert found(*pages, *phones) == []


def test_a_template_with_every_fault_is_a_bearable_number_of_findings() -> None:
    """Five hundred pages, each with what the template does wrong, and some of their own."""
    facts: dict[str, Any] = {
        "errors": (ScriptError("Uncaught TypeError: a is null", f"{HOME}js/a.js"),),
        "paint": 6.0,
        "insecure": tuple(Insecure(f"http://example.gov.cn/i/{n}.png", "image", False) for n in range(12)),
        "violations": (Violation("label", "serious", ("wcag2a",), "应当有标签", 1),),
        "floating": (Floating("2023年消防知识竞赛", "div.float", links=(f"{HOME}zt/xf/",)),),
        "leaving": (Leaving("https://www.example.com/", False),),
    }
    urls = ["/", *(f"/c{n % 20}/{n}.html" for n in range(500))]
    pages = [visit(url, at=AT, no_alt=(NoAlt(address(f"/img{url}.jpg"), "img"),), **facts) for url in urls]
    wide: dict[str, Any] = {**PHONE, "scroll_width": 700, "wide": (Wide("div.top", "", 700),)}
    pages += [visit(url, View.PHONE, at=AT, **wide) for url in urls]

    assert len(found(*pages)) <= 30
