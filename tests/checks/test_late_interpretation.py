"""late-interpretation, sentence by sentence."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from checks.late_interpretation import LateInterpretation
from checks.missing_interpretation import MissingInterpretation
from inspection.calendar import Workdays
from inspection.observed import Observed
from tests.checks.policies import MONDAY, NAME, P, interpretation, policy, round_
from tests.checks.rounds import Said, address, reading, said


def missing(observed_: Observed) -> Said:
    return said(MissingInterpretation(), observed_)


def late(observed_: Observed) -> Said:
    return said(LateInterpretation(), observed_)


@given(st.integers(0, 8), st.integers(0, 30))
def test_never_both_missing_and_late(within: int, after: int) -> None:
    observed_ = round_(
        [policy()],
        [interpretation(MONDAY + timedelta(days=after))],
        within=f"{within} workdays",
        today=date(2025, 5, 20),
    )
    assert missing(observed_).faults == []
    assert bool(late(observed_).faults) == (MONDAY + timedelta(days=after) > Workdays().add(MONDAY, within))


def test_the_earliest_interpretation_counts() -> None:
    second = interpretation(date(2025, 3, 24), title=f"图解：{NAME}", url="/zcjd/2.html")
    assert late(round_([policy()], [second, interpretation(date(2025, 3, 13))])).faults == []


def test_a_late_interpretation_names_both_dates() -> None:
    fault = late(round_([policy()], [interpretation(date(2025, 3, 18))])).faults[0]
    assert (fault.subject, fault.evidence["interpreted"], fault.evidence["workdays_late"]) == (
        address(P),
        "2025-03-18",
        3,
    )


def test_an_undated_interpretation_cannot_be_late() -> None:
    heard = late(round_([policy()], [interpretation(None)]))
    assert (heard.faults, heard.reasons) == ([], [(address(P), "interpretation-undated")])


def test_a_late_interpretation_is_left_open_where_an_earlier_one_may_be_unread() -> None:
    second = reading("政策解读", interpretation(date(2025, 3, 24)), complete=False)
    assert late(round_([policy()], second)).reasons == [(address(P), "interpretations-not-read")]
