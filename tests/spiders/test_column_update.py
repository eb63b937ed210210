"""What is taken over from an earlier reading of a column is what reading it again would give."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.records import ColumnReading
from spiders.column_order import ColumnOrder
from spiders.column_update import Earlier, may_be_taken, why_read
from spiders.known_lists import KnownLists
from store.carried_readings import Row
from tests.spiders.columns_that_change import DAY, URL, Column, Reads, articles_of, body_in, changed, columns, row

SLOWLY = "XUNJIAN_SLOW" in os.environ
SLOW = settings(max_examples=600 if SLOWLY else 60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def orders(draw: st.DrawFn) -> tuple[ColumnOrder, ColumnOrder]:
    """The same column on two days."""
    in_full, window = draw(st.booleans()), draw(st.none() | st.integers(5, 400))
    later = DAY + timedelta(days=draw(st.sampled_from((0, 1, 3, 40, 400))))

    def order(today: date) -> ColumnOrder:
        since = None if window is None else today - timedelta(days=window)
        return ColumnOrder("通知公告", URL, today, in_full=in_full, in_full_since=since)

    return order(DAY), order(later)


def update(reads: Reads, first: ColumnOrder, old: dict[str, str]) -> ColumnReading:
    """Walk as a round does that knows an earlier reading."""
    base, new = Reads(old, first).walk(), reads.pages
    same = {url for url in old if old[url] == new.get(url)}
    lists = KnownLists(base, body_in(old), body_in(new), lambda one: may_be_taken(reads.order, same, one))
    return reads.walk(Earlier(articles_of(base), same.__contains__, settled=False), lists)


@given(data=st.data(), orders=orders())
@SLOW
def test_an_update_reads_what_a_full_walk_reads(data: st.DataObject, orders: tuple[ColumnOrder, ColumnOrder]) -> None:
    first, later = orders
    before = data.draw(columns())
    new = data.draw(changed(before)).pages()

    assert update(Reads(new, later), first, before.pages()) == Reads(new, later).walk()


@st.composite
def shifted(draw: st.DrawFn) -> tuple[Column, Column]:
    """A long column whose rows have all moved by one, and one of them is another than it was."""
    rows = tuple(row(n, 3 * n) for n in range(30))
    before = Column(rows, draw(st.sampled_from(("ul", "before", "table", "div"))), 5, total=draw(st.booleans()))
    at = draw(st.integers(5, 23))
    edits: tuple[dict[str, Any], ...] = (
        {"title": "关于另一件事的通知"},
        {"day": rows[at].day - timedelta(days=1)},
        {"text": "另文"},
        {"missing": True},
    )
    edited = replace(rows[at], **draw(st.sampled_from(edits)))
    others = (*rows[:at], edited, *rows[at + 1 :])
    swapped = (*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :])
    moved = draw(st.sampled_from((others, others[1:], others[:at] + others[at + 1 :], swapped)))
    return before, replace(before, rows=(row(900, 0), *moved))


@given(columns=shifted(), in_full=st.integers(0, 3).map(lambda n: n == 0))
@settings(SLOW, max_examples=150 if SLOWLY else 30)
def test_a_row_that_was_edited_and_moved_is_read(columns: tuple[Column, Column], in_full: bool) -> None:
    before, after = columns
    order = ColumnOrder("通知公告", URL, DAY, in_full=in_full)

    assert update(Reads(after.pages(), order), order, before.pages()) == Reads(after.pages(), order).walk()


@pytest.mark.parametrize("style", ["ul", "before", "tagged", "table", "div"])
def test_one_new_article_moves_every_row_and_few_list_pages_are_parsed(style: str) -> None:
    rows = tuple(row(n, 3 * n) for n in range(100))
    order = ColumnOrder("通知公告", URL, DAY)
    reads = Reads(Column((row(900, 0), *rows), style).pages(), order)

    assert len(update(reads, order, Column(rows, style).pages()).articles) == 101
    assert reads.lists <= 4


@given(data=st.data(), orders=orders())
@SLOW
def test_a_reading_that_stands_is_what_a_full_walk_reads(
    data: st.DataObject, orders: tuple[ColumnOrder, ColumnOrder]
) -> None:
    first, later = orders
    before = data.draw(columns())
    after = data.draw(st.just(before) | changed(before))
    old, new = before.pages(), after.pages()
    base = Reads(old, first).walk()
    rows = [Row(one.url, one.published_at, bool(one.row_mark)) for one in base.articles]
    differing = {url for url in old.keys() | new.keys() if old.get(url) != new.get(url)}

    why = why_read(later, first, base, rows, differing, {*old, *new, *base.visited, *(row.url for row in rows)})

    assert why is not None or Reads(new, later).walk() == base


def test_days_that_are_told_by_the_day_are_read_again_on_another() -> None:
    rows = tuple(row(n, 3 * n + 1) for n in range(5))
    pages = Column(rows, "ago").pages()
    first, later = (ColumnOrder("通知公告", URL, DAY + timedelta(days=n)) for n in (0, 1))
    base = Reads(pages, first).walk()

    assert why_read(first, first, base, [], set(), pages.keys()) is None
    assert why_read(later, first, base, [], set(), pages.keys()) == "day"
    assert Reads(pages, later).walk() != base


@pytest.mark.parametrize("count", [5, 40])
def test_an_article_that_has_become_too_old_to_be_opened_is_not_taken(count: int) -> None:
    rows = tuple(row(n, 2 * n) for n in range(count))
    old, new = Column(rows).pages(), Column((row(900, 0), *rows)).pages()
    first, later = (
        ColumnOrder("通知公告", URL, DAY, in_full=True, in_full_since=DAY - timedelta(days=n)) for n in (41, 5)
    )
    base = Reads(old, first).walk()
    known = [Row(one.url, one.published_at, bool(one.row_mark)) for one in base.articles]

    assert why_read(later, first, base, known, set(), old.keys()) == "article"
    assert update(Reads(new, later), first, old) == Reads(new, later).walk()


@pytest.mark.parametrize(("style", "at"), [("ul", 14), ("table", 14), ("before", 10), ("tagged", 10)])
def test_a_row_at_the_edge_of_a_page_is_read_where_it_stayed_and_was_edited(style: str, at: int) -> None:
    rows = [row(n, 3 * n) for n in range(40)]
    order = ColumnOrder("通知公告", URL, DAY)
    before = Column(tuple(rows), style, total=False).pages()
    rows[0], rows[at] = row(900, 0), replace(rows[at], day=rows[at].day - timedelta(days=1))
    after = Column(tuple(rows), style, total=False).pages()

    assert update(Reads(after, order), order, before) == Reads(after, order).walk()
