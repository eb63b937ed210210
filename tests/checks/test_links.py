"""One key for an address, however links write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.links import address_key
from inspection.weibo_address import bid_of, weibo_address

UID = "1234567890"


@given(st.integers(10**15, 10**16 - 1).map(str), st.integers(10**15, 10**16 - 1).map(str))
def test_a_post_of_weibo_has_one_key_by_its_number_and_by_its_short_form(mid: str, other: str) -> None:
    ways = [weibo_address(UID, mid), f"https://m.weibo.cn/detail/{mid}", f"https://m.weibo.cn/status/{bid_of(mid)}"]

    assert {address_key(url) for url in ways} == {f"weibo:{mid}"}
    assert (address_key(weibo_address(UID, other)) == f"weibo:{mid}") == (other == mid)


@pytest.mark.parametrize("form", ["https://mp.weixin.qq.com/s?__biz=A&mid=5&idx=1&sn=b&chksm=c#rd", "{}&amp;scene=1"])
def test_an_article_of_wechat_is_known_by_its_number(form: str) -> None:
    long = "http://mp.weixin.qq.com/s?__biz=A&amp;mid=5&amp;idx=1&amp;sn=b"

    assert address_key(form.format(long)) == "wechat:5_1"


def test_what_is_no_post_keeps_its_address() -> None:
    assert address_key("https://weibo.com/u/1234567890") == "weibo.com/u/1234567890"
