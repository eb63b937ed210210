"""overdue-duty: what nobody confirmed by its day, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.overdue_duty import OverdueDuty
from inspection.findings import Severity
from tests.checks.rounds import Said, observed, said
from tests.checks.ticked import told_ticks

TRAINING = {"name": "上半年培训", "due": {"yearly": "06-30", "warn": "14d"}}
OPEN_MONTH = {"name": "开放月", "due": {"yearly": "08-31"}, "unit": "传媒中心"}


def judged(today: date, *words: dict[str, Any], ticks: list[dict[str, Any]] | None = None) -> Said:
    duty = {"number": "24", "name": "培训", "text": "上半年组织一次培训。", "units": ["办公室", "传媒中心"]}
    plan = {"units": ["办公室", "传媒中心"], "duties": [{**duty, "ticks": ticks or [TRAINING]}]}
    round_ = observed(today=today, plan=plan)
    return said(OverdueDuty(), replace(round_, ticked=told_ticks(words, round_.as_of)))


def word(occurrence: str = "2025年", done: date | None = None, tick: str = "上半年培训") -> dict[str, Any]:
    return {"职责": "24", "事项": tick, "期次": occurrence, "完成日期": done}


def test_nothing_is_said_before_the_plan_wants_an_early_word() -> None:
    assert judged(date(2025, 6, 15)).faults == []


def test_an_early_word_weighs_less() -> None:
    (fault,) = judged(date(2025, 6, 30)).faults

    assert fault.severity is Severity.WARNING
    assert "今天到期" in fault.title


def test_the_day_after_it_is_overdue() -> None:
    (fault,) = judged(date(2025, 7, 1)).faults

    assert (fault.severity, fault.subject, fault.unit) == (None, "24/上半年培训", "办公室")
    assert fault.evidence["duty_text"] == "上半年组织一次培训。"


def test_the_tick_s_own_unit_answers() -> None:
    (fault,) = judged(date(2025, 9, 1), ticks=[OPEN_MONTH]).faults

    assert fault.unit == "传媒中心"


def test_a_word_settles_it() -> None:
    assert judged(date(2025, 7, 1), word(done=date(2025, 6, 1))).faults == []


def test_a_word_that_was_late_settles_it_too() -> None:
    assert judged(date(2025, 8, 1), word(done=date(2025, 7, 20))).faults == []


@pytest.mark.parametrize(
    "other",
    [word("2024年"), word(tick="别的"), {**word(), "职责": "2"}, word(done=date(2025, 7, 2))],
    ids=["of last year", "of another tick", "of another duty", "of a day to come"],
)
def test_another_word_settles_nothing(other: dict[str, Any]) -> None:
    assert judged(date(2025, 7, 1), other).subjects == ["24/上半年培训"]


def test_a_year_s_list_does_not_ask_for_what_was_due_in_earlier_years() -> None:
    assert judged(date(2026, 3, 1)).faults == []


@pytest.mark.parametrize(("today", "owed"), [(date(2026, 1, 31), True), (date(2026, 2, 1), False)])
def test_what_was_due_at_the_end_of_the_year_is_asked_for_in_january(today: date, owed: bool) -> None:
    tick = {"name": "年终总结", "due": {"yearly": "12-31"}}

    assert bool(judged(today, ticks=[tick]).faults) is owed


def test_what_has_a_day_of_its_own_is_owed_until_somebody_says_so() -> None:
    tick = {"name": "目录公开", "due": {"by": "2024-12-31"}}

    assert judged(date(2026, 3, 1), ticks=[tick]).subjects == ["24/目录公开"]


_RULES: list[dict[str, Any]] = [{"monthly": 15}, {"quarterly": 10}, {"yearly": "03-31"}, {"before": "清明"}]


@given(st.integers(0, 800), st.sampled_from(_RULES))
def test_a_word_for_every_occurrence_leaves_nothing(days: int, due: dict[str, Any]) -> None:
    today = date(2024, 6, 1) + timedelta(days=days)
    tick = {"name": "事项", "due": due}
    labels = [str(f.evidence["occurrence"]) for f in judged(today, ticks=[tick]).faults]

    words = [word(label, date(2024, 5, 1), "事项") for label in labels]

    assert judged(today, *words, ticks=[tick]).faults == []
