"""What Weibo's JSON lists: posts in every shape of answer, errors as what they are, and nothing that raises."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Counts, Origin
from inspection.records import Article, DateFrom
from inspection.weibo_address import bid_of, weibo_address
from spiders.reading.dates import SHANGHAI
from tests.platforms.weibo_shapes import mid_at
from tests.spiders.media.weibo_answers import AT, LIST, MID, NAME, UID, a_post, cards, only, read


@pytest.mark.parametrize(
    ("data", "url", "kind"),
    [
        (cards(a_post()), LIST, "weibo-mobile"),
        ({"ok": 1, "data": {"cards": [{"card_type": 11, "card_group": [{"card_type": 9, "mblog": a_post()}]}]}}, LIST, "weibo-mobile"),
        ({"ok": 1, "data": {"cards": {"0": {"card_type": 9, "mblog": a_post()}}}}, LIST, "weibo-mobile"),
        ({"ok": 1, "data": a_post()}, f"https://m.weibo.cn/statuses/show?id={MID}", "weibo-post"),
        ({"ok": 1, "data": {"list": [a_post()], "since_id": "1kp2"}}, f"https://weibo.com/ajax/statuses/mymblog?uid={UID}&page=1", "weibo-ajax"),
        ({"statuses": [a_post()], "total_number": 1}, f"https://api.weibo.com/2/statuses/user_timeline.json?uid={UID}", "weibo-api"),
        (a_post(), "https://api.weibo.com/2/statuses/show.json?id=1", "weibo-post"),
    ],
)  # fmt: skip
def test_a_post_is_the_same_in_every_answer(data: Any, url: str, kind: str) -> None:
    listing = read(data, url)

    (article,) = listing.articles
    assert (listing.kind, listing.account, listing.refusal, listing.incomplete) == (kind, NAME, None, False)
    assert article == Article(
        "",
        "今日发布。",
        weibo_address(UID, MID),
        AT,
        DateFrom.API,
        text="今日发布。后面还有。",
        read_in_full=True,
        author=NAME,
        origin=Origin.ORIGINAL,
        counts=Counts(likes=3, comments=2, reposts=1),
        platform_id=MID,
    )


@given(
    st.datetimes(datetime(2012, 1, 1), datetime(2026, 11, 22)),
    st.integers(0, 2**22 - 1),
    st.sampled_from(["%m-%d", "%m-%d %H:%M", "%m月%d日 %H:%M"]),
)
def test_the_year_of_a_month_and_day_is_the_posts_own(at: datetime, number: int, form: str) -> None:
    at = at.replace(tzinfo=SHANGHAI)
    article = only(cards(a_post(id=mid_at(at, number), mid=mid_at(at, number), created_at=at.strftime(form))))

    found = article.published_at
    assert found is not None
    assert (found.year, found.month, found.day) == (at.year, at.month, at.day)


def test_a_number_of_another_day_says_nothing_of_the_year() -> None:
    article = only(cards(a_post(mid=mid_at(AT - timedelta(days=900)), created_at="03-14")))

    assert article.published_at == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("stated", "count"), [(12, 12), ("12", 12), ("1万+", 10_000), ("10.5万", 105_000), ("100万+", 1_000_000), (None, None), ("赞", None)]
)  # fmt: skip
def test_counts_are_numbers_however_they_are_written(stated: object, count: int | None) -> None:
    assert only(cards(a_post(attitudes_count=stated))).counts.likes == count


def test_markup_becomes_words_and_links() -> None:
    text = (
        '<a href="https://m.weibo.cn/search?containerid=231522&q=%23x%23"><span class="surl-text">#清明祭扫#</span></a>'
        '预约<span class="url-icon"><img alt=[鲜花] src="//h5.sinaimg.cn/x.png" /></span><br />详见&nbsp;'
        '<a data-url="http://t.cn/A6ab" href="https://weibo.cn/sinaurl?u=https%3A%2F%2Fmzj.example.gov.cn%2F1.html">'
        '<span class="url-icon"><img src="link.png"></span><span class="surl-text">网页链接</span></a> '
        "<a href='/n/某市发布'>@某市发布</a> A &lt; B"
    )

    article = only(cards(a_post(text=text)))

    assert article.text == "#清明祭扫#预约[鲜花]\n详见 网页链接 @某市发布 A < B"
    assert article.title == "#清明祭扫#预约[鲜花]"
    assert article.body_links == ("https://mzj.example.gov.cn/1.html",)


def test_short_links_lead_where_the_answer_says() -> None:
    post = a_post(
        text="详见http://t.cn/A6ab。",
        url_struct=[{"short_url": "http://t.cn/A6ab", "long_url": "https://a.example.cn/"}],
    )

    assert only(cards(post)).body_links == ("https://a.example.cn/",)
    assert only(cards(a_post(text="详见http://t.cn/A6ab。"))).body_links == ("http://t.cn/A6ab",)


@pytest.mark.parametrize(
    "text", ['开头 ...<a href="/status/1">全文</a>', '开头 ...<span class="expand">展开</span>', "开头 ...全文： http://m.weibo.cn/1/2 \u200b"]
)  # fmt: skip
def test_a_text_that_is_cut_says_so_in_one_way(text: str) -> None:
    article = only(cards(a_post(text=text, isLongText=True)))

    assert (article.text, article.body_links) == ("开头 ...全文", ())


def test_the_long_text_is_read_where_the_answer_has_it() -> None:
    article = only(cards(a_post(text="开头...", isLongText=True, longText={"longTextContent": "开头<br />和全部"})))

    assert article.text == "开头\n和全部"


def test_a_long_text_by_itself_is_of_the_post_that_was_asked_for() -> None:
    article = only({"ok": 1, "data": {"longTextContent": "全部内容"}}, f"https://m.weibo.cn/statuses/extend?id={MID}")

    assert (article.text, article.platform_id) == ("全部内容", MID)


def test_a_repost_has_its_own_words_first() -> None:
    original = a_post(
        mid="4000000000000001",
        text="原来的内容",
        user={"id": 9, "screen_name": "市政府"},
        pics=[{"url": "https://x/1"}],
    )

    article = only(cards(a_post(text="转发微博", retweeted_status=original)))

    assert article.origin is Origin.REPOSTED
    assert article.text == "转发微博\n//转发 @市政府：原来的内容"
    assert (article.title, article.cover) == ("转发微博", None)


@pytest.mark.parametrize(
    "original", [{"deleted": "1", "text": "抱歉，此微博已被作者删除。"}, {}, {"user": None, "text": ""}]
)
def test_the_original_of_a_repost_may_be_gone(original: dict[str, Any]) -> None:
    article = only(cards(a_post(text="请看", retweeted_status=original)))

    assert (article.origin, article.title) == (Origin.REPOSTED, "请看")
    assert "//转发 原微博已删除" in article.text


@pytest.mark.parametrize(
    "other",
    [
        a_post(user={"id": 1, "screen_name": "别人"}),
        a_post(title={"text": "他赞过的微博"}),
        a_post(visible={"type": 1}),
        a_post(isAd=1),
    ],
)
def test_what_the_account_did_not_publish_is_left_out(other: dict[str, Any]) -> None:
    assert read(cards(other)).articles == ()


@pytest.mark.parametrize("mark", [{"isTop": 1}, {"title": {"text": "置顶"}}, {"mblogtype": 2}])
def test_pinned_posts_come_after_the_others_by_position(mark: dict[str, Any]) -> None:
    old = a_post(mid=mid_at(AT - timedelta(days=300)), id=1, **mark)

    first, second = read(cards(old, a_post())).articles

    assert (first.pinned, first.position, second.pinned, second.position) == (True, 1, False, 0)


@pytest.mark.parametrize(
    ("post", "cover"),
    [
        ({"pics": [{"url": "https://w/s.jpg", "large": {"url": "https://w/large.jpg"}}]}, "https://w/large.jpg"),
        ({"pics": {"0": {"large": {"url": "//w/large.jpg"}}}}, "https://w/large.jpg"),
        ({"pic_ids": ["b"], "pic_infos": {"a": {"large": {"url": "x"}}, "b": {"large": {"url": "https://w/b.jpg"}}}}, "https://w/b.jpg"),
        ({"original_pic": "http://w/large/1.jpg"}, "http://w/large/1.jpg"),
        ({"pic_urls": [{"thumbnail_pic": "http://w/thumbnail/1.jpg"}]}, "http://w/large/1.jpg"),
        ({"page_info": {"type": "video", "page_pic": {"url": "https://w/v.jpg"}}}, "https://w/v.jpg"),
        ({}, None),
    ],
)  # fmt: skip
def test_the_cover_is_the_first_picture_large(post: dict[str, Any], cover: str | None) -> None:
    assert only(cards(a_post(**post))).cover == cover


def test_pictures_of_an_album_are_their_posts() -> None:
    mblog = {"id": MID, "text": "一张图", "scheme": f"sinaweibo://detail/?mblogid={bid_of(MID)}"}
    group = [{"card_type": 47, "pics": [{"mblog": mblog}, {"mblog": mblog}]}]
    data = {
        "ok": 1,
        "data": {"cardlistInfo": {"containerid": f"107803{UID}"}, "cards": [{"card_type": 11, "card_group": group}]},
    }

    article = only(data, "https://m.weibo.cn/api/container/getIndex")

    assert (article.url, article.published_at) == (weibo_address(UID, MID), None)


@pytest.mark.parametrize(
    ("info", "following"),
    [
        ({"since_id": 4383}, f"{LIST}&since_id=4383"),
        ({"page": 2}, f"{LIST}&page=2"),
        ({"since_id": 0, "page": None}, None),
        ({}, None),
    ],
)
def test_the_next_page_is_an_address(info: dict[str, Any], following: str | None) -> None:
    assert read(cards(a_post(), **info)).following == following


def test_an_empty_page_is_the_end_whatever_it_says_of_a_next_one() -> None:
    assert read(cards(page=3)).following is None


def test_the_profile_says_where_the_posts_are() -> None:
    tabs = {"tabs": [{"tabKey": "weibo", "containerid": f"107603{UID}"}]}
    data = {
        "ok": 1,
        "data": {"userInfo": {"id": int(UID), "screen_name": NAME, "statuses_count": "12"}, "tabsInfo": tabs},
    }

    listing = read(data, f"https://m.weibo.cn/api/container/getIndex?type=uid&value={UID}")

    assert (listing.kind, listing.account, listing.total, listing.following) == ("weibo-profile", NAME, 12, LIST)
