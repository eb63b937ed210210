"""How duties stand: the worst part decides, and what could not be told is never called met."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.duty_standing import Part, PartKind, Stand
from inspection.duty_state import worst
from inspection.expected import Fate
from inspection.findings import Severity, Undecided
from inspection.issue import Issue, State
from tests.inspection.duties_told import AT, TICK, TOLD, issue, item, stood, word


@pytest.mark.parametrize(
    ("fate", "stand"),
    [
        (Fate.DONE, Stand.MET),
        (Fate.LATE, Stand.LATE),
        (Fate.OVERDUE, Stand.OVERDUE),
        (Fate.MISSED, Stand.MISSED),
        (Fate.NEAR, Stand.WARNING),
        (Fate.UNKNOWN, Stand.UNDECIDED),
        (Fate.PENDING, Stand.PENDING),
        (Fate.UNWATCHED, Stand.UNDECIDED),
    ],
)
def test_what_became_of_a_publication_is_how_the_duty_stands(fate: Fate, stand: Stand) -> None:
    assert stood(replace(TOLD, items=[item(fate)]), expectations=["年报"]).stand is stand


def test_the_article_that_met_it_is_the_evidence() -> None:
    told = replace(TOLD, items=[item(Fate.DONE, title="2023年年度报告", link="https://a/1", day=date(2024, 1, 20))])

    (part,) = stood(told, expectations=["年报"]).parts

    assert (part.title, part.link, part.day) == ("2023年年度报告", "https://a/1", date(2024, 1, 20))


def test_what_lay_before_anybody_watched_decides_nothing_beside_what_is_known() -> None:
    told = replace(TOLD, items=[item(Fate.UNWATCHED), item(Fate.DONE)])

    assert stood(told, expectations=["年报"]).stand is Stand.MET


def test_an_earlier_year_s_publication_counts_only_while_it_is_owed() -> None:
    old = date(2023, 1, 31)
    told = replace(TOLD, items=[item(Fate.MISSED, old), item(Fate.DONE)])

    assert stood(told, expectations=["年报"]).stand is Stand.MET
    assert stood(replace(told, items=[item(Fate.OVERDUE, old)]), expectations=["年报"]).stand is Stand.OVERDUE


def test_a_notice_that_lacks_what_it_must_say_is_a_fault_of_the_duty() -> None:
    told = replace(TOLD, items=[item(Fate.DONE)], issues=[issue("incomplete-notice", "年报")])

    assert stood(told, expectations=["年报"]).stand is Stand.FAULTY


WATCHED = [
    ({"checks": ["broken-link"]}, issue("broken-link")),
    ({"columns": ["通知公告"]}, issue("stale-column", "通知公告")),
    ({"entries": ["养老主题库"]}, issue("library-gap", "养老主题库")),
]


@pytest.mark.parametrize(("duty", "fault"), WATCHED)
def test_what_checks_watch_is_met_where_a_whole_round_found_nothing(duty: dict[str, Any], fault: Issue) -> None:
    other = replace(fault, check="site-down")

    assert stood(replace(TOLD, issues=[other]), **duty).stand is Stand.MET


@pytest.mark.parametrize(("duty", "fault"), WATCHED)
def test_an_issue_that_is_not_over_is_a_fault(duty: dict[str, Any], fault: Issue) -> None:
    (part,) = stood(replace(TOLD, issues=[fault]), **duty).parts

    assert (part.stand, part.issues, part.why) == (Stand.FAULTY, (7,), "有问题")


@pytest.mark.parametrize(("duty", "fault"), WATCHED)
def test_what_could_not_be_judged_is_not_met(duty: dict[str, Any], fault: Issue) -> None:
    doubt = Undecided(fault.check, fault.subject, "not-read")

    assert stood(replace(TOLD, undecided=[doubt]), **duty).stand is Stand.UNDECIDED


@pytest.mark.parametrize(("duty", "fault"), WATCHED)
def test_without_a_whole_round_nobody_knows(duty: dict[str, Any], fault: Issue) -> None:
    assert stood(replace(TOLD, looked_at=None), **duty).stand is Stand.UNDECIDED
    assert stood(replace(TOLD, looked_at=None, issues=[fault]), **duty).stand is Stand.FAULTY


@pytest.mark.parametrize(("duty", "fault"), WATCHED)
def test_a_check_that_the_round_did_not_ask_says_nothing(duty: dict[str, Any], fault: Issue) -> None:
    assert stood(replace(TOLD, unjudged=frozenset({fault.check})), **duty).stand is Stand.UNDECIDED


@pytest.mark.parametrize(
    ("state", "severity", "stand"),
    [
        (State.SUSPECTED, Severity.ERROR, Stand.UNDECIDED),
        (State.CORRECTED, Severity.ERROR, Stand.UNDECIDED),
        (State.CONFIRMED, Severity.WARNING, Stand.WARNING),
        (State.MUTED, Severity.ERROR, Stand.FAULTY),
        (State.REOPENED, Severity.CRITICAL, Stand.FAULTY),
    ],
)
def test_what_an_issue_says_of_the_duty(state: State, severity: Severity, stand: Stand) -> None:
    told = replace(TOLD, issues=[issue("broken-link", state=state, severity=severity)])

    assert stood(told, checks=["broken-link"]).stand is stand


def test_what_a_check_could_tell_of_nothing_is_in_doubt_for_every_entry() -> None:
    told = replace(TOLD, undecided=[Undecided("library-gap", "示例局", "pages-not-read")])

    assert stood(told, entries=["养老主题库"]).stand is Stand.UNDECIDED


def test_a_fixed_column_decides_nothing() -> None:
    assert stood(columns=["机构职能", "通知公告"]).stand is Stand.MET


@pytest.mark.parametrize(
    ("today", "stand"),
    [
        (date(2024, 5, 30), Stand.PENDING),
        (date(2024, 5, 31), Stand.WARNING),
        (date(2024, 6, 30), Stand.WARNING),
        (date(2024, 7, 1), Stand.OVERDUE),
        (date(2024, 12, 31), Stand.OVERDUE),
        (date(2025, 1, 31), Stand.PENDING),
    ],
)
def test_a_word_is_owed_from_its_day_on(today: date, stand: Stand) -> None:
    at = datetime.combine(today, AT.timetz())

    assert stood(replace(TOLD, as_of=at), **TICK).stand is stand


@pytest.mark.parametrize(
    ("done", "stand"), [(date(2024, 6, 30), Stand.MET), (date(2024, 7, 1), Stand.LATE), (None, Stand.LATE)]
)
def test_a_word_that_was_given_counts_by_the_day_it_was_done(done: date | None, stand: Stand) -> None:
    """Without a day, it was done when it was said, the tenth of July."""
    assert stood(replace(TOLD, ticked=[word(done=done)]), **TICK).stand is stand


def test_who_said_so_and_where_the_proof_is_are_the_evidence() -> None:
    (part,) = stood(replace(TOLD, ticked=[word(done=date(2024, 6, 1))]), **TICK).parts

    assert (part.said, part.link, part.why, part.day) == (
        "张三确认已完成",
        "https://www.example.gov.cn/1.html",
        "在礼堂",
        date(2024, 6, 1),
    )


def test_months_before_anybody_used_the_program_are_not_missed() -> None:
    monthly = {"ticks": [{"name": "培训", "due": {"monthly": 15}}]}
    told = replace(TOLD, since=date(2024, 7, 1), ticked=[word("2024年6月", date(2024, 6, 3))])

    duty = stood(told, **monthly)

    assert duty.stand is Stand.WARNING  # of July's, in five days
    assert sum(not part.weighs for part in duty.parts) == 5


def test_a_month_of_which_nobody_spoke_is_missed() -> None:
    monthly = {"ticks": [{"name": "培训", "due": {"monthly": 15}}]}

    assert Stand.MISSED in {part.stand for part in stood(TOLD, **monthly).parts}


PARTS = st.lists(
    st.builds(
        Part,
        st.just(PartKind.CHECK),
        st.just("甲"),
        st.sampled_from(list(Stand)),
        st.just(""),
        weighs=st.booleans(),
    ),
    max_size=8,
)


ORDER = [Stand.OVERDUE, Stand.FAULTY, Stand.MISSED, Stand.WARNING, Stand.UNDECIDED, Stand.LATE, Stand.ON_TIME]


@pytest.mark.parametrize(("worse", "better"), list(itertools.pairwise(ORDER)))
def test_the_worse_of_two_decides(worse: Stand, better: Stand) -> None:
    parts = [Part(PartKind.CHECK, "甲", stand, "") for stand in (better, worse)]

    assert worst(parts) is worse


@given(PARTS)
def test_nothing_is_met_beside_a_doubt_or_a_fault(parts: list[Part]) -> None:
    bad = {Stand.OVERDUE, Stand.FAULTY, Stand.MISSED, Stand.WARNING, Stand.UNDECIDED}
    seen = {part.stand for part in parts if part.weighs}

    assert (worst(parts) in {Stand.MET, Stand.ON_TIME, Stand.LATE, Stand.PENDING}) == (bool(seen) and not seen & bad)


@given(PARTS, PARTS)
def test_more_parts_never_make_it_better_than_its_worst(some: list[Part], more: list[Part]) -> None:
    bad = [Stand.OVERDUE, Stand.FAULTY, Stand.MISSED, Stand.WARNING, Stand.UNDECIDED]
    alone, together = worst(some), worst(some + more)

    assert alone not in bad[:4] or (together in bad and bad.index(together) <= bad.index(alone))
