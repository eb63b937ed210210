"""What is taken over from an earlier reading of a column is what reading it again would give."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.records import ColumnReading
from spiders.column_order import ColumnOrder
from spiders.column_update import Earlier, may_be_taken, why_read
from spiders.known_lists import KnownLists
from store.carried_readings import Row
from tests.spiders.columns_that_change import DAY, URL, Column, Reads, articles_of, body_in, changed, columns, row

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def orders(draw: st.DrawFn) -> tuple[ColumnOrder, ColumnOrder]:
    """The same column on two days."""
    in_full, window = draw(st.booleans()), draw(st.none() | st.integers(5, 400))
    later = DAY + timedelta(days=draw(st.sampled_from((0, 1, 1, 3, 40))))

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


@pytest.mark.parametrize("style", ["ul", "table", "div"])
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
    after = data.draw(changed(before))
    old, new = before.pages(), after.pages()
    base = Reads(old, first).walk()
    rows = [Row(one.url, one.published_at, bool(one.row_mark)) for one in base.articles]
    differing = {url for url in old.keys() | new.keys() if old.get(url) != new.get(url)}

    why = why_read(later, first, base, rows, differing, {*old, *new, *base.visited, *(row.url for row in rows)})

    assert why is not None or Reads(new, later).walk() == base
