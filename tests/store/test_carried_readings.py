"""Readings that a round takes over from an earlier one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspection.records import Verdict
from store.carried_readings import Outline, Row
from store.recording import Batch
from store.store import Store
from tests.store.samples import HOST, another_round, article, probe, reading


def test_a_carried_reading_says_what_the_earlier_one_said(store: Store, round_id: str) -> None:
    whole = reading(
        "通知公告",
        article("1", date(2025, 3, 1), text="正文", read_in_full=True, row_mark="0123456789abcdef"),
        article("2", position=1),
        pages=2,
        complete=True,
        visited=(HOST, f"{HOST}index_1.html"),
        by_day=True,
        most_before=7,
    )
    store.record_reading(round_id, whole)
    later = another_round(store)

    store.carry_readings(later, round_id, ["通知公告"])

    assert store.readings(later) == {"通知公告": whole}


def test_what_a_round_read_before_is_replaced_and_other_columns_are_left(store: Store, round_id: str) -> None:
    base = reading("通知公告", article("1"))
    store.record_reading(round_id, base)
    store.record_reading(round_id, reading("工作动态", article("2", channel="工作动态")))
    later = another_round(store)
    own = reading("工作动态", article("3", channel="工作动态"))
    for one in (reading("通知公告", article("4"), article("5")), own):
        store.record_reading(later, one)

    store.carry_readings(later, round_id, ["通知公告"])
    store.carry_readings(later, round_id, ["通知公告"])

    assert store.readings(later) == {"通知公告": base, "工作动态": own}


def test_history_counts_the_round_that_is_carried_and_those_since(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("通知公告", article("1"), article("2")))
    store.finish_round(round_id, finished_at=store.round(round_id).started_at, complete=True, counters={})
    between = another_round(store, 1)
    store.record_reading(between, reading("通知公告", *(article(str(n), position=n) for n in range(5))))
    store.finish_round(between, finished_at=store.round(between).started_at, complete=True, counters={})
    later = another_round(store, 2)

    store.carry_readings(later, round_id, ["通知公告"])

    assert store.readings(later)["通知公告"].most_before == store.most_before("民政局", "通知公告", later) == 5


def test_an_outline_tells_what_decides_whether_a_column_is_read_again(store: Store, round_id: str) -> None:
    day = date(2025, 3, 1)
    whole = reading("通知公告", article("1", day, row_mark="0123456789abcdef"), article("2"), visited=(HOST,))
    store.record_reading(round_id, whole)

    rows = [Row(f"{HOST}1", day, wanted=True), Row(f"{HOST}2", None, wanted=False)]
    assert store.outlines(round_id) == {"通知公告": Outline(replace(whole, articles=()), rows)}


def test_readings_are_asked_for_by_column(store: Store, round_id: str) -> None:
    one, other = reading("甲", article("1", channel="甲")), reading("乙", article("2", channel="乙"))
    store.record_reading(round_id, one)
    store.record_reading(round_id, other)

    assert store.readings(round_id, ["乙"]) == {"乙": other}


def test_verdicts_are_told_of_what_was_tried(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(probes=[probe("1"), probe("2", Verdict.FAULTY)]))

    asked = [f"{HOST}1", f"{HOST}2", f"{HOST}3"]
    assert store.verdicts(round_id, asked) == {asked[0]: Verdict.SOUND, asked[1]: Verdict.FAULTY}
