"""Feeds of every making are read alike, and what is no feed is never taken for an empty one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Origin
from spiders.reading.dates import SHANGHAI
from tests.platforms.feed_server import SHAPES, Item, write_feed
from tests.spiders.media.feed_readings import NOW, entry, read, rss

titles = st.text(
    "关于开展清明祭扫工作的通知政策解读《》“”！？｜|、一图读懂 2024AbZ&<>'\"", min_size=1, max_size=40
).filter(lambda text: bool(text.strip()) and not re.search(r"<[a-zA-Z/]|&[#\w]", text))
moments = st.datetimes(datetime(2009, 1, 1), datetime(2031, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=SHANGHAI)
)
items = st.builds(
    Item,
    titles,
    st.from_regex(r"https://mp\.weixin\.qq\.com/s/[A-Za-z0-9_-]{22}", fullmatch=True),
    moments,
    text=st.sampled_from(["", "<p>一段。</p><p>又一段</p>", "纯文本"]),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SHAPES), st.lists(items, max_size=6, unique_by=lambda item: item.link))
def test_every_shape_gives_the_same_articles(shape: str, said: list[Item]) -> None:
    listing = read(write_feed(shape, "某市民政", said, NOW))

    assert (listing.refusal, listing.incomplete, listing.account) == (None, False, "某市民政")
    assert [(article.url, article.published_at) for article in listing.articles] == [
        (item.link, item.at) for item in said
    ]
    assert [article.title for article in listing.articles] == [" ".join(item.title.split()) for item in said]


@pytest.mark.parametrize(
    ("raw", "stated"),
    [
        ("2026年11月22日", date(2026, 11, 22)),
        ("二〇二四年四月十五日", date(2024, 4, 15)),
        ("2024/4/15 10:00", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("2024-04-15 10:00:00", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("1713146400", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("1713146400000", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("Sun, 15 Apr 2024 10:00:00 +0800", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),  # it was a Monday
        ("Mon, 15 Apr 2024 02:00:00 GMT", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("Mon, 15 Apr 2024 10:00:00 ", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("Mon, 15 Apr 2024 10:00:00 CST", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("星期一, 15 四月 2024 10:00:00 +0800", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("Mon Apr 15 2024 10:00:00 GMT+0800 (中国标准时间)", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("2024-04-15T02:00:00.000Z", datetime(2024, 4, 15, 10, 0, tzinfo=SHANGHAI)),
        ("2052-04-15T02:00:00Z", datetime(2052, 4, 15, 10, 0, tzinfo=SHANGHAI)),  # kept: a check judges it
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("近日", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_date_is_what_is_stated(raw: str, stated: object) -> None:
    listing = read(rss(entry(more=f"<pubDate>{raw}</pubDate>")))

    assert listing.articles[0].published_at == stated


def test_publication_comes_before_update() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="/a"/>'
        "<updated>2024-05-01T00:00:00Z</updated><published>2024-04-15T02:00:00Z</published></entry></feed>"
    )

    assert read(atom.encode()).articles[0].published_at == datetime(2024, 4, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("&lt;b&gt;重要&lt;/b&gt;通知", "重要通知"),
        ("<![CDATA[A &amp; B]]>", "A & B"),
        ("A &amp;amp;nbsp; B", "A B"),
        ("关于&lt;办法&gt;的解读", "关于<办法>的解读"),
        ("  一\n  二  ", "一 二"),
        ("[视频] 一分钟看懂 [图片]", "[视频] 一分钟看懂 [图片]"),
    ],
)
def test_a_title_is_plain_text(raw: str, title: str) -> None:
    assert read(rss(entry(raw))).articles[0].title == title


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("清明祭扫开始预约 [图片][图片]", "清明祭扫开始预约"),
        ("[图片]", "[图片]"),
        ("清明祭扫开始预约。" + "请提前三天预约，" * 30, "清明祭扫开始预约。"),
    ],
)
def test_a_posts_title_is_without_stand_ins_for_pictures(said: str, title: str) -> None:
    assert read(rss(entry(said, "https://weibo.com/2803301701/HyZVegYAP"))).articles[0].title == title


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("a.html", "https://rss.example/wechat/a.html"),
        ("/tzgg/1.html", "https://rss.example/tzgg/1.html"),
        ("//mzj.example/1.html", "https://mzj.example/1.html"),
        (
            "http://mp.weixin.qq.com/s?__biz=MzA5&amp;amp;mid=265&amp;amp;idx=2&amp;amp;sn=ab12&amp;amp;scene=0#rd",
            "https://mp.weixin.qq.com/s?__biz=MzA5&mid=265&idx=2&sn=ab12",
        ),
        ("https://m.weibo.cn/status/4383411844046171", "https://m.weibo.cn/detail/4383411844046171"),
        ("https://weibo.com/2803301701/HyZVegYAP?from=feed", "https://weibo.com/2803301701/HyZVegYAP"),
    ],
)
def test_an_address_is_absolute_and_the_permanent_one(link: str, url: str) -> None:
    assert read(rss(entry(link=link))).articles[0].url == url


def test_an_article_carries_its_number_on_the_platform() -> None:
    body = rss(
        entry(link="https://mp.weixin.qq.com/s?__biz=MzA5&amp;mid=265&amp;idx=2&amp;sn=ab12")
        + entry(link="https://weibo.com/2803301701/HyZVegYAP")
    )

    assert [article.platform_id for article in read(body).articles] == ["265_2", "4383411844046171"]


def test_xml_base_says_what_relative_links_mean() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://mzj.example/tzgg/"><entry><title>a</title>'
        '<link href="1.html"/><content type="html">&lt;a href="2.doc"&gt;附件&lt;/a&gt;</content></entry></feed>'
    )
    (article,) = read(atom.encode()).articles

    assert (article.url, article.body_links) == ("https://mzj.example/tzgg/1.html", ("https://mzj.example/tzgg/2.doc",))


def test_a_body_gives_text_links_and_a_cover() -> None:
    markup = (
        "<p>第一段<a href='2.html#a'>链接</a></p><script>x()</script><img src='data:image/gif;base64,R0'>"
        "<span class='url-icon'><img alt='[心]' src='/icon.png'></span><img data-src='//mmbiz.example/1.jpg'>"
        "<a href='#top'>回顶部</a>"
    )
    (article,) = read(
        rss(entry(link="https://mzj.example/a/1.html", more=f"<description><![CDATA[{markup}]]></description>"))
    ).articles

    assert article.text == "第一段链接\n[心]回顶部"
    assert article.body_links == ("https://mzj.example/a/2.html",)
    assert article.cover == "https://mmbiz.example/1.jpg"


@pytest.mark.parametrize(
    "more",
    [
        '<enclosure url="/c.jpg" type="image/jpeg" length="0"/>',
        '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="/c.jpg"/>',
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="/c.jpg" medium="image"/>',
        '<description>&lt;img src="/c.jpg"&gt;</description>',
    ],
)
def test_a_cover_stands_in_many_places(more: str) -> None:
    assert read(rss(entry(more=more))).articles[0].cover == "https://rss.example/c.jpg"


@pytest.mark.parametrize(
    ("title", "text", "origin"),
    [
        ("转发微博 - 转发 @某区民政: 清明", "<blockquote> - 转发 <a>@某区民政</a>: 清明</blockquote>", Origin.REPOSTED),
        ("说两句🔁 @某区民政: 清明祭扫", "说两句", Origin.REPOSTED),
        ("说两句", "<blockquote> - 转发 <a>@[原微博不可访问]</a>: 抱歉</blockquote>", Origin.REPOSTED),
        ("今天可以预约 [图片]", "今天可以预约<img src='1.jpg'>", Origin.ORIGINAL),
        ("欢迎转发给 @身边的人", "欢迎转发给 @身边的人", Origin.ORIGINAL),
    ],
)  # fmt: skip
def test_a_repost_on_weibo_is_told_from_an_original(title: str, text: str, origin: Origin) -> None:
    item = Item(title, "https://weibo.com/2803301701/HyZVegYAP", NOW, text)

    assert read(write_feed("rsshub-weibo", "某市民政", [item], NOW)).articles[0].origin is origin


def test_wechat_feeds_say_nothing_of_originality() -> None:
    item = Item("转发通知", "https://mp.weixin.qq.com/s/abcdefghij0123456789AB", NOW)

    assert read(write_feed("rsshub", "某市民政", [item], NOW)).articles[0].origin is None
