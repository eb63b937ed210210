"""Tests of the service as a whole, in one process: rounds are a stand-in's, plans and database are real."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.plan_file import digest_of, load_plan
from inspection.telling import Message
from schedulers.plan_watch import load_plans
from schedulers.round_process import RoundAsk, RoundResult
from schedulers.service import Service
from schedulers.settings import ServiceSettings
from schedulers.weekly import week_told
from store.store import Store
from tests.schedulers.timetable_office import until

PLAN = """
site: {{name: {name}, home: "https://a.example/"}}
availability: {{enabled: false}}
rounds: {{daily: "{at}"}}
alerts: {{channels: {{hook: {{webhook: {{url: "http://127.0.0.1:9/"}}}}}}, routes: [{{to: [hook]}}]}}
"""


class Runner:
    """Ends every round at once, or when it is told to stop."""

    def __init__(self, *, hold: bool = False) -> None:
        self.asked: list[RoundAsk] = []
        self._hold = hold

    async def run(self, ask: RoundAsk, stop: asyncio.Event) -> RoundResult:
        self.asked.append(ask)
        if self._hold:
            await stop.wait()
            return RoundResult("stopped")
        return RoundResult("finished", "r", complete=True)


def write(path: Path, name: str = "甲", at: str = "06:00") -> Path:
    path.write_text(PLAN.format(name=name, at=at), "utf-8")
    return path


@asynccontextmanager
async def serving(*plans: Path, runner: Runner, clock: datetime | None = None) -> AsyncIterator[Service]:
    url = f"sqlite:///{plans[0].parent / 'x.db'}"
    with Store.open(url) as store:
        now = (lambda: clock) if clock else lambda: datetime.now(UTC)
        settings = ServiceSettings(listen="off")
        service = Service(
            load_plans(plans), url, store, settings, runner=runner, clock=now, retry=0.05, plan_look_every=0.02
        )
        running = asyncio.create_task(service.run())
        try:
            yield service
        finally:
            service.stop.set()
            await asyncio.wait_for(running, 20)


def notices(service: Service) -> list[Message]:
    return [one for one in service.store.messages("甲", limit=50) if one.group == "plan"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write(tmp_path / "plan.yaml")


async def test_each_site_begins_with_a_full_round_and_a_restart_repeats_none(plan: Path) -> None:
    other, runner = write(plan.with_name("b.yaml"), "乙"), Runner()
    for _ in range(2):
        async with serving(plan, other, runner=runner) as service:
            await until(lambda: service.leads and all(work.idle for work in service.works.values()))

    assert sorted((ask.site, ask.kind) for ask in runner.asked) == [("乙", "full"), ("甲", "full")]


async def test_a_round_runs_by_the_plan_as_it_is_then(plan: Path) -> None:
    runner = Runner()
    async with serving(plan, runner=runner) as service:
        await until(lambda: len(runner.asked) == 1 and service.works["甲"].idle)
        write(plan, at="07:00")
        await until(lambda: "07:00" in service.files["甲"].text)
        await until(lambda: "07:00" in str(service.store.plan_text("甲")))

        assert [str(one.timing) for one in service.works["甲"].entries] == ["07:00"]
        assert service.facts()["digests"] == {"甲": digest_of(str(service.store.plan_text("甲")))}


async def test_a_faulty_plan_is_told_once_with_its_line_and_the_old_one_stays(plan: Path) -> None:
    async with serving(plan, runner=Runner()) as service:
        await until(lambda: service.leads)
        write(plan, at="25:99")
        await until(lambda: bool(notices(service)))
        write(plan, at="25:99")
        await asyncio.sleep(0.2)

        (told,) = notices(service)
        assert "第 4 行" in str(told.payload["text"])
        assert [str(one.timing) for one in service.works["甲"].entries] == ["06:00"]
        assert "第 4 行" in service.facts()["refused"]["甲"][1]


async def test_the_same_fault_made_again_after_it_was_mended_is_told_again(plan: Path) -> None:
    async with serving(plan, runner=Runner()) as service:
        await until(lambda: service.leads)
        for count in (1, 2):
            write(plan, at="25:99")
            await until(lambda count=count: len(notices(service)) == count)  # type: ignore[misc]
            write(plan)
            await until(lambda: service.facts()["refused"] == {})

        assert len(notices(service)) == 2


async def test_a_notice_that_waits_is_withdrawn_when_the_plan_is_mended(plan: Path) -> None:
    async with serving(plan, runner=Runner()) as service:
        await until(lambda: service.leads)
        write(plan, at="25:99")
        await until(lambda: bool(notices(service)))
        write(plan, at="07:00")
        await until(lambda: notices(service)[0].status.value in ("withdrawn", "failed"))

        assert service.files["甲"].refusal is None


async def test_a_service_that_is_told_to_stop_leaves_its_round_for_the_next_start(plan: Path) -> None:
    held, runner = Runner(hold=True), Runner()
    async with serving(plan, runner=held):
        await until(lambda: bool(held.asked))
    async with serving(plan, runner=runner) as service:
        await until(lambda: bool(runner.asked) and service.works["甲"].idle)
        runs = service.store.newest_dues("甲")

    assert runs["full"].result == "done"
    assert "中断后接着做" in runs["full"].words


@pytest.mark.parametrize(
    ("day", "week"),
    [(23, "2026-W47"), (26, "2026-W47"), (27, "2026-W48"), (28, "2026-W48"), (29, "2026-W48")],
)
def test_from_friday_on_a_digest_tells_of_the_week_that_ends_before_of_the_last(day: int, week: str) -> None:
    plan = load_plan(PLAN.format(name="甲", at="06:00"))

    assert str(week_told(plan, datetime(2026, 11, day, 16, 0, tzinfo=plan.zone))) == week
