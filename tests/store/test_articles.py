"""Articles as `xunjian articles` lists them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from inspection.records import ColumnState, PairedBy, Pairing
from store.articles import Counterpart
from store.store import Store
from tests.store.samples import HOST, another_round, article, reading


def shown(store: Store, **asked: object) -> list[str]:
    return [one.article.url.removeprefix(HOST) for one in store.articles(**asked)]  # type: ignore[arg-type]


def test_the_newest_come_first_and_the_undated_last(store: Store, round_id: str) -> None:
    east = timezone(timedelta(hours=8))
    store.record_reading(
        round_id,
        reading(
            "通知公告",
            article("undated"),
            article("day", date(2024, 4, 15)),
            article("morning", datetime(2024, 4, 15, 8, tzinfo=east)),
            article("newer", datetime(2024, 4, 16, tzinfo=UTC)),
            article("old", date(999, 1, 1)),
        ),
    )

    assert shown(store) == ["newer", "morning", "day", "old", "undated"]
    assert shown(store, limit=2) == ["newer", "morning"]


def test_each_column_is_shown_as_its_latest_reading_has_it(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("甲", article("a-old", channel="甲")))
    store.record_reading(round_id, reading("乙", article("b-old", channel="乙")))
    newer = another_round(store)
    store.record_reading(newer, reading("甲", article("a-new", channel="甲")))
    store.record_reading(newer, reading("乙", state=ColumnState.BLOCKED))
    abandoned = another_round(store, 2)
    store.record_reading(abandoned, reading("甲", article("a-abandoned", channel="甲")))
    store.abandon_round(abandoned)

    assert sorted(shown(store)) == ["a-new", "b-old"]


def test_they_can_be_asked_for_by_site_and_by_channel(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("甲", article("a", channel="甲")))
    store.record_reading(round_id, reading("乙", article("b", channel="乙")))
    store.record_reading(another_round(store, site="别处"), reading("甲", article("c", channel="甲")))

    assert sorted(shown(store, channel="甲")) == ["a", "c"]
    assert shown(store, channel="甲", site="民政局") == ["a"]
    assert shown(store, site="没有") == []


def test_each_shows_what_it_is_paired_with_and_why(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("政策", article("p", title="办法")))
    store.record_reading(round_id, reading("解读", article("i", title="图解办法")))
    store.record_pairings(
        round_id,
        [
            Pairing(HOST + "p", HOST + "i", PairedBy.QUOTED, "《办法》"),
            Pairing(HOST + "p", "https://mp.weixin.qq.com/s/x", PairedBy.LINK),
        ],
    )

    paired = {one.article.url: one.paired for one in store.articles()}

    assert paired[HOST + "i"] == (Counterpart("policy", HOST + "p", "办法", "quoted-title", "《办法》"),)
    assert paired[HOST + "p"] == (
        Counterpart("interpretation", HOST + "i", "图解办法", "quoted-title", "《办法》"),
        Counterpart("interpretation", "https://mp.weixin.qq.com/s/x", "", "link"),
    )


def test_pairings_of_another_round_are_not_shown(store: Store, round_id: str) -> None:
    store.record_reading(round_id, reading("政策", article("p")))
    store.record_pairings(another_round(store), [Pairing(HOST + "p", HOST + "i", PairedBy.LINK)])

    assert [one.paired for one in store.articles()] == [()]
