"""Cards are kept by day and standard; issues are told as they stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspection.issue import State
from store.scores import KeptScore
from store.store import Store
from tests.store.samples import NOW, SITE, issue, open_issues

DAY = date(2025, 3, 23)
KEPT = KeptScore(DAY, "国标 一", NOW, {"point": {"most": "96.5"}})


def test_a_card_is_kept(store: Store) -> None:
    store.keep_score(SITE, KEPT)

    assert store.scores(SITE, "国标 一", DAY, DAY) == [KEPT]


def test_a_later_count_of_the_day_takes_its_place(store: Store) -> None:
    store.keep_score(SITE, KEPT)
    later = replace(KEPT, document={"point": {"most": "90"}}, counted_at=NOW + timedelta(hours=1))

    store.keep_score(SITE, later)

    assert store.scores(SITE, "国标 一", DAY, DAY) == [later]


@pytest.mark.parametrize(
    ("site", "standard", "since"), [("别处", "国标 一", DAY), (SITE, "县标", DAY), (SITE, "国标 一", date(2025, 3, 24))]
)
def test_cards_of_others_are_not_told(store: Store, site: str, standard: str, since: date) -> None:
    store.keep_score(SITE, KEPT)

    assert store.scores(site, standard, since, date(2025, 12, 31)) == []


def test_cards_come_in_the_order_of_their_days(store: Store) -> None:
    for back in (0, 14, 7):
        store.keep_score(SITE, replace(KEPT, day=DAY - timedelta(days=back)))

    days = [one.day for one in store.scores(SITE, "国标 一", date(2025, 1, 1), DAY)]

    assert days == sorted(days)


def test_only_issues_of_these_checks_are_told(store: Store) -> None:
    open_issues(store, issue("a", state=State.CONFIRMED))

    assert store.issues_then(SITE, frozenset({"no-such-check"}), NOW + timedelta(days=1)) == []
