"""Watch rounds, which come every half hour: what they ask for, and that what they know changes no verdict."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.plan_file import load_plan
from schedulers.round import Order, Outcome, run_round
from store.store import Store
from tests.spiders.server import Site

COLUMNS = 40
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
NAV = '<div class="nav"><a href="/">首页</a><a href="/c0/">栏目0</a></div>'
SUBJECTS = ("社会救助", "养老服务", "殡葬管理", "婚姻登记", "慈善组织", "残疾人福利", "社区治理")


class Portal:
    """Forty columns of eight rows; every eighth column shows no dates, so that its articles are opened for them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        site.page("/", f"<title>甲市民政局</title>{NAV}<h1>欢迎</h1>")
        self.rows = {
            n: [(f"a{at}", "2025-03-20" if n % 5 else "2025-01-02") for at in range(8)] for n in range(COLUMNS)
        }
        for n in range(COLUMNS):
            self.publish(n)

    def publish(self, n: int, *new: str) -> None:
        """Set out the column's page, with these articles on top."""
        self.rows[n] = [(name, "2025-03-25") for name in new] + self.rows[n]
        items = "".join(
            f'<li><a href="{name}.html">{_title(n, name)}</a>{f"<span>{day}</span>" if n % 8 else ""}</li>'
            for name, day in self.rows[n]
        )
        self.site.page(f"/c{n}/", f"<title>栏目{n}</title>{NAV}<h2>栏目{n}</h2><ul class='list'>{items}</ul>")
        for name, day in self.rows[n]:
            text = f"<h1>{_title(n, name)}</h1><p>发布日期：{day}</p><p>{'正文' * 60}{n}{name}</p>"
            self.site.page(f"/c{n}/{name}.html", f"<title>{_title(n, name)}</title>{NAV}{text}")

    def plan(self) -> str:
        columns = "".join(
            f"  - {{name: 栏目{n}, url: /c{n}/, kind: {'动态要闻' if n % 2 else '通知公告'}}}\n" for n in range(COLUMNS)
        )
        return (
            f'site: {{name: 甲市民政局, home: "{self.site.base}/", allow_private_hosts: true}}\n'
            f"crawl: {{delay: 0, retry_after: 0.05s, timeout: 5s}}\ncolumns:\n{columns}"
        )


def _title(n: int, name: str) -> str:
    return f"关于做好{SUBJECTS[n % 7]}第{n}批{name}号工作的通知"


@pytest.fixture
async def portal() -> AsyncIterator[Portal]:
    async with Site() as site:
        yield Portal(site)


async def watch(portal: Portal, folder: Path, at: int = 0, kind: str = "watch") -> tuple[Outcome, list[str]]:
    """One round, `at` half hours after the first; what it came to, and what it asked for."""
    portal.site.asked.clear()
    text, url = portal.plan(), f"sqlite:///{folder / 'x.db'}"
    with Store.open(url) as store:
        outcome = await run_round(Order(load_plan(text), text, kind, AS_OF + timedelta(minutes=30 * at)), store, url)
    return outcome, [path for _, path in portal.site.asked]


def said(outcome: Outcome) -> list[tuple[str, str, object]]:
    return sorted(
        (one.check, one.subject, sorted((k, str(v)) for k, v in one.evidence.items())) for one in outcome.findings
    )


async def test_a_second_look_at_an_unchanged_portal_opens_first_pages_alone(portal: Portal, tmp_path: Path) -> None:
    first, _ = await watch(portal, tmp_path)
    second, asked = await watch(portal, tmp_path, 1)

    assert len(asked) <= 50
    assert said(second) == said(first)


async def test_of_articles_only_those_are_opened_that_no_round_has_read(portal: Portal, tmp_path: Path) -> None:
    await watch(portal, tmp_path, kind="full")
    for n in (8, 16, 25):
        portal.publish(n, "new")
    knowing, asked = await watch(portal, tmp_path, 1)
    (tmp_path / "other").mkdir()
    fresh, _ = await watch(portal, tmp_path / "other", 1)

    assert len(asked) <= 55
    assert said(knowing) == said(fresh)
    assert {path for path in asked if "/a" in path} == set()
