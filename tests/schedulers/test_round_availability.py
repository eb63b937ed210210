"""Outages in rounds: a round judges the week that was watched beside it, and the issue lives and ends by that alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.availability import Answering, AvailabilityProbe
from inspection.findings import Severity
from inspection.issue import Issue, State
from inspection.outages import slot_of
from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.checks.watched import facts
from tests.spiders.server import Site

PLAN = """
site: {{name: 某某局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s}}
"""
EVERY = timedelta(minutes=30)


class Office:
    """A site, its store, and a clock that is the machine's, so that its rounds move issues."""

    def __init__(self, site: Site, folder: Path, store: Store) -> None:
        self.site, self.folder, self.store = site, folder, store
        self.now = datetime.now(UTC)

    def watched(self, down: int, days: float = 7) -> None:
        """Everything up to now, the earliest `down` moments of it down."""
        last = slot_of(EVERY, self.now)
        slots = [last - EVERY * n for n in reversed(range(round(days * 48)))]
        for n, slot in enumerate(slots):
            outcome = Answering.DOWN if n < down else Answering.UP
            reason = "timeout" if outcome is Answering.DOWN else None
            self.store.record_probe(AvailabilityProbe("某某局", slot, "甲", slot, outcome, reason))
        self.store.record_endpoint("某某局", facts(self.now))

    async def round(self, kind: str = "full", plan: str = "") -> Outcome:
        text = PLAN.format(base=self.site.base) + plan
        order = Order(load_plan(text), text, kind, resume=False)
        return await run_round(order, self.store, str(self.store.place))

    def issue(self, check: str) -> Issue | None:
        return next((one for one in self.store.issues_of("某某局") if one.check == check), None)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.page("/", "<title>某某局</title><h1>欢迎</h1>")
        yield running


@pytest.fixture
def office(site: Site, tmp_path: Path) -> Iterator[Office]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        yield Office(site, tmp_path, store)


def of_outages(outcome: Outcome) -> list[tuple[str, Severity]]:
    return [(one.check, one.severity) for one in outcome.findings if one.check == "frequent-outage"]


async def test_a_round_without_any_watch_says_nothing_of_availability(office: Office) -> None:
    outcome = await office.round()

    assert (of_outages(outcome), outcome.availability) == ([], None)
    assert not [one for one in outcome.undecided if one.check in {"frequent-outage", "missing-ipv6"}]


@pytest.mark.parametrize("kind", ["watch", "full"])
async def test_a_week_of_outages_is_found_by_every_round(office: Office, kind: str) -> None:
    office.watched(down=20)

    outcome = await office.round(kind)

    assert of_outages(outcome) == [("frequent-outage", Severity.CRITICAL)]
    assert outcome.availability is not None
    assert outcome.availability["down"] == 20


async def test_an_outage_that_falls_under_the_line_is_verified_even_while_the_site_is_down(office: Office) -> None:
    office.watched(down=20)
    await office.round("watch")
    opened = office.issue("frequent-outage")
    office.watched(down=5)
    office.site.page("/", "<h1>出错了</h1>" * 200, 500)

    outcome = await office.round("watch")

    closed = office.issue("frequent-outage")
    assert opened is not None
    assert closed is not None
    assert "site-down" in {one.check for one in outcome.findings}
    assert (opened.alive, closed.alive, closed.state) == (True, False, State.VERIFIED)


async def test_an_outage_of_a_service_that_stopped_stays_open(office: Office) -> None:
    office.watched(down=20)
    await office.round("watch")
    with office.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM availability")

    await office.round("watch")

    issue = office.issue("frequent-outage")
    assert issue is not None
    assert issue.alive


async def test_an_outage_that_the_plan_no_longer_asks_for_lapses(office: Office) -> None:
    office.watched(down=20)
    await office.round("watch")

    await office.round("watch", "availability: {enabled: false}\n")

    issue = office.issue("frequent-outage")
    assert issue is not None
    assert issue.state is State.WAIVED
