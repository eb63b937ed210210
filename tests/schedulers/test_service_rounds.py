"""More links than a round opens: what was not opened is undecided, and comes before what is known to be broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from schedulers.services import MOST
from store.store import Store
from tests.headless.platform import platform
from tests.schedulers.test_round_services import PLAN, TEXT
from tests.spiders.server import Site

_POLICIES = MOST + 4


def _fill(site: Site, at: str) -> None:
    rows = "".join(
        f'<li><a href="/zcwj/{n}.html">第{n}号补贴办法</a><span>2025-03-10</span></li>' for n in range(_POLICIES)
    )
    site.page("/", '<title>甲市民政局</title><h1>欢迎</h1><a href="/zcwj/">政策文件</a>')
    site.page("/zcwj/", f"<title>政策文件</title><ul class=list>{rows}</ul>")
    for n in range(_POLICIES):
        body = TEXT.format(name="养老服务补贴") + f'<a href="{at}/spa/#/item?id={100 + n}">立即办理</a>'
        head = f"<meta charset=utf-8><title>第{n}号补贴办法</title><h1>第{n}号补贴办法</h1><p>发布日期：2025-03-10</p>"
        site.page(f"/zcwj/{n}.html", f"{head}<div class=content>{body}</div>")


def _told(outcome: Outcome) -> tuple[set[str], set[str]]:
    name = "broken-service-link"
    faults = {one.subject for one in outcome.findings if one.check == name}
    doubts = {one.subject for one in outcome.undecided if one.check == name and one.reason == "not-looked-at"}
    return faults, doubts


@pytest.mark.browser
@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="two minutes: XUNJIAN_SLOW=1")
async def test_links_beyond_a_rounds_number_are_undecided_and_opened_in_the_next_round(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    async with Site() as site, platform() as host:
        _fill(site, f"http://{host}")
        text = PLAN.format(base=site.base, host=host)
        with Store.open(url) as store:
            first = _told(await run_round(Order(load_plan(text), text, "full"), store, url))
            second = _told(await run_round(Order(load_plan(text), text, "full"), store, url))

    # How many a round's time allows goes by the machine.
    assert 0 < len(first[0]) <= MOST
    assert not first[0] & first[1]
    assert len(first[0] | first[1]) == _POLICIES
    assert first[0] < second[0]
    assert len(second[0] | second[1]) == _POLICIES
