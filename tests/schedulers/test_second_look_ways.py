"""Tests of how each check is looked at again: every one is said, and each narrowed plan is a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from checks.all import CHECKS
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.plan_file import parse_plan
from schedulers.second_look_ways import (
    LIST_PAGES,
    WAYS,
    CannotAlone,
    Way,
    checks_for,
    deadline_of,
    narrowed,
    seeds_of,
    way_of,
)

PLAN = """
site: {name: 甲市民政局, home: "https://mz.example.gov.cn/"}
units: [办公室]
crawl: {concurrency: 8, delay: 0.5}
columns:
  - {name: 工作动态, url: /gzdt/, unit: 办公室, update_within: 14d}
  - {name: 政策文件, url: /zcwj/, kind: 政策文件}
  - {name: 政策解读, url: /zcjd/, kind: 政策解读}
accounts:
  - {name: 甲民政, platform: wechat, source: {feed: "https://feed.example.org/1.xml"}}
interpretation: {policies: [政策文件], interpretations: [政策解读], since: 2025-01-01}
expectations:
  - {name: 清明祭扫提示, due: {before: 清明, lead: 7d}, title: 清明, columns: [工作动态]}
  - {name: 年度报告, due: {before: 清明, lead: 7d}, title: 年报}
workdays: {2026-02-14: true}
alerts:
  channels: {群: {wecom: {key_env: KEY}}}
  routes: [{units: "*", to: [群]}]
"""
TODAY = date(2026, 4, 1)


def issue_of(check: str, subject: str = "https://mz.example.gov.cn/x.html", **more: object) -> Issue:
    at = datetime(2026, 3, 31, tzinfo=UTC)
    known = {"title": "有问题", "severity": Severity.ERROR, "basis": "", "opened_at": at, "seen_at": at}
    known |= {"looked_at": at, "site": "甲市民政局", "fingerprint": "v1:x"}
    return Issue(check=check, subject=subject, **(known | more))  # type: ignore[arg-type]


def subject_of(check: str) -> str:
    return {"missing-publication": "清明祭扫提示", "stale-account": "甲民政", "expired-credential": "甲民政：feed"}.get(
        check, "工作动态" if check.endswith("-column") else "https://mz.example.gov.cn/x.html"
    )


def test_every_check_has_a_way_or_is_said_to_have_none() -> None:
    assert set(WAYS) == {check.name for check in CHECKS}


@pytest.mark.parametrize("check", [name for name, way in WAYS.items() if isinstance(way, Way)])
def test_what_is_narrowed_for_a_check_is_a_plan_of_the_same_site(check: str) -> None:
    plan, way = parse_plan(PLAN), WAYS[check]
    assert isinstance(way, Way)

    text = narrowed(PLAN, plan, issue_of(check, subject_of(check), column="工作动态"), way, ["https://a.example.org/"])

    made = parse_plan(text)
    assert (made.site, made.alerts, made.crawl.concurrency, made.crawl.delay) == (plan.site, None, 1, 0.5)


def test_a_column_is_read_alone_and_not_to_its_last_page() -> None:
    made = parse_plan(narrowed(PLAN, parse_plan(PLAN), issue_of("stale-column", "工作动态"), Way.COLUMNS))

    assert [(one.name, one.max_list_pages) for one in made.columns] == [("工作动态", LIST_PAGES)]


def test_a_column_is_read_whole_where_every_row_counts() -> None:
    made = parse_plan(narrowed(PLAN, parse_plan(PLAN), issue_of("undated-column", "工作动态"), Way.COLUMNS))

    assert made.columns[0].max_list_pages == parse_plan(PLAN).columns[0].max_list_pages


def test_an_interpretation_is_looked_for_in_its_columns_under_its_rule() -> None:
    made = parse_plan(narrowed(PLAN, parse_plan(PLAN), issue_of("missing-interpretation"), Way.COLUMNS))

    assert ([one.name for one in made.columns], made.interpretation) == (
        ["政策文件", "政策解读"],
        parse_plan(PLAN).interpretation,
    )


def test_what_may_stand_anywhere_cannot_be_looked_for_alone() -> None:
    way = way_of(issue_of("missing-publication", "年度报告", evidence={}), parse_plan(PLAN), TODAY)

    assert isinstance(way, CannotAlone)


def test_what_the_plan_asks_no_more_is_not_looked_at() -> None:
    assert isinstance(way_of(issue_of("stale-column", "没有的栏目"), parse_plan(PLAN), TODAY), CannotAlone)


def test_what_needs_a_browser_is_not_looked_at_without() -> None:
    plan = parse_plan(PLAN.replace("delay: 0.5", "delay: 0.5, browser: never"))

    assert isinstance(way_of(issue_of("script-error"), plan, TODAY), CannotAlone)


def test_a_link_is_asked_with_the_pages_that_carry_it() -> None:
    issue = issue_of("broken-link", found_on=("https://mz.example.gov.cn/a.html",))

    assert seeds_of(issue, Way.ADDRESS, parse_plan(PLAN)) == (issue.subject, "https://mz.example.gov.cn/a.html")


@pytest.mark.parametrize("check", [name for name, way in WAYS.items() if isinstance(way, Way)])
def test_with_each_check_the_home_page_is_judged(check: str) -> None:
    assert {check, "site-down"} <= checks_for(issue_of(check))


def test_a_browser_is_given_two_minutes_and_a_link_one() -> None:
    assert (deadline_of(Way.VIEW), deadline_of(Way.ADDRESS)) == (120.0, 60.0)
