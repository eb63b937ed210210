"""Accounts in the digest: as rounds read and judged them, sources and all; nothing unseen is called sound."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.run import run_checks
from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.records import Article, ColumnReading, ColumnState
from notifications.digest import html, text
from notifications.digest.assembly import facts_of
from notifications.digest.counting import Weekly
from notifications.digest.document import digest_document
from notifications.digest.facts import Cell, ComingKind, Standing, Week
from notifications.digest.freshness import Clock, Followed, ReadAt, followed
from notifications.digest.history import History
from notifications.digest.material import Looked, Material
from notifications.digest.word import document
from tests.checks.rounds import from_yaml
from tests.notifications.digest.test_word import words

WEEK = Week(2025, 13)
ROUND = """
今天: 2025-03-28
账号:
  正常的:
    平台: wechat
    责任单位: 办公室
    看全自: 2024-10-01
    原创: {share: 0.5, least: 2}
    回复: {within: 3 workdays}
    稿件:
      - {标题: 清明祭扫这样安排, 日期: 2025-03-27, 原创: 是, 地址: "https://mp.weixin.qq.com/s/a"}
      - {标题: 学雷锋活动, 日期: 2025-03-25, 原创: 是, 地址: "https://mp.weixin.qq.com/s/b"}
      - {标题: 转发, 日期: 2025-03-05, 原创: 否, 地址: "https://mp.weixin.qq.com/s/c"}
    留言:
      - {稿件: https://mp.weixin.qq.com/s/a, 内容: 谢谢, 时间: 2025-03-27 10:00, 回复: 2025-03-27}
      - {稿件: https://mp.weixin.qq.com/s/b, 内容: 请问几点开放？, 时间: 2025-03-25 10:00, 回复: 2025-03-26}
      - {稿件: https://mp.weixin.qq.com/s/c, 内容: 好, 时间: 2025-03-25 10:00, 回复: 2025-03-26}
  临近的: {平台: weibo, 责任单位: 传媒中心, 稿件: [{标题: 慰问老人, 日期: 2025-03-15}]}
  超期的: {平台: wechat, 责任单位: 办公室, 稿件: [{标题: 学雷锋活动, 日期: 2025-03-02}]}
  看不到的:
    平台: weibo
    责任单位: 传媒中心
    来源:
      wechat-api: {状态: 受阻, 原因: credential-expired, 说明: 返回 40001, 变量: WECHAT_SECRET, 维护单位: 技术科}
"""


def expired_issue(subject="看不到的：wechat-api", began=datetime(2025, 3, 12, 9)):
    observed, _ = from_yaml(ROUND)
    at = began.replace(tzinfo=observed.plan.zone)
    issue = Issue(
        site=observed.plan.site.name,
        fingerprint="v1:1",
        check="expired-credential",
        subject=subject,
        title="登录失效",
        severity=Severity.ERROR,
        basis="惯例",
        opened_at=at,
        seen_at=at,
        looked_at=at,
        state=State.CONFIRMED,
        id=1,
        unit="技术科",
        column="看不到的",
    )
    return History(issue, (Step(at, "", Act.FOUND, None, State.CONFIRMED),))


def facts(unit=None, yaml=ROUND, **more):
    observed, _ = from_yaml(yaml)
    findings, undecided, _ = run_checks(observed)
    zone = observed.plan.zone
    clock = Clock(WEEK, WEEK.start(zone), WEEK.end(zone), zone)
    issues = [Weekly.of(expired_issue(), clock.start, clock.until)]
    known = {
        "plan": observed.plan,
        "clock": clock,
        "finished": True,
        "rounds": [Looked("full", observed.as_of, True)],
        "rounds_before": False,
        "issues": issues,
        "issues_before": [],
        "told": {f.fingerprint: f for f in findings},
        "findings": findings,
        "undecided": undecided,
        "read": {name: [ReadAt(observed.as_of, reading)] for name, reading in observed.columns.items()},
        "publications": [],
        "sources": observed.sources,
    }
    return facts_of(Material(**(known | more)), unit)


def of(name, given=None):
    return next(one for one in (given or facts()).accounts if one.name == name)


def test_accounts_stand_as_the_week_left_them():
    assert {one.name: one.freshness.standing for one in facts().accounts} == {
        "正常的": Standing.FRESH,
        "临近的": Standing.SOON,
        "超期的": Standing.STALE,
        "看不到的": Standing.UNKNOWN,
    }


def test_what_was_published_this_week_is_counted():
    last = of("正常的").freshness.cells[-1]

    assert (last.cell, last.count) == (Cell.PUBLISHED, 2)


def test_a_source_that_failed_says_since_when_and_who_renews_what():
    (source,) = of("看不到的").sources

    assert (source.expired, source.keeper, source.credential, source.since.date()) == (
        True,
        "技术科",
        "WECHAT_SECRET",
        date(2025, 3, 12),
    )


def test_the_share_of_original_articles_is_told_where_the_plan_asks():
    share = of("正常的").share

    assert (share.articles, round(share.least, 2), round(share.most, 2), share.asked) == (3, 0.67, 0.67, 0.5)
    assert of("临近的").share is None


def test_a_share_of_what_was_not_read_in_full_is_not_told():
    share = of("正常的", facts(yaml=ROUND.replace("看全自: 2024-10-01", "看全自: 2025-03-01"))).share

    assert (share.least, share.most) == (None, None)


def test_comments_are_counted_only_where_the_plan_asks_for_answers():
    assert [(one.name, one.unanswered) for one in facts().accounts][:2] == [("正常的", 0), ("临近的", None)]


def test_an_account_about_to_go_stale_is_among_what_comes():
    (coming,) = [one for one in facts().coming if one.kind is ComingKind.ACCOUNT]

    assert (coming.name, coming.on, coming.unit) == ("临近的", date(2025, 3, 29), "传媒中心")


def test_a_stale_account_is_a_veto_of_its_own():
    veto = facts().vetoes[-1]

    assert (veto.name, veto.state, veto.columns) == ("政务新媒体账号2周内未更新", "vetoed", ("超期的",))


@pytest.mark.parametrize(
    ("unit", "names"),
    [("办公室", ["正常的", "超期的"]), ("传媒中心", ["临近的", "看不到的"]), ("技术科", ["看不到的"])],
)
def test_a_unit_sees_its_accounts_and_those_whose_login_it_must_renew(unit, names):
    assert [one.name for one in facts(unit).accounts] == names


def test_a_unit_is_told_of_no_other_units_account_that_comes_due():
    assert not facts("办公室").coming


def test_what_could_not_be_judged_of_a_source_goes_to_its_keeper():
    yaml = ROUND.replace("credential-expired", "captcha")

    assert "看不到的：wechat-api" in [one.subject for one in facts("技术科", yaml).undecided]


def test_every_form_says_how_accounts_stand():
    one = facts()
    for said in (html.render(one), text.terminal(one), words(document(one))):
        for expected in ("临近的", "超期的", "看不到的", "登录或授权已过期", "WECHAT_SECRET", "技术科", "微信公众号"):
            assert expected in said
        assert "尚未纳入" not in said
    for expected in ("看不到的", "自3月12日起", "技术科"):
        assert expected in text.chat(one)


def test_the_document_tells_of_accounts_week_by_week():
    made = json.loads(json.dumps(digest_document(facts())))
    account = next(one for one in made["accounts"] if one["name"] == "正常的")

    assert account["freshness"]["cells"][-1] == {"week": "2025-W13", "cell": "published", "count": 2}


def test_where_nothing_was_read_this_week_nothing_is_called_sound():
    one = facts(rounds=[], read={}, sources={}, findings=[], undecided=[])

    assert {account.freshness.standing for account in one.accounts} == {Standing.UNKNOWN}
    assert "情况不明" in text.chat(one)
    assert "均在期限内" not in text.chat(one)


CLOCK = facts().until
DAYS = st.lists(st.dates(date(2024, 10, 1), date(2025, 3, 28)), max_size=20)


@given(days=DAYS, covers=st.none() | st.dates(date(2024, 9, 1), date(2025, 3, 28)))
def test_a_quiet_week_is_known_only_where_the_reading_reached_back(days, covers):
    zone = CLOCK.tzinfo
    rows = tuple(Article("号", f"第 {n} 篇", f"https://a.example/{n}", day) for n, day in enumerate(days))
    reading = ColumnReading("号", "", ColumnState.READ, articles=rows, covers_since=covers)
    at = datetime(2025, 3, 28, 9, tzinfo=zone)

    one = Followed("号", "", None, "wechat", timedelta(days=14), "账号", account=True)
    weeks = followed(one, [ReadAt(at, reading)], "", Clock(WEEK, WEEK.start(zone), WEEK.end(zone), zone)).cells

    for week in weeks:
        quiet = week.cell in {Cell.WITHIN, Cell.OVERDUE}
        assert not quiet or (covers is not None and covers <= week.week.monday)


def test_a_short_look_builds_on_an_earlier_long_one():
    zone = CLOCK.tzinfo
    old = (Article("号", "旧", "https://a.example/1", date(2025, 2, 3)),)
    long = ColumnReading("号", "", ColumnState.READ, articles=old, covers_since=date(2025, 1, 1))
    short = replace(long, articles=(), covers_since=date(2025, 3, 20))
    reads = [ReadAt(datetime(2025, 3, day, 9, tzinfo=zone), one) for day, one in ((24, long), (28, short))]

    one = Followed("号", "", None, "wechat", timedelta(days=14), "账号", account=True)
    weeks = followed(one, reads, "", Clock(WEEK, WEEK.start(zone), WEEK.end(zone), zone)).cells

    assert [week.cell for week in weeks[-8:]] == [Cell.PUBLISHED, Cell.WITHIN, *[Cell.OVERDUE] * 6]


def test_a_doubt_is_never_shown_as_a_standing():
    one = Followed("号", "", None, "wechat", timedelta(days=14), "账号", account=True)
    zone = CLOCK.tzinfo
    rows = (Article("号", "新", "https://a.example/1", date(2025, 3, 1)),)
    reading = ColumnReading("号", "", ColumnState.READ, articles=rows)
    at = datetime(2025, 3, 28, 9, tzinfo=zone)

    known = followed(one, [ReadAt(at, reading)], "看不全", Clock(WEEK, WEEK.start(zone), WEEK.end(zone), zone))

    assert (known.standing, known.reason) == (Standing.UNKNOWN, "看不全")
