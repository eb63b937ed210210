"""Rounds over portals whose lists scripts draw, with the machine's browser: slow, so only where asked for."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.plan_file import parse_plan
from inspection.records import day_of
from schedulers.round import Order, run_round
from spiders.reading.dates import SHANGHAI
from store.store import Store
from tests.headless.portals import Portal, make
from tests.headless.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="drives a browser for minutes; set XUNJIAN_SLOW=1"),
]
AS_OF = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.02s, timeout: 5s, concurrency: 16}}
browser: {{pages: 0, pictures: 0}}
units: [办公室]
columns:
{columns}
"""


async def read(portal: Portal, base: str, folder: Path, kind: str) -> dict[str, set[tuple[str, str, date | None]]]:
    columns = "\n".join(f"  - {{name: {c.name}, url: {c.path}, kind: 通知公告, unit: 办公室}}" for c in portal.columns)
    text, url = PLAN.format(base=base, columns=columns), f"sqlite:///{folder}/kept.db"
    with Store.open(url) as store:
        outcome = await run_round(Order(parse_plan(text), text, kind, AS_OF), store, url)
        readings = store.readings(outcome.facts.id)
    return {
        base + c.path: {(a.title, a.url, day_of(a.published_at, SHANGHAI)) for a in readings[c.name].articles}
        for c in portal.columns
    }


@pytest.mark.parametrize("seed", [10, 11, 12, 14])
async def test_a_full_round_and_a_day_later_read_what_the_portal_has(seed: int, tmp_path: Path) -> None:
    portal = make(seed)
    async with served(portal) as base:
        first = await read(portal, base, tmp_path, "full")
        told = {url: set(rows) for url, rows in portal.truth(base).items()}
        portal.publish(portal.columns[0].key, "关于新近发布的一则养老服务补贴的公告", date(2026, 11, 23))
        second = await read(portal, base, tmp_path, "daily")
        told_then = {url: set(rows) for url, rows in portal.truth(base).items()}

    assert first == told
    assert second == told_then
