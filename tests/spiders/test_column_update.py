"""What is taken over from an earlier reading of a column is what reading it again would give."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spiders.column_order import ColumnOrder
from spiders.column_update import Earlier, why_read
from store.carried_readings import Row
from tests.spiders.columns_that_change import DAY, URL, Reads, articles_of, changed, columns

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def orders(draw: st.DrawFn) -> tuple[ColumnOrder, ColumnOrder]:
    """The same column on two days."""
    in_full, window = draw(st.booleans()), draw(st.none() | st.integers(5, 400))
    later = DAY + timedelta(days=draw(st.sampled_from((0, 1, 1, 3, 40))))

    def order(today):
        since = None if window is None else today - timedelta(days=window)
        return ColumnOrder("通知公告", URL, today, in_full=in_full, in_full_since=since)

    return order(DAY), order(later)


@given(data=st.data(), orders=orders())
@SLOW
def test_an_update_reads_what_a_full_walk_reads(data: st.DataObject, orders: tuple[ColumnOrder, ColumnOrder]) -> None:
    first, later = orders
    before = data.draw(columns())
    after = data.draw(changed(before))
    old, new = before.pages(), after.pages()
    base = Reads(old, first).walk()

    known = Earlier(articles_of(base), lambda url: old.get(url) == new.get(url), settled=False)

    assert Reads(new, later).walk(known) == Reads(new, later).walk()


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
