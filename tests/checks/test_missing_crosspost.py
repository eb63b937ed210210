"""missing-crosspost, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.missing_crosspost import MissingCrosspost
from inspection.accounts import CROSSPOST_BACK
from inspection.calendar import Workdays
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, ColumnState
from tests.checks.rounds import TODAY, Said, address, article, observed, reading, said

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2025, 3, 10)
TITLE = "关于做好2025年清明祭扫工作的通知"
URL = address("/tzgg/1.html")
LONG_AGO = date(2024, 1, 1)


def notice(day: date | None = MONDAY, title: str = TITLE, **more: Any) -> Article:
    return article(title, day, url=more.pop("url", "/tzgg/1.html"), **more)


def post(day: date | None = MONDAY, title: str = "2025年清明祭扫安排来了", **more: Any) -> Article:
    at = datetime(day.year, day.month, day.day, 18, tzinfo=ZONE) if day else None
    return replace(article(title, at, **more), url=more.pop("url", "https://mp.weixin.qq.com/s/abcdefgh"))


def account(*posts: Article, name: str = "上海民政", since: date | None = LONG_AGO, **more: Any) -> ColumnReading:
    return reading(name, *posts, covers_since=since, **{"complete": False, **more})


def round_(
    notices: list[Article] | ColumnReading, *accounts: ColumnReading, today: date = TODAY, **rule: Any
) -> Observed:
    """A portal column and accounts, with one rule from the one to the others."""
    column = notices if isinstance(notices, ColumnReading) else reading("通知公告", *notices)
    names = [a.column for a in accounts]
    more = rule.pop("plan", {})
    crosspost = {"name": "通知同步", "from": ["通知公告"], "to": names, "within": "3 workdays", **rule}
    plan = {
        "accounts": [{"name": name, "platform": "wechat", "unit": "传媒中心"} for name in names],
        "crossposts": [crosspost],
        **more,
    }
    return observed(column, *accounts, today=today, plan=plan)


def judged(built: Observed) -> Said:
    return said(MissingCrosspost(), built)


@given(st.integers(0, 6), st.integers(0, 20))
def test_absence_is_a_fault_once_the_last_working_day_is_over(within: int, after: int) -> None:
    today, due = MONDAY + timedelta(days=after), Workdays().add(MONDAY, within)
    heard = judged(round_([notice()], account(), today=today, within=f"{within} workdays"))
    assert heard.subjects == ([URL] if today > due else [])


@given(st.integers(-30, 15))
def test_an_article_that_is_there_early_in_time_or_late_is_no_fault(shift: int) -> None:
    assert judged(round_([notice()], account(post(MONDAY + timedelta(days=shift))))).faults == []


def test_last_years_article_does_not_count_and_is_shown_with_the_reason() -> None:
    old = post(date(2024, 3, 12), "2024年清明祭扫安排来了")
    fault = judged(round_([notice()], account(old))).faults[0]
    assert fault.evidence["closest"]["上海民政"]["why"] == "发布时间相差太远"  # type: ignore[index, call-overload]


def test_one_fault_lists_every_account_that_lacks_it() -> None:
    heard = judged(round_([notice()], account(), account(post(), name="上海民政微博"), account(name="上海养老")))
    assert [f.evidence["missing_on"] for f in heard.faults] == [["上海民政", "上海养老"]]


def test_two_rules_about_one_article_make_one_fault() -> None:
    second = {"name": "再同步", "from": ["通知公告"], "to": ["上海民政"], "within": "1 workdays"}
    built = round_([notice()], account())
    crossposts = (*built.plan.crossposts, type(built.plan.crossposts[0]).model_validate(second))
    assert judged(replace(built, plan=built.plan.model_copy(update={"crossposts": crossposts}))).subjects == [URL]


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ({"all_of": ["清明", "祭扫"]}, True),
        ({"all_of": ["清明", "冬至"]}, False),
        ({"any_of": ["冬至", "祭扫"]}, True),
        ({"any_of": ["冬至"]}, False),
        ({"none_of": ["祭扫"]}, False),
        ({"since": MONDAY}, True),
        ({"since": MONDAY + timedelta(days=1)}, False),
    ],
)
def test_the_plan_says_which_articles_are_meant(rule: dict[str, Any], meant: bool) -> None:
    assert bool(judged(round_([notice()], account(), **rule)).faults) is meant


def test_without_a_start_what_is_older_than_a_year_is_left_alone() -> None:
    assert not judged(round_([notice(TODAY - CROSSPOST_BACK - timedelta(days=1))], account())).faults
    assert judged(round_([notice(TODAY - CROSSPOST_BACK, "一年前的通知")], account())).faults


def test_the_receivers_unit_answers_unless_the_rule_names_another() -> None:
    assert judged(round_([notice()], account())).faults[0].unit == "传媒中心"
    assert judged(round_([notice()], account(), unit="殡管处")).faults[0].unit == "殡管处"


@pytest.mark.parametrize("state", [ColumnState.UNREADABLE, ColumnState.BLOCKED, ColumnState.UNREACHABLE])
def test_an_account_that_was_not_read_may_carry_it(state: ColumnState) -> None:
    heard = judged(round_([notice()], account(state=state, reason="captcha")))
    assert (heard.faults, heard.reasons) == ([], [(URL, "columns-not-read")])


@pytest.mark.parametrize(
    ("since", "told"), [(None, False), (MONDAY + timedelta(days=1), False), (MONDAY - timedelta(days=7), True)]
)
def test_an_account_must_be_known_back_to_the_week_before(since: date | None, told: bool) -> None:
    heard = judged(round_([notice()], account(post(title="别的内容"), since=since)))
    assert bool(heard.faults) is told
    assert bool(heard.untold) is not told


def test_one_account_that_surely_lacks_it_is_a_fault_though_another_was_not_read() -> None:
    blocked = account(name="上海养老", state=ColumnState.BLOCKED)
    fault = judged(round_([notice()], account(), blocked)).faults[0]
    assert fault.evidence["missing_on"] == ["上海民政"]
    assert fault.evidence["not_told"]


def test_a_round_that_was_cut_short_proves_nothing() -> None:
    assert judged(replace(round_([notice()], account()), complete=False)).faults == []


def test_an_undated_article_leaves_it_open() -> None:
    assert judged(round_([notice(None)], account())).reasons == [(URL, "no-date")]


def test_a_deadline_that_depends_on_an_unpublished_calendar_leaves_it_open() -> None:
    built = round_([notice(date(2035, 3, 9))], account(), today=date(2035, 3, 16))
    assert judged(built).reasons == [(URL, "calendar-not-published")]


def test_a_free_title_whose_body_was_not_read_leaves_it_open() -> None:
    heard = judged(round_([notice()], account(post(title="上海清明祭扫预约通道开启，这样操作"))))
    assert (heard.faults, heard.reasons) == ([], [(URL, "articles-not-read")])


def test_a_free_title_whose_body_says_something_else_is_not_it() -> None:
    mine = "祭扫高峰预计为4月4日至6日，3月15日至4月10日实行预约，市民可以通过随申办办理，各公墓开放时间为7:00至16:00。"
    other = "志愿者走进社区开展文明追思活动，居民们纷纷写下寄语，用鲜花换纸钱，倡导移风易俗的新风尚，现场庄重而温暖。"
    there = post(title="清明祭扫里的新风尚", text=other, read_in_full=True)
    assert judged(round_([notice(text=mine, read_in_full=True)], account(there))).subjects == [URL]


def test_the_other_way_round_an_accounts_article_is_looked_for_on_the_portal() -> None:
    rule: dict[str, Any] = {"from": ["上海民政"], "to": ["通知公告"]}
    assert judged(round_([], account(post()), **rule)).faults[0].column == "上海民政"
    assert judged(round_([notice()], account(post()), **rule)).faults == []


def test_a_source_that_was_not_read_is_said_once() -> None:
    column = reading("通知公告", state=ColumnState.BLOCKED)
    assert judged(round_(column, account())).reasons == [("通知公告", "blocked-by-firewall")]


NAME = "养老服务补贴管理办法"


@pytest.mark.parametrize("counts", [True, False])
def test_the_interpretation_counts_where_the_plan_says_so(counts: bool) -> None:
    there = post(title=f"一图读懂｜{NAME}")
    built = round_([notice(title=f"关于印发《{NAME}》的通知")], account(there), or_interpretation=counts)
    assert bool(judged(built).faults) is not counts


@pytest.mark.parametrize("counts", [True, False])
def test_an_interpretation_of_the_portal_that_was_cross_posted_counts_too(counts: bool) -> None:
    """Paired by the plan's rule, and carried under a title that does not name the document."""
    policy = notice(title=f"关于印发《{NAME}》的通知")
    explained = article(f"《{NAME}》解读", MONDAY, url="/zcjd/1.html")
    there = post(title="这些老人可以领补贴", original_url=explained.url)
    built = round_(
        [policy],
        account(there),
        or_interpretation=counts,
        plan={"interpretation": {"policies": ["通知公告"], "interpretations": ["政策解读"]}},
    )
    columns = {**built.columns, "政策解读": reading("政策解读", explained)}
    assert bool(judged(replace(built, columns=columns)).faults) is not counts
