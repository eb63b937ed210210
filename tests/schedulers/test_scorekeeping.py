"""A card of any day is counted from what the store held by then: recounted by hand, and the same ever after."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.availability import Answering, AvailabilityProbe
from inspection.findings import Finding, Severity, Undecided
from inspection.issue import Act
from inspection.plan_file import parse_plan
from inspection.scoring.card import Light, Scorecard
from inspection.scoring.standard_file import built_in
from notifications.digest.facts import Week
from schedulers.freshness_now import freshness_now
from schedulers.scorekeeping import card_at, standard_for
from schedulers.weekly import weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, HOUR, MONDAY, PLAN, PLAN_TEXT, Office, finding, reading

STANDARD = built_in()
PATHS = count()
EXAMPLES = 200 if os.environ.get("XUNJIAN_SLOW") == "1" else 6
COLUMNS = ("通知公告", "工作动态")
HOME = "https://portal.example/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def blank(name: str) -> Finding:
    return finding(check="blank-column", subject=name, title=f"栏目“{name}”是空白栏目", column=name)


def link(n: int, *, home: bool = False) -> Finding:
    return finding(f"gone-{n}", found_on=(HOME,) if home else (f"{HOME}a/{n}.html",))


def card(store: Store, at: datetime) -> Scorecard:
    return card_at(store, PLAN, at, STANDARD)


def veto(found: Scorecard, id_: str):
    return next(one for one in found.vetoes if one.id == id_)


def item(found: Scorecard, id_: str):
    return next(one for one in found.deductions if one.id == id_)


EVERY = [blank("通知公告"), blank("工作动态"), *(link(n) for n in range(6)), *(link(n, home=True) for n in range(6, 9))]
DAYS = st.lists(
    st.tuples(
        st.sets(st.integers(0, len(EVERY) - 1)),  # found in that day's round
        st.booleans(),  # it was complete
        st.lists(st.tuples(st.integers(0, len(EVERY) - 1), st.sampled_from([Act.DISMISS, Act.WAIVE, Act.CLAIM]))),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=DAYS)
def test_the_card_is_what_a_recount_by_hand_gives_on_every_day(tmp_path: Path, days: list) -> None:
    with Store.open(f"sqlite:///{tmp_path / f'{next(PATHS)}.db'}") as store:
        office = Office(store)
        expected = []
        for n, (found, complete, acts) in enumerate(days):
            at = MONDAY + n * DAY
            office.round(at, [EVERY[k] for k in sorted(found)], complete=complete)
            for k, act in acts:
                key = EVERY[k].fingerprint
                if key in office.issues:
                    office.act(key, act, at + 2 * HOUR)
            over = {key for key, one in office.issues.items() if not one.alive}
            whole = max((m for m in range(n + 1) if days[m][1]), default=n)
            kept = [EVERY[k] for k in sorted(days[whole][0]) if EVERY[k].fingerprint not in over]
            expected.append((at + 3 * HOUR, kept))

        for at, kept in expected:
            found_then = card(store, at)
            assert veto(found_then, "blank").count == sum(one.check == "blank-column" for one in kept)
            links = [one for one in kept if one.check == "broken-link"]
            points = sum((Decimal(1) if HOME in one.found_on else Decimal("0.1") for one in links), Decimal(0))
            assert item(found_then, "links").deducted == min(Decimal(5), points)


def test_what_happens_later_changes_no_earlier_card(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [blank("通知公告"), link(1)])
    first = card(store, MONDAY + 5 * HOUR)

    office.act(link(1).fingerprint, Act.DISMISS, MONDAY + DAY)
    office.round(MONDAY + 2 * DAY, [blank("工作动态")])

    assert card(store, MONDAY + 5 * HOUR) == first


def test_what_people_dismissed_is_no_longer_charged(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [link(1)])
    office.act(link(1).fingerprint, Act.DISMISS, MONDAY + HOUR)

    before, after = card(store, MONDAY + HOUR / 2), card(store, MONDAY + 2 * HOUR)

    assert (item(before, "links").deducted, item(after, "links").deducted) == (Decimal("0.1"), 0)


def test_every_charge_names_its_issue(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [link(1), link(2, home=True)])

    behind = item(card(store, MONDAY + HOUR), "links").behind

    assert {one.issue for one in behind} == {issue.id for issue in office.issues.values()}


def test_a_round_that_broke_off_gives_way_to_the_whole_one_before_it(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [blank("通知公告")])
    office.round(MONDAY + DAY, [], complete=False)

    found = card(store, MONDAY + DAY + HOUR)

    assert (veto(found, "blank").count, "没有查完" in found.remarks[0]) == (1, True)


def test_an_issue_that_a_later_round_could_not_look_at_again_is_a_doubt(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY, [link(1)], complete=False)
    office.round(MONDAY + DAY, [], complete=False)

    line = item(card(store, MONDAY + DAY + HOUR), "links")

    assert (line.deducted, line.undecided) == (0, 1)


def test_a_watch_knows_better_of_columns_and_nothing_of_labels(store: Store) -> None:
    office = Office(store)
    label = finding(check="missing-label", subject="l", severity=Severity.WARNING)
    office.round(MONDAY, [blank("通知公告"), label])
    office.round(MONDAY + HOUR * 4, [blank("通知公告"), blank("工作动态")], kind="watch", complete=True)

    found = card(store, MONDAY + 6 * HOUR)

    assert veto(found, "blank").count == 2


def test_a_site_that_only_watches_says_what_nobody_looks_at(store: Store) -> None:
    Office(store).round(MONDAY, [], kind="watch")

    assert item(card(store, MONDAY + HOUR), "links").light is Light.UNWATCHED


def test_rounds_of_an_earlier_program_did_not_read_labels(store: Store) -> None:
    Office(store).round(MONDAY)

    line = item(card(store, MONDAY + HOUR), "labels")

    assert (line.light, line.why) == (Light.UNWATCHED, "当时的程序还没有这项检查")


def test_before_the_first_round_nothing_is_known(store: Store) -> None:
    Office(store).round(MONDAY)

    assert card(store, MONDAY - DAY).total is None


def test_digest_board_and_card_tell_the_same_distances(store: Store) -> None:
    office = Office(store)
    doubt = Undecided("blank-column", "机构职能", "could-not-be-read", "列表没有读出来")
    stale = finding(check="stale-column", subject="工作动态", column="工作动态", evidence={"days": 20})
    office.round(MONDAY, [blank("通知公告"), blank("工作动态"), stale], [reading()], [doubt])
    office.act(blank("通知公告").fingerprint, Act.DISMISS, MONDAY + HOUR)
    now = MONDAY + DAY

    card_now, board = card(store, now), freshness_now(store, PLAN, now).vetoes
    week = weekly_facts(store, PLAN, Week(2025, 13), None, now).vetoes

    told = {one.name: (one.count, one.left, one.unknown) for one in board}
    assert told == {one.name: (one.count, one.left, one.unknown) for one in week}
    lines = [veto(card_now, id_) for id_ in ("watched-stale", "long-stale", "blank")]
    assert {one.name: (one.count, one.left, one.undecided) for one in lines}.items() <= told.items()


def test_probes_are_counted_up_to_that_moment(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY + 6 * DAY)
    for n in range(7 * 48):
        slot = MONDAY + n * timedelta(minutes=30)
        outcome = Answering.DOWN if n >= 7 * 48 - 20 else Answering.UP
        store.record_probe(AvailabilityProbe(PLAN.site.name, slot, "here", slot, outcome, "timeout"))

    early, late = (veto(card(store, MONDAY + 7 * DAY - back), "unreachable") for back in (11 * HOUR, HOUR / 2))

    assert (early.count, late.light) == (0, Light.VETOED)


def test_the_plan_of_the_round_says_which_columns_counted(store: Store) -> None:
    office = Office(store)
    stale = finding(check="stale-column", subject="工作动态", column="工作动态", evidence={"days": 20})
    office.round(MONDAY, [stale])

    renamed = parse_plan(PLAN_TEXT.replace("kind: 动态要闻", "kind: 业务工作"), "later")

    assert veto(card_at(store, renamed, MONDAY + HOUR, STANDARD), "watched-stale").count == 1


def test_a_standard_that_cannot_be_read_is_said_and_the_national_one_counts(tmp_path: Path) -> None:
    plan = parse_plan(PLAN_TEXT + "scorecard: {standard: county.yaml}\n", "plan")

    standard, trouble = standard_for(plan, tmp_path)

    assert standard.key == STANDARD.key
    assert "county.yaml" in trouble
