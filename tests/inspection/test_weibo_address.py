"""Numbers, short forms and addresses of Weibo posts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.weibo_address import bid_of, mid_of, weibo_address, weibo_id

MIDS = st.integers(3_300_000_000_000_000, 5_999_999_999_999_999).map(str)
UIDS = st.integers(1_000_000_000, 7_999_999_999).map(str)


@pytest.mark.parametrize(
    ("mid", "bid"),
    [
        ("4383411844046171", "HyZVegYAP"),
        ("4383404751066167", "HyZJN4tmf"),
        ("4607741009594608", "K3fnuEfZK"),
        ("4857881961438732", "MohM062hm"),
        ("4391904432794670", "HCyQXbJ1k"),
    ],
)
def test_known_pairs_are_one_post(mid: str, bid: str) -> None:
    assert (bid_of(mid), mid_of(bid)) == (bid, mid)


@given(MIDS)
def test_a_number_comes_back_from_its_short_form(mid: str) -> None:
    assert mid_of(bid_of(mid)) == mid


@given(UIDS, MIDS)
def test_a_post_has_one_address_whichever_form_it_is_made_from(uid: str, mid: str) -> None:
    url = weibo_address(uid, mid)

    assert url == weibo_address(int(uid), bid_of(mid)) == f"https://weibo.com/{uid}/{bid_of(mid)}"
    assert weibo_id(url) == mid


@given(
    UIDS,
    MIDS,
    st.sampled_from(
        [
            "https://weibo.com/{uid}/{bid}?from=page_1001&wvr=6&mod=weibotime",
            "http://www.weibo.com/{uid}/{bid}#comment",
            "https://weibo.com/detail/{mid}",
            "https://weibo.com/ajax/statuses/show?id={bid}",
            "https://m.weibo.cn/status/{mid}?mblogid={bid}&luicode=10000011",
            "https://m.weibo.cn/status/{bid}",
            "https://m.weibo.cn/detail/{mid}#repost",
            "https://m.weibo.cn/{uid}/{mid}",
            "https://m.weibo.cn/statuses/show?id={mid}",
            "https://weibo.cn/comment/{bid}?uid={uid}&rl=0#cmtfrm",
            "https://weibo.cn/repost/{bid}?uid={uid}",
            "https://weibo.cn/mblog/picAll/{bid}?rl=1",
            "https://weibo.cn/mblog/oripic?id={bid}&u=63885668",
            "https://share.api.weibo.cn/share/302903414,{mid}.html?weibo_id={mid}",
            "sinaweibo://detail/?mblogid={bid}",
        ]
    ),
)
def test_every_address_of_a_post_gives_its_number(uid: str, mid: str, form: str) -> None:
    assert weibo_id(form.format(uid=uid, mid=mid, bid=bid_of(mid))) == mid


@pytest.mark.parametrize(
    "url",
    [
        "https://weibo.com/u/1234567890",
        "https://weibo.com/n/某市民政",
        "https://weibo.com/somebody/followers",
        "https://weibo.com/somebody/photos",
        "https://weibo.com/ttarticle/p/show?id=2309404383411844046171",
        "https://weibo.com/tv/show/1034:4383411844046171",
        "https://m.weibo.cn/p/index?containerid=1076031669879400",
        "https://example.com/1669879400/HyZVegYAP",
        "https://notweibo.com/1669879400/HyZVegYAP",
        "http://[broken",
        "",
    ],
)
def test_other_addresses_give_none(url: str) -> None:
    assert weibo_id(url) is None


@given(st.text(max_size=60))
def test_nothing_makes_it_raise(text: str) -> None:
    assert weibo_id(text) is None or weibo_id(text)
    assert mid_of(text) is None or mid_of(text)


def test_without_the_accounts_number_the_post_is_named_by_its_own() -> None:
    assert weibo_address("", "HyZVegYAP") == "https://m.weibo.cn/detail/4383411844046171"
