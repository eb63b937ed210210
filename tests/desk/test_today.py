"""今日, arranged."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.today import ahead, back_to_work, doubts, lists, of_unit, of_vetoes, verdict
from inspection.calendar import Workdays
from inspection.expected import Fate, Item
from inspection.findings import Undecided
from notifications.digest.facts import Freshness, Standing, Veto

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
NOTHING = dict.fromkeys(lists(1), 0)


def veto(count: int, left: int, state: str = "clear") -> Veto:
    return Veto("空白栏目", count, 3, 5, left, state)


def column(name: str, left: int, standing: Standing = Standing.SOON, unit: str | None = "办公室") -> Freshness:
    stale = NOW.date() + timedelta(days=left + 1)
    return Freshness(name, "", unit, "其他", standing, (), 14, days_left=left, stale_on=stale)


def item(fate: Fate, issue: int = 0) -> Item:
    return Item(
        "publication", "清明祭扫提示", "2027年清明", "办公室", date(2026, 11, 25), fate, "还剩 2 天", issue=issue
    )


@pytest.mark.parametrize(
    ("day", "rests", "days"),
    [
        (24, {}, 1),
        (23, {}, 3),  # Monday: what came on the weekend is new
        (23, {date(2026, 11, 22): True}, 1),  # the Sunday was a working day, 调休
        (24, {date(2026, 11, n): False for n in range(19, 24)}, 6),
    ],
)
def test_new_is_what_came_since_the_last_working_day(day: int, rests: dict[date, bool], days: int) -> None:
    assert back_to_work(NOW.replace(day=day), Workdays(rests)) == days


def test_a_year_without_a_working_day_asks_for_one_day() -> None:
    assert back_to_work(NOW, Workdays({NOW.date() - timedelta(days=n): False for n in range(1, 400)})) == 1


@pytest.mark.parametrize(
    ("shown", "tones"),
    [
        (veto(5, 0, "vetoed"), ["bad"]),
        (veto(3, 2, "warning"), ["near"]),
        (veto(1, 2), ["near"]),  # of another line: two from it, whatever the warning
        (veto(1, 4), []),
        (veto(0, 1), []),  # of accounts, where one is the veto: none is none
    ],
)
def test_a_veto_is_told_where_it_is_near(shown: Veto, tones: list[str]) -> None:
    assert [one.tone for one in of_vetoes([shown])] == tones


def test_what_comes_first_is_first_whatever_it_is() -> None:
    found = ahead([column("甲", 5), column("乙", 1)], [column("号", 3)], [item(Fate.NEAR)], NOW.date())

    assert [(one.kind, one.left) for one in found] == [("栏目", 1), ("应发布", 2), ("账号", 3), ("栏目", 5)]


@pytest.mark.parametrize("fate", [Fate.DONE, Fate.MISSED, Fate.PENDING, Fate.UNKNOWN, Fate.UNWATCHED])
def test_what_is_done_far_or_not_known_is_not_about_to_go_wrong(fate: Fate) -> None:
    stands = [column(str(one), 3, one) for one in Standing if one is not Standing.SOON]

    assert ahead(stands, [], [item(fate), item(Fate.OVERDUE, issue=7)], NOW.date()) == []


def test_what_is_overdue_and_has_no_issue_is_not_lost() -> None:
    assert [one.address for one in ahead([], [], [item(Fate.OVERDUE)], NOW.date())] == ["/expectations"]


def test_a_units_own_comes_apart_and_without_a_unit_all_is_one_list() -> None:
    found = ahead([column("甲", 1), column("乙", 2, unit=None), column("丙", 3, unit="养老处")], [], [], NOW.date())

    assert [[one.name for one in part] for part in (*of_unit(found, "养老处"), *of_unit(found, None))] == [
        ["丙"],
        ["甲", "乙"],
        [],
        ["甲", "乙", "丙"],
    ]


def test_doubts_are_told_by_reason_each_with_its_count() -> None:
    told = doubts([Undecided("stale-column", "甲", "no-dates"), *[Undecided("broken-link", s, "dns") for s in "乙丙"]])

    assert [(one.reason, one.count, one.subjects) for one in told] == [
        ("域名无法解析", 2, ("乙", "丙")),
        ("没有任何日期", 1, ("甲",)),
    ]


@pytest.mark.parametrize(
    ("looked", "whole", "tone"), [(True, True, None), (True, False, "unknown"), (False, False, "unknown")]
)
def test_only_what_was_looked_at_in_full_is_well(looked: bool, whole: bool, tone: str | None) -> None:
    assert verdict(NOTHING, [], looked=looked, whole=whole)[0] == tone


def test_a_veto_that_is_reached_is_the_first_thing_said() -> None:
    tone, words = verdict({**NOTHING, "alive": 7, "overdue": 2}, [veto(5, 0, "vetoed")], looked=True, whole=True)

    assert (tone, words) == ("bad", "已达单项否决线：空白栏目。须立即整改。未办结 7 张，其中逾期 2 张。")
