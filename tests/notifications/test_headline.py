"""The words of an alert."""

from __future__ import annotations

import shlex
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.issue import State
from inspection.telling import Kind
from notifications.headline import (
    as_seen,
    because_escalation,
    because_new,
    because_reminder,
    headline,
    line,
    note,
    rest,
)
from tests.notifications.telling_world import TUESDAY, ZONE, make_issue


@pytest.mark.parametrize(
    ("kind", "count", "more", "said"),
    [
        (Kind.NEW, 200, {}, "通知公告：断链 200 项（办公室）"),
        (Kind.NEW, 1, {"state": State.SUSPECTED}, "通知公告：疑似断链（办公室）"),
        (Kind.NEW, 1, {"unit": None, "column": None, "check": "site-down"}, "网站无法访问"),
        (Kind.REMINDER, 2, {"state": State.SUSPECTED}, "通知公告：断链 2 项，仍未整改（办公室）"),
        (Kind.ESCALATION, 1, {}, "通知公告：断链，逾期未整改（办公室）"),
        (Kind.RECOVERY, 1, {"state": State.VERIFIED}, "通知公告：断链，已恢复（办公室）"),
    ],
)
def test_the_headline_says_where_what_how_many_and_who_answers(kind, count, more, said):
    assert headline(kind, [make_issue(n, **more) for n in range(count)]) == said


def test_a_silent_host_is_the_headline_of_its_one_link():
    said = headline(Kind.NEW, [make_issue()], ("silent.example", 30))

    assert said == "主机 silent.example 无应答，涉及 30 个链接（办公室）"


def test_one_reason_is_said_alone_and_several_are_counted():
    assert because_new(["first-time", "first-time"]) == "首次发现"
    assert because_new(["got-worse", "first-time", "first-time"]) == "首次发现 2 项，等级升高 1 项"


def test_a_reminder_says_how_long_it_has_been():
    assert because_reminder(timedelta(hours=36)) == "已告知 36 小时，仍未整改"


@pytest.mark.parametrize(
    ("late", "tell", "said"),
    [
        ([2, 2], "office", "逾期 2 个工作日，升级告知牵头单位"),
        ([2, 7], "leader", "最长逾期 7 个工作日，升级告知负责人"),
        ([0], "unit", "已逾期，告知责任单位"),
    ],
)
def test_an_escalation_says_how_late_it_is_and_who_is_told(late, tell, said):
    assert because_escalation(late, tell) == said


def test_a_line_has_the_plans_own_clock_and_the_page_that_shows_the_fault():
    shown = line(make_issue(found_on=("https://h.gov.cn/tzgg/1.html",)), ZONE, "复发")

    assert (shown.address, shown.seen_at, shown.note) == ("https://h.gov.cn/tzgg/1.html", TUESDAY, "复发")


def test_what_is_no_address_is_not_shown_as_one():
    assert line(make_issue(subject="工作动态"), ZONE).address is None


@pytest.mark.parametrize(
    ("issue", "late", "pages", "reason", "links", "said"),
    [
        (make_issue(), None, 1, "first-time", 0, ""),
        (make_issue(reopened=1), 0, 30, "came-back", 0, "复发，已逾期，涉及 30 个网页"),
        (make_issue(reopened=3), 2, 30, "got-worse", 9, "等级升高，复发 3 次，逾期 2 个工作日，涉及 9 个链接"),
    ],
)
def test_the_note_says_what_is_special(issue, late, pages, reason, links, said):
    assert note(issue, late, pages, reason, links) == said


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_the_desks_address_carries_any_name(unit, column):
    address = rest("http://desk.example/", [make_issue(unit=unit, column=column)] * 9, 8)

    assert address.startswith("http://desk.example/issues?")
    named = parse_qs(urlsplit(address).query, strict_parsing=True, errors="surrogatepass")
    assert named == {"site": [make_issue().site], "unit": [unit], "check": ["broken-link"], "column": [column]}


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_the_command_can_be_typed_whatever_the_names(unit, column):
    command = rest(None, [make_issue(unit=unit, column=column)] * 9, 8)

    assert shlex.split(command) == [
        *("xunjian", "issues", "list"),
        *("--unit", unit, "--check", "broken-link", "--column", column),
    ]


def test_where_all_is_shown_no_command_is_needed():
    assert rest(None, [make_issue()] * 8, 8) == ""


@pytest.mark.parametrize(
    ("days", "said"), [(0, ""), (1, ""), (2, "，以3月25日巡检所见为准"), (30, "，以3月25日巡检所见为准")]
)
def test_what_was_not_looked_at_for_days_is_said_to_be_as_seen_then(days, said):
    assert as_seen([make_issue()], TUESDAY + timedelta(days=days), ZONE) == said
