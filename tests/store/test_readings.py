"""Column readings and their articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.records import Article, ColumnState
from store.store import Store
from tests.store import strategies
from tests.store.cleaned import cleaned
from tests.store.samples import HOST, NOW, another_round, article, reading


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles=st.lists(strategies.articles, max_size=4))
def test_any_article_comes_back_in_the_columns_order(store: Store, articles: list[Article]) -> None:
    id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    store.record_reading(id_, reading("栏目", *articles))

    assert store.readings(id_)["栏目"].articles == tuple(cleaned(one) for one in articles)


@pytest.mark.parametrize(
    "stated",
    [
        date(2024, 4, 15),
        datetime(2024, 4, 15, tzinfo=timezone(timedelta(hours=8))),
        datetime(2024, 4, 15, 23, 30, 1, 5, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
        None,
    ],
    ids=repr,
)
def test_a_date_stays_a_date_and_a_time_keeps_the_offset_that_was_stated(
    store: Store, round_id: str, stated: date | None
) -> None:
    store.record_reading(round_id, reading("栏目", article("1", stated)))

    (back,) = store.readings(round_id)["栏目"].articles
    assert type(back.published_at) is type(stated)
    assert str(back.published_at) == str(stated)


def test_everything_that_a_reading_says_comes_back(store: Store, round_id: str) -> None:
    whole = reading(
        "通知公告", article("1"), pages=3, complete=True, most_before=20, evidence="ab" * 32, reason="第 4 页打不开"
    )
    whole = replace(whole, covers_since=date(2025, 1, 1))

    store.record_reading(round_id, whole)

    assert store.readings(round_id) == {"通知公告": whole}


def test_a_column_read_again_replaces_itself_and_no_other(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("甲", article("1"), article("2")))
    store.record_reading(round_id, reading("乙", article("3")))

    store.record_reading(round_id, reading("甲", article("4")))

    urls = {name: [one.url for one in read.articles] for name, read in store.readings(round_id).items()}
    assert urls == {"甲": [HOST + "4"], "乙": [HOST + "3"]}


def test_the_most_rows_come_from_earlier_finished_rounds_of_the_same_site(store: Store) -> None:
    rows = [article(str(number)) for number in range(9)]
    for days, (count, site, finish) in enumerate(
        [(5, "民政局", True), (3, "民政局", True), (8, "民政局", False), (9, "别处", True)]
    ):
        id_ = another_round(store, days, site=site, finish=finish)
        store.record_reading(id_, reading("甲", *rows[:count]))
    now = another_round(store, 10)
    store.record_reading(now, reading("甲", *rows[:7]))
    later = another_round(store, 11, finish=True)
    store.record_reading(later, reading("甲", *rows))

    assert store.most_before("民政局", "甲", now) == 5
    assert store.most_before("民政局", "乙", now) == 0


def test_a_column_that_could_not_be_read_is_kept_with_the_reason(store: Store, round_id: str) -> None:
    blocked = reading("甲", state=ColumnState.BLOCKED, reason="blocked-by-firewall")

    store.record_reading(round_id, blocked)

    assert store.readings(round_id)["甲"] == blocked
