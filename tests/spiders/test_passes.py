"""Behind a firewall that scripts pass, a sweep sees what it sees without one. No browser is needed here."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.plan import Plan
from spiders.fetch import Fetcher
from spiders.jar import Cookie
from spiders.passes import MOST, Passes
from spiders.policy import USER_AGENT, FetchPolicy
from spiders.recorder import Recorder
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.store import Store
from tests.headless.firewalls import HARD, Firewall, Make, hard, make
from tests.headless.guarded import GuardedPortal

Verdicts = dict[str, tuple[str, str | None]]


class Clearing:
    """Stands in for the browser: the script's work, done by who wrote it. What no script passes, it does not."""

    def __init__(self, portal: GuardedPortal) -> None:
        self.portal, self.opened = portal, list[str]()

    async def __call__(self, url: str) -> Sequence[Cookie] | None:
        self.opened.append(url.removeprefix(self.portal.base))
        firewall = self.portal.firewall
        if firewall is None or firewall.make.hard:
            return None
        granted = firewall.grant(USER_AGENT)
        return [Cookie(name, value, "127.0.0.1", firewall.make.path) for name, value in granted.items()]


async def swept(portal: GuardedPortal, folder: Path) -> tuple[Verdicts, Sweep, Clearing]:
    plan, now = Plan.model_validate(portal.plan), datetime(2025, 3, 25, tzinfo=UTC)
    clearing = Clearing(portal)
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        round_id = store.begin_round(site="x", kind="full", as_of=now, plan_digest="", started_at=now)
        async with Fetcher(FetchPolicy.of(plan)) as fetcher:
            fetcher.passes = Passes(plan.site.inspected_hosts, clearing)
            fetcher.passes.interval = 0.01
            sweep = Sweep(plan, fetcher.policy, fetcher, Recorder(store, round_id))
            await sweep.run([plan.column_url(column) for column in plan.columns])
            await Settlement(sweep).run()
        probes = store.probes(round_id)
    return {p.url.removeprefix(portal.base): (p.verdict.value, p.reason) for p in probes}, sweep, clearing


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    async def sweep() -> Verdicts:
        async with GuardedPortal() as portal:
            verdicts, _, clearing = await swept(portal, tmp_path_factory.mktemp("plain"))
        assert clearing.opened == []
        return verdicts

    return asyncio.run(sweep())


@pytest.mark.parametrize("seed", range(12))
async def test_a_firewall_that_a_script_passes_changes_no_verdict(seed: int, plain: Verdicts, tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(make(seed), seed)) as portal:
        verdicts, _, clearing = await swept(portal, tmp_path)

    assert verdicts == plain
    assert 0 < len(clearing.opened) <= 8


@pytest.mark.parametrize("kind", HARD)
async def test_what_asks_something_of_people_is_never_handed_to_the_browser(kind: str, tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(hard(kind))) as portal:
        verdicts, _, clearing = await swept(portal, tmp_path)

    assert clearing.opened == []
    assert verdicts["/"] == ("undecided", "blocked-by-firewall")


async def test_a_cookie_for_one_folder_is_sent_there_alone(plain: Verdicts, tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(Make(path="/zcwj/"))) as portal:
        verdicts, _, clearing = await swept(portal, tmp_path)

    assert verdicts == plain
    assert len(clearing.opened) == 1


async def test_few_requests_are_refused_while_a_pass_is_under_way(plain: Verdicts, tmp_path: Path) -> None:
    firewall = Firewall(Make(uses=30, lenience=40))
    async with GuardedPortal(firewall) as portal:
        verdicts, _, _ = await swept(portal, tmp_path)

    assert verdicts == plain
    assert firewall.refused <= 40


async def test_a_firewall_that_lets_no_plain_request_through_is_soon_left_alone(tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(Make(deaf=True))) as portal:
        verdicts, sweep, clearing = await swept(portal, tmp_path)

    assert verdicts["/"] == ("undecided", "blocked-by-firewall")
    assert len(clearing.opened) <= 12
    assert not sweep.ledger.home_page


async def test_a_cookie_that_is_worth_one_request_is_not_fetched_for_ever(tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(Make(uses=1))) as portal:
        _, _, clearing = await swept(portal, tmp_path)

    assert len(clearing.opened) <= MOST
