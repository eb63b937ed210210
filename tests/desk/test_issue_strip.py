"""The looks of the last rounds at one subject."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.issue_strip import Seen, by_hours, strip, summary
from inspection.availability import Answering, AvailabilityProbe
from inspection.issue import MACHINE, Act, State, Step
from inspection.records import ColumnState, Verdict
from store.looks import LookRow
from tests.desk.samples import issue_of

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def row(**fields: Any) -> LookRow:
    return LookRow(**{"round": "r", "kind": "full", "as_of": AT, "started_at": AT, "complete": True, **fields})


@pytest.mark.parametrize(
    ("check", "fields", "seen"),
    [
        ("broken-link", {"found": True, "verdict": Verdict.FAULTY}, Seen.FAULTY),
        ("broken-link", {"verdict": Verdict.SOUND}, Seen.SOUND),
        ("broken-link", {"verdict": Verdict.FAULTY}, Seen.UNKNOWN),  # no finding: another fault speaks for it
        ("broken-link", {"verdict": Verdict.UNDECIDED}, Seen.UNKNOWN),
        ("broken-link", {"verdict": Verdict.SKIPPED}, Seen.NONE),
        ("broken-link", {}, Seen.NONE),
        ("broken-link", {"kept": False}, Seen.CLEARED),
        ("broken-link", {"kept": False, "found": True}, Seen.FAULTY),
        ("broken-link", {"doubtful": True}, Seen.UNKNOWN),
        ("stale-column", {"state": ColumnState.READ}, Seen.SOUND),
        ("stale-column", {"state": ColumnState.READ, "complete": False}, Seen.UNKNOWN),
        ("stale-column", {"state": ColumnState.UNREADABLE}, Seen.UNKNOWN),
        ("missing-alt", {"verdict": Verdict.SOUND}, Seen.NONE),  # that the page opens says nothing of its pictures
    ],
)
def test_nothing_is_called_sound_that_was_not_looked_at(check: str, fields: dict[str, Any], seen: Seen) -> None:
    assert [cell.seen for cell in strip(issue_of(check=check), [row(**fields)], [], UTC)] == [seen]


def test_the_round_that_verified_it_saw_it_gone() -> None:
    step = Step(AT, MACHINE, Act.VERIFY, State.CORRECTED, State.VERIFIED, "", "r")

    assert strip(issue_of(check="missing-alt"), [row()], [step], UTC)[0].seen is Seen.SOUND


def test_rounds_of_the_watch_count_where_they_recorded_it() -> None:
    rows = [row(kind="watch"), row(kind="watch", found=True)]

    assert [cell.seen for cell in strip(issue_of(), rows, [], UTC)] == [Seen.FAULTY]


def test_a_cell_says_when_why_and_what_was_taken_over() -> None:
    carried = row(verdict=Verdict.UNDECIDED, reason="timeout", probed_at=AT - timedelta(days=1))

    assert strip(issue_of(), [carried], [], UTC)[0].words == (
        "2026-11-23 00:30，全面巡检，未能判定，超时未应答，沿用 11-22 00:30 的结果"
    )


def test_the_strip_is_told_in_a_sentence() -> None:
    cells = strip(issue_of(), [row(found=True), row(verdict=Verdict.SOUND)], [], UTC)

    assert summary(cells) == "最近 2 轮：有此问题 1 轮，未见此问题 1 轮"
    assert summary([]) == "还没有巡检记录"


def test_the_worst_of_an_hour_counts() -> None:
    slots = ((0, Answering.UP), (20, Answering.DOWN), (40, Answering.UNKNOWN), (90, Answering.UP))
    probes = [AvailabilityProbe("s", AT + timedelta(minutes=m), "v", AT, outcome) for m, outcome in slots]

    assert [cell.seen for cell in by_hours(probes, UTC)] == [Seen.FAULTY, Seen.UNKNOWN, Seen.SOUND]
