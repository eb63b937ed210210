"""What is wrong is said; what is sound is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from schedulers.standing import LATE, overdue, read_standing
from schedulers.timetable import entries_of
from schedulers.troubles import say_ago, troubles_of
from schedulers.vitals import Vitals
from tests.schedulers.watched import SITE, Watched

CAUSES: dict[str, Callable[[Watched], object]] = {
    "no-service": Watched.nobody_runs,
    "no-leader": Watched.nobody_leads,
    "process-silent": Watched.machine_is_silent,
    "versions-differ": Watched.versions_differ,
    "plan-refused": Watched.plan_is_refused,
    "round-interrupted": Watched.round_was_cut,
    "round-stuck": Watched.round_is_stuck,
    "round-incomplete": Watched.round_is_incomplete,
    "unsent": Watched.message_is_stuck,
    "overdue": Watched.nothing_was_taken,
}
GRAVE = {"no-service", "no-leader", "unsent", "overdue", "round-stuck"}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.store.close()


def test_a_sound_service_has_no_troubles(watched: Watched) -> None:
    assert troubles_of(read_standing(watched.store, {SITE: watched.plan})) == []


def test_a_round_that_goes_on_beside_one_that_was_cut_short_is_not_stuck(watched: Watched) -> None:
    watched.round_is_stuck()
    watched.store.begin_round(
        site=SITE, kind="watch", as_of=watched.now, plan_digest="d", started_at=watched.now - timedelta(minutes=1)
    )

    assert troubles_of(read_standing(watched.store, {SITE: watched.plan})) == []


@pytest.mark.parametrize("code", CAUSES)
def test_each_thing_that_is_wrong_is_said_and_nothing_else(watched: Watched, code: str) -> None:
    CAUSES[code](watched)

    troubles = troubles_of(read_standing(watched.store, {SITE: watched.plan}))

    assert {(trouble.code, trouble.grave) for trouble in troubles} == {(code, code in GRAVE)}


def test_a_leader_that_is_silent_leads_no_more(watched: Watched) -> None:
    watched.leader_is_silent()

    assert [trouble.code for trouble in troubles_of(read_standing(watched.store))] == ["no-leader"]


def test_a_service_that_has_just_begun_need_not_lead_yet(watched: Watched) -> None:
    watched.nobody_leads()
    watched.nobody_runs()
    watched.process = watched.process.__class__("p3", "serve", "办公室", 1, "1.0", watched.now, watched.now, {})
    watched.store.beat(watched.process)

    assert troubles_of(read_standing(watched.store, {SITE: watched.plan})) == []


def test_channels_that_all_fail_for_long_are_grave_and_one_that_began_is_not(watched: Watched) -> None:
    watched.channels_fail()

    codes = {(one.code, one.grave) for one in troubles_of(read_standing(watched.store, {SITE: watched.plan}))}

    assert codes == {("channel-fails", False), ("channels-fail", True)}


def test_a_message_of_a_failing_channel_is_the_channels_trouble(watched: Watched) -> None:
    watched.channels_fail(timedelta(minutes=20))
    watched.message_is_stuck()

    assert [one.code for one in troubles_of(read_standing(watched.store))] == ["channel-fails"]


@pytest.mark.parametrize(("role", "machine"), [("serve", "容器甲"), ("worker", "办公室")])
def test_a_process_that_was_killed_and_started_again_is_no_trouble(watched: Watched, role: str, machine: str) -> None:
    before, after = timedelta(minutes=20), timedelta(minutes=15)
    killed = replace(watched.process, id="old", role=role, machine=machine, beat_at=watched.now - before)
    watched.store.beat(killed)
    watched.store.beat(replace(watched.process, id="new", role=role, started_at=watched.now - after))

    assert troubles_of(read_standing(watched.store, {SITE: watched.plan})) == []


def test_sites_are_those_of_the_services_that_run(watched: Watched) -> None:
    watched.store.record_plan("旧名字", "e", "x", watched.now)

    assert [site.site for site in read_standing(watched.store).sites] == [SITE]


def test_a_due_moment_is_overdue_only_when_it_was_led_then_and_is_long_over(watched: Watched) -> None:
    entries = entries_of(watched.plan)
    now, day = watched.now, timedelta(days=1)
    last = {entry.name: entry.last_due(now) for entry in entries}
    late = {name for name, due in last.items() if due < now - LATE}
    before = dict.fromkeys(last, now - 3 * day)

    assert {entry.name for _, entry in overdue(entries, before, now - 4 * day, now)} == late
    assert overdue(entries, before, now, now) == []
    assert overdue(entries, before, None, now) == []
    assert overdue(entries, {}, now - 4 * day, now) == []
    assert overdue(entries, last, now - 4 * day, now) == []


def test_a_loop_that_does_not_come_round_is_known() -> None:
    now = 0.0
    vitals = Vitals(lambda: now)
    vitals.expect("tell", "通知", 60)
    now = 61.0
    assert [(one.code, one.grave) for one in vitals.troubles()] == [("loop-silent", True)]

    vitals.turned("tell")
    assert vitals.troubles() == []

    now = 500.0
    vitals.over("tell")
    assert vitals.troubles() == []


@pytest.mark.parametrize(
    ("seconds", "words"), [(-5, "0 秒前"), (59, "59 秒前"), (7199, "1 小时前"), (172_800, "2 天前")]
)
def test_how_long_ago_is_said_in_the_greatest_unit(seconds: int, words: str) -> None:
    assert say_ago(timedelta(seconds=seconds)) == words
