"""Plans that rounds used, and rounds by the clock of judgement."""

from __future__ import annotations

from datetime import datetime, timedelta

from store.store import Store
from tests.store.samples import NOW, SITE, another_round, issue, open_issues

DAY = timedelta(days=1)


def round_with(store: Store, digest: str, as_of: datetime, *, finish: bool = True, kind: str = "full") -> str:
    id_ = store.begin_round(site=SITE, kind=kind, as_of=as_of, plan_digest=digest, started_at=NOW)
    if finish:
        store.finish_round(id_, finished_at=NOW, complete=True, counters={})
    return id_


def test_the_plan_recorded_last_is_the_one_in_force(store: Store) -> None:
    for at, digest in enumerate(["p1", "p2", "p1"]):
        store.record_plan(SITE, digest, f"方案 {digest}", NOW + at * DAY)
    store.record_plan("别处", "p3", "别处的方案", NOW + 9 * DAY)

    assert store.plan_text(SITE) == "方案 p1"
    assert store.plan_text("没有") is None


def test_a_past_week_has_the_plan_of_its_newest_finished_round(store: Store) -> None:
    for digest in ("p1", "p2", "p3"):
        store.record_plan(SITE, digest, f"方案 {digest}", NOW)
    round_with(store, "p1", NOW)
    round_with(store, "p2", NOW + DAY)
    round_with(store, "p3", NOW + DAY, finish=False)

    asked = [NOW - DAY, NOW, NOW + DAY - timedelta(seconds=1), NOW + DAY, NOW + 9 * DAY]
    assert [store.plan_text(SITE, at) for at in asked] == [None, "方案 p1", "方案 p1", "方案 p2", "方案 p2"]


def test_hostile_text_of_a_plan_can_be_kept(store: Store) -> None:
    store.record_plan(SITE, "p1", "标题: \x00\ud800", NOW)

    assert store.plan_text(SITE) == "标题: \ufffd\ufffd"


def test_every_site_is_known_by_its_plan_its_rounds_or_its_issues(store: Store) -> None:
    store.record_plan("甲", "p1", "方案", NOW)
    another_round(store, site="乙")
    open_issues(store, issue())

    assert store.sites() == sorted({"甲", "乙", SITE})


def test_rounds_between_are_finished_ones_by_the_clock_of_judgement(store: Store) -> None:
    late, early = round_with(store, "p", NOW + DAY), round_with(store, "p", NOW)
    round_with(store, "p", NOW, finish=False)
    round_with(store, "p", NOW + 2 * DAY)
    another_round(store, 0, site="别处", finish=True)

    assert [one.id for one in store.rounds_between(SITE, NOW, NOW + 2 * DAY)] == [early, late]
    assert len(store.rounds_between(SITE, None, None)) == 3


def test_the_newest_round_before_a_time_is_a_finished_one(store: Store) -> None:
    early, late = round_with(store, "p", NOW, kind="watch"), round_with(store, "p", NOW + DAY)
    round_with(store, "p", NOW + 2 * DAY, finish=False)

    def newest(before: datetime | None, kind: str | None = None) -> str | None:
        found = store.newest_round(SITE, before, kind)
        return None if found is None else found.id

    assert [newest(None), newest(NOW + DAY), newest(NOW), newest(None, "watch")] == [late, early, None, early]
