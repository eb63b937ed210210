"""The list of a WeChat account, page by page, while it changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.records import ColumnState
from tests.platforms.wechat_api import LIST, TOTALS, WechatApiServer
from tests.platforms.wechat_api_shapes import News, Publication
from tests.spiders.accounts.wechat_readings import NOW, a_task, read

TODAY = NOW.date()


@pytest.fixture
def server() -> Iterator[WechatApiServer]:
    with WechatApiServer(now=NOW) as running:
        yield running


def published(number: int, back: float) -> Publication:
    """One article, so many days before now."""
    return Publication((News(f"第{number}篇", 1000 + number),), NOW - timedelta(days=back))


def test_the_list_is_read_back_to_the_day_wanted_and_no_further(server: WechatApiServer) -> None:
    server.publications = [published(number, number) for number in range(100)]

    reading = read(a_task(server, since=TODAY - timedelta(days=30)))

    assert [asked["offset"] for asked in server.asked(LIST)] == [0, 20]
    assert len(reading.articles) == 40


def test_a_list_in_no_order_is_read_to_its_end(server: WechatApiServer) -> None:
    server.publications = [published(number, number) for number in range(50)]
    server.ordered = False

    reading = read(a_task(server))

    assert len(reading.articles) == 50


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(many=st.integers(21, 70), removed=st.lists(st.integers(0, 19), max_size=4, unique=True), added=st.integers(0, 3))
def test_what_moves_between_two_pages_is_neither_lost_nor_doubled(
    server: WechatApiServer, many: int, removed: list[int], added: int
) -> None:
    server.unverified = {TOTALS}  # nothing else may tell what the list lost
    server.publications = [published(number, 1 + number / 10) for number in range(many)]
    stay = [one for place, one in enumerate(server.publications) if place not in removed]
    fresh = [published(900 + number, 0) for number in range(added)]
    server.after_first(LIST, lambda: setattr(server, "publications", fresh + stay))

    urls = [article.url for article in read(a_task(server)).articles]

    assert len(urls) == len(set(urls))
    assert {one.news[0].permalink for one in stay} <= set(urls)


def test_a_list_without_end_is_left_at_some_time(server: WechatApiServer) -> None:
    server.publications = [published(number, 1) for number in range(400)]

    reading = read(a_task(server))

    assert len(server.asked(LIST)) == 10
    assert len(reading.articles) == 400  # the statistics know the rest


def test_a_list_that_breaks_off_keeps_what_came(server: WechatApiServer) -> None:
    server.publications = [published(number, 1 + number / 10) for number in range(60)]
    server.unverified = {TOTALS}
    server.quota = {LIST: 1}

    reading = read(a_task(server))

    assert (len(reading.articles), reading.covers_since) == (20, None)


def test_a_list_that_counts_publications_and_shows_none_is_not_believed(server: WechatApiServer) -> None:
    server.fail(LIST, body=b'{"total_count":500,"item_count":0,"item":[]}')

    reading = read(a_task(server))

    assert (reading.state, reading.reason) == (ColumnState.UNREADABLE, "unknown-shape")
