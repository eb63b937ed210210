"""stale-account, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.stale_account import StaleAccount
from inspection.findings import Severity
from inspection.refusals import REFUSALS
from tests.checks.account_rounds import NAME, a_round, heard, posts
from tests.checks.rounds import TODAY, Said, observed, said

OLD = TODAY - timedelta(days=20)


def judged(**account: Any) -> Said:
    return heard(StaleAccount(), **account)


@given(st.integers(0, 400))
def test_an_account_is_stale_when_its_newest_article_is_older_than_two_weeks(age: int) -> None:
    faults = judged(稿件=posts(age)).faults

    assert [f.severity for f in faults if f.severity is not Severity.WARNING] == [Severity.CRITICAL] * (age > 14)


@given(st.integers(0, 400))
def test_an_early_word_is_said_from_the_eleventh_day_on(age: int) -> None:
    faults = judged(稿件=posts(age)).faults

    assert [f.subject for f in faults if f.severity is Severity.WARNING] == [NAME] * (10 < age <= 14)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 90))
def test_the_plans_own_limits_go_and_a_veto_stays_a_veto(limit: int, early: int, age: int) -> None:
    told = {"更新期限": f"{limit}d", "预警": f"{min(early, limit)}d", "稿件": posts(age)}
    weights = [f.severity for f in judged(**told).faults]

    if age > limit:
        assert weights == [Severity.CRITICAL if limit <= 14 < age else Severity.ERROR]
    else:
        assert weights == [Severity.WARNING] * (age > min(early, limit))


def test_a_limit_of_the_plans_own_is_the_basis() -> None:
    fault = judged(更新期限="10d", 稿件=posts(12)).faults[0]

    assert (fault.severity, fault.basis) == (Severity.ERROR, "本单位巡检方案：账号“上海民政”应在 10 天内更新")


@given(st.lists(st.integers(15, 900), min_size=1, max_size=8), st.integers(0, 10), st.integers(0, 8))
def test_one_fresh_article_anywhere_keeps_an_account_fresh(old: list[int], fresh: int, place: int) -> None:
    old.insert(place, fresh)

    heard_of = judged(稿件=posts(*old))
    assert (heard_of.faults, heard_of.untold) == ([], [])


@given(st.lists(st.integers(-4000, -1), max_size=5), st.integers(15, 900))
def test_dates_in_the_future_never_make_an_account_fresh(ahead: list[int], age: int) -> None:
    assert judged(稿件=posts(*ahead, age)).faults[0].evidence["days"] == age


def test_the_fault_names_the_newest_article_and_the_distance_to_the_veto() -> None:
    fault = judged(稿件=[{"标题": "置顶", "日期": date(2023, 1, 1), "置顶": "是"}, *posts(12)]).faults[0]

    assert fault.title == ("账号“上海民政”已 12 天没有更新，再过 3 天将构成单项否决，最新一篇：2025-03-13 “第0篇”")
    assert (fault.evidence["days"], fault.evidence["days_to_veto"]) == (12, 3)


def test_after_so_many_days_as_said_it_is_a_veto() -> None:
    early = judged(稿件=posts(12)).faults[0].evidence["days_to_veto"]
    assert isinstance(early, int)

    assert heard(StaleAccount(), TODAY + timedelta(days=early - 1), 稿件=posts(12)).faults[0].severity == "warning"
    assert heard(StaleAccount(), TODAY + timedelta(days=early), 稿件=posts(12)).faults[0].severity == "critical"


WALLS = sorted(set(REFUSALS) | {"timeout", "dns", "http-503"})


@pytest.mark.parametrize("state", ["受阻", "没读懂", "打不开"])
@given(reason=st.sampled_from(WALLS), old=st.booleans())
def test_an_account_that_was_not_read_is_never_stale(state: str, reason: str, old: bool) -> None:
    told = judged(状态=state, 原因=reason, 稿件=posts(20) if old else [])

    assert (told.faults, told.reasons) == ([], [(NAME, reason)])


@given(sources=st.lists(st.tuples(st.sampled_from(["ok", "wall", "part"]), st.integers(0, 40)), min_size=1, max_size=4))
def test_it_is_stale_only_where_no_source_can_hide_a_newer_article(sources: list[tuple[str, int]]) -> None:
    """Every source answers (whole or in part) or is walled off; each that answers shows articles of its own."""
    labels = ["feed", "wechat-api", "export", "wechat-album"]
    told: dict[str, Any] = {}
    shown: list[dict[str, Any]] = []
    for label, (kind, age) in zip(labels, sources, strict=False):
        more = {"wall": {"状态": "受阻", "原因": "captcha"}, "part": {"只见部分": "one-album-only"}}
        told[label] = more.get(kind, {})
        if kind != "wall":
            shown += posts(age, 300, 来源=label)
    kinds = [kind for kind, _ in sources]
    newest = min((age for kind, age in sources if kind != "wall"), default=None)

    said_ = judged(来源=told, 稿件=shown)

    if newest is not None and newest <= 10:
        assert (said_.faults, said_.untold) == ([], [])
    elif "ok" in kinds and "wall" not in kinds:
        assert [f.subject for f in said_.faults] == [NAME]
    else:
        assert (said_.faults, [t.subject for t in said_.untold]) == ([], [NAME])


def test_what_must_be_mended_first_is_said() -> None:
    told = judged(
        来源={"feed": {}, "weibo-mobile": {"状态": "受阻", "原因": "cookie-wall"}}, 稿件=posts(20, 来源="feed")
    )

    assert told.reasons == [(NAME, "source-refused")]
    assert "手机版微博（weibo-mobile）没有读到：平台要求登录或访客验证" in told.untold[0].detail


@given(st.integers(0, 60))
def test_a_source_that_does_not_say_how_far_it_saw_proves_no_silence(age: int) -> None:
    assert not judged(看全自=None, 稿件=posts(age)).faults


@given(st.integers(0, 30), st.integers(0, 5))
def test_a_source_that_is_late_is_held_to_the_day_up_to_which_it_sees(age: int, late: int) -> None:
    told = judged(来源={"wechat-api": {"只见到": TODAY - timedelta(days=late)}}, 稿件=posts(age + late))
    weights = [f.severity for f in told.faults]

    assert weights == ([Severity.CRITICAL] if age > 14 else [Severity.WARNING] if age > 10 else [])
    assert told.reasons == ([(NAME, "source-late")] if age <= 10 < age + late else [])


def test_an_article_without_a_date_may_be_new() -> None:
    assert judged(看全自=OLD, 稿件=[{"标题": "没有日期"}, *posts(20)]).reasons == [(NAME, "newest-undated")]


def test_an_article_without_a_date_that_is_known_since_long_is_not_new() -> None:
    undated = {"标题": "没有日期", "地址": "https://mp.weixin.qq.com/s/1"}
    known = [{**undated, "首见": date(2025, 1, 1), "末见": TODAY}]

    assert judged(看全自=OLD, 稿件=[undated, *posts(20)], 见过=known).faults


def test_an_account_with_future_dates_alone_cannot_be_told() -> None:
    assert judged(稿件=posts(-30)).reasons == [(NAME, "only-future-dates")]


def test_an_account_without_any_article_cannot_be_told() -> None:
    assert judged().reasons == [(NAME, "no-articles")]


def test_a_source_that_vouches_for_an_empty_account_makes_it_stale() -> None:
    fault = judged(看全自=date(2025, 1, 1)).faults[0]

    assert (fault.severity, fault.evidence["newest"], fault.found_on) == (Severity.CRITICAL, None, ())


def test_an_account_without_a_source_cannot_be_told() -> None:
    plan = {"accounts": [{"name": NAME, "platform": "wechat"}]}
    assert said(StaleAccount(), observed(plan=plan)).reasons == [(NAME, "no-source")]


def test_an_account_that_is_not_in_the_record_cannot_be_told() -> None:
    assert said(StaleAccount(), replace(a_round(稿件=posts(20)), columns={})).reasons == [(NAME, "not-read")]


def test_silence_is_counted_only_as_far_back_as_something_sees_everything() -> None:
    """The album's article is twenty days old; the feed vouches for the last thirteen days alone."""
    told = judged(
        看全自=TODAY - timedelta(days=12),
        来源={"feed": {"状态": "空白"}, "wechat-album": {"只见部分": "one-album-only"}},
        稿件=posts(20, 来源="wechat-album"),
    )

    assert [f.severity for f in told.faults] == [Severity.WARNING]
