"""Whole rounds with the browser: behind firewalls, and of sites whose articles scripts draw, as of plain portals."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from inspection.plan_file import load_plan
from schedulers.round import Order, run_round
from store.store import Store
from tests.headless.drawn_site import DrawnSite, manner
from tests.headless.firewalls import HARD, Firewall, hard, make
from tests.headless.guarded import GuardedPortal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: whole rounds with the browser"),
]
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
Said = tuple[set[tuple[str, str]], set[tuple[str, str, str]], dict[str, int]]


async def said(plan: dict[str, Any], base: str, folder: Path) -> Said:
    """Findings, what is undecided, and rows of each column."""
    folder.mkdir()  # noqa: ASYNC240 (nobody else runs)
    plan["browser"] = {"pages": 0, "pictures": 0}
    YAML().dump(plan, written := io.StringIO())
    text, url = written.getvalue(), f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        outcome = await run_round(Order(load_plan(text), text, "full", AS_OF), store, url)
        rows = {name: len(one.articles) for name, one in store.readings(outcome.facts.id).items()}
    found = {(one.check, one.subject.replace(base, "")) for one in outcome.findings}
    return found, {(one.check, one.subject.replace(base, ""), one.reason) for one in outcome.undecided}, rows


@pytest.mark.parametrize("seed", range(20, 30))
async def test_a_firewall_that_a_script_passes_changes_no_finding(seed: int, tmp_path: Path) -> None:
    async with GuardedPortal() as portal:
        plain = await said(portal.plan, portal.base, tmp_path / "plain")
    async with GuardedPortal(Firewall(make(seed), seed)) as portal:
        guarded = await said(portal.plan, portal.base, tmp_path / "guarded")

    assert guarded == plain


@pytest.mark.parametrize("kind", HARD)
async def test_what_asks_something_of_people_finds_nothing_and_says_so(kind: str, tmp_path: Path) -> None:
    async with GuardedPortal(Firewall(hard(kind))) as portal:
        found, undecided, _ = await said(portal.plan, portal.base, tmp_path / "hard")

    assert found == set()
    assert ("broken-link", "/", "blocked-by-firewall") in undecided or undecided


@pytest.mark.parametrize("seed", range(20, 30))
async def test_articles_that_scripts_draw_are_judged_as_plain_ones(seed: int, tmp_path: Path) -> None:
    made = manner(seed)
    async with DrawnSite(replace(made, scripted=False)) as site:
        plain = await said(site.plan, site.base, tmp_path / "plain")
    async with DrawnSite(made) as site:
        drawn = await said(site.plan, site.base, tmp_path / "drawn")

    assert drawn == plain
