"""A card is what its rules and facts say: caps, ranges, worst cases; more faults never help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.scoring.card import WORST_FIRST, Light, Scorecard
from inspection.scoring.facts import Doubt, Fault, Looked
from inspection.scoring.score import score
from inspection.scoring.standard_file import built_in
from tests.inspection.scoring.samples import DOUBTS, FAULTS, NOW, broken, facts, silent, stale

STANDARD = built_in()
SOME = st.lists(FAULTS, max_size=30)
DOUBTED = st.lists(DOUBTS, max_size=8).map(tuple)


def card_of(*faults: Fault, **more: object) -> Scorecard:
    return score(STANDARD, facts(*faults, **more))  # type: ignore[arg-type]


def item(card: Scorecard, id_: str):
    return next(one for one in card.deductions if one.id == id_)


@given(SOME, DOUBTED)
def test_the_total_is_what_is_left_of_all_points(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    card = card_of(*faults, doubts=doubts)

    assert card.total is not None
    assert card.total.most == 100 - sum(one.deducted for one in card.deductions)


@given(SOME, DOUBTED)
def test_no_item_loses_more_than_its_own_points(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    card = card_of(*faults, doubts=doubts)

    assert all(0 <= one.deducted <= one.at_most <= one.points for one in card.deductions)


@given(SOME, DOUBTED)
def test_every_tenth_of_a_point_has_a_fault_behind_it(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    card = card_of(*faults, doubts=doubts)

    assert all(one.deducted == sum((b.points for b in one.behind), Decimal(0)) for one in card.deductions)


@given(SOME, FAULTS, DOUBTED)
def test_one_more_fault_never_raises_the_points(faults: list[Fault], more: Fault, doubts: tuple[Doubt, ...]) -> None:
    before, after = card_of(*faults, doubts=doubts).total, card_of(*faults, more, doubts=doubts).total

    assert before is not None
    assert after is not None
    assert after.most <= before.most


@given(SOME, DOUBTED, DOUBTS)
def test_one_more_doubt_never_raises_the_least_points(
    faults: list[Fault], doubts: tuple[Doubt, ...], more: Doubt
) -> None:
    before, after = card_of(*faults, doubts=doubts).total, card_of(*faults, doubts=(*doubts, more)).total

    assert before is not None
    assert after is not None
    assert after.least <= before.least


@given(SOME, FAULTS, DOUBTED)
def test_one_more_fault_never_makes_a_veto_look_better(
    faults: list[Fault], more: Fault, doubts: tuple[Doubt, ...]
) -> None:
    before, after = card_of(*faults, doubts=doubts), card_of(*faults, more, doubts=doubts)

    sure = (Light.VETOED, Light.RED, Light.YELLOW)
    for one, other in zip(before.vetoes, after.vetoes, strict=True):
        assert one.light not in sure or WORST_FIRST.index(other.light) <= WORST_FIRST.index(one.light)


@given(SOME, DOUBTED)
def test_the_order_of_findings_changes_nothing(faults: list[Fault], doubts: tuple[Doubt, ...]) -> None:
    there, back = card_of(*faults, doubts=doubts), card_of(*reversed(faults), doubts=doubts)

    assert (there.total, [v.light for v in there.vetoes]) == (back.total, [v.light for v in back.vetoes])


@given(st.lists(st.integers(1, 60), unique=True, max_size=60), st.lists(st.integers(61, 90), unique=True, max_size=8))
def test_links_cost_a_point_on_the_home_page_and_a_tenth_elsewhere(elsewhere: list[int], home: list[int]) -> None:
    card = card_of(*(broken(n) for n in elsewhere), *(broken(n, home=True) for n in home))

    assert item(card, "links").deducted == min(Decimal(5), Decimal(len(home)) + Decimal(len(elsewhere)) / 10)


def test_what_the_cap_leaves_nothing_for_is_behind_the_item_all_the_same() -> None:
    line = item(card_of(*(broken(n, home=True) for n in range(1, 8))), "links")

    assert [one.points for one in line.behind] == [1, 1, 1, 1, 1, 0, 0]


def test_a_column_that_one_item_is_charged_for_is_not_charged_again() -> None:
    card = card_of(stale("要闻0", 20), stale("政策文件", 200), stale("业务0"))

    charged = {one.id: one.deducted for one in card.deductions if one.deducted}
    assert charged == {"news": 5, "policies": 5, "other-columns": 1}


def test_a_plan_that_is_stricter_than_the_rule_costs_no_points() -> None:
    assert item(card_of(stale("要闻0", 9)), "news").deducted == 0


def test_a_plan_that_is_laxer_than_the_rule_leaves_a_doubt() -> None:
    old = {"要闻0": NOW.date() - timedelta(days=30)}

    line = item(card_of(newest=old), "news")

    assert (line.light, line.deducted, line.at_most) == (Light.UNDECIDED, 0, 5)


def test_undecided_columns_make_a_range() -> None:
    card = card_of(doubts=(Doubt("stale-column", "业务0"), Doubt("blank-column", "业务1")))

    assert card.total is not None
    assert card.total.most - card.total.least == 3


def test_under_a_veto_the_score_is_void_but_told() -> None:
    card = card_of(Fault("tampered-page", "https://portal.example/t", Severity.CRITICAL))

    assert card.total is not None
    assert (card.total.void, card.total.most) == (True, 100)


def test_an_account_under_veto_leaves_the_sites_score() -> None:
    card = card_of(silent(20))

    assert card.total is not None
    assert not card.total.void


def test_without_a_round_nothing_is_scored_or_clear() -> None:
    card = score(STANDARD, facts(looked=None, answered=None))

    assert card.total is None
    assert Light.CLEAR not in {one.light for one in card.vetoes}


def test_an_old_round_calls_nothing_clear() -> None:
    card = card_of(looked=Looked("r1", NOW - timedelta(days=9), "full", complete=True), newest={}, answered=None)

    assert Light.CLEAR not in {one.light for one in (*card.vetoes, *card.deductions)}
    assert "距今 9 天" in card.remarks[0]


def test_a_round_that_broke_off_calls_nothing_clear() -> None:
    card = card_of(looked=Looked("r1", NOW, "full", complete=False), newest={}, answered=None)

    assert Light.CLEAR not in {one.light for one in (*card.vetoes, *card.deductions)}
    assert "没有查完" in card.remarks[0]


def test_what_nobody_watches_is_in_neither_end_of_the_range() -> None:
    watched = card_of().total
    blind = card_of(unwatched={"missing-ipv6": "没有探测"}).total

    assert watched is not None
    assert blind is not None
    assert (blind.most, blind.unseen - watched.unseen) == (100, 2)


def test_an_item_that_is_watched_in_part_is_not_called_clear() -> None:
    line = item(card_of(unwatched={"missing-label": "没有通读网页"}), "labels")

    assert (line.light, line.why) == (Light.UNDECIDED, "没有通读网页")


def test_a_template_without_labels_costs_as_much_as_each_of_them() -> None:
    bare = Fault("missing-label", "全部标签（首页）", Severity.WARNING, evidence={"labels_lost": ["甲", "乙", "丙"]})

    assert item(card_of(bare), "labels").deducted == Decimal("1.5")


def test_an_item_whose_columns_the_plan_does_not_have_is_not_watched() -> None:
    line = item(card_of(columns={"业务": "业务工作"}), "service-statistics")

    assert line.light is Light.UNWATCHED


def test_without_services_the_rest_is_scaled_to_the_whole() -> None:
    total = card_of(stale("要闻0", 20), services=False).total

    assert total is not None
    assert (total.most, total.scaled) == (Decimal("93.3"), True)  # (75 − 5) × 4/3


def test_the_same_facts_give_the_same_card() -> None:
    known = facts(stale("要闻0", 20), broken(3))

    assert score(STANDARD, known) == score(STANDARD, replace(known))
