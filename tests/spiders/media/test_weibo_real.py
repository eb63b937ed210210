"""Weibo's answers and pages that nobody here wrote, against what they themselves state."""

# ruff: noqa: E501

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from inspection.media import Origin
from inspection.weibo_address import mid_of
from spiders.media.weibo_html import read_weibo_html
from spiders.media.weibo_json import read_weibo
from spiders.reading.dates import SHANGHAI

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the saved files are not beside this checkout"),
]
NOW = datetime(2020, 6, 19, 0, 47, tzinfo=SHANGHAI)  # when the profile pages were saved, as they say


def test_a_real_repost_is_read_as_it_states() -> None:
    body = (REAL / "weibo_json/mweibo_retweet01.json").read_bytes()
    data = json.loads(body)["data"]

    (article,) = read_weibo(body, "https://m.weibo.cn/statuses/show?id=HyZVegYAP", now=NOW).articles

    assert (article.platform_id, article.title) == (data["mid"], data["raw_text"])
    assert article.url == f"https://weibo.com/{data['user']['id']}/{data['bid']}"
    assert article.published_at == datetime(2019, 6, 15, 11, 44, 46, tzinfo=SHANGHAI)
    assert (article.author, article.origin) == (data["user"]["screen_name"], Origin.REPOSTED)
    assert len(article.text) > 1000  # the original's long text is in the answer


def test_a_real_album_is_read_as_its_posts() -> None:
    body = (REAL / "weibo_json/mweibo_cardgroup_1660475004.json").read_bytes()
    stated = dict(re.findall(r'"mid":\s*"(\d+)".{0,2000}?mblogid=(\w+)', body.decode(), re.S))

    articles = read_weibo(body, "https://m.weibo.cn/api/container/getIndex", now=NOW).articles

    assert {article.url for article in articles} == {f"https://weibo.com/1660475004/{bid}" for bid in stated.values()}
    assert {article.platform_id for article in articles} == {mid_of(bid) for bid in stated.values()}


@pytest.mark.parametrize("name", ["1669879400_profile.html", "1669879400_profile_page_1.html"])
def test_real_profile_pages_are_read_as_they_state(name: str) -> None:
    body = (REAL / "weibo_html" / name).read_bytes()
    html = body.decode()
    times = [
        f"{month}-{day} {clock}" for month, day, clock in re.findall(r'class="ct">(\d\d)月(\d\d)日 (\d\d:\d\d)', html)
    ]

    listing = read_weibo_html(body, "https://weibo.cn/1669879400/profile", now=NOW)

    assert [
        article.published_at.strftime("2020/%m-%d %H:%M") for article in listing.articles if article.published_at
    ] == [f"2020/{time}" for time in times]
    assert [article.url.rpartition("/")[2] for article in listing.articles] == re.findall(r'id="M_(\w+)"', html)
    own = [re.findall(rf">{label}\[(\d+)\]</a>", html) for label in ("赞", "转发", "评论")]
    counts = [(str(a.counts.likes), str(a.counts.reposts), str(a.counts.comments)) for a in listing.articles]
    assert counts == list(zip(*own, strict=True))
    assert [article.origin for article in listing.articles].count(Origin.REPOSTED) == html.count("转发了&nbsp;")
    assert not any(
        "赞[" in article.text or "组图" in article.text or "原图" in article.text for article in listing.articles
    )
    assert listing.total == int(re.findall(r"微博\[(\d+)\]", html)[0])
    assert listing.following == "https://weibo.cn/1669879400?page=2"


@pytest.mark.parametrize(
    "name", ["1669879400_info.html", "mblog_picAll_J5ZcSnCAg_rl_1.html", "mblog_picAll_J3xfm61AZ_rl_1.html", "1980768563_photo_tf_6_008.html"]
)  # fmt: skip
def test_real_pages_of_another_kind_are_no_empty_account(name: str) -> None:
    listing = read_weibo_html((REAL / "weibo_html" / name).read_bytes(), "https://weibo.cn/", now=NOW)

    assert listing.refusal is not None
    assert (listing.refusal.reason, listing.articles) == ("unknown-shape", ())
