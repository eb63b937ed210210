"""Edits of plans, every version, and issues counted by what plans name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inspection.issue import State
from store.plan_edits import PlanEdit
from store.store import Store
from tests.store.samples import NOW, found, issue

SITE = "示例市民政局"
A, B = "a" * 64, "b" * 64


def _edit(before: str, after: str, minutes: int = 0) -> PlanEdit:
    return PlanEdit(SITE, NOW + timedelta(minutes=minutes), "值班编辑", "例会", before, after)


def test_an_edit_keeps_both_texts_and_the_new_one_is_in_force(store: Store) -> None:
    store.edit_plan(_edit(A, B), "old", "new", lambda: None)

    assert (store.plan_of_digest(A), store.plan_text(SITE), store.plan_edits(SITE)) == ("old", "new", [_edit(A, B)])


def test_going_back_makes_the_earlier_text_the_one_in_force(store: Store) -> None:
    store.edit_plan(_edit(A, B), "old", "new", lambda: None)
    store.edit_plan(_edit(B, A, 1), "new", "old", lambda: None)

    assert ([one.digest for one in store.plan_versions(SITE)], store.plan_text(SITE)) == ([A, B], "old")


def test_what_could_not_be_put_in_place_was_no_edit(store: Store) -> None:
    def full() -> None:
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError, match="full"):
        store.edit_plan(_edit(A, B), "old", "new", full)

    assert (store.plan_edits(SITE), store.plan_versions(SITE)) == ([], [])


def test_rounds_are_counted_by_the_version_that_they_went_by(store: Store) -> None:
    store.record_plan(SITE, A, "old", NOW)
    for number in range(2):
        store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest=A, started_at=NOW + timedelta(hours=number))

    assert [(one.digest, one.rounds) for one in store.plan_versions(SITE)] == [(A, 2)]


def test_issues_are_counted_by_what_plans_name(store: Store) -> None:
    with store.casework("民政局") as work:
        stale = issue("a", check="stale-column", column="工作动态", unit="办公室")
        over = issue("b", check="stale-column", column="工作动态", unit="办公室", state=State.VERIFIED, sightings=4)
        named = issue("c", check="missing-publication", subject="年度报告", seen_at=NOW + timedelta(days=1))
        work.save([(one, [found()]) for one in (stale, over, named)], NOW)

    tallies = store.tallies("民政局", ["suspected"], ["missing-publication"])

    assert {(one.check, one.column, one.subject, one.open, one.all, one.sightings, one.seen_at) for one in tallies} == {
        ("stale-column", "工作动态", None, 1, 2, 5, NOW),
        ("missing-publication", named.column, "年度报告", 1, 1, 1, NOW + timedelta(days=1)),
    }
