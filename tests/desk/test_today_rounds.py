"""今日: whether rounds ran as they should have."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk.today_rounds import of_rounds
from inspection.plan_file import parse_plan
from schedulers.timetable import entries_of
from store.due_runs import DueRun
from store.rounds import RoundRow
from tests.desk.conftest import SITE

PLAN = parse_plan(f"site: {{name: {SITE}, home: 'https://mzj.example.gov.cn/'}}\nrounds: {{daily: '06:00'}}\n", "方案")
NOW = datetime(2026, 11, 23, 20, 30, tzinfo=PLAN.zone)
DUE = datetime(2026, 11, 23, 6, 0, tzinfo=PLAN.zone)
DAY = timedelta(days=1)


def round_at(at: datetime, *, complete: bool = True) -> RoundRow:
    return RoundRow("r1", SITE, "daily", at, "p", at, at, complete=complete)


def run(due: datetime, outcome: str | None = "done ") -> DueRun:
    return DueRun(SITE, "daily", due, "x", due, due, outcome)


def said(last: RoundRow | None, *runs: DueRun) -> list[str]:
    return [one.words for one in of_rounds(last, entries_of(PLAN), {one.entry: one for one in runs}, NOW)]


def test_a_round_that_ran_when_it_was_due_is_nothing_to_tell_of() -> None:
    assert said(round_at(DUE), run(DUE)) == []


def test_a_site_that_was_never_looked_at_is_not_well() -> None:
    assert said(None) == ["还没有完成过巡检，网站情况不明"]


def test_a_round_that_was_due_and_that_nobody_began_is_told() -> None:
    assert said(round_at(DUE - DAY), run(DUE - DAY)) == [
        "每日巡检应于今天 06:00开始，没有开始；请管理员检查巡检服务是否在运行"
    ]


def test_a_round_that_may_still_be_under_way_was_not_missed() -> None:
    at = DUE + timedelta(hours=3)

    assert of_rounds(round_at(DUE - DAY), entries_of(PLAN), {"daily": run(DUE - DAY)}, at) == []


def test_a_line_of_the_timetable_that_never_ran_was_never_missed() -> None:
    assert said(round_at(DUE - DAY)) == []


@pytest.mark.parametrize(
    ("outcome", "words"), [("failed 网络不通", "没有成功：网络不通"), ("skipped 已停用", "没有进行：已停用")]
)
def test_a_round_that_failed_or_was_left_out_is_told_with_its_reason(outcome: str, words: str) -> None:
    assert said(round_at(DUE - DAY), run(DUE, outcome)) == [f"每日巡检（今天 06:00）{words}"]


def test_without_a_timetable_a_long_silence_is_told() -> None:
    last = round_at(NOW - 5 * DAY)

    assert [one.words for one in of_rounds(last, (), {}, NOW)] == [
        "已 5 天没有巡检，最近一次是11月18日 20:30；下面所列是那时的情况"
    ]


def test_a_round_that_was_not_finished_in_full_leads_to_itself() -> None:
    (found,) = of_rounds(round_at(DUE, complete=False), (), {}, NOW)

    assert (found.tone, found.address) == ("unknown", "/rounds/r1")
