"""Tests of second looks: still there, gone, not to be told; who may ask, and what becomes of looks that nobody does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.findings import Severity, fingerprint
from inspection.issue import Issue, RefusedError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from schedulers import second_look
from schedulers.second_look_process import LookAsk, LookResult, look_again
from schedulers.stopping import Stopping
from store.second_looks import LookOutcome, SecondLook
from store.store import Store
from tests.spiders.server import Site

SITE = "甲市民政局"
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
crawl: {{delay: 0, retry_after: 0.05s, timeout: 2s, browser: never}}
columns: [{{name: 工作动态, url: /gzdt/, update_within: 14d}}]
"""
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as opened:
        yield opened


def kept(store: Store, check: str, subject: str, found_on: tuple[str, ...] = ()) -> Issue:
    """An issue that a round left."""
    issue = Issue(
        site=SITE,
        fingerprint=fingerprint(SITE, check, subject),
        check=check,
        subject=subject,
        title="有问题",
        severity=Severity.ERROR,
        basis="",
        opened_at=NOW,
        seen_at=NOW,
        looked_at=NOW,
        found_on=found_on,
    )
    with store.casework(SITE) as work:
        return work.save([(issue, ())], NOW)[0]


async def looked(store: Store, folder: Path, text: str, issue: Issue) -> LookResult:
    """The look, in this process."""
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    ask = LookAsk(issue.id, text, str(folder), f"sqlite:///{folder / 'x.db'}", str(scratch), 30)
    return await look_again(ask, lambda _: None, Stopping())


def broken(site: Site, store: Store) -> tuple[str, Issue]:
    """A portal with a link that leads nowhere, and the issue about it."""
    site.page("/", "<title>甲市民政局</title><a href='/gone.html'>旧文件</a><a href='/a.html'>一</a>")
    site.page("/a.html", "<title>一</title>")
    return PLAN.format(base=site.base), kept(store, "broken-link", f"{site.base}/gone.html", (f"{site.base}/",))


async def test_a_link_that_is_still_broken_is_said_to_be_so_with_what_was_seen(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
        result = await looked(store, tmp_path, text, issue)

    assert (result.outcome, result.facts["found_on"]) == ("still", [f"{site.base}/"])


async def test_a_link_that_opens_again_is_not_seen_any_more(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
        site.page("/gone.html", "<title>旧文件</title><p>在这里</p>")
        result = await looked(store, tmp_path, text, issue)

    assert result.outcome == "gone"


async def test_a_link_that_was_taken_off_its_pages_is_not_seen_any_more(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
        site.page("/", "<title>甲市民政局</title><a href='/a.html'>一</a>")
        result = await looked(store, tmp_path, text, issue)

    assert result.outcome == "gone"


async def test_of_a_site_that_does_not_answer_nothing_is_said(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
    result = await looked(store, tmp_path, text, issue)

    assert (result.outcome, "首页" in result.words) == ("unclear", True)


async def test_a_look_asks_nothing_but_what_decides(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
        await looked(store, tmp_path, text, issue)
        asked = {path for _, path in site.asked}

    assert "/a.html" not in asked


async def test_a_look_is_no_round_and_moves_no_issue(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        text, issue = broken(site, store)
        site.page("/gone.html", "<title>旧文件</title><p>在这里</p>")
        await looked(store, tmp_path, text, issue)

    assert (store.rounds(SITE), store.issue(issue.id)) == ([], issue)


async def test_a_column_that_is_still_stale_is_said_to_be_so(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        rows = "".join(
            f"<li><a href='/gzdt/{n}.html'>工作动态第{n}条</a><span>2020-01-0{n}</span></li>" for n in (3, 2, 1)
        )
        site.page("/", "<title>甲市民政局</title><a href='/gzdt/'>工作动态</a>")
        site.page("/gzdt/", f"<title>工作动态</title><ul>{rows}</ul>")
        for n in (1, 2, 3):
            site.page(f"/gzdt/{n}.html", f"<title>工作动态第{n}条</title><p>发布日期：2020-01-0{n}</p>")
        issue = kept(store, "stale-column", "工作动态", (f"{site.base}/gzdt/",))
        result = await looked(store, tmp_path, PLAN.format(base=site.base), issue)

    assert (result.outcome, "2020-01-03" in result.words) == ("still", True)


def plan_of() -> Plan:
    return parse_plan(PLAN.format(base="http://127.0.0.1:9"))


def test_a_person_may_ask_three_times_a_minute(store: Store) -> None:
    issue = kept(store, "broken-link", "http://127.0.0.1:9/x")
    for _ in range(second_look.MOST):
        look = second_look.ask(store, plan_of(), issue, "甲", NOW)
        store.finish_second_look(look, LookOutcome.GONE, "", {}, NOW)

    with pytest.raises(RefusedError, match="一分钟"):
        second_look.ask(store, plan_of(), issue, "甲", NOW)


def test_of_one_site_one_issue_is_looked_at_at_a_time(store: Store) -> None:
    first, second = (
        kept(store, "broken-link", "http://127.0.0.1:9/x"),
        kept(store, "broken-link", "http://127.0.0.1:9/y"),
    )
    second_look.ask(store, plan_of(), first, "甲", NOW)

    with pytest.raises(RefusedError, match=f"第 {first.id} 号"):
        second_look.ask(store, plan_of(), second, "乙", NOW)


def test_what_cannot_be_looked_at_alone_is_refused_with_the_reason(store: Store) -> None:
    with pytest.raises(RefusedError, match=second_look.WAIT):
        second_look.ask(store, plan_of(), kept(store, "conflicting-facts", "http://127.0.0.1:9/x"), "甲", NOW)


def test_a_look_has_one_answer(store: Store) -> None:
    look = second_look.ask(store, plan_of(), kept(store, "broken-link", "http://127.0.0.1:9/x"), "甲", NOW)
    store.finish_second_look(look, LookOutcome.GONE, "没有了", {}, NOW)
    store.finish_second_look(look, LookOutcome.FAILED, "失败了", {}, NOW)

    assert store.second_look(look).words == "没有了"  # type: ignore[union-attr]


async def test_a_process_that_is_killed_is_said_to_have_failed_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    issue = kept(store, "broken-link", "http://127.0.0.1:9/x")
    number = second_look.ask(store, plan_of(), issue, "甲", NOW)

    url, text = f"sqlite:///{tmp_path / 'x.db'}", PLAN.format(base="http://127.0.0.1:9")
    await second_look.run(store, url, number, plan_of(), text, module="tests.schedulers.second_look_killed")

    look = store.second_look(number)
    assert look is not None
    assert (look.outcome, look.words) == (LookOutcome.FAILED, second_look.KILLED)


async def test_a_look_that_is_cancelled_has_failed(store: Store, tmp_path: Path) -> None:
    issue = kept(store, "broken-link", "http://127.0.0.1:9/x")
    number = second_look.ask(store, plan_of(), issue, "甲", NOW)
    url, text = f"sqlite:///{tmp_path / 'x.db'}", PLAN.format(base="http://127.0.0.1:9")
    running = asyncio.create_task(second_look.run(store, url, number, plan_of(), text, module="timeit"))
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert store.second_look(number).outcome is LookOutcome.FAILED  # type: ignore[union-attr]


HERE = "甲机 17 abcd"
LOOK = SecondLook(1, 1, "甲", NOW, None, None, "", {}, HERE)


@pytest.mark.parametrize(
    ("look", "lost"),
    [
        (LOOK, False),
        (replace(LOOK, process="甲机 17 dcba"), True),  # the same number, another start
        (replace(LOOK, process="甲机 18 dcba"), True),  # it has ended
        (replace(LOOK, process="甲机 19 dcba"), False),  # it runs
        (replace(LOOK, process="乙机 18 dcba"), False),  # who knows
        (replace(LOOK, asked_at=NOW - second_look.LONGEST - timedelta(seconds=1)), True),
    ],
)
def test_a_look_is_lost_when_its_process_is(look: SecondLook, lost: bool) -> None:
    assert second_look.is_lost(look, NOW, HERE, lambda pid: pid == 19) is lost


def test_a_look_that_a_killed_desk_left_is_said_to_have_failed(store: Store) -> None:
    issue = kept(store, "broken-link", "http://127.0.0.1:9/x")
    left = f"{os.uname().nodename} 4194305 abcd"  # no process has that number
    since = NOW - timedelta(minutes=1)
    store.begin_second_look(site=SITE, issue=issue.id, version=1, who="甲", process=left, at=NOW, since=since, most=9)

    second_look.sweep_up(store, NOW)

    assert store.second_looks_of(issue.id)[0].words == second_look.LEFT


LABELS = "<meta name='SiteName' content='甲市民政局'><meta name='SiteDomain' content='{host}'>"


async def test_a_page_is_read_again_for_what_it_says(store: Store, tmp_path: Path) -> None:
    async with Site() as site:
        labels = LABELS.format(host="127.0.0.1")
        site.page("/", f"<title>甲市民政局</title>{labels}<a href='/gzdt/'>工作动态</a>")
        issue = kept(store, "missing-label", "SiteIDCode（首页）", (f"{site.base}/",))
        still = await looked(store, tmp_path, PLAN.format(base=site.base), issue)
        site.page("/", f"<title>甲市民政局</title>{labels}<meta name='SiteIDCode' content='9900000001'>")
        gone = await looked(store, tmp_path, PLAN.format(base=site.base), issue)

    assert (still.outcome, gone.outcome) == ("still", "gone")
