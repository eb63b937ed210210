"""Walking a column: rows, paging, sources, articles, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inspection.records import ColumnReading, ColumnState, DateFrom, Entry, Link, ListState, Reading
from spiders.column_order import ColumnOrder
from spiders.column_pages import Failed, Fetched
from spiders.column_walk import MAX_DOUBTED, ColumnWalk, Read

URL = "http://portal.cn/tzgg/"
DAY = date(2025, 3, 20)


def entry(number: int, **more: object) -> Entry:
    given = {"published_at": DAY, "date_from": DateFrom.LIST, **more}
    return Entry(f"关于第{number}件事的通知", f"{URL}{number}.html", **given)  # type: ignore[arg-type]


def list_page(*entries: Entry, **more: object) -> Reading:
    state = ListState.ENTRIES if entries else ListState.BLANK
    return replace(Reading(URL, "list", "utf-8", entries=entries, list_state=state), **more)  # type: ignore[arg-type]


def walk_of(read: Read, **asked: Any) -> ColumnWalk:
    return ColumnWalk(ColumnOrder("通知公告", URL, DAY, **asked), read)


def run(pages: dict[str, Reading | Failed], **asked: object) -> ColumnReading:
    def read(body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
        reading = pages[url]
        assert isinstance(reading, Reading)
        return reading

    walk = walk_of(read, **asked)
    while (want := walk.next()) is not None:
        page = pages.get(want.url, Failed("http-404"))
        walk.take(want, page if isinstance(page, Failed) else Fetched(want.url, b""))
    assert walk.done
    return walk.result()


def test_every_page_of_a_list_is_read() -> None:
    following = f"{URL}index_1.html"
    reading = run({URL: list_page(entry(1), next_page=following), following: list_page(entry(2))})

    assert [article.url for article in reading.articles] == [f"{URL}1.html", f"{URL}2.html"]
    assert reading.complete


def test_a_following_page_that_is_broken_leaves_the_column_incomplete() -> None:
    reading = run({URL: list_page(entry(1), next_page=f"{URL}index_1.html")})

    assert (reading.state, reading.complete) == (ColumnState.READ, False)


def test_paging_that_shows_the_same_rows_for_ever_ends() -> None:
    pages = {f"{URL}?page={n}": list_page(entry(1), next_page=f"{URL}?page={n + 1}") for n in range(50)}

    assert run({URL: list_page(entry(1), next_page=f"{URL}?page=0"), **pages}).pages == 2


def test_a_row_without_a_date_is_dated_by_its_article() -> None:
    row = entry(1, published_at=None, date_from=None)
    article = Reading(row.url, "article", "utf-8", title="全题", published_at=DAY, date_from=DateFrom.LABEL)
    reading = run({URL: list_page(row), row.url: article})

    assert (reading.articles[0].published_at, reading.articles[0].date_from) == (DAY, DateFrom.LABEL)


def test_a_date_of_the_address_gives_way_to_the_one_that_the_article_shows() -> None:
    row = entry(1, published_at=date(2025, 3, 1), date_from=DateFrom.ADDRESS)
    article = Reading(row.url, "article", "utf-8", published_at=DAY, date_from=DateFrom.LABEL)

    assert run({URL: list_page(row), row.url: article}).articles[0].published_at == DAY


def test_a_cut_title_is_completed_by_its_article() -> None:
    row = entry(1, truncated=True)
    article = Reading(row.url, "article", "utf-8", title="关于第1件事的通知（全文）")

    assert run({URL: list_page(row), row.url: article}).articles[0].title == "关于第1件事的通知（全文）"


def test_a_dated_row_is_not_opened() -> None:
    assert not run({URL: list_page(entry(1))}).articles[0].read_in_full


def test_rows_of_an_iframe_belong_to_the_column() -> None:
    frame = f"{URL}list.html"
    reading = run({URL: list_page(sources=(frame,)), frame: list_page(entry(1))})

    assert reading.state is ColumnState.READ


def test_a_page_that_only_leads_on_is_followed() -> None:
    onward = f"{URL}index.html"
    forward = list_page(links=(Link(URL, onward, "meta"),))

    assert run({URL: forward, onward: list_page(entry(1))}).state is ColumnState.READ


def test_a_list_without_rows_is_blank() -> None:
    assert run({URL: list_page()}).state is ColumnState.BLANK


def test_a_blank_page_whose_source_could_not_be_read_is_not_blank() -> None:
    reading = run({URL: list_page(sources=(f"{URL}data.json",))})

    assert (reading.state, reading.reason) == (ColumnState.UNREADABLE, "source-not-read")


def test_a_scripted_list_could_not_be_read() -> None:
    assert run({URL: list_page(list_state=ListState.SCRIPTED)}).state is ColumnState.UNREADABLE


def test_a_blocked_column_is_undecided_and_a_missing_one_is_unreachable() -> None:
    blocked = run({URL: Failed("blocked-by-firewall", undecided=True)})
    missing = run({})

    assert (blocked.state, missing.state) == (ColumnState.BLOCKED, ColumnState.UNREACHABLE)


def test_a_limit_on_pages_leaves_the_column_incomplete() -> None:
    pages = {f"{URL}?p={n}": list_page(entry(n + 5), next_page=f"{URL}?p={n + 1}") for n in range(9)}
    reading = run({URL: list_page(entry(1), next_page=f"{URL}?p=0"), **pages}, max_pages=3)

    assert (reading.pages, reading.complete) == (3, False)


HOME = "http://portal.cn/"
OTHER = "http://portal.cn/zcwj/index.html"


def walked(answers: dict[str, str], pages: dict[str, Reading], missing: str = "") -> ColumnReading:
    """A walk where each address answers with another: redirects."""
    walk = walk_of(lambda body, url, kind, what, base: pages[url], home=HOME, others=frozenset({OTHER}))
    walk.is_missing = lambda page: page.url == missing
    while (want := walk.next()) is not None:
        walk.take(want, Fetched(answers.get(want.url, want.url), b""))
    return walk.result()


@pytest.mark.parametrize("to", [HOME, f"{HOME}index.html", OTHER])
def test_a_source_that_leads_to_home_or_to_another_column_gives_no_rows(to: str) -> None:
    source = f"{URL}list.do"
    reading = walked({source: to}, {URL: list_page(sources=(source,)), to: list_page(entry(1))})

    assert (reading.articles, reading.state, reading.reason) == ((), ColumnState.UNREADABLE, "source-not-read")


@pytest.mark.parametrize("to", [HOME, OTHER])
def test_a_column_that_leads_to_home_or_to_another_column_is_not_there(to: str) -> None:
    reading = walked({URL: to}, {to: list_page(entry(1))})

    assert (reading.articles, reading.state, reading.reason) == ((), ColumnState.UNREACHABLE, "soft-404")


def test_a_column_that_moved_within_the_portal_is_read_where_it_is() -> None:
    moved = "http://portal.cn/xxgk/tzgg/index.html"

    assert walked({URL: moved}, {moved: list_page(entry(1))}).state is ColumnState.READ


def test_a_source_that_says_that_it_is_not_there_gives_no_rows() -> None:
    source = f"{URL}list.html"
    pages = {URL: list_page(sources=(source,)), source: list_page(entry(1))}

    assert walked({}, pages, missing=source).articles == ()


def test_a_home_page_that_is_a_column_by_the_plan_is_read() -> None:
    walk = ColumnWalk(ColumnOrder("首页", HOME, DAY, home=HOME), lambda *_: list_page(entry(1)))
    want = walk.next()
    assert want is not None
    walk.take(want, Fetched(f"{HOME}index.html", b""))

    assert walk.result().state is ColumnState.READ


def test_a_list_that_was_cut_is_not_complete() -> None:
    assert not run({URL: list_page(entry(1), cut=True)}).complete


def test_rows_whose_year_was_inferred_are_opened_for_it_but_not_all_of_a_long_list() -> None:
    rows = [entry(n, year_inferred=True) for n in range(3 * MAX_DOUBTED)]
    pages = {row.url: Reading(row.url, "article", "utf-8", published_at=DAY.replace(year=2023)) for row in rows}
    reading = run({URL: list_page(*rows), **pages})

    assert {article.published_at for article in reading.articles} == {DAY.replace(year=2023)}
    assert sum(article.read_in_full for article in reading.articles) == MAX_DOUBTED


def test_a_title_cut_at_its_date_is_whole_again_when_the_article_is_read() -> None:
    row = entry(1, date_from=DateFrom.TITLE)
    article = Reading(
        row.url, "article", "utf-8", title=f"{row.title}（3月20日）", published_at=DAY, date_from=DateFrom.LABEL
    )

    assert run({URL: list_page(row), row.url: article}).articles[0].title == article.title


def test_a_source_is_read_as_part_of_the_page_that_asked_for_it() -> None:
    source, bases = "http://portal.cn/api/unit?page=1", []

    def read(body: bytes, url: str, content_type: str, what: str, base: str | None) -> Reading:
        bases.append(base)
        return list_page(sources=(source,)) if url == URL else list_page(entry(1), next_page=f"{source}1")

    walk = walk_of(read)
    while (want := walk.next()) is not None:
        walk.take(want, Fetched(want.url, b""))

    assert bases == [None, URL, URL]


def test_a_list_page_cut_at_the_size_limit_leaves_the_column_incomplete() -> None:
    walk = walk_of(lambda *_: list_page(entry(1)))
    want = walk.next()
    assert want is not None
    walk.take(want, Fetched(want.url, b"", truncated=True))

    assert not walk.result().complete


def test_data_that_states_more_rows_than_came_leaves_the_column_incomplete() -> None:
    source = f"{URL}data?pageId=1"
    reading = run({URL: list_page(sources=(source,)), source: list_page(entry(1), entry(2), total=34)})

    assert (reading.state, reading.complete, len(reading.articles)) == (ColumnState.READ, False, 2)


@pytest.mark.parametrize(("second", "complete"), [(2, True), (1, False)], ids=["another page", "the same again"])
def test_data_is_complete_once_all_rows_that_it_states_have_come(second: int, complete: bool) -> None:
    source, following = f"{URL}data?page=1", f"{URL}data?page=2"
    pages = {source: list_page(entry(1), total=2, next_page=following), following: list_page(entry(second), total=2)}

    assert run({URL: list_page(sources=(source,)), **pages}).complete is complete


def test_data_that_states_rows_and_has_none_is_no_blank_column() -> None:
    source = f"{URL}data?page=1"

    assert run({URL: list_page(sources=(source,)), source: list_page(total=34)}).state is ColumnState.UNREADABLE
