"""Where a consultation's entrance is, and what several of them come to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspection.visits import FormFacts, View, Visit, to_facts
from schedulers.consulting import entrances, is_bad, told

AT = datetime(2025, 3, 25, tzinfo=UTC)


def seen(state: str, status: int | None = 200, reason: str | None = None, entry: str = "/a") -> Visit:
    facts = to_facts(FormFacts(state, entry)) if reason is None else {}
    return Visit("https://a.example/", View.FORM, AT, "r1", reason, status, facts=facts)


@pytest.mark.parametrize(
    "words",
    ["我要咨询", "网上咨询", "在线留言", "局长信箱", "我要写信", "互动交流", "【我要咨询】", "政民互动", "区长信箱"],
)
def test_words_that_name_a_way_to_ask_lead_there(words: str) -> None:
    assert [one.url for one in entrances([("https://a.example/x", words)])] == ["https://a.example/x"]


@pytest.mark.parametrize(
    "words",
    [
        "咨询电话",
        "咨询答复选登",
        "关于低保政策的咨询",
        "网上调查",
        "意见征集",
        "智能咨询",
        "监督举报",
        "",
        "信箱使用须知",
        "通知公告",
    ],
)
def test_other_words_do_not(words: str) -> None:
    assert entrances([("https://a.example/x", words)]) == []


def test_the_surest_words_come_first() -> None:
    links = [
        ("https://a.example/h", "互动交流"),
        ("https://a.example/x", "局长信箱"),
        ("https://a.example/z", "我要咨询"),
    ]
    assert [one.url[-1] for one in entrances(links)] == ["z", "x", "h"]


@pytest.mark.parametrize(
    ("looks", "bad"),
    [
        ([seen("closed"), seen("form")], False),
        ([seen("blank"), seen("login")], False),
        ([seen("closed"), seen("unclear")], False),
        ([seen("unclear", 404), seen("", reason="timeout")], False),
        ([seen("unclear", 404), seen("blank")], True),
        ([seen("unclear", 403)], False),
        ([seen("unclear", 500)], True),
    ],
)
def test_only_when_all_are_surely_bad_there_is_none(looks: list[Visit], bad: bool) -> None:
    assert is_bad(told(looks)) is bad
