"""Series of accounts: by album or by words, fresh enough, often enough, and undecided where too little was read."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from checks.stale_series import StaleSeries
from tests.checks.rounds import from_yaml, said

TODAY = date(2025, 3, 25)


def a_round(days: list[int], series: str, more: str = "看全自: 2023-01-01") -> str:
    rows = "\n".join(
        f"      - {{标题: 协会故事第{n}期, 日期: {TODAY - timedelta(days=d)}}}" for n, d in enumerate(days)
    )
    articles = f"    稿件:\n{rows}" if rows else "    稿件: []"
    return f"今天: {TODAY}\n账号:\n  沪上社会组织:\n    {more}\n    合集: [{series}]\n{articles}\n"


BY_WORD = "{name: 协会故事, any_of: [协会故事], update_within: 60d, at_least: 3}"
BY_ALBUM = '{name: 协会故事, album: "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=A&album_id=1", update_within: 60d}'


@given(st.lists(st.integers(0, 800), min_size=1, max_size=12))
def test_a_series_is_told_exactly_when_it_is_old_or_too_thin(days: list[int]) -> None:
    heard = said(StaleSeries(), from_yaml(a_round(days, BY_WORD))[0])

    faulty = min(days) > 60 or sum(day < 365 for day in days) < 3
    assert (heard.subjects, heard.reasons) == (["协会故事"] if faulty else [], [])


def test_an_account_that_was_not_read_far_enough_leaves_it_undecided() -> None:
    heard = said(StaleSeries(), from_yaml(a_round([90], BY_WORD, "看全自: 2025-03-01"))[0])

    assert (heard.subjects, heard.reasons) == ([], [("协会故事", "incomplete")])


def test_the_album_decides_where_the_plan_names_it() -> None:
    text = a_round([90], BY_ALBUM, "来源: {feed: {}, wechat-album: {}}")

    assert said(StaleSeries(), from_yaml(text)[0]).subjects == ["协会故事"]


def test_an_album_that_was_refused_leaves_it_undecided() -> None:
    text = a_round([10], BY_ALBUM, "来源: {feed: {}, wechat-album: {状态: 受阻, 原因: captcha}}")

    heard = said(StaleSeries(), from_yaml(text)[0])
    assert (heard.subjects, heard.reasons) == ([], [("协会故事", "source-refused")])


def test_an_issue_without_a_date_may_be_the_new_one() -> None:
    text = a_round([90], BY_WORD) + "      - {标题: 协会故事特别篇}\n"

    assert said(StaleSeries(), from_yaml(text)[0]).reasons == [("协会故事", "newest-undated")]
