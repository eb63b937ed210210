"""conflicting-facts, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.conflicting_facts import ConflictingFacts
from inspection.findings import Fault
from inspection.observed import Observed
from inspection.records import Article
from tests.checks.rounds import TODAY, Said, address, article, observed, reading, said

DAY = date(2025, 3, 10)
TITLE = "关于做好2025年清明祭扫工作的通知"
URL = address("/tzgg/1.html")
HERE, THERE = "祭扫高峰为4月4日至6日。咨询电话：62891234。", "祭扫高峰为4月4日至6日。咨询电话：62891243。"


def notice(text: str = HERE, day: date | None = DAY, **more: Any) -> Article:
    more = {"read_in_full": True, "url": "/tzgg/1.html", **more}
    return article(more.pop("title", TITLE), day, text=text, **more)


def post(text: str = THERE, day: date | None = DAY, number: int = 1, **more: Any) -> Article:
    more = {"read_in_full": True, **more}
    told = article(more.pop("title", "2025年清明祭扫安排来了"), day, text=text, **more)
    return replace(told, url=f"https://mp.weixin.qq.com/s/abcdefgh{number}")


def round_(notices: list[Article], *posts: Article, **more: Any) -> Observed:
    plan = {"accounts": [{"name": name, "platform": "wechat"} for name in ("上海民政", "上海民政微博")]}
    columns = {"通知公告": {"unit": "殡管处"}}
    first, second = [p for p in posts if p.channel != "微博"], [p for p in posts if p.channel == "微博"]
    readings = (reading("通知公告", *notices), reading("上海民政", *first), reading("上海民政微博", *second))
    return observed(*readings, plan=plan, columns=columns, **more)


def judged(*args: Any, **more: Any) -> Said:
    return said(ConflictingFacts(), round_(*args, **more))


def only(heard: Said) -> Fault:
    assert len(heard.faults) == 1, heard
    return heard.faults[0]


def test_the_fault_is_the_portals_and_shows_both_values_with_their_words() -> None:
    fault = only(judged([notice()], post()))
    shown: Any = fault.evidence["conflicts"]
    assert (fault.subject, fault.column, fault.unit) == (URL, "通知公告", "殡管处")
    assert (shown[0]["here"], shown[0]["there"], shown[0]["there_said"]) == (
        "62891234",
        "62891243",
        "咨询电话:62891243",
    )


def test_several_conflicts_of_one_notice_are_one_fault() -> None:
    fault = only(judged([notice()], post("祭扫高峰为4月5日至6日。咨询电话：62891243。")))
    shown: Any = fault.evidence["conflicts"]
    assert sorted(c["what"] for c in shown) == ["电话", "高峰日期"]


def test_what_agrees_or_is_left_out_is_no_fault() -> None:
    heard = judged([notice()], post(HERE))
    assert (heard.faults, heard.untold) == ([], [])
    assert judged([notice()], post("祭扫高峰为4月4日至6日。")).faults == []


@pytest.mark.parametrize(("apart", "told"), [(0, True), (30, True), (31, False), (-30, True), (-31, False)])
def test_only_what_was_published_within_thirty_days_is_compared(apart: int, told: bool) -> None:
    heard = judged([notice(title="清明祭扫须知")], post(day=DAY + timedelta(days=apart), title="清明祭扫须知"))
    assert bool(heard.faults) is told


@pytest.mark.parametrize(("age", "told"), [(180, True), (181, False)])
def test_what_is_older_than_half_a_year_is_left_alone(age: int, told: bool) -> None:
    day = TODAY - timedelta(days=age)
    heard = judged([notice(day=day, title="清明祭扫须知")], post(day=day, title="清明祭扫须知"))
    assert bool(heard.faults) is told


def test_another_years_or_batchs_notice_is_not_compared() -> None:
    assert judged([notice(title="2025年清明祭扫安排")], post(title="2024年清明祭扫安排")).faults == []
    assert judged([notice(title="第一批服务点名单")], post(title="第二批服务点名单")).faults == []


def test_an_update_of_the_notice_is_not_compared_with_it() -> None:
    assert judged([notice()], post(title="关于调整2025年清明祭扫时间的通知")).faults == []


@pytest.mark.parametrize("unread", ["here", "there"])
def test_a_body_that_was_not_read_leaves_it_open(unread: str) -> None:
    here = notice("", read_in_full=False) if unread == "here" else notice()
    there = post("", read_in_full=False) if unread == "there" else post()
    heard = judged([here], there)
    assert (heard.faults, heard.reasons) == ([], [(URL, "page-not-read")])


def test_without_a_counterpart_nothing_is_said() -> None:
    heard = judged([notice("", read_in_full=False)], post("", title="我局召开工作会议", read_in_full=False))
    assert (heard.faults, heard.untold) == ([], [])


def test_two_accounts_are_compared_too() -> None:
    wechat, weibo = post(HERE), post(THERE, number=2, channel="微博")
    fault = only(judged([], wechat, weibo))
    assert (fault.subject, fault.column) == (wechat.url, "上海民政")


def test_a_portal_without_accounts_has_nothing_to_compare() -> None:
    assert said(ConflictingFacts(), observed(reading("通知公告", notice()))).faults == []
