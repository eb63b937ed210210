"""Which links of accounts' articles are tried, and that they stand in the store as a page's links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.asking import LINKED_DAYS
from inspection.media import Gone
from inspection.plan import Plan
from inspection.records import Article
from inspection.sources import Known
from schedulers.account_links import (
    MOST,
    ORIGINAL,
    account_links,
    linking,
    platform_of,
    references,
    targets_by_article,
    within_limits,
)
from spiders.fetch import Fetcher
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.sweep import Sweep
from store.store import Store

HOME = "https://mzj.example.gov.cn/"
PLAN = Plan.model_validate({"site": {"name": "某市民政局", "home": HOME}})
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
TODAY = AS_OF.date()
ARTICLE = "https://mp.weixin.qq.com/s/Article000000001"


def article(*links: str, url: str = ARTICLE, original: str | None = None, days: int | None = 1) -> Article:
    published = None if days is None else TODAY - timedelta(days=days)
    return Article("某市民政", "预约指南", url, published, body_links=links, original_url=original)


def known(one: Article, *, seen: datetime = AS_OF, gone: str | None = None) -> Known:
    return Known(one, seen, seen, "r1", gone=gone)


def weixin(number: int) -> str:
    return f"https://mp.weixin.qq.com/s/Other{number:012d}"


def targets(one: Article) -> list[tuple[str, str]]:
    return [(url, text) for url, _, text in references(one)]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        (f"{HOME}a.html#top", f"{HOME}a.html"),
        (f"{HOME}附件 1.doc", f"{HOME}%E9%99%84%E4%BB%B6%201.doc"),
        ("HTTPS://MZJ.example.gov.cn", HOME),
        (
            "http://mp.weixin.qq.com/s?__biz=MzA0==&amp;mid=2&amp;idx=1&amp;sn=ab&amp;chksm=c#wechat_redirect",
            "https://mp.weixin.qq.com/s?__biz=MzA0==&mid=2&idx=1&sn=ab",
        ),
    ],
)
def test_a_target_has_the_name_that_the_sweep_gives_it(written: str, target: str) -> None:
    assert targets(article(written)) == [(target, "")]


@pytest.mark.parametrize("written", ["tel:0571-12345", "javascript:;", "weixin://dl/x", "", "#top", ARTICLE, "http://"])
def test_what_is_no_address_of_another_page_is_no_link(written: str) -> None:
    assert targets(article(written)) == []


def test_the_original_is_named_as_readers_see_it_and_each_target_once() -> None:
    one = article(f"{HOME}b.html", f"{HOME}a.html#2", original=f"{HOME}a.html")

    assert targets(one) == [(f"{HOME}a.html", ORIGINAL), (f"{HOME}b.html", "")]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_links_count_for_half_a_year_the_newest_first(ages: list[int]) -> None:
    every = [known(article(HOME, url=weixin(n), days=age)) for n, age in enumerate(ages)]
    found = [one.article.published_at for one in linking(every, PLAN, AS_OF)]

    assert found == sorted((TODAY - timedelta(days=a) for a in ages if a <= LINKED_DAYS), reverse=True)


@pytest.mark.parametrize(("days_known", "counts"), [(1, True), (LINKED_DAYS + 1, False)])
def test_an_article_without_a_date_is_as_old_as_its_first_sight(days_known: int, counts: bool) -> None:
    one = known(article(HOME, days=None), seen=AS_OF - timedelta(days=days_known))

    assert bool(linking([one], PLAN, AS_OF)) == counts


@pytest.mark.parametrize(
    ("gone", "counts"), [(None, True), (Gone.DELETED, False), (Gone.VIOLATION, False), (Gone.EXPIRED, True)]
)
def test_a_withdrawn_article_leads_nowhere(gone: str | None, counts: bool) -> None:
    assert bool(linking([known(article(HOME), gone=gone)], PLAN, AS_OF)) == counts


def test_what_no_longer_counts_is_known_to_lead_nowhere() -> None:
    every = {
        "某市民政": [known(article(HOME)), known(article(HOME, url=weixin(1), days=200))],
        "某市发布": [known(article(HOME, url=weixin(2)), gone=Gone.DELETED)],
    }

    assert targets_by_article(every, PLAN, AS_OF) == {
        ARTICLE: frozenset({HOME}),
        weixin(1): frozenset(),
        weixin(2): frozenset(),
    }


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        (weixin(1), "mp.weixin.qq.com"),
        ("https://m.weibo.cn/status/5", "weibo.cn"),
        ("https://weibo.com/1/P", "weibo.com"),
        ("http://t.cn/A6", None),
        ("https://myweibo.com/", None),
        (HOME, None),
    ],
)
def test_a_platform_is_known_by_the_end_of_its_host(url: str, platform: str | None) -> None:
    assert platform_of(url) == platform


def _articles(per_article: list[int]) -> list[Known]:
    numbers = iter(range(1000))
    return [
        known(article(*(weixin(next(numbers)) for _ in range(n)), HOME, url=f"{ARTICLE}{i}", days=i))
        for i, n in enumerate(per_article)
    ]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_of_a_platform_the_newest_articles_links_are_tried(per_article: list[int]) -> None:
    tried = within_limits(linking(_articles(per_article), PLAN, AS_OF), lambda _: False)
    asked = [url for one in tried for url, _, _ in one.links if url != HOME]

    assert asked == [weixin(n) for n in range(min(sum(per_article), MOST))]
    assert len(tried) == len(per_article)  # what leads elsewhere is tried all the same


def test_what_is_tried_anyway_is_named_for_every_article() -> None:
    many = _articles([MOST, 3])
    again = replace(many[1], article=article(weixin(0), weixin(900), weixin(901), url=f"{ARTICLE}1", days=1))
    tried = within_limits(linking([many[0], again], PLAN, AS_OF), lambda url: url == weixin(901))

    assert [url for url, _, _ in tried[1].links] == [weixin(0), weixin(901)]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_a_round_that_is_taken_up_tries_the_same(per_article: list[int]) -> None:
    articles = linking(_articles(per_article), PLAN, AS_OF)
    first = within_limits(articles, lambda _: False)
    tried = {url for one in first for url, _, _ in one.links}

    assert within_limits(articles, tried.__contains__) == first


def test_the_day_of_a_time_is_the_plans() -> None:
    late = datetime.fromisoformat("2025-03-24T23:30:00+00:00")

    assert known(replace(article(), published_at=late)).day(PLAN.zone) == date(2025, 3, 25)


async def test_a_platform_is_asked_slowly_and_no_more_than_is_recorded(tmp_path: Path) -> None:
    one = known(article(*(weixin(n) for n in range(MOST + 10)), f"{HOME}a.html"))
    site = {"name": "某市民政局", "home": HOME}
    plan = Plan.model_validate({"site": site, "accounts": [{"name": "某市民政", "platform": "wechat"}]})
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        store.save_known("某市民政局", "某市民政", [one])
        round_id = store.begin_round(site="某市民政局", kind="full", as_of=AS_OF, plan_digest="x", started_at=AS_OF)
        policy = FetchPolicy.of(plan)
        sweep = Sweep(plan, policy, Fetcher(policy), Recorder(store, round_id))
        asked = await account_links(plan, store, round_id, AS_OF, sweep)
        recorded = [link.url for link in store.links_from(round_id, ARTICLE)]

    host = sweep.hosts["mp.weixin.qq.com"]
    assert asked == recorded == [*(weixin(n) for n in range(MOST)), f"{HOME}a.html"]
    assert (host.limit, host.delay, list(sweep.hosts)) == (1, 3.0, ["mp.weixin.qq.com"])
