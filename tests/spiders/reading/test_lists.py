"""Tests of list pages: made-up pages of very different build, traps, and real saved pages."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.records import DateFrom, Entry
from spiders.reading.lists import LIST_FROM, looks_like_list, read_list
from tests.spiders.reading.list_pages_made import Made, make_page

TODAY = date(2026, 9, 20)
seeds = st.integers(0, 10_000_000)


def day_of(entry: Entry) -> date | None:
    stated = entry.published_at
    return stated.date() if isinstance(stated, datetime) else stated


def truth(made: Made) -> list[tuple[str, str, date | None]]:
    return [(item.url, item.title, item.day) for item in made.items]


def told(made: Made) -> list[tuple[str, str, date | None]]:
    entries = read_list(made.html, made.url, today=made.today).entries
    return [(entry.url, entry.title, day_of(entry)) for entry in entries]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seeds)
def test_every_row_of_a_made_page_is_read_and_none_is_invented(seed: int) -> None:
    made = make_page(seed)

    assert told(made) == truth(made)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(seeds)
def test_a_second_list_in_the_same_markup_or_undated_rows_deceive_nobody(seed: int) -> None:
    made = make_page(seed, hard=True)

    assert told(made) == truth(made)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(seeds)
def test_the_next_page_of_a_made_page_is_found_or_there_is_none(seed: int) -> None:
    made = make_page(seed, hard=True)

    assert read_list(made.html, made.url, today=made.today).next_page == made.next_page


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seeds)
def test_related_links_and_document_numbers_stay_with_their_rows(seed: int) -> None:
    made = make_page(seed)

    entries = read_list(made.html, made.url, today=made.today).entries

    assert [(e.document_number, tuple((r.title, r.url) for r in e.related)) for e in entries] == [
        (i.number, tuple((title, url) for title, url, _ in i.related)) for i in made.items
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seeds)
def test_made_lists_are_taken_for_lists(seed: int) -> None:
    made = make_page(seed)

    assert looks_like_list(made.html, made.url) >= LIST_FROM


@settings(max_examples=80, deadline=None, derandomize=True)
@given(seeds, st.integers(0, 4000), st.text(max_size=40))
def test_broken_markup_never_raises(seed: int, at: int, junk: str) -> None:
    html = make_page(seed).html
    broken = html[: at % len(html)] + junk + html[(2 * at) % len(html) :]

    assert read_list(broken, "https://a.gov.cn/tzgg/", today=TODAY).kind == "list"


def read_rows(rows: str, url: str = "https://a.gov.cn/tzgg/", today: date = date(2025, 3, 25)) -> list[Entry]:
    return list(read_list(f"<title>通知公告</title><ul class=list>{rows}</ul>", url, today=today).entries)


def li(title: str, when: str, number: int, extra: str = "") -> str:
    return f'<li><a href="./content_{number}.html">{title}</a>{extra}<span>{when}</span></li>'


def test_days_without_a_year_run_back_over_new_year() -> None:
    days = ["03-20", "02-11", "12-30", "11-02", "03-28", "02-15"]

    entries = read_rows("".join(li(f"关于某事项的通知之{n}", day, n) for n, day in enumerate(days)))

    assert [day_of(e) and day_of(e).isoformat() for e in entries] == [
        "2025-03-20", "2025-02-11", "2024-12-30", "2024-11-02", "2024-03-28", "2024-02-15",
    ]  # fmt: skip


def test_a_pinned_row_without_a_year_does_not_age_the_rows_after_it() -> None:
    days = ["11-02", "03-20", "03-18", "03-11", "02-28", "02-20"]

    entries = read_rows("".join(li(f"关于某事项的通知之{n}", day, n) for n, day in enumerate(days)))

    assert [day_of(e).year for e in entries if day_of(e)] == [2024, 2025, 2025, 2025, 2025, 2025]


def test_the_address_tells_the_year_that_the_row_does_not() -> None:
    rows = "".join(
        f'<li><a href="./202311/t202311{20 - n}_{n}123.html">关于某事项的通知之{n}</a><span>11-{20 - n}</span></li>'
        for n in range(5)
    )

    assert [day_of(e) for e in read_rows(rows)] == [date(2023, 11, 20 - n) for n in range(5)]


def test_a_mistyped_future_day_is_kept_as_it_is_stated() -> None:
    entries = read_rows(
        li("关于某事项的通知甲", "2052-03-01", 1)
        + li("关于某事项的通知乙", "2025-03-01", 2)
        + li("关于丙的通知事项", "2025-02-01", 3)
    )

    assert day_of(entries[0]) == date(2052, 3, 1)


def test_words_such_as_yesterday_are_counted_from_today() -> None:
    entries = read_rows(
        li("关于某事项的通知甲", "昨天", 1)
        + li("关于某事项的通知乙", "3天前", 2)
        + li("关于丙的通知事项", "2025-03-20", 3)
    )

    assert [day_of(e) for e in entries] == [date(2025, 3, 24), date(2025, 3, 22), date(2025, 3, 20)]


def test_a_time_of_day_is_kept() -> None:
    (entry,) = read_rows(li("关于某事项的通知甲", "2025-03-20 09:30", 1))

    assert isinstance(entry.published_at, datetime)
    assert entry.published_at.isoformat() == "2025-03-20T09:30:00+08:00"


def test_a_title_that_is_nowhere_stated_in_full_is_marked_as_cut() -> None:
    entries = read_rows(li("关于某事项的通知甲...", "2025-03-20", 1) + li("关于某事项的通知乙", "2025-03-20", 2))

    assert [(e.title, e.truncated) for e in entries] == [("关于某事项的通知甲...", True), ("关于某事项的通知乙", False)]


def test_marks_such_as_pinned_and_new_are_no_part_of_a_title() -> None:
    rows = '<li><a href="a_1001.html"><i>置顶</i>关于某事项的通知甲</a><em>new</em><span>2025-03-20</span></li>' + li(
        "[置顶]关于某事项的通知乙", "2025-03-19", 2
    )

    assert [e.title for e in read_rows(rows)] == ["关于某事项的通知甲", "关于某事项的通知乙"]


def test_rows_in_comments_do_not_exist() -> None:
    entries = read_rows(li("关于某事项的通知甲", "2025-03-20", 1) + "<!--" + li("旧的", "2020-03-20", 2) + "-->")

    assert len(entries) == 1


def test_where_a_date_was_read_is_told() -> None:
    listed = read_rows(li("关于某事项的通知甲", "2025-03-20", 1))
    titled = read_rows('<li><a href="a_1001.html">关于某事项的通知甲[2025-03-20]</a></li>')
    addressed = read_rows(
        '<li><a href="./202503/t20250320_1001.html">关于某事项的通知甲乙丙</a></li>' * 1
        + '<li><a href="./202503/t20250319_1002.html">关于另一事项的通知甲乙丙</a></li>'
    )

    assert (listed[0].date_from, titled[0].date_from, titled[0].title) == (
        DateFrom.LIST,
        DateFrom.TITLE,
        "关于某事项的通知甲",
    )
    assert [e.date_from for e in addressed] == [DateFrom.ADDRESS] * 2
