"""A walk through months of sleeping machines, set clocks and killed processes: nothing twice, nothing silent."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schedulers.timetable_office import DAILY, DAY, HOUR, MINUTE, MONDAY, WATCH, Office, Process

PERIOD = timedelta(minutes=30)
STEP = 10 * MINUTE
EXAMPLES = 300 if "XUNJIAN_SLOW" in os.environ else 8

walks = st.lists(
    st.one_of(
        st.tuples(st.just("runs"), st.integers(1, 12).map(lambda n: n * STEP)),
        st.tuples(st.just("sleeps"), st.integers(1, 200).map(lambda n: n * HOUR / 4)),
        st.tuples(st.just("set back"), st.sampled_from([2 * MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY, 40 * DAY])),
        st.tuples(st.just("set forward"), st.sampled_from([2 * MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY, 40 * DAY])),
        st.tuples(st.just("killed"), st.integers(0, 100).map(lambda n: n * MINUTE)),
    ),
    min_size=3,
    max_size=12,
)


@dataclass
class Walk:
    """The office, with the time that really passed beside the clock on its wall."""

    office: Office
    process: Process
    real: timedelta = timedelta(0)
    awake: timedelta = timedelta(0)  # since the last round, without sleep
    longest: timedelta = timedelta(0)
    runs: list[tuple[str, datetime, timedelta]] = field(default_factory=list)  # kind, wall, real

    async def turn(self) -> None:
        """Let it do what is due."""
        before = len(self.office.rounds.asked)
        await self.process.turn()
        made = self.office.rounds.asked[before:]
        self.runs += [(kind, wall, self.real) for kind, wall in made]
        self.longest = max(self.longest, self.awake)
        self.awake = timedelta(0) if made else self.awake

    async def goes(self, what: str, span: timedelta) -> None:
        """One stretch of the walk."""
        if what == "runs":
            for _ in range(span // STEP):
                self.office.after(STEP)
                self.real, self.awake = self.real + STEP, self.awake + STEP
                await self.turn()
        elif what == "killed":
            await self.process.killed()
            self.office.after(span)
            self.real += span
            self.process = self.office.start()
            await self.turn()
        else:
            self.office.after(-span if what == "set back" else span)
            self.real += span if what == "sleeps" else timedelta(0)
            self.process.work.look_anew()
            await self.turn()


@settings(max_examples=EXAMPLES)
@given(walks)
async def test_however_clocks_and_processes_go_nothing_is_done_twice_and_nothing_falls_silent(
    steps: list[tuple[str, timedelta]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), (DAILY, WATCH), MONDAY)
        office.seen_before()
        walk = Walk(office, office.start())
        await walk.turn()
        for what, span in steps:
            await walk.goes(what, span)
        await walk.process.killed()
        open_runs, done = office.store.open_dues("甲市民政局"), office.store.recent_dues("甲市民政局", 1000)
        office.store.close()

    assert open_runs == []
    assert office.rounds.most_at_once <= 1
    back = [span for what, span in steps if what == "set back"]
    little = sum((span for span in back if span < PERIOD), timedelta(0))  # a moment that comes again is not done again
    assert walk.longest <= 2 * PERIOD + STEP + little  # while it was awake
    if not back:  # a clock that only goes on: each moment once, in the store and in truth
        ran = Counter((kind, wall) for kind, wall, _ in walk.runs)
        assert len(walk.runs) == len([run for run in done if run.result == "done"])
        assert max(ran.values(), default=1) == 1
    if sum(back, timedelta(0)) < DAY:  # each morning once, as the wall shows it
        mornings = Counter(run.due_at for run in done if run.entry == "daily" and run.result == "done")
        assert sum(mornings.values()) == len([kind for kind, _, _ in walk.runs if kind == "daily"])
