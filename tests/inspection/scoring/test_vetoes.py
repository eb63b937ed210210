"""How far each veto is: counts, days and shares, early words, and what is not known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.scoring.card import Light, VetoLine
from inspection.scoring.facts import Answered, Doubt, Fault, Looked
from inspection.scoring.standard_file import built_in, parse_standard
from inspection.scoring.vetoes import vetoes_of
from tests.inspection.scoring.samples import COLUMNS, COUNTY, NOW, blank, facts, silent, stale

STANDARD = built_in()
BUSINESS = [f"业务{n}" for n in range(8)]


def line(id_: str, *faults: Fault, account: str = "", **more: object) -> VetoLine:
    lines = vetoes_of(STANDARD.vetoes, facts(*faults, **more))  # type: ignore[arg-type]
    return next(one for one in lines if one.id == id_ and (not account or one.account == account))


@pytest.mark.parametrize(
    ("count", "light", "left"),
    [(0, "clear", 5), (2, "clear", 3), (3, "yellow", 2), (4, "red", 1), (5, "vetoed", 0), (7, "vetoed", 0)],
)
def test_blank_columns_warn_above_two_and_veto_at_five(count: int, light: str, left: int) -> None:
    found = line("blank", *(blank(name) for name in BUSINESS[:count]))

    assert (found.light.value, found.count, found.left) == (light, count, left)


@pytest.mark.parametrize(("count", "light"), [(6, "clear"), (7, "yellow"), (8, "yellow"), (9, "red"), (10, "vetoed")])
def test_stale_columns_warn_above_six_and_veto_at_ten(count: int, light: str) -> None:
    found = line("long-stale", *(stale(name) for name in list(COLUMNS)[:count]))

    assert (found.light.value, found.left) == (light, 10 - count)


@given(st.sets(st.sampled_from(list(COLUMNS))), st.sets(st.sampled_from(list(COLUMNS))))
def test_the_distance_is_the_veto_less_the_count(at_fault: set[str], doubted: set[str]) -> None:
    doubts = tuple(Doubt("stale-column", name) for name in sorted(doubted))

    found = line("long-stale", *(stale(name) for name in sorted(at_fault)), doubts=doubts)

    assert (found.count, found.left) == (len(at_fault), max(0, 10 - len(at_fault)))
    assert found.undecided == len(doubted - at_fault)


def test_news_that_is_stale_by_the_plan_alone_is_no_step_towards_the_veto() -> None:
    assert line("watched-stale", stale("要闻0", 9), stale("要闻1", 15)).count == 1


def test_enough_undecided_columns_to_reach_the_veto_leave_it_undecided() -> None:
    doubts = tuple(Doubt("blank-column", name) for name in BUSINESS[:5])

    found = line("blank", doubts=doubts)

    assert (found.light, found.worst) == (Light.UNDECIDED, Light.VETOED)


def test_a_few_undecided_columns_leave_it_clear_and_are_counted() -> None:
    found = line("blank", blank("业务0"), doubts=(Doubt("blank-column", "业务1"),))

    assert (found.light, found.undecided, found.worst) == (Light.CLEAR, 1, Light.CLEAR)


def test_pages_without_a_list_are_no_doubt() -> None:
    assert line("blank", doubts=(Doubt("blank-column", "业务1", "static-column"),)).undecided == 0


def test_a_check_that_could_judge_nothing_leaves_its_veto_undecided() -> None:
    found = line("unsafe", doubts=(Doubt("tampered-page", "示例市民政局", "blocked"),))

    assert (found.light, found.worst) == (Light.UNDECIDED, Light.VETOED)


@pytest.mark.parametrize(
    ("days", "light", "left"), [(11, "yellow", 4), (12, "yellow", 3), (13, "red", 2), (14, "red", 1), (15, "vetoed", 0)]
)
def test_an_account_is_warned_of_in_days(days: int, light: str, left: int) -> None:
    found = line("account-stale", silent(days))

    assert (found.light.value, found.count, found.left) == (light, days, left)


def test_an_account_that_published_yesterday_says_how_many_days_are_left() -> None:
    found = line("account-stale")

    assert (found.light, found.count, found.left, found.known) == (Light.CLEAR, 1, 14, True)


def test_an_account_whose_newest_article_is_old_without_any_finding_is_undecided() -> None:
    found = line("account-stale", newest={"示例民政": (NOW - timedelta(days=20)).date()})

    assert found.light is Light.UNDECIDED


def test_each_account_has_its_own_line() -> None:
    known = facts(silent(20, "二号"), accounts=("一号", "二号"), newest={"一号": NOW.date()})

    lights = {one.account: one.light for one in vetoes_of(STANDARD.vetoes, known) if one.id == "account-stale"}

    assert lights == {"一号": Light.CLEAR, "二号": Light.VETOED}


def test_a_site_without_accounts_has_no_lines_of_accounts() -> None:
    known = facts(accounts=())

    assert not [one for one in vetoes_of(STANDARD.vetoes, known) if one.group == "新媒体单项否决"]


@pytest.mark.parametrize(
    ("down", "light"), [(0, "clear"), (29, "clear"), (30, "yellow"), (40, "red"), (49, "red"), (50, "vetoed")]
)
def test_failures_warn_at_three_per_cent_and_veto_at_five(down: int, light: str) -> None:
    assert line("unreachable", answered=Answered(1000, down)).light.value == light


def test_too_few_probes_vouch_for_nothing_and_veto_nothing() -> None:
    thin = [line("unreachable", answered=Answered(30, down, thin_days=5)).light for down in (0, 3)]

    assert thin == [Light.UNDECIDED, Light.RED]


def test_so_many_failures_that_the_missing_probes_change_nothing_are_a_veto() -> None:
    certain = Fault("frequent-outage", "示例市民政局", Severity.CRITICAL)

    found = line("unreachable", certain, answered=Answered(100, 60, thin_days=1))

    assert found.light is Light.VETOED


def test_nobody_watching_around_the_clock_is_said() -> None:
    assert line("unreachable", answered=None).light is Light.UNWATCHED


def test_a_clue_warns_and_does_not_veto() -> None:
    found = line("unsafe", Fault("personal-data", "https://portal.example/a.xlsx", Severity.CRITICAL))

    assert (found.light, found.count) == (Light.YELLOW, 0)
    assert [one.early for one in found.behind] == [True]


def test_what_only_people_can_tell_is_left_to_them() -> None:
    assert line("account-unsafe").light is Light.BY_HAND


def test_a_guide_counts_when_four_elements_are_missing() -> None:
    guides = [
        Fault("incomplete-guide", f"指南{n}", Severity.ERROR, evidence={"counts_for_veto": n >= 4}) for n in range(1, 9)
    ]

    assert line("useless-services", *guides).count == 5


def test_another_countys_file_is_stricter() -> None:
    county = parse_standard(COUNTY, "county.yaml")

    lights = [next(iter(vetoes_of(county.vetoes, facts(silent(days))))).light for days in (8, 10, 11)]

    assert lights == [Light.YELLOW, Light.RED, Light.VETOED]


def test_an_old_round_still_tells_what_it_found() -> None:
    long_ago = Looked("r", NOW - timedelta(days=30), "full", complete=True)

    assert line("blank", *(blank(name) for name in BUSINESS[:5]), looked=long_ago).light is Light.VETOED
