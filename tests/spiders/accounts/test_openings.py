"""Which articles of an account are opened in a round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inspection.media import Gone, Origin
from inspection.sources import Known
from spiders.accounts.account_reading import read_account
from spiders.accounts.openings import can_open, to_open
from tests.spiders.accounts.readings import DAY, NOW, account, article, frame, known, read, refused

LONG_AGO = date(2024, 1, 1)
SINCE = (NOW - 10 * DAY).date()


def opened(*before: Known, kind: str = "daily", since: date = LONG_AGO, listed: tuple[int, ...] = ()) -> list[str]:
    now = [article(number, number) for number in listed]
    sources = [read(*now, covers_since=SINCE)] if now else [refused()]
    urls = to_open(account(), read_account(frame(*before), sources), NOW, kind, since)
    return [str(int(url[-5:])) for url in urls]


@pytest.mark.parametrize(("kind", "most"), [("watch", 5), ("daily", 40), ("full", 40)])
def test_few_are_opened_and_the_newest_first(kind: str, most: int) -> None:
    before = [known(article(number, number)) for number in range(1, 60)]

    assert opened(*before, kind=kind) == [str(number) for number in range(1, most + 1)]


def test_an_article_that_is_known_whole_is_not_opened() -> None:
    told = article(1, 1, text="全文", origin=Origin.ORIGINAL)
    whole = article(2, 2, read_in_full=True, origin=Origin.UNMARKED)

    assert opened(known(told), known(whole), known(article(3, 3), looked_at=NOW - DAY)) == []


def test_a_feed_with_the_whole_text_does_not_say_whose_it_is() -> None:
    assert opened(known(article(1, 1, text="全文", read_in_full=True))) == ["1"]


def test_what_a_covering_source_no_longer_lists_is_opened_once_while_it_stays_away() -> None:
    missed = known(article(7, 7), looked_at=NOW - 3 * DAY, seen=2 * DAY)
    looked = known(article(8, 8), looked_at=NOW - DAY, seen=2 * DAY)

    assert opened(missed, looked, listed=(1,)) == ["1", "7"]


def test_a_quarter_is_kept_for_what_may_be_withdrawn() -> None:
    missed = [known(article(number, 5), looked_at=NOW - 9 * DAY) for number in range(100, 120)]
    fresh = [known(article(number, 15 + number)) for number in range(1, 60)]
    chosen = opened(*missed, *fresh, listed=(1,))

    assert (len(chosen), len([one for one in chosen if len(one) == 3])) == (40, 10)


def test_full_rounds_look_again_at_what_was_last_looked_at_longest_ago() -> None:
    before = [known(article(n, 30), looked_at=NOW - timedelta(days=n)) for n in (8, 20, 6, 12)]
    old = known(article(90, 90), looked_at=NOW - 30 * DAY)
    gone = known(article(50, 30), looked_at=NOW - 50 * DAY, gone=Gone.DELETED, gone_at=NOW - 50 * DAY)

    assert opened(*before, old, gone, kind="full") == ["50", "20", "12", "8"]
    assert opened(*before, old, gone, kind="daily") == []


@pytest.mark.parametrize(
    ("platform", "url", "can"),
    [
        ("wechat", "https://mp.weixin.qq.com/s/Short00000000000000001", True),
        ("wechat", "https://mzj.example.org/1.html", False),
        ("wechat", "urn:xunjian:article:1", False),
        ("wechat", "https://weibo.com/1234567890/HyZVegYAP", False),
        ("weibo", "https://weibo.com/1234567890/HyZVegYAP", True),
        ("weibo", "https://mp.weixin.qq.com/s/Short00000000000000001", False),
        ("客户端", "https://mp.weixin.qq.com/s/Short00000000000000001", False),
    ],
)
def test_only_the_platforms_own_addresses_are_opened(platform: str, url: str, can: bool) -> None:
    assert can_open(platform, url) == can
