"""One WeChat article has one address, however the link to it was copied."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.wechat_address import is_temporary, wechat_address, wechat_ids, wechat_number

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
HEX = "0123456789abcdef"
ids = st.tuples(
    st.text(BASE64 + "+/", min_size=10, max_size=16).map(lambda text: f"M{text}=="),
    st.integers(10**7, 10**10).map(str),
    st.integers(1, 8).map(str),
    st.text(HEX, min_size=32, max_size=32),
)
extras = st.dictionaries(
    st.sampled_from(
        ["chksm", "scene", "sessionid", "clicktime", "enterid", "from", "isappinstalled", "mpshare", "srcid"]
    ),
    st.text(BASE64, min_size=1, max_size=60),
)
spoils = st.sampled_from(
    [
        lambda url: url,
        html.escape,
        lambda url: html.escape(html.escape(url)),
        lambda url: url.replace("&", "\\x26amp;"),
        lambda url: url.replace("&", "\\x26").replace("=", "\\x3d"),
        lambda url: url.replace("/", "\\/"),
        lambda url: url.replace("https:", "http:"),
        lambda url: url.removeprefix("https:"),
        lambda url: url.removeprefix("https://"),
        lambda url: f"  {url}\n",
    ]
)
tails = st.sampled_from(["", "#rd", "#wechat_redirect"])


@given(ids, extras, spoils, tails, st.randoms())
def test_every_way_of_writing_a_link_names_the_same_article(named, extra, spoil, tail, random) -> None:  # type: ignore[no-untyped-def]
    biz, mid, idx, sn = named
    pairs = [("__biz", biz), ("mid", mid), ("idx", idx), ("sn", sn), *extra.items()]
    random.shuffle(pairs)
    url = "https://mp.weixin.qq.com/s?" + "&".join(f"{name}={value}" for name, value in pairs) + tail

    assert wechat_address(spoil(url)) == f"https://mp.weixin.qq.com/s?__biz={biz}&mid={mid}&idx={idx}&sn={sn}"
    assert wechat_ids(spoil(url)) == named


@given(ids, tails)
def test_a_canonical_address_stays(named, tail) -> None:  # type: ignore[no-untyped-def]
    biz, mid, idx, sn = named
    url = f"https://mp.weixin.qq.com/s?__biz={quote(biz, safe='')}&mid={mid}&idx={idx}&sn={sn}{tail}"
    once = wechat_address(url)

    assert once is not None
    assert wechat_address(once) == once


@given(st.text(BASE64 + "-_", min_size=22, max_size=22), extras, spoils, tails)
def test_a_short_address_keeps_its_name_alone(name, extra, spoil, tail) -> None:  # type: ignore[no-untyped-def]
    query = "&".join(f"{key}={value}" for key, value in extra.items())
    url = f"https://mp.weixin.qq.com/s/{name}" + (f"?{query}" if query else "") + tail

    assert wechat_address(spoil(url)) == f"https://mp.weixin.qq.com/s/{name}"
    assert wechat_ids(url) is None


def test_the_names_of_old_addresses_are_understood() -> None:
    old = "http://mp.weixin.qq.com/mp/appmsg/show?__biz=MjM5MDA5==&appmsgid=10000036&itemidx=2&sign=0a1b2c#wechat_redirect"

    assert wechat_address(old) == "https://mp.weixin.qq.com/s?__biz=MjM5MDA5==&mid=10000036&idx=2&sn=0a1b2c"
    assert wechat_number(old) == "10000036_2"


def test_a_signed_link_stays_as_it_is_and_is_said_to_expire() -> None:
    signed = "http://mp.weixin.qq.com/s?src=11&amp;timestamp=1522968980&amp;ver=800&amp;signature=ab*cd-E=&amp;new=1#rd"

    assert is_temporary(signed)
    assert wechat_address(signed) == (
        "https://mp.weixin.qq.com/s?src=11&timestamp=1522968980&ver=800&signature=ab*cd-E=&new=1"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MjM5MDA5==",
        "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=a&target_url=https%3A%2F%2Fmp.weixin.qq.com%2Fs%2Fa",
        "https://mp.weixin.qq.com/s",
        "https://mp.weixin.qq.com/s?mid=1&idx=1&sn=a",
        "https://mp.weixin.qq.com.example.com/s/abcdefghijklmnopqrstuv",
        "https://example.com/s/abcdefghijklmnopqrstuv",
        "javascript:void(0)",
        "http://[::1/s/abcdefghijklmnopqrstuv",
        "",
    ],
)
def test_other_addresses_are_no_articles(url: str) -> None:
    assert wechat_address(url) is None
    assert not is_temporary(url)


@given(st.text())
def test_nothing_raises(text: str) -> None:
    wechat_address(text)
    wechat_address(f"https://mp.weixin.qq.com/s?{text}")
    is_temporary(text)
