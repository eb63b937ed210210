"""Issues about consultations, decisions and guides lapse with what the plan asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspection.asking import no_longer_asked
from inspection.plan import Plan
from tests.inspection.judged import PLAN, issue

TODAY = date(2025, 3, 25)


def why(check: str, **plan: Any) -> str | None:
    return no_longer_asked(issue(check), Plan.model_validate({**PLAN, **plan}), TODAY)


@pytest.mark.parametrize(
    "check",
    [
        "short-consultation",
        "missing-feedback",
        "missing-draft-interpretation",
        "incomplete-decision",
        "incomplete-guide",
    ],
)
def test_what_the_plan_still_asks_for_stands(check: str) -> None:
    assert why(check) is None


@pytest.mark.parametrize("check", ["short-consultation", "missing-feedback", "missing-draft-interpretation"])
@pytest.mark.parametrize("rule", [None, {"columns": ["政策文件"]}], ids=["none", "another column"])
def test_consultations_that_nobody_watches_any_more_lapse(check: str, rule: object) -> None:
    assert why(check, consultations=rule)


def test_explanations_of_drafts_may_be_asked_for_no_more() -> None:
    assert why("missing-draft-interpretation", consultations={"columns": ["通知公告"], "interpretation": False})


def test_a_consultation_of_before_the_plan_s_day_lapses() -> None:
    old = replace(issue("missing-feedback"), evidence={"published": "2023-05-01"})
    plan = Plan.model_validate({**PLAN, "consultations": {"columns": ["通知公告"], "since": "2024-01-01"}})
    assert "2024-01-01" in str(no_longer_asked(old, plan, TODAY))


@pytest.mark.parametrize(("check", "section"), [("incomplete-decision", "decisions"), ("incomplete-guide", "guides")])
def test_a_directory_or_a_guide_that_the_plan_dropped_lapses(check: str, section: str) -> None:
    assert why(check, **{section: []})


def test_a_copied_interpretation_lapses_with_the_rule() -> None:
    assert (why("excerpt-interpretation"), bool(why("excerpt-interpretation", interpretation=None))) == (None, True)
