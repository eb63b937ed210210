"""missing-interpretation, sentence by sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.missing_interpretation import MissingInterpretation
from checks.obligations import is_exempt
from inspection.calendar import Workdays
from inspection.observed import Observed
from inspection.records import ColumnState
from tests.checks.policies import MONDAY, NAME, P, interpretation, policy, round_
from tests.checks.rounds import TODAY, Said, address, article, observed, reading, said

EXEMPT = ("人事任免", "批复", "转发")


def missing(observed_: Observed) -> Said:
    return said(MissingInterpretation(), observed_)


@given(st.integers(0, 10), st.integers(0, 30))
def test_a_policy_is_missing_its_interpretation_once_the_last_working_day_is_over(within: int, after: int) -> None:
    due = Workdays().add(MONDAY, within)
    today = MONDAY + timedelta(days=after)
    heard = missing(round_([policy()], [], today=today, within=f"{within} workdays"))
    assert bool(heard.faults) == (today > due)


def test_official_holidays_do_not_count() -> None:
    """1 to 5 May 2025 were off, and 27 April was worked."""
    heard = missing(round_([policy(date(2025, 4, 30))], [], today=date(2025, 5, 8), within="3 workdays"))
    assert heard.faults == []


def test_a_deadline_may_be_written_in_days() -> None:
    assert missing(round_([policy()], [], today=date(2025, 3, 18), within="7d")).faults
    assert not missing(round_([policy()], [], today=date(2025, 3, 17), within="7d")).faults


def test_the_fault_names_dates_and_how_late_it_is() -> None:
    fault = missing(round_([policy()], [])).faults[0]
    assert (fault.evidence["published"], fault.evidence["due"], fault.evidence["days_late"]) == (
        "2025-03-10",
        "2025-03-13",
        12,
    )


def test_the_closest_title_is_shown_so_that_one_sees_why_it_does_not_count() -> None:
    other = interpretation(title=f"《{NAME}（2023年版）》解读")
    fault = missing(round_([policy(title=f"关于印发《{NAME}（2025年版）》的通知")], [other])).faults[0]
    assert fault.evidence["closest"] == {"title": other.title, "url": other.url}


@pytest.mark.parametrize("state", [ColumnState.UNREADABLE, ColumnState.BLOCKED, ColumnState.UNREACHABLE])
def test_absence_proves_nothing_where_interpretations_were_not_read(state: ColumnState) -> None:
    heard = missing(round_([policy()], reading("政策解读", state=state)))
    assert (heard.faults, heard.reasons) == ([], [(address(P), "interpretations-not-read")])


def test_a_blank_interpretation_column_proves_that_nothing_is_there() -> None:
    assert missing(round_([policy()], reading("政策解读", state=ColumnState.BLANK))).faults


def test_an_unfinished_list_proves_nothing() -> None:
    heard = missing(round_([policy()], reading("政策解读", article("新闻", TODAY), complete=False)))
    assert heard.faults == []


def test_an_unfinished_list_that_was_read_far_enough_back_proves_it() -> None:
    old = [article(f"旧闻{n}", MONDAY - timedelta(days=100 + n)) for n in range(4)]
    assert missing(round_([policy()], reading("政策解读", article("新闻", TODAY), *old, complete=False))).faults


def test_a_round_that_was_cut_short_proves_nothing() -> None:
    assert missing(round_([policy()], [], complete=False)).reasons == [(address(P), "interpretations-not-read")]


def test_an_undated_policy_without_interpretation_cannot_be_told() -> None:
    assert missing(round_([policy(None)], [])).reasons == [(address(P), "no-date")]


def test_a_policy_column_that_was_not_read_is_told() -> None:
    plan = {"interpretation": {"policies": ["政策文件"], "interpretations": ["政策解读"]}}
    heard = missing(
        observed(
            reading("政策文件", state=ColumnState.BLOCKED, reason="blocked-by-firewall"), reading("政策解读"), plan=plan
        )
    )
    assert heard.reasons == [("政策文件", "blocked-by-firewall")]


def test_policies_before_the_plans_beginning_are_not_judged() -> None:
    assert not missing(round_([policy()], [], since="2025-03-11")).faults
    assert missing(round_([policy()], [], since="2025-03-10")).faults


def test_one_policy_in_two_columns_is_one_fault() -> None:
    plan = {"interpretation": {"policies": ["政策文件", "规范性文件"], "interpretations": ["政策解读"]}}
    heard = missing(
        observed(reading("政策文件", policy()), reading("规范性文件", policy()), reading("政策解读"), plan=plan)
    )
    assert heard.subjects == [address(P)]


def test_a_year_without_calendar_is_judged_where_no_holiday_can_matter() -> None:
    heard = missing(round_([policy(date(2031, 3, 3))], [], today=date(2031, 4, 3)))
    assert heard.faults[0].evidence["provisional_years"] == [2031]


def test_a_year_without_calendar_is_left_open_where_a_holiday_may_matter() -> None:
    heard = missing(round_([policy(date(2031, 3, 3))], [], today=date(2031, 3, 8)))
    assert heard.reasons == [(address(P), "calendar-not-published")]


@pytest.mark.parametrize(
    ("title", "exempt"),
    [
        ("关于同意某基金会变更名称的批复", True),
        ("关于同意设立社区中心的批复（沪民〔2025〕3号）", True),
        ("关于印发《行政批复管理办法》的通知", False),
        ("关于做好批复工作的通知", False),
        ("关于转发《助餐服务指引》的通知", True),
        ("市民政局转发国务院关于养老服务的意见", True),
        ("关于印发《转发文件管理办法》的通知", False),
        ("关于张某等同志职务任免的通知", True),
        ("关于王某某任职的通知", True),
        ("关于印发《干部任免工作办法》的通知", False),
        ("关于印发养老服务补贴办法的通知", False),
    ],
)
def test_exemptions_are_matched_with_care(title: str, exempt: bool) -> None:
    assert is_exempt(title, EXEMPT) is exempt


def test_an_offices_own_exempt_word_is_looked_for_in_the_title() -> None:
    assert is_exempt("关于开展采购工作的通知", ("采购",))
