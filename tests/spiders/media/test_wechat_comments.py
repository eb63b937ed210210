"""Comments under a WeChat article: answered or not, and nothing of who wrote them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.sources import Listing
from spiders.media.wechat_comments import read_comments
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_api_shapes import Reader, comment

AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
URL = "https://mp.weixin.qq.com/s?__biz=MzA5MDAwMDAwMA==&mid=7&idx=1&sn=ab"


def read(rows: list[dict[str, Any]], begin: int = 0, **said: Any) -> Listing:
    body = {"errcode": 0, "errmsg": "ok", "total": begin + len(rows), "comment": rows} | said
    return read_comments(json.dumps(body).encode(), "某某民政", URL, "7_1", begin=begin)


@given(st.text(min_size=1, max_size=40).filter(lambda said: said.strip()), st.integers(1, 10**6), st.booleans())
def test_a_comment_keeps_what_was_said_and_when_it_was_answered(words: str, number: int, answered: bool) -> None:
    reply_at = AT + timedelta(hours=2) if answered else None
    row = comment(Reader(number, words, AT, "您好", reply_at))

    (said,) = read([row]).comments

    assert (said.account, said.article_url, said.key, said.said_at) == ("某某民政", URL, f"7_1-{number}", AT)
    assert said.text == words.replace("\x00", "").strip()
    assert (said.answered_at, said.answered) == (reply_at, answered)


def test_who_wrote_it_is_not_kept() -> None:
    assert "oABCDreader" not in repr(read([comment(Reader(1, "在哪里办理", AT))]))


@pytest.mark.parametrize("reply", [None, {}, {"content": "", "create_time": 0}, [], "无"])
def test_an_empty_reply_is_no_reply(reply: object) -> None:
    (said,) = read([comment(Reader(1, "在哪里办理", AT)) | {"reply": reply}]).comments

    assert (said.answered, said.answered_at) == (False, None)


def test_a_reply_without_a_time_is_a_reply() -> None:
    (said,) = read([comment(Reader(1, "在哪里办理", AT)) | {"reply": {"content": "您好"}}]).comments

    assert (said.answered, said.answered_at) == (True, None)


def test_numbers_may_be_written_as_text() -> None:
    row = comment(Reader(1, "在哪里办理", AT))
    row |= {"user_comment_id": "1", "create_time": str(row["create_time"])}

    (said,) = read([row], total="1").comments

    assert (said.key, said.said_at) == ("7_1-1", AT)


def test_paging_goes_on_as_long_as_there_are_more() -> None:
    rows = [comment(Reader(number, "好", AT)) for number in range(49)]

    assert read(rows, 49, total=200).following == "98"
    assert read(rows, 49, total=98).following is None


def test_comments_that_are_counted_and_not_shown_are_missed() -> None:
    assert read([], total=0, comment_cnt=182).incomplete


def test_an_article_without_comments_misses_none() -> None:
    listing = read([])

    assert (listing.comments, listing.incomplete, listing.refusal) == ((), False, None)


def test_a_comment_that_cannot_be_read_is_missed() -> None:
    listing = read([{"content": "没有编号"}, comment(Reader(1, "有", AT))])

    assert (len(listing.comments), listing.incomplete) == (1, True)


@pytest.mark.parametrize(
    "body", [b"{}", b"<html></html>", b'{"errcode": 88000, "errmsg": "without comment privilege"}']
)
def test_what_is_no_list_of_comments_is_a_refusal(body: bytes) -> None:
    assert read_comments(body, "某某民政", URL, "7_1").refusal is not None
