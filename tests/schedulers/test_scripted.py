"""Columns drawn by script: learnt by one look of the browser, then read by their source."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from inspection.pictures import Mode
from inspection.records import ColumnState
from store.store import Store
from tests.schedulers.scripted_office import SIZE, Office
from tests.spiders.server import Site


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with Site() as site:
        with Store.open(f"sqlite:///{tmp_path}/kept.db") as store:
            one = Office(site, store)
            one.open()
            yield one


async def test_a_list_that_the_browser_shows_is_read_to_its_end_by_its_source(office: Office) -> None:
    reading = await office.read()

    assert office.has(reading)
    assert reading is not None
    assert reading.state is ColumnState.READ
    assert reading.complete
    assert office.mode is Mode.SOURCE


async def test_next_time_nobody_asks_the_browser(office: Office) -> None:
    await office.read()
    office.rows.insert(0, 31)
    looks = office.looks

    reading = await office.read("daily")

    assert office.has(reading)
    assert office.looks == looks


@pytest.mark.parametrize("changed", [[], [26], [31, 30, 29], list(range(30, 2, -1)), [20, 30, 25]])
async def test_a_day_reads_what_a_first_round_would_read(office: Office, changed: list[int]) -> None:
    await office.read()
    office.rows = changed or list(range(30, 19, -1))

    assert office.has(await office.read("daily"))


async def test_a_watch_round_reads_the_first_page_by_one_request(office: Office) -> None:
    await office.read()

    reading = await office.read("watch")

    assert reading is not None
    assert len(reading.articles) == SIZE
    assert sum("/api/" in path for _, path in office.site.asked) == 1


async def test_a_source_that_is_gone_is_learnt_anew_in_the_browser(office: Office) -> None:
    await office.read()
    office.source("gone", 404)

    reading = await office.read()

    assert office.has(reading)
    assert office.mode is Mode.RENDERED


async def test_a_source_that_is_gone_and_no_browser_is_undecided_and_never_blank(office: Office) -> None:
    await office.read()
    office.available = False
    office.source('{"data": {"rows": []}}', 200)

    reading = await office.read()

    assert reading is not None
    assert reading.state is ColumnState.UNREADABLE


async def test_a_source_without_what_it_had_is_undecided_where_nobody_can_look(office: Office) -> None:
    await office.read()
    office.available = False
    office.rows = list(range(15, 4, -1))  # another column's, or what was there years ago

    reading = await office.read("daily")

    assert reading is not None
    assert reading.state is ColumnState.UNREADABLE


async def test_a_source_without_what_it_had_is_compared_with_the_page(office: Office) -> None:
    await office.read()
    office.rows = list(range(15, 4, -1))
    looks = office.looks

    assert office.has(await office.read("daily"))
    assert office.looks > looks


async def test_other_scripts_are_learnt_anew(office: Office) -> None:
    await office.read()
    looks = office.looks
    office.site.page("/tzgg/", '<title>通知公告</title><div id="root"></div><script src="/js/other.js"></script>')

    await office.read()

    assert office.looks > looks


async def test_another_version_of_the_same_scripts_is_not(office: Office) -> None:
    await office.read()
    looks = office.looks
    office.shell(2)

    await office.read()

    assert office.looks == looks


async def test_an_empty_view_is_blank_only_where_the_page_says_so(office: Office) -> None:
    office.rows, office.says = [], "<p>暂无信息</p>"

    reading = await office.read()

    assert reading is not None
    assert reading.state is ColumnState.BLANK


async def test_a_plan_without_browser_changes_nothing(office: Office) -> None:
    office.browser = "never"

    reading = await office.read()

    assert reading is not None
    assert reading.state is ColumnState.UNREADABLE
    assert office.looks == 0


async def test_always_asks_the_browser_every_time(office: Office) -> None:
    office.browser = "always"
    await office.read()

    assert office.has(await office.read())
    assert office.looks == 2
