"""What is pressed beside a list, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from spiders.headless.listing_controls import more_of, next_of, tabs_of


def control(word: str, **more: Any) -> dict[str, Any]:
    """As listing_press.js describes a control below the rows."""
    return {
        "word": word, "label": "", "classes": "", "tag": "A", "disabled": False, "active": False, "role": "",
        "code": "", "script": "", "address": "", "pointer": True, "beside": [word], "group": 7, "kind": "A", "likes": 1,
        "number": 0, "links": 0,
        "furniture": False, "pager": False, "top": False, "before": False, "after": True,
        "x": 0, "y": 0, "w": 40, "h": 20, "order": 1,
    } | more  # fmt: skip


@pytest.mark.parametrize("word", ["下一页", "下页", "下一页 >", "Next", "[下一页]", "后一页"])
def test_the_next_page_is_called_by_many_names(word: str) -> None:
    assert next_of([control(word)], 1, None) is not None


@pytest.mark.parametrize("word", ["加载更多", "查看更多", "点击加载更多", "更多", "展开", "Load more", "加载更多内容"])
def test_more_rows_are_called_by_many_names(word: str) -> None:
    assert more_of([control(word)]) is not None


@pytest.mark.parametrize(
    "word", ["删除", "提交", "登录", "注册", "退出", "下载更多", "打印", "分享更多", "收藏", "点赞"]
)
def test_what_changes_something_is_never_pressed(word: str) -> None:
    pager = control(word, classes="next", pager=True)

    assert next_of([pager], 1, None) is None
    assert more_of([pager]) is None
    assert tabs_of([pager | {"before": True}, control("法规", before=True, active=True)]) == []


def test_more_that_leads_to_another_page_is_not_pressed() -> None:
    assert more_of([control("更多", address="http://www.example.gov.cn/zcwj/")]) is None
    assert more_of([control("更多", code="window.open('/zcwj/')")]) is None


def test_more_of_another_list_is_not_pressed() -> None:
    assert more_of([control("更多", links=5)]) is None


def test_a_link_is_followed_only_where_the_reader_takes_it_for_the_next_page() -> None:
    following = control("下一页", address="http://www.example.gov.cn/tzgg/?page=2")

    assert next_of([following], 1, None) is None
    assert next_of([following], 1, "http://www.example.gov.cn/tzgg/?page=2") is following


def test_a_disabled_control_ends_the_paging() -> None:
    assert next_of([control("下一页", classes="page-item disabled"), control("2", pager=True)], 1, None) is None


def test_an_arrow_that_stands_by_no_numbers_turns_no_page() -> None:
    assert next_of([control("›")], 1, None) is None
    assert next_of([control("›", beside=["‹", "1", "2", "›"])], 1, None) is not None


def test_the_number_after_the_shown_one_is_the_next_page() -> None:
    numbers = [control(str(n), pager=True, beside=["1", "2", "3"], classes="on" if n == 2 else "") for n in (1, 2, 3)]

    assert next_of(numbers, 2, None) is numbers[2]


def test_tabs_stand_side_by_side_with_one_marked() -> None:
    tabs = [control(w, before=True, classes="on" if w == "全部" else "", likes=3) for w in ("全部", "法规", "规章")]

    assert [t["word"] for t in tabs_of(tabs)] == ["法规", "规章"]


def test_a_menu_below_each_other_is_no_row_of_tabs() -> None:
    menu = [
        control(w, before=True, classes="on" if n == 0 else "", likes=3, y=40 * n)
        for n, w in enumerate(("通知公告", "政策文件", "领导信息"))
    ]

    assert tabs_of(menu) == []
