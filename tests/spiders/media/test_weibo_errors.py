"""Weibo's errors, walls and oddities: told as what they are, and nothing that raises."""

# ruff: noqa: E501

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.sources import Listing
from spiders.media.weibo_json import read_weibo
from tests.spiders.media.weibo_answers import LIST, NOW, a_post, cards, read


@pytest.mark.parametrize("code", ["21327", 21327])
def test_codes_may_be_text(code: object) -> None:
    refusal = read({"error": "expired_token", "error_code": code, "request": "/2"}).refusal

    assert refusal is not None
    assert refusal.reason == "credential-expired"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"ok": -100, "url": "https://passport.weibo.com/sso/signin"}, "cookie-wall"),
        ({"ok": 0, "errno": "100005", "msg": "请求过于频繁,歇歇吧"}, "rate-limited"),
        ({"ok": 0, "msg": "请求过于频繁"}, "rate-limited"),
        ({"ok": 0, "msg": "用户不存在"}, "account-not-found"),
        ({"ok": 0, "msg": "请先登录"}, "cookie-wall"),
        ({"ok": 0}, "platform-error"),
        ({"ok": 0, "errno": "20101", "msg": "微博不存在或暂无查看权限"}, "platform-error"),
        ({"error": "x", "error_code": 10014}, "not-verified"),
        ({"error": "x", "error_code": 10022}, "rate-limited"),
        ({"error": "x", "error_code": 21332}, "credential-refused"),
        ({"error": "x", "error_code": 99999}, "platform-error"),
        (b"<html><title>Sina Visitor System</title></html>", "cookie-wall"),
        (b"<html><body><div class=geetest></div></body></html>", "captcha"),
        (b"<html>502 Bad Gateway</html>", "not-json"),
        (b"", "not-json"),
        (b"[]", "unknown-shape"),
        (b'{"code": 1}', "unknown-shape"),
        (b"[" * 100_000, "not-json"),
    ],
)
def test_an_answer_that_is_no_list_is_told_by_its_reason(data: Any, reason: str) -> None:
    listing = read(data)

    assert listing.refusal is not None
    assert (listing.refusal.reason, listing.articles) == (reason, ())


@pytest.mark.parametrize(
    "data", [{"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}, {"ok": 1, "data": {"cards": []}}, {"statuses": [], "total_number": 0}]
)  # fmt: skip
def test_a_list_without_posts_is_no_error(data: Any) -> None:
    listing = read(data)

    assert (listing.refusal, listing.articles, listing.incomplete) == (None, (), False)


def test_cards_that_are_not_understood_are_not_an_empty_list() -> None:
    assert read({"ok": 1, "data": {"cards": [{"card_type": 217, "something": 1}]}}).incomplete


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from([*a_post(), "pics", "pic_infos", "pic_ids", "title", "visible", "retweeted_status",
    "page_info", "longText", "isTop", "url_struct", "mblogtype", "scheme", "bid", "text_raw"]), JSON, max_size=6)  # fmt: skip


@given(st.binary(max_size=60) | JSON.map(lambda data: json.dumps(data).encode()))
def test_whatever_comes_is_a_listing(body: bytes) -> None:
    assert isinstance(read_weibo(body, LIST, now=NOW), Listing)


@given(FIELDS, FIELDS)
def test_fields_of_any_type_leave_a_post_or_none(changed: dict[str, Any], outer: dict[str, Any]) -> None:
    listing = read(cards(a_post(**changed), **outer))

    for article in listing.articles:
        assert article.platform_id
        assert article.title
        assert len(article.title) <= 80
        assert article.url.startswith("https://")
