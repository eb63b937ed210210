"""Blank, broken, slow and too wide pages: what people would see, and what only this machine's troubles made so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.blank_page import BlankPage
from checks.broken_layout import BrokenLayout
from checks.check import Check
from checks.script_error import ScriptErrorCheck
from checks.slow_page import SlowPage
from inspection.visits import ScriptError, View, Visit, Wide
from tests.checks.rounds import HOME, Said, address, observed, said
from tests.checks.visited import visit, visited

ROUND = observed()
AT = ROUND.as_of - timedelta(hours=1)
PAGE, SERVICE = "/zwgk/1.html", "/bsfw/2.html"
EMPTY: dict[str, Any] = {"text": 0, "images": 0, "controls": 0, "excerpt": ""}


def hear(check: Check, *visits: Visit) -> Said:
    home = [] if any(one.url == HOME and one.view is View.DESK for one in visits) else [visit("/", at=AT)]
    return said(check, visited(ROUND, *home, *visits))


def page(url: str = PAGE, **facts: Any) -> Visit:
    return visit(url, at=AT, **facts)


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"text": 3, "excerpt": "  | "},
        {"text": 6, "excerpt": "数据加载中..."},
        {"text": 3, "excerpt": "加载中", "images": 1},
        {"text": 12, "excerpt": "Loading... 0%", "inked": 0.003},
        {"controls": 7, "inked": 0.0},
    ],
)
def test_a_page_that_shows_nothing_is_blank(shown: dict[str, Any]) -> None:
    assert hear(BlankPage(), page(**{**EMPTY, **shown})).subjects == [address(PAGE)]


@pytest.mark.parametrize(
    "shown",
    [
        {"images": 1},
        {"controls": 3},
        {"text": 12, "excerpt": "登录 用户名 密码 验证码", "controls": 1},
        {"text": 9, "excerpt": "系统正在维护升级中", "controls": 0},
        {"text": 4, "excerpt": "敬请期待", "inked": 0.05},
        {"inked": 0.4},
        {"text": 8, "excerpt": "20240101"},
    ],
)
def test_a_page_that_shows_little_is_not_blank(shown: dict[str, Any]) -> None:
    assert hear(BlankPage(), page(**{**EMPTY, **shown})).faults == []


@pytest.mark.parametrize(
    "lost", [{"withheld": (f"{HOME}api/list",)}, {"failed": ("https://cdn.example.com/vue.min.js",)}]
)
def test_what_was_kept_from_a_blank_page_leaves_it_open(lost: dict[str, Any]) -> None:
    heard = hear(BlankPage(), page(**EMPTY, **lost))

    assert (heard.faults, heard.reasons) == ([], [(address(PAGE), "page-withheld")])


def test_a_blank_page_whose_own_script_is_gone_is_blank() -> None:
    assert hear(BlankPage(), page(**EMPTY, failed=(f"{HOME}js/app.js",))).subjects == [address(PAGE)]


BROKEN = ScriptError("Uncaught TypeError: Cannot read properties of null (reading 'style')", f"{HOME}js/index.js?v=3")


@pytest.mark.parametrize(
    "message",
    [
        "Script error.",
        "ResizeObserver loop completed with undelivered notifications.",
        "AbortError: The user aborted a request.",
        "Uncaught (in promise) NotAllowedError: play() failed because of no user gesture.",
        "Uncaught (in promise) TypeError: Failed to fetch",
        "Uncaught (in promise) Error: timeout of 10000ms exceeded",
        "Uncaught (in promise) Error: Request failed with status code 404",
        "Uncaught (in promise) cancel",
        "Uncaught (in promise)",
        "ChunkLoadError: Loading chunk 12 failed.",
        "SecurityError: Failed to read the 'localStorage' property from 'Window': Access is denied for this document.",
    ],
)
def test_what_the_network_or_the_browser_says_is_no_fault_of_a_script(message: str) -> None:
    assert hear(ScriptErrorCheck(), page("/", errors=(ScriptError(message),))).faults == []


@pytest.mark.parametrize("source", ["https://hm.baidu.com/hm.js", "chrome-extension://abc/a.js", "blob:https://x/1"])
def test_what_is_not_the_sites_own_is_no_fault_of_it(source: str) -> None:
    assert (
        hear(ScriptErrorCheck(), page("/", errors=(ScriptError("Uncaught TypeError: x is broken", source),))).faults
        == []
    )


def test_an_error_of_home_is_told_there_once_however_many_pages_have_it() -> None:
    heard = hear(ScriptErrorCheck(), page("/", errors=(BROKEN,)), page(SERVICE, errors=(BROKEN,)))

    (fault,) = heard.faults
    assert (fault.subject, fault.found_on) == (HOME, (HOME, address(SERVICE)))


def test_an_error_of_several_service_pages_is_their_scripts() -> None:
    heard = hear(ScriptErrorCheck(), page(SERVICE, errors=(BROKEN,)), page("/bsfw/3.html", errors=(BROKEN,)))

    assert heard.subjects == [f"{HOME}js/index.js"]


def test_an_error_of_one_service_page_is_that_pages_and_of_another_page_none() -> None:
    heard = hear(ScriptErrorCheck(), page(SERVICE, errors=(BROKEN,)), page(PAGE, errors=(BROKEN,)))

    assert heard.subjects == [address(SERVICE)]


@given(number=st.integers(0, 10**9), line=st.integers(1, 9999))
def test_what_changes_from_look_to_look_is_no_part_of_an_errors_identity(number: int, line: int) -> None:
    errors = (ScriptError(f"Uncaught Error: item {number} of list", f"{HOME}a.js?t={number}", line),)

    (fault,) = hear(ScriptErrorCheck(), page("/", errors=errors)).faults

    assert (fault.subject, "item N of list" in fault.title) == (HOME, True)


def test_what_may_follow_from_a_script_that_was_not_had_is_left_open() -> None:
    missing = ScriptError("Uncaught ReferenceError: $ is not defined", "")

    heard = hear(ScriptErrorCheck(), page("/", errors=(missing,), failed=("https://cdn.example.com/jquery.js",)))

    assert (heard.faults, heard.reasons) == ([], [(HOME, "scripts-not-loaded")])


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"paint": 3.0}, None),
        ({"paint": 3.4}, True),
        ({"paint": None}, None),
        ({"paint": 3.4, "stalled": 0.2}, True),
        ({"paint": 3.4, "stalled": 0.6}, False),
        ({"paint": 5.0, "looks": 1}, False),
        ({"paint": 6.5, "looks": 1}, True),
    ],
)
def test_slow_is_what_two_looks_or_a_very_long_one_say(facts: dict[str, Any], verdict: bool | None) -> None:
    heard = hear(SlowPage(), page(**facts))

    assert (len(heard.faults), len(heard.untold)) == (verdict is True, verdict is False)


def test_a_site_that_is_slow_everywhere_is_one_fault() -> None:
    slow = [page(f"/a/{n}.html", paint=6.0) for n in range(8)]

    (fault,) = hear(SlowPage(), page("/", paint=7.0), *slow).faults

    assert (fault.subject, len(fault.found_on)) == (HOME, 9)


def test_a_few_slow_pages_of_a_slow_home_page_are_their_own_faults() -> None:
    others = [page(f"/a/{n}.html") for n in range(8)]

    assert len(hear(SlowPage(), page("/", paint=7.0), page(PAGE, paint=6.0), *others).faults) == 2


def phone(url: str, scroll_width: int, selector: str = "table.data", **more: Any) -> Visit:
    wide = (Wide(selector, "统计表", scroll_width),) if scroll_width > 390 and selector else ()
    known: dict[str, Any] = {"width": 390, "scroll_width": scroll_width, "viewport_meta": True, "wide": wide}
    return visit(url, View.PHONE, at=AT, **{**known, **more})


@pytest.mark.parametrize(
    ("scroll_width", "more", "found"),
    [
        (390, {}, False),
        (400, {}, False),
        (410, {}, True),
        (1200, {"viewport_meta": False}, False),
        (1200, {"wide": ()}, False),
        (1200, {}, True),
    ],
)
def test_what_sticks_out_of_a_page_for_phones_is_told(scroll_width: int, more: dict[str, Any], found: bool) -> None:
    assert bool(hear(BrokenLayout(), phone("/", 390), phone(PAGE, scroll_width, **more)).faults) is found


def test_a_page_that_is_shrunk_is_judged_by_the_home_page() -> None:
    shrunk: dict[str, Any] = {"viewport_meta": False, "width": 980}

    fits, sticks = phone("/", 980, wide=(), **shrunk), phone("/", 1200, **shrunk)

    assert hear(BrokenLayout(), fits, phone(PAGE, 1600, **shrunk)).subjects == [address(PAGE)]
    assert hear(BrokenLayout(), sticks, phone(PAGE, 1600, **shrunk)).faults == []


def test_what_sticks_out_of_many_pages_is_one_fault() -> None:
    pages = [phone(f"/a/{n}.html", 700 + n, f"div.banner:nth-of-type({n + 1})") for n in range(6)]

    (fault,) = hear(BrokenLayout(), *pages).faults

    assert (fault.subject, len(fault.found_on)) == (address("/a/0.html"), 6)


def test_a_table_without_a_name_is_its_own_pages() -> None:
    assert len(hear(BrokenLayout(), *[phone(f"/a/{n}.html", 700, "table") for n in range(3)]).faults) == 3


def test_a_page_without_its_styles_is_left_open() -> None:
    heard = hear(BrokenLayout(), phone(PAGE, 900, failed=(f"{HOME}css/main.css",)))

    assert (heard.faults, heard.reasons) == ([], [(address(PAGE), "styles-not-loaded")])
