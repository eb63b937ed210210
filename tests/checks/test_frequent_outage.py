"""frequent-outage: certain where a week was seen, honest where it was not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.frequent_outage import FrequentOutage
from inspection.availability import Answering
from inspection.findings import Severity
from tests.checks.rounds import Said, said, watched
from tests.checks.watched import probe, slots

SITE = "某某局"


AS_OF = watched().as_of


def down(count: int, days: float = 7, a_day: int = 48) -> Said:
    moments = slots(AS_OF, days, a_day)
    gone = set(moments[:count])
    every = [probe(slot, Answering.DOWN if slot in gone else Answering.UP) for slot in moments]
    return said(FrequentOutage(), watched(every))


# 336 moments a week: 3 % are 10.08, 5 % are 16.8.
@pytest.mark.parametrize(
    ("count", "severity"),
    [(0, None), (10, None), (11, Severity.WARNING), (16, Severity.WARNING), (17, Severity.CRITICAL)],
)
def test_three_percent_is_an_early_word_and_five_a_veto(count: int, severity: Severity | None) -> None:
    heard = down(count)

    assert [fault.severity for fault in heard.faults] == ([severity] if severity else [])
    assert heard.untold == []


def test_exactly_five_percent_is_a_veto() -> None:
    assert down(7, a_day=20).faults[0].severity is Severity.CRITICAL  # 7 of 140


def test_the_early_word_says_how_far_the_veto_is() -> None:
    assert "再有 6 次即达单项否决线（5%）" in down(11).faults[0].title


def test_the_veto_says_so_with_its_figures() -> None:
    title = down(17).faults[0].title

    assert "探测 336 次，打不开 17 次（5.1%）" in title
    assert "已达单项否决线（5%）" in title


def test_two_days_with_many_failures_are_told_as_two_days() -> None:
    (fault,) = down(8, days=2).faults

    assert fault.severity is Severity.ERROR
    assert "起观测" in fault.title
    assert "七天中有 5 天有效探测不足 20 次" in fault.title
    assert "已达单项否决线" not in fault.title


def test_as_many_failures_as_a_whole_week_may_have_are_a_veto_after_two_days() -> None:
    (fault,) = down(17, days=2).faults

    assert (fault.severity, "已达单项否决线" in fault.title) == (Severity.CRITICAL, True)


def test_two_days_with_few_failures_say_nothing_of_a_week() -> None:
    heard = down(1, days=2)

    assert (heard.faults, heard.reasons) == ([], [(SITE, "too-few-probes")])


def test_one_failure_on_the_first_morning_is_no_habit() -> None:
    assert down(1, days=0.5).faults == []


def test_a_day_with_nineteen_probes_leaves_the_week_open() -> None:
    every = [probe(slot) for slot in slots(AS_OF, 7, 20)]

    heard = said(FrequentOutage(), watched(every[:5] + every[6:]))

    assert heard.reasons == [(SITE, "too-few-probes")]


def test_what_our_own_line_cost_is_no_failure_of_the_site() -> None:
    every = [probe(slot, Answering.UNKNOWN if n % 5 == 0 else Answering.UP) for n, slot in enumerate(slots(AS_OF))]

    heard = said(FrequentOutage(), watched(every))

    assert (heard.faults, heard.untold) == ([], [])


@settings(max_examples=25)
@given(count=st.integers(0, 336), broken=st.sampled_from(["甲", "乙", "丙"]))
def test_one_office_of_three_with_a_broken_line_changes_nothing(count: int, broken: str) -> None:
    gone = set(slots(AS_OF)[:count])
    true = {slot: Answering.DOWN if slot in gone else Answering.UP for slot in slots(AS_OF)}
    alone = [probe(slot, outcome) for slot, outcome in true.items()]
    three = [
        probe(slot, Answering.DOWN if name == broken else outcome, name)
        for slot, outcome in true.items()
        for name in ("甲", "乙", "丙")
    ]

    titles = [[fault.title for fault in said(FrequentOutage(), watched(seen)).faults] for seen in (alone, three)]

    assert titles[0] == titles[1]


@settings(max_examples=25)
@given(data=st.data(), days=st.floats(0.2, 7), a_day=st.sampled_from([20, 48, 96]))
def test_a_veto_is_never_said_of_less_than_a_weeks_worth_of_failures(
    data: st.DataObject, days: float, a_day: int
) -> None:
    moments = slots(AS_OF, days, a_day)
    outcomes = data.draw(st.lists(st.sampled_from(list(Answering)), min_size=len(moments), max_size=len(moments)))
    every = [probe(slot, outcome) for slot, outcome in zip(moments, outcomes, strict=True)]

    heard = said(FrequentOutage(), watched(every))

    whole = days == 7 and outcomes.count(Answering.UNKNOWN) == 0
    for fault in heard.faults:
        if fault.severity is Severity.CRITICAL and not whole:
            assert outcomes.count(Answering.DOWN) >= 7  # 5 % of the fewest probes that a week may have
    assert heard.faults or heard.untold or whole or len(every) >= 140
