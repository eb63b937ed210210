"""People's words: the second who gives one hears who was first, and what was said stays said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from inspection.duties import AlreadySaidError, Ticked
from store.store import Store
from tests.store.samples import NOW

SITE = "民政局"
WORD = Ticked("24", "上半年培训", "2025年", "张三", NOW, date(2025, 5, 20), "在礼堂", "沪民便函〔2025〕1号")


def by(who: str, **more: object) -> Ticked:
    return replace(WORD, said_by=who, **more)  # type: ignore[arg-type]


def test_a_word_is_kept_as_it_was_given(store: Store) -> None:
    kept = store.tick(SITE, WORD)

    assert store.ticked(SITE) == [kept]
    assert replace(kept, id=0) == WORD


def test_the_second_hears_who_was_first(store: Store) -> None:
    store.tick(SITE, WORD)

    with pytest.raises(AlreadySaidError, match="张三已经确认过“上半年培训”"):
        store.tick(SITE, by("李四"))

    assert [one.said_by for one in store.ticked(SITE)] == ["张三"]


@pytest.mark.parametrize("other", [{"occurrence": "2026年"}, {"tick": "培训"}, {"duty": "2"}])
def test_another_occurrence_is_another_word(store: Store, other: dict[str, str]) -> None:
    store.tick(SITE, WORD)
    store.tick(SITE, by("李四", **other))
    store.tick("另一局", by("王五"))

    assert len(store.ticked(SITE)) == 2


def test_a_word_that_is_taken_back_counts_no_more_and_stays_on_record(store: Store) -> None:
    store.tick(SITE, WORD)

    was = store.untick(SITE, by("李四", note="没有办"))

    assert (was.said_by, list(store.ticked(SITE))) == ("张三", [])
    assert [(one.word.said_by, one.taken_back) for one in store.said(SITE)] == [("张三", False), ("李四", True)]


def test_what_was_taken_back_may_be_said_anew(store: Store) -> None:
    store.tick(SITE, WORD)
    store.untick(SITE, by("李四"))
    store.tick(SITE, by("王五"))

    assert [one.said_by for one in store.ticked(SITE)] == ["王五"]


def test_nothing_is_taken_back_twice_or_before_it_was_said(store: Store) -> None:
    with pytest.raises(AlreadySaidError, match="没有人确认过"):
        store.untick(SITE, WORD)
    store.tick(SITE, WORD)
    store.untick(SITE, by("李四"))
    with pytest.raises(AlreadySaidError, match="李四已经撤回"):
        store.untick(SITE, by("王五"))


def test_who_looked_at_another_word_takes_nothing_back(store: Store) -> None:
    first = store.tick(SITE, WORD)
    store.untick(SITE, by("李四"))
    store.tick(SITE, by("王五"))

    with pytest.raises(AlreadySaidError, match="王五刚刚重新确认"):
        store.untick(SITE, by("李四"), seen=first.id)


def test_of_many_at_once_one_gives_the_word(store: Store) -> None:
    def try_it(number: int) -> bool:
        try:
            store.tick(SITE, by(f"第{number}人"))
        except AlreadySaidError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        given_ = list(pool.map(try_it, range(8)))

    assert (sum(given_), len(store.said(SITE))) == (1, 1)


def test_the_mark_changes_with_every_word(store: Store) -> None:
    marks = [store.words_mark(SITE)]
    store.tick(SITE, WORD)
    marks.append(store.words_mark(SITE))
    store.untick(SITE, WORD)
    marks.append(store.words_mark(SITE))

    assert len(set(marks)) == 3


@pytest.mark.parametrize("statement", ["UPDATE ticks SET said_by = '别人'", "DELETE FROM ticks"])
def test_nothing_that_was_said_is_changed(store: Store, statement: str) -> None:
    store.tick(SITE, WORD)

    with pytest.raises(DBAPIError, match="append only"), store.writing() as connection:
        connection.execute(text(statement))

    assert len(store.ticked(SITE)) == 1


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "<b>粗</b>", "'; DROP TABLE ticks; --"])
def test_odd_letters_do_no_harm(store: Store, odd: str) -> None:
    store.tick(SITE, replace(WORD, note=odd, proof=odd, said_by=f"某{odd}"))

    assert len(store.ticked(SITE)) == 1


SITES = count()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["甲", "乙"]), st.booleans()), max_size=12))
def test_what_stands_is_what_was_said_last(store: Store, deeds: list[tuple[str, bool]]) -> None:
    site, stands = f"第{next(SITES)}局", dict[str, bool]()
    for at, (tick, gives) in enumerate(deeds):
        word = by("某人", tick=tick, said_at=NOW + timedelta(minutes=at))
        try:
            store.tick(site, word) if gives else store.untick(site, word)
        except AlreadySaidError:
            assert stands.get(tick, False) is gives
        stands[tick] = gives

    assert {one.tick for one in store.ticked(site)} == {tick for tick, given_ in stands.items() if given_}
