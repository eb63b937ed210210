"""Every article of an account that was ever seen: kept once, with when it was seen first and last."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.media import Gone
from inspection.records import Article
from inspection.sources import Known
from store.store import Store
from tests.store import strategies
from tests.store.cleaned import cleaned
from tests.store.samples import HOST, NOW, SITE, article
from tests.store.test_accounts import ACCOUNT, EAST

DAY = timedelta(days=1)
ACCOUNTS = (f"账号 {number}" for number in itertools.count())  # one for each example: they share a database


def known(one: Article, first: datetime = NOW, last: datetime = NOW, **fields: object) -> Known:
    return Known(replace(one, channel=ACCOUNT), first, last, **{"last_round": "r1", **fields})  # type: ignore[arg-type]


def shown(store: Store, **asked: object) -> list[str]:
    found = store.known_articles(SITE, ACCOUNT, **asked)  # type: ignore[arg-type]
    return [one.article.url.removeprefix(HOST) for one in found]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(some=st.lists(strategies.known, max_size=4, unique_by=lambda one: cleaned(one).article.url))
def test_whatever_is_known_comes_back(store: Store, some: list[Known]) -> None:
    account = next(ACCOUNTS)

    store.save_known(SITE, account, some)

    back = {one.article.url: one for one in store.known_articles(SITE, account)}
    expected = [replace(cleaned(one), article=replace(cleaned(one).article, channel=account)) for one in some]
    assert back == {one.article.url: one for one in expected}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(times=st.lists(st.tuples(strategies.times, strategies.times), min_size=1, max_size=4))
def test_seen_first_only_moves_back_and_seen_last_only_forward(
    store: Store, times: list[tuple[datetime, datetime]]
) -> None:
    account = next(ACCOUNTS)
    for round_, (first, last) in enumerate(times):
        store.save_known(SITE, account, [known(article("1"), first, last, last_round=f"r{round_}", looked_at=last)])

    (one,) = store.known_articles(SITE, account)

    latest = max(last for _, last in times)
    assert one.first_seen_at == min(first for first, _ in times)
    assert (one.last_seen_at, one.looked_at) == (latest, latest)
    assert times[int(one.last_round[1:])][1] == latest


def test_an_article_that_says_something_new_is_brought_up_to_date(store: Store) -> None:
    store.save_known(SITE, ACCOUNT, [known(article("1", text="旧"), looked_at=NOW, gone=Gone.DELETED, gone_at=NOW)])

    store.save_known(SITE, ACCOUNT, [known(article("1", title="新标题", text="新"), last=NOW + DAY, last_round="r2")])

    (one,) = store.known_articles(SITE, ACCOUNT)
    assert (one.article.title, one.article.text, one.last_round) == ("新标题", "新", "r2")
    assert (one.gone, one.gone_at, one.looked_at) == (None, None, NOW)


def test_the_newest_come_first_and_an_undated_one_by_when_it_was_first_seen(store: Store) -> None:
    store.save_known(
        SITE,
        ACCOUNT,
        [
            known(article("old", date(2024, 1, 1))),
            known(article("undated"), first=NOW - 3 * DAY),
            known(article("morning", datetime(2025, 3, 25, 8, tzinfo=EAST))),
            known(article("day", date(2025, 3, 25))),
        ],
    )

    assert shown(store) == ["morning", "day", "undated", "old"]
    assert shown(store, since=date(2025, 3, 22)) == ["morning", "day", "undated"]
    assert shown(store, since=date(2025, 3, 25), limit=1) == ["morning"]


def test_accounts_and_sites_are_kept_apart(store: Store) -> None:
    store.save_known(SITE, ACCOUNT, [known(article("a"))])
    store.save_known(SITE, "另一账号", [known(article("a"))])
    store.save_known("别处", ACCOUNT, [known(article("b"))])

    assert (shown(store), len(store.known_articles("别处", ACCOUNT))) == (["a"], 1)


def test_an_account_of_years_answers_quickly(store: Store) -> None:
    day = datetime(2025, 3, 1, 9, tzinfo=EAST)
    text = "".join(chr(0x4E00 + n * 37 % 5000) for n in range(800))
    store.save_known(
        SITE,
        ACCOUNT,
        [known(article(f"s/{n}", day - timedelta(hours=n), text=text, author="编辑")) for n in range(20_000)],
    )
    store.known_articles(SITE, ACCOUNT, limit=1)
    began = time.monotonic()

    found = store.known_articles(SITE, ACCOUNT)

    assert (len(found), found[0].article.url) == (2000, HOST + "s/0")
    assert time.monotonic() - began < 0.5  # a tenth of a second on an idle machine
