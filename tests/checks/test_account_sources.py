"""silent-source and expired-credential, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.expired_credential import ExpiredCredential
from checks.silent_source import SilentSource
from inspection.refusals import REFUSALS, needs_person
from tests.checks.account_rounds import NAME, a_round, heard, posts
from tests.checks.rounds import TODAY, Said, said

FEED, API = f"{NAME}：feed", f"{NAME}：wechat-api"
OURS = ["credential-missing", "not-verified", "ip-not-allowed", "account-not-found", "html-not-feed", "not-a-feed"]
OURS += ["file-missing", "file-unreadable", "columns-unknown", "feed-login-lost"]
DESIGNED = ["one-album-only", "listed-by-hand", "group-sends-not-seen"]
every_reason = pytest.mark.parametrize("reason", sorted(set(REFUSALS) | {"timeout", "dns", "http-503"}))


def silent(**account: Any) -> Said:
    return heard(SilentSource(), **account)


def expired(**account: Any) -> Said:
    return heard(ExpiredCredential(), **account)


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_source_is_at_fault_where_another_has_newer_articles_for_days(fresh: int, behind: int) -> None:
    told = silent(稿件=[*posts(fresh, 来源="wechat-api"), *posts(fresh + behind, 来源="feed")], 来源=BOTH)

    assert told.subjects == [FEED] * (behind > 2)


BOTH: dict[str, Any] = {"feed": {}, "wechat-api": {}}


def test_what_another_source_shows_since_today_alone_is_waited_for() -> None:
    told = silent(稿件=[*posts(0, 来源="wechat-api"), *posts(9, 来源="feed")], 来源=BOTH)

    assert (told.subjects, told.reasons) == ([], [(FEED, "just-published")])


@given(st.integers(1, 6), st.integers(0, 30))
def test_a_source_that_is_late_by_nature_is_not_blamed_for_what_it_cannot_show_yet(late: int, own: int) -> None:
    until = TODAY - timedelta(days=late)
    fresh = posts(*range(1, late), 来源="feed")

    told = silent(稿件=[*fresh, *posts(own, 来源="wechat-api")], 来源={"feed": {}, "wechat-api": {"只见到": until}})

    assert API not in told.subjects


def test_a_source_that_shows_nothing_while_another_does_is_at_fault() -> None:
    told = silent(稿件=posts(3, 来源="wechat-api"), 来源={"feed": {"状态": "空白"}, "wechat-api": {}})

    assert told.subjects == [FEED]
    assert "一篇文章也没有，而公众号接口（wechat-api）已有 2025-03-22 的" in told.faults[0].title


def test_dates_in_the_future_prove_no_silence() -> None:
    assert not silent(稿件=[*posts(-9, 来源="wechat-api"), *posts(1, 来源="feed")], 来源=BOTH).faults


def test_a_source_without_dates_cannot_be_compared() -> None:
    told = silent(稿件=[*posts(3, 来源="wechat-api"), {"标题": "没有日期", "来源": "feed"}], 来源=BOTH)

    assert told.reasons == [(FEED, "no-dates")]


def test_an_only_source_has_nothing_to_be_compared_with() -> None:
    told = silent(稿件=posts(300))

    assert (told.faults, told.untold) == ([], [])


@pytest.mark.parametrize("known", [[], [{"标题": "旧", "日期": TODAY, "首见": TODAY, "末见": TODAY}]])
def test_an_only_source_that_shows_nothing_is_not_called_sound(known: list[dict[str, Any]]) -> None:
    told = silent(来源={"feed": {"状态": "空白"}}, 见过=known)

    assert told.reasons == [(FEED, "could-not-be-read" if known else "no-articles")]


@pytest.mark.parametrize("reason", DESIGNED)
def test_a_source_that_sees_a_part_by_design_is_not_at_fault(reason: str) -> None:
    told = silent(
        稿件=posts(1, 来源="feed"),
        来源={"feed": {}, "wechat-album": {"最新": TODAY - timedelta(99), "只见部分": reason}},
    )

    assert (told.faults, told.untold) == ([], [])


def test_an_export_file_is_as_new_as_its_download() -> None:
    told = silent(稿件=posts(1, 来源="feed"), 来源={"feed": {}, "export": {"最新": TODAY - timedelta(days=9)}})

    assert not told.faults


@given(st.integers(0, 60))
def test_an_export_file_is_asked_for_again_when_it_is_older_than_the_account_may_be(age: int) -> None:
    built = TODAY - timedelta(days=age)
    told = silent(稿件=posts(80), 来源={"export": {"只见部分": "file-old", "刷新": built}})

    assert bool(told.faults) == (age > 14)


def test_a_feed_that_its_service_does_not_refresh_is_at_fault() -> None:
    told = silent(稿件=posts(9), 来源={"feed": {"只见部分": "feed-frozen", "刷新": TODAY - timedelta(days=9)}})

    assert told.faults[0].title == (
        "账号“上海民政”的来源“订阅（feed）”失灵：订阅服务很久没有刷新（2025-03-16），"
        "请检查订阅服务的登录是否过期、抓取任务是否停止"
    )


@every_reason
def test_a_refusal_is_a_fault_where_it_is_the_offices_to_mend_and_else_left_open(reason: str) -> None:
    told = silent(稿件=posts(1, 来源="feed"), 来源={"feed": {}, "wechat-api": {"状态": "受阻", "原因": reason}})

    assert told.subjects == [API] * (reason in OURS)
    assert told.reasons == [] if reason in OURS else [(API, reason)]


@every_reason
def test_an_expired_login_is_told_apart_from_every_other_refusal(reason: str) -> None:
    told = expired(来源={"wechat-api": {"状态": "受阻", "原因": reason}})

    assert told.subjects == [API] * needs_person(reason)
    assert told.reasons == [] if needs_person(reason) else [(API, reason)]


def test_the_login_its_variable_and_its_keeper_are_named() -> None:
    source = {
        "状态": "受阻",
        "原因": "credential-expired",
        "说明": "平台返回 42001",
        "变量": "A_TOKEN",
        "维护单位": "信息科",
    }
    fault = expired(责任单位="传媒中心", 来源={"weibo-api": source}).faults[0]

    assert fault.title == (
        "账号“上海民政”的来源“微博接口（weibo-api）”登录或授权已过期（平台返回 42001），"
        "请信息科重新登录或授权，并更新环境变量 A_TOKEN"
    )
    assert (fault.unit, fault.column) == ("信息科", NAME)


def test_without_a_keeper_the_accounts_unit_answers() -> None:
    fault = expired(责任单位="传媒中心", 来源={"weibo-api": {"状态": "受阻", "原因": "credential-refused"}}).faults[0]

    assert (fault.unit, "更新环境变量 WEIBO_TOKEN" in fault.title) == ("传媒中心", True)


def test_a_source_that_needs_no_login_cannot_lose_it() -> None:
    told = expired(来源={"feed": {"状态": "受阻", "原因": "captcha"}})

    assert (told.faults, told.untold) == ([], [])


def test_a_source_that_is_not_in_the_record_cannot_be_told() -> None:
    round_ = replace(a_round(来源={"wechat-api": {}}, 稿件=posts(1)), sources={})

    assert said(SilentSource(), round_).reasons == said(ExpiredCredential(), round_).reasons == [(API, "not-read")]
