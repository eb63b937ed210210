"""The key under which a request waits, and the limits that it obeys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.accounts import Source, WechatApi, WeiboApi
from spiders.accounts.limits import pace_of

FEED = Source(feed="https://rss.example/wechat/a")
MOBILE = Source(weibo_uid="1234567890")
WECHAT = Source(wechat_api=WechatApi(app_id="wx0123456789abcdef", secret_env="S"))
WEIBO = Source(weibo_api=WeiboApi(uid="1234567890", token_env="T"))
API = "https://api.weixin.qq.com"


def seconds(url: str, source: Source, spacing: timedelta | None = None) -> float:
    return pace_of(url, source, spacing)[1].spacing.total_seconds()


@pytest.mark.parametrize(
    ("url", "source", "apart", "per_hour", "per_day"),
    [
        ("https://rss.example/wechat/a", FEED, 1, None, None),
        ("https://mp.weixin.qq.com/s/abc", FEED, 3, None, None),
        ("https://m.weibo.cn/api/container/getIndex?value=1", MOBILE, 3, 200, None),
        ("https://api.weibo.com/2/statuses/user_timeline.json", WEIBO, 0.3, 150, None),
        (f"{API}/cgi-bin/stable_token", WECHAT, 0.1, None, 500),
        (f"{API}/cgi-bin/freepublish/batchget?access_token=t", WECHAT, 0.1, None, 80),
        (f"{API}/cgi-bin/comment/list?access_token=t", WECHAT, 0.1, None, 2000),
        (f"{API}/datacube/getarticletotaldetail?access_token=t", WECHAT, 0.1, None, 300),
        (f"{API}/cgi-bin/something/new", WECHAT, 0.1, None, 80),
        ("https://proxy.example/weixin/cgi-bin/comment/list", WECHAT, 0.1, None, 2000),
        ("https://proxy.example/2/statuses/show.json", WEIBO, 0.3, 150, None),
        ("https://proxy.example/api/container/getIndex", MOBILE, 3, 200, None),
    ],
)
def test_each_platform_has_its_limits(
    url: str, source: Source, apart: float, per_hour: int | None, per_day: int | None
) -> None:
    _, limits = pace_of(url, source)

    assert (limits.spacing, limits.per_hour, limits.per_day) == (timedelta(seconds=apart), per_hour, per_day)


def test_the_plans_own_spacing_counts_for_the_source_and_for_no_other_platform() -> None:
    fast = timedelta(0)

    assert [seconds("https://rss.example/a", FEED, fast), seconds("https://mp.weixin.qq.com/s/a", FEED, fast)] == [0, 3]


def test_the_plans_own_spacing_leaves_the_numbers() -> None:
    _, limits = pace_of("https://m.weibo.cn/x", MOBILE, timedelta(seconds=10))

    assert (limits.spacing, limits.per_hour) == (timedelta(seconds=10), 200)


def test_every_method_of_wechat_counts_for_itself_and_every_account_too() -> None:
    other = Source(wechat_api=WechatApi(app_id="wxother", secret_env="S"))
    keys = {
        pace_of(f"{API}{path}", one)[0] for path in ("/cgi-bin/stable_token", "/cgi-bin/a") for one in (WECHAT, other)
    }

    assert len(keys) == 4


def test_all_who_read_weibos_mobile_pages_wait_in_one_queue() -> None:
    other = Source(weibo_uid="99")

    assert pace_of("https://m.weibo.cn/status/1", other)[0] == pace_of("https://m.weibo.cn/api?x=2", MOBILE)[0]


@given(
    secret=st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=12, max_size=30).map("secret".__add__),
    source=st.sampled_from([FEED, MOBILE, WECHAT, WEIBO]),
)
def test_no_key_holds_a_secret_or_names_an_account(secret: str, source: Source) -> None:
    for host in ("rss.example", "api.weixin.qq.com", "api.weibo.com", "m.weibo.cn"):
        key, _ = pace_of(f"https://user:{secret}@{host}/cgi-bin/x?access_token={secret}&key={secret}#{secret}", source)

        assert not any(word in key for word in (secret, "wx0123456789abcdef", "1234567890"))


@given(path=st.text("abc/-_0123456789", max_size=30))
def test_a_feeds_key_is_its_host_alone(path: str) -> None:
    assert pace_of(f"https://RSS.example:8443/{path}?key=k", FEED)[0] == "feed rss.example:8443"
