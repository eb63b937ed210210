"""What a round read of an account's sources, and what can be asked of earlier rounds."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.media import Comment
from inspection.records import Article, ColumnState
from inspection.sources import SourceReading
from store.store import Store
from tests.store import strategies
from tests.store.cleaned import cleaned
from tests.store.samples import HOST, NOW, SITE, another_round, article, reading

ACCOUNT = "账号"
EAST = timezone(timedelta(hours=8))


def source(label: str = "feed", *articles: Article, **fields: object) -> SourceReading:
    values = {"account": ACCOUNT, "state": ColumnState.READ, "articles": articles, **fields}
    return SourceReading(source=label, **values)  # type: ignore[arg-type]


def comment(key: str, **fields: object) -> Comment:
    values = {"account": ACCOUNT, "article_url": HOST + "a", "text": "请问几点开门？", "said_at": NOW, **fields}
    return Comment(key=key, **values)  # type: ignore[arg-type]


def as_listed(one: Article) -> Article:
    """What a list shows."""
    bare = {"text": "", "body_links": (), "related": (), "document_number": None, "source": None, "read_in_full": False}
    return replace(one, channel=one.channel or ACCOUNT, **bare)  # type: ignore[arg-type]


def a_round(store: Store, days: int, *read: SourceReading, finish: bool = True, site: str = SITE) -> str:
    id_ = another_round(store, days, site=site, finish=finish)
    store.record_sources(id_, read)
    return id_


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(read=st.lists(strategies.source_readings, max_size=3, unique_by=lambda one: cleaned(one).source))
def test_whatever_sources_say_comes_back_in_order(store: Store, read: list[SourceReading]) -> None:
    id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    store.record_sources(id_, read)

    expected = [replace(cleaned(one), articles=tuple(as_listed(cleaned(a)) for a in one.articles)) for one in read]
    assert store.sources(id_) == ({ACCOUNT: tuple(expected)} if read else {})


def test_an_account_read_again_in_a_round_replaces_its_own_sources_and_no_others(store: Store, round_id: str) -> None:
    other = replace(source(comments=(comment("9"),)), account="另一账号")
    store.record_sources(round_id, [source("feed", comments=(comment("1"),)), source("export"), other])

    store.record_sources(round_id, [source("weibo-api", comments=(comment("2"),))])

    labels = {account: [one.source for one in read] for account, read in store.sources(round_id).items()}
    assert labels == {"另一账号": ["feed"], ACCOUNT: ["weibo-api"]}
    assert [one.key for one in store.comments(round_id)[ACCOUNT]] == ["2"]


def test_a_comment_that_two_sources_tell_is_one_and_the_answer_counts(store: Store, round_id: str) -> None:
    answered = comment("1", answered=True, answered_at=NOW)
    silent = comment("1", answered=None)
    under_another = comment("1", article_url=HOST + "b")

    store.record_sources(round_id, [source("a", comments=(silent, under_another)), source("b", comments=(answered,))])

    assert store.comments(round_id) == {ACCOUNT: (answered, under_another)}


def test_a_source_was_last_good_when_a_finished_round_found_it_sound(store: Store) -> None:
    a_round(store, 1, source("feed"), source("export", state=ColumnState.BLANK))
    a_round(store, 2, source("feed"), source("export", state=ColumnState.BLOCKED, reason="captcha"))
    a_round(store, 3, source("feed"), finish=False)
    a_round(store, 4, source("feed"), site="别处")

    days = {label: (at - NOW).days for label, at in store.last_good(SITE, ACCOUNT).items()}

    assert days == {"feed": 2, "export": 1}
    assert store.last_good(SITE, "没有") == {}


def test_how_far_back_an_account_was_known_comes_from_the_newest_earlier_finished_round(store: Store) -> None:
    for days, since, finish, site in [
        (1, date(2025, 1, 1), True, SITE),
        (2, date(2025, 2, 1), True, SITE),
        (3, None, True, SITE),
        (4, date(2025, 3, 1), False, SITE),
        (5, date(2025, 3, 2), True, "别处"),
    ]:
        id_ = another_round(store, days, site=site, finish=finish)
        store.record_reading(id_, reading(ACCOUNT, covers_since=since))
    now = another_round(store, 6, finish=True)
    store.record_reading(now, reading(ACCOUNT, covers_since=date(2025, 3, 20)))

    assert store.covered_before(SITE, ACCOUNT, now) == (date(2025, 2, 1), NOW + timedelta(days=2))
    assert store.covered_before(SITE, "没有", now) is None


@pytest.mark.parametrize("years", [-6, 5])
def test_a_rehearsal_takes_nothing_from_what_rounds_have_known(store: Store, years: int) -> None:
    """It looks as far back from another day; what is read now is read now, whatever it is judged by."""
    id_ = another_round(store, 1, finish=True)
    store.record_reading(id_, reading(ACCOUNT, covers_since=date(2024, 1, 1)))
    at = NOW + timedelta(days=2)
    judged = at + timedelta(days=365 * years)
    other = store.begin_round(site=SITE, kind="full", as_of=judged, plan_digest="p1", started_at=at)
    store.record_reading(other, reading(ACCOUNT, covers_since=date(2025, 3, 1)))
    store.finish_round(other, finished_at=at, complete=True, counters={})

    assert store.covered_before(SITE, ACCOUNT, another_round(store, 3)) == (
        date(2024, 1, 1),
        NOW + timedelta(days=1),
    )


def test_what_a_rehearsal_read_is_never_newer_than_itself(store: Store) -> None:
    at, judged = NOW + timedelta(days=1), NOW + timedelta(days=900)
    id_ = store.begin_round(site=SITE, kind="full", as_of=judged, plan_digest="p1", started_at=at)
    store.record_reading(id_, reading(ACCOUNT, covers_since=date(2025, 1, 1)))
    store.finish_round(id_, finished_at=at, complete=True, counters={})

    assert store.covered_before(SITE, ACCOUNT, another_round(store, 2)) == (date(2025, 1, 1), at)


def test_removing_a_round_removes_its_sources_and_comments(store: Store, round_id: str) -> None:
    store.record_sources(round_id, [source(comments=(comment("1"),))])
    other = a_round(store, 1, source(comments=(comment("2"),)))

    with store.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM rounds WHERE id = '{round_id}'")

    with store.reading() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM source_readings").scalar()
    assert (left, [one.key for one in store.comments(other)[ACCOUNT]]) == (1, ["2"])


@pytest.mark.parametrize("count", [5000])
def test_a_round_with_thousands_of_articles_is_written_quickly(store: Store, round_id: str, count: int) -> None:
    day = datetime(2025, 3, 1, 9, tzinfo=EAST)
    many = [
        article(f"s/{n}", day - timedelta(hours=n), text="正文" * 200, author="编辑", sources=("feed",))
        for n in range(count)
    ]
    began = time.monotonic()

    store.record_reading(round_id, reading(ACCOUNT, *many))
    store.record_sources(round_id, [source("feed", *many)])

    assert time.monotonic() - began < 3  # a second on an idle machine
