"""A portal, its feeds, and a plan with accounts: for rounds that read accounts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from inspection.observed import Observed
from inspection.plan_file import load_plan
from schedulers.headless import Headless
from schedulers.observing import observe
from schedulers.round import Order, Outcome, run_round
from schedulers.seeing import see
from schedulers.stopping import Stopping
from store.store import Store
from tests.spiders.server import Site

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.now(ZONE).replace(microsecond=0)
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 3s}}
accounts:
{accounts}
"""


@dataclass(frozen=True)
class Item:
    """One entry of a feed."""

    title: str
    link: str
    at: datetime

    def xml(self) -> str:
        """As RSS."""
        date = format_datetime(self.at)
        return (
            f"<item><title>{escape(self.title)}</title><link>{escape(self.link)}</link><pubDate>{date}</pubDate></item>"
        )


def item(number: int, days: float, *, long: bool = False, minutes: int = 0) -> Item:
    """The article of that number, so many days old, by its short or its long address."""
    short = f"https://mp.weixin.qq.com/s/Short{number:017d}"
    named = f"https://mp.weixin.qq.com/s?__biz=MzA0&mid={1000 + number}&idx=1&sn=a{number}"
    at = NOW - timedelta(days=days) + timedelta(minutes=minutes)
    return Item(f"第{number}批救助补贴发放安排", named if long else short, at)


def feed(items: Iterable[Item]) -> str:
    """An RSS 2.0 feed."""
    return f'<rss version="2.0"><channel><title>甲市民政</title>{"".join(one.xml() for one in items)}</channel></rss>'


def serve(site: Site, path: str, items: Iterable[Item]) -> None:
    """The feed under that path."""
    site.page(path, feed(items), kind="application/rss+xml")


def open_portal(site: Site) -> None:
    """A home page, and nothing else."""
    site.page("/", "<title>甲市民政局</title><h1>欢迎</h1><a href='/jj.html'>机构简介</a>")
    site.page("/jj.html", "<title>机构简介</title><p>本局主管民政工作。</p>")


def order_of(site: Site, accounts: str, kind: str = "daily", **more: object) -> Order:
    """A round of that plan, as of now."""
    text = PLAN.format(base=site.base, accounts=accounts.format(base=site.base))
    return Order(load_plan(text), text, kind, **more)  # type: ignore[arg-type]


async def run(order: Order, folder: Path) -> Outcome:
    """One round, on a database in that folder."""
    url = f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        return await run_round(order, store, url)


async def observed(order: Order, folder: Path, *, finish: bool = True) -> tuple[Observed, list[str]]:
    """What the checks of one round would be handed, and what is missing; the round is finished afterwards."""
    url = f"sqlite:///{folder / 'x.db'}"
    started = datetime.now(ZONE)
    with Store.open(url) as store:
        site = order.plan.site.name
        as_of = order.as_of or started
        round_id = store.begin_round(site=site, kind=order.kind, as_of=as_of, plan_digest="x", started_at=started)
        stopping = Stopping()
        headless = Headless(order.plan, order.plan_text, store.evidence.root, stopping)
        seen = await see(order, store, url, round_id, as_of, lambda _: None, stopping, headless, resumed=False)
        found = observe(order.plan, store, seen, complete=not seen.missing, folder=order.folder)
        if finish:
            store.finish_round(round_id, finished_at=datetime.now(ZONE), complete=True, counters={})
        return found, seen.missing


def accounts_reader() -> int:
    """The one child of this process that reads accounts."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"spiders.read_accounts" in command:
            return int(stat.parent.name)
    raise AssertionError("no reader")
