"""Looks are made beside the sweep, recorded one by one, and never hold a round for long."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from inspection.findings import Json
from inspection.plan_file import parse_plan
from inspection.records import Page, Verdict
from inspection.visits import PageFacts, View, Visit, to_facts
from schedulers.browsed import Browsed
from schedulers.visiting import Visiting
from spiders.headless.tasks import NO_BROWSER, Answer, Kind
from spiders.ledger import Ledger
from spiders.recorder import Recorder
from spiders.verdict import Outcome
from store.store import Store

HOME = "https://a.example/"
PLAN = f"""
site: {{name: 测试局, home: "{HOME}"}}
browser: {{pages: 8}}
units: [办公室]
columns:
  - {{name: 通知公告, url: /tzgg/, kind: 通知公告, unit: 办公室}}
"""
SOUND = to_facts(PageFacts(text=500, images=1, paint=0.5, inked=0.3, width=1440, scroll_width=1440))
Say = Callable[[str, bool], Answer]


def fine(url: str, _: bool) -> Answer:
    return Answer(id=1, status=200, title="页", facts=SOUND)


@dataclass
class StandIn:
    """In the browser's place."""

    say: Say = fine
    seconds: float = 0.0
    asked: list[tuple[str, bool]] = field(default_factory=list)
    available: bool = True

    def warm(self) -> None:
        assert self.available

    async def ask(self, kind: Kind, url: str, *, seconds: float, phone: bool, options: Mapping[str, Json]) -> Answer:
        assert kind is Kind.VISIT
        assert seconds == 20.0
        assert options["hosts"] == ["a.example"]
        await asyncio.sleep(self.seconds)
        self.asked.append((url, phone))
        return self.say(url, phone)


@dataclass
class Swept:
    """The part of a sweep that is looked at."""

    ledger: Ledger

    @property
    def recorder(self) -> Recorder:
        return self.ledger.recorder


@dataclass
class Office:
    """A store with one round, in which some pages are known."""

    store: Store
    as_of: datetime = field(default_factory=lambda: datetime.now(UTC))

    def round(self, headless: StandIn, kind: str = "full", *, home: Verdict = Verdict.SOUND) -> Browsed:
        plan = parse_plan(PLAN)
        now = datetime.now(UTC)
        id_ = self.store.begin_round(site=plan.site.name, kind=kind, as_of=self.as_of, plan_digest="d", started_at=now)
        recorder = Recorder(self.store, id_)
        ledger = Ledger(recorder, HOME)
        for path in ("", "tzgg/", "tzgg/1.html", "b/2.html"):
            page = Page(f"{HOME}{path}", f"{HOME}{path}", 200, now, content_type="text/html")
            recorder.page(page, b"<p>" + path.encode(), [])
        ledger.settle(HOME, Outcome(home, status=200), 1)
        ledger.settle(f"{HOME}b/2.html", Outcome(Verdict.FAULTY, "soft-404", 200), 1)
        asyncio.get_running_loop().create_task(recorder.flush())
        return Browsed(plan, self.store, id_, kind, self.as_of, cast(Any, Swept(ledger)), cast(Any, headless))

    def visits(self) -> dict[tuple[str, View], Visit]:
        ever = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        return {(one.url.removeprefix(HOME), one.view): one for one in self.store.visits("测试局", *ever)}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    with Store.open(f"sqlite:///{tmp_path}/x.db") as store:
        yield Office(store)


async def look(browsed: Browsed) -> None:
    async with Visiting(browsed) as visiting:
        await asyncio.sleep(0.3)
        await visiting.finish()


async def test_home_is_seen_at_both_widths_and_a_page_with_a_fault_is_not_opened(office: Office) -> None:
    headless = StandIn()

    await look(office.round(headless))

    assert headless.asked[:2] in ([(HOME, False), (HOME, True)], [(HOME, True), (HOME, False)])
    views = (View.DESK, View.PHONE)
    assert set(office.visits()) == {(path, view) for path in ("", "tzgg/", "tzgg/1.html") for view in views}


async def test_a_watch_round_opens_nothing(office: Office) -> None:
    headless = StandIn()

    await look(office.round(headless, "watch"))

    assert headless.asked == []


async def test_a_home_page_that_is_down_is_not_opened(office: Office) -> None:
    headless = StandIn()

    await look(office.round(headless, home=Verdict.FAULTY))

    assert (HOME, False) not in headless.asked


async def test_without_a_browser_nothing_is_said_of_any_page(office: Office) -> None:
    await look(office.round(StandIn(lambda *_: Answer(id=1, reason=NO_BROWSER))))

    assert office.visits() == {}


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="it waits as long as a round would")
async def test_a_slow_browser_does_not_hold_the_round_and_what_it_did_not_finish_is_not_recorded(
    office: Office,
) -> None:
    await look(office.round(StandIn()))
    before, begun = office.visits(), asyncio.get_running_loop().time()

    await look(office.round(StandIn(seconds=3600)))

    assert asyncio.get_running_loop().time() - begun < 9
    assert office.visits() == before


async def test_failures_are_kept_and_counted(office: Office) -> None:
    for _ in range(2):
        await look(office.round(StandIn(lambda *_: Answer(id=1, reason="timeout"))))

    home = office.visits()["", View.DESK]
    assert (home.reason, home.facts) == ("timeout", {"failures": 2})


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(id=1, status=500, facts=SOUND), "http-500"),
        (Answer(id=1, status=200, final_url="https://sso.example/login", facts=SOUND), "led-elsewhere"),
        (Answer(id=1, status=200, facts={"reason": "not-all-fetched"}), "not-all-fetched"),
    ],
)
async def test_what_is_not_the_page_itself_is_not_judged(answer: Answer, reason: str, office: Office) -> None:
    await look(office.round(StandIn(lambda *_: answer)))

    assert {visit.reason for visit in office.visits().values()} == {reason}


async def test_a_rehearsal_of_another_day_dates_its_looks_by_that_day(office: Office) -> None:
    office.as_of = datetime(2031, 3, 4, 6, tzinfo=UTC)

    await look(office.round(StandIn()))

    assert {visit.visited_at.date() for visit in office.visits().values()} == {office.as_of.date()}


async def test_what_a_round_has_seen_is_not_opened_again_when_it_is_taken_up(office: Office) -> None:
    headless = StandIn()
    browsed = office.round(headless)
    await look(browsed)
    asked = len(headless.asked)

    await look(browsed)

    assert len(headless.asked) == asked
