"""How far back lists are read, and that what two rounds read of one account holds together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from inspection.records import Article, ColumnState
from inspection.sources import SourceReading
from spiders.accounts.account_reading import Covered, read_account
from spiders.accounts.reading_process import list_since
from tests.spiders.accounts.readings import NOW, account, frame
from tests.spiders.media.listed import LABELS, listings

TODAY = NOW.date()
REACH = TODAY - timedelta(days=180)
SOURCES = (
    {"wechat_api": {"app_id": "wx1", "secret_env": "GZH_SECRET"}},
    {"wechat_album": "https://mp.weixin.qq.com/mp/appmsgalbum?album_id=1"},
    {"feed": "https://rss.example/a"},
    {"feed": "https://rss.example/b"},
    {"export": "导出/*.xlsx"},
    {"wechat_articles": ["https://mp.weixin.qq.com/s/Short00000000000000001"]},
)


@pytest.mark.parametrize(
    ("kind", "covered", "days"),
    [
        ("full", Covered(REACH, TODAY), 180),
        ("daily", None, 180),
        ("daily", Covered(REACH + timedelta(days=1), TODAY), 180),
        ("daily", Covered(REACH, TODAY - timedelta(days=1)), 28),  # twice the deadline: what is stale must show
        ("daily", Covered(REACH, TODAY - timedelta(days=40)), 47),
        ("daily", Covered(REACH, TODAY - timedelta(days=300)), 180),
    ],
)
def test_daily_rounds_list_what_earlier_rounds_do_not_vouch_for(kind: str, covered: Covered | None, days: int) -> None:
    asked: date = list_since(account(), frame(since=REACH, covered=covered), kind)

    assert (TODAY - asked).days == days


@given(listings())
def test_a_round_that_finds_nothing_new_tells_the_same(listed: dict[str, tuple[Article, ...]]) -> None:
    """Labels are the plan's own, so that what was known is recognised by them."""
    of = account(*SOURCES)
    assert {label for label, _ in of.labelled} == set(LABELS)
    sources = [
        SourceReading(of.name, label, ColumnState.READ if rows else ColumnState.BLANK, articles=rows)
        for label, rows in listed.items()
    ]
    first = read_account(frame(account=of), sources)
    second = read_account(replace(frame(*first.known, account=of), round_id="next"), sources)

    assert second.reading.articles == first.reading.articles
    assert [one.position for one in first.reading.articles] == list(range(len(first.reading.articles)))
    assert {one.last_round for one in second.known} <= {"next"}
