"""Walking a column: rows, paging, sources, articles, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspection.records import ColumnReading, ColumnState, DateFrom, Entry, Link, ListState, Reading
from spiders.column_walk import ColumnWalk, Failed, Fetched

URL = "http://portal.cn/tzgg/"
DAY = date(2025, 3, 20)


def entry(number: int, **more: object) -> Entry:
    given = {"published_at": DAY, "date_from": DateFrom.LIST, **more}
    return Entry(f"关于第{number}件事的通知", f"{URL}{number}.html", **given)  # type: ignore[arg-type]


def list_page(*entries: Entry, **more: object) -> Reading:
    state = ListState.ENTRIES if entries else ListState.BLANK
    return replace(Reading(URL, "list", "utf-8", entries=entries, list_state=state), **more)  # type: ignore[arg-type]


def run(pages: dict[str, Reading | Failed], **options: object) -> ColumnReading:
    def read(body: bytes, url: str, content_type: str, what: str) -> Reading:
        reading = pages[url]
        assert isinstance(reading, Reading)
        return reading

    walk = ColumnWalk("通知公告", URL, read, **options)  # type: ignore[arg-type]
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
