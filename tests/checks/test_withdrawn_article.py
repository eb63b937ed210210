"""withdrawn-article, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.withdrawn_article import WithdrawnArticle
from inspection.findings import Severity
from inspection.media import Gone
from tests.checks.account_rounds import NAME, a_round, heard, posts
from tests.checks.rounds import TODAY, Said, said

POST = "https://mp.weixin.qq.com/s/gone"
REASONS = [Gone.DELETED, Gone.VIOLATION, Gone.EXPIRED, Gone.UNAVAILABLE, Gone.MISSING]
TOLD = set(REASONS) - {Gone.EXPIRED}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def seen(why: str | None = Gone.DELETED, *, published: int = 12, last: int = 4, gone: int = 3, **more: Any) -> Any:
    withdrawn = {"撤下": why, "撤下于": ago(gone)} if why else {}
    days = {"日期": ago(published), "首见": ago(published), "末见": ago(last)}
    return {"标题": "清明祭扫这样安排", "地址": POST, **days, **withdrawn, **more}


def judged(*known: Any, **account: Any) -> Said:
    return heard(WithdrawnArticle(), 见过=list(known), **{"稿件": posts(1, 30), **account})


@pytest.mark.parametrize("why", REASONS)
def test_what_the_platform_says_is_gone_is_told_but_for_links_that_merely_expire(why: str) -> None:
    faults = judged(seen(why)).faults

    assert [f.subject for f in faults] == [POST] * (why in TOLD)


def test_a_violation_weighs_more() -> None:
    assert [judged(seen(why)).faults[0].severity for why in (Gone.VIOLATION, Gone.DELETED)] == [Severity.ERROR, None]


@given(st.integers(0, 90))
def test_it_is_told_for_a_month(days: int) -> None:
    assert bool(judged(seen(gone=days, last=days + 1, published=200)).faults) == (days <= 30)


def test_what_this_round_itself_found_withdrawn_is_told() -> None:
    """Pages are opened after the hour as of which the round judges."""
    after = datetime.combine(TODAY, datetime.min.time()).replace(hour=10)

    assert judged({**seen(), "撤下于": after}).faults


@given(st.integers(-9, 20), st.sampled_from([*TOLD]))
def test_what_was_published_again_near_its_day_or_its_withdrawal_was_corrected(again: int, why: str) -> None:
    """Published 12 days ago, last seen 4 days ago and gone 3 days ago; and once more so many days ago."""
    new = {
        "标题": "【清明】祭扫这样安排！".replace("【清明】", "清明"),
        "日期": ago(again),
        "地址": "https://mp.weixin.qq.com/s/new",
    }
    excused = again >= 0 and (10 <= again <= 14 or 1 <= again <= 6) and why != Gone.VIOLATION

    assert bool(judged(seen(why), 稿件=[new, *posts(30)]).faults) == (not excused)


def test_what_was_published_again_and_withdrawn_again_is_no_correction() -> None:
    twice = seen(地址="https://mp.weixin.qq.com/s/second")

    assert judged(seen(), twice).subjects == [POST, "https://mp.weixin.qq.com/s/second"]


def test_an_article_that_is_there_is_no_fault() -> None:
    there = {key: value for key, value in seen(None).items() if key not in {"首见", "末见"}}

    told = judged(seen(None), 稿件=[there, *posts(30)])
    assert (told.faults, told.untold) == ([], [])


def test_an_article_that_its_source_dropped_and_nobody_opened_is_left_open() -> None:
    assert judged(seen(None, 来源="feed")).reasons == [(POST, "page-not-read")]


@pytest.mark.parametrize(
    "account",
    [
        {"看全自": ago(12)},  # the source reaches back to its day only
        {"看全自": None},
        {"来源": {"feed": {"只见部分": "one-album-only"}}},
        {"来源": {"wechat-api": {}}},  # another source than the one that had listed it
        {"来源": {"feed": {"只见到": ago(12)}}},
    ],
)
def test_an_article_that_no_source_need_list_is_not_missed(account: dict[str, Any]) -> None:
    told = judged(seen(None, 来源="feed"), **account)

    assert (told.faults, told.untold) == ([], [])


@pytest.mark.parametrize("same", [{"地址": POST}, {}])
def test_an_article_that_is_listed_under_another_address_is_not_missed(same: dict[str, str]) -> None:
    listed = {"标题": "清明祭扫这样安排", "日期": ago(12), "来源": "feed", **same}

    assert judged(seen(None, 来源="feed"), 稿件=[listed, *posts(30)]).untold == []


def test_an_article_without_an_address_has_no_page_to_open() -> None:
    assert judged(seen(None, 来源="feed", 地址="urn:xunjian:article:1")).untold == []


def test_an_article_whose_page_was_opened_since_is_there() -> None:
    round_ = a_round(稿件=posts(1, 30), 见过=[seen(None, 来源="feed")])
    opened = replace(round_.known[NAME][0], looked_at=round_.as_of)

    told = said(WithdrawnArticle(), replace(round_, known={NAME: (opened,)}))
    assert (told.faults, told.untold) == ([], [])


def test_a_page_that_was_opened_when_it_was_last_listed_says_nothing_of_later() -> None:
    round_ = a_round(稿件=posts(1, 30), 见过=[seen(None, 来源="feed")])
    then = round_.known[NAME][0]
    opened = replace(then, looked_at=then.last_seen_at)

    told = said(WithdrawnArticle(), replace(round_, known={NAME: (opened,)}))
    assert told.reasons == [(POST, "page-not-read")]


def test_what_a_source_itself_says_is_withdrawn_is_told_where_it_was_seen_before() -> None:
    round_ = a_round(稿件=posts(1, 30), 见过=[seen(None)])
    told_of = ((POST, Gone.DELETED), ("https://mp.weixin.qq.com/s/unheard-of", Gone.DELETED))
    sources = (replace(round_.sources[NAME][0], gone=told_of),)

    assert said(WithdrawnArticle(), replace(round_, sources={NAME: sources})).subjects == [POST]


def test_an_account_that_was_not_read_is_said_and_what_is_known_to_be_gone_too() -> None:
    told = judged(seen(), 稿件=[], 状态="受阻", 原因="captcha")

    assert (told.subjects, told.reasons) == ([POST], [(NAME, "captcha")])


def test_the_fault_tells_when_it_was_seen() -> None:
    fault = judged(seen()).faults[0]

    assert fault.title == "账号“上海民政”2025-03-13 发布的“清明祭扫这样安排”已被发布者删除"
    assert [str(fault.evidence[key])[:10] for key in ("first_seen_at", "last_seen_at", "gone_at")] == [
        "2025-03-13",
        "2025-03-21",
        "2025-03-22",
    ]
