"""Feeds of every making are read alike, and what is no feed is never taken for an empty one."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Origin
from inspection.sources import Listing
from spiders.media.feeds import account_name, read_feed
from spiders.reading.dates import SHANGHAI
from tests.platforms.feed_server import SHAPES, Item, write_feed

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
URL = "https://rss.example/wechat/shmz"
REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"

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


def rss(entries: str, head: str = "<title>某市民政</title>") -> bytes:
    return f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def entry(title: str = "通知", link: str = "/a.html", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def read(body: bytes, url: str = URL, kind: str = "") -> Listing:
    return read_feed(body, url, kind, now=NOW)


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


def test_an_article_stated_twice_is_one_with_its_gaps_filled() -> None:
    body = rss(
        entry("通知")
        + entry("别的", "/b")
        + entry("通知", more="<pubDate>2024-04-15</pubDate><author>传媒中心</author>")
    )
    first, second = read(body).articles

    assert (first.title, first.published_at, first.author, first.position) == ("通知", date(2024, 4, 15), "传媒中心", 0)
    assert (second.title, second.position) == ("别的", 1)


def test_entries_that_all_link_home_keep_apart() -> None:
    head = "<title>某市民政</title><link>https://mzj.example/</link>"
    body = rss("".join(entry(name, "https://mzj.example") for name in ("甲", "乙", "丙")), head)

    assert len({article.url for article in read(body).articles}) == 3


def test_an_article_without_an_address_is_known_again() -> None:
    body = rss("<item><title>通知</title><pubDate>2024-04-15</pubDate></item>")

    assert read(body).articles[0].url.startswith("urn:xunjian:article:")
    assert (
        read(body).articles[0].url
        == read(rss("<item><title> 通知 </title><pubDate>2024-04-15 08:00</pubDate></item>")).articles[0].url
    )


def test_an_entry_that_says_nothing_makes_the_listing_incomplete() -> None:
    listing = read(rss(entry() + "<item><category>x</category></item>"))

    assert (len(listing.articles), listing.incomplete) == (1, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("某市民政的微博", "某市民政"),
        ("某市民政 | wechat-feeds", "某市民政"),
        ("微信公众号 - 某市民政", "某市民政"),
        ("某市民政 - 微信公众号", "某市民政"),
        ("某市民政（公众号）", "某市民政"),
        ("某市民政微博", "某市民政微博"),
        ("某市民政局-通知公告", "某市民政局-通知公告"),
        ("微博", "微博"),
    ],
)
def test_the_account_is_named_without_its_services_words(said: str, name: str) -> None:
    assert account_name(said) == name


def test_the_time_of_building_is_told() -> None:
    built = NOW - timedelta(hours=1)

    assert read(write_feed("rsshub", "某市民政", [], built)).built_at == built


def test_a_blog_engines_build_time_is_its_newest_articles() -> None:
    built = "<lastBuildDate>Mon, 15 Apr 2024 02:00:00 GMT</lastBuildDate>"
    head = f"<title>a</title><generator>https://wordpress.org/?v=6.5</generator>{built}"

    assert read(rss(entry(), head)).built_at is None


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no real feeds beside the checkout")
def test_real_feeds_are_read_field_for_field() -> None:
    wrong, fields = [], 0
    for row in (REAL / "MANIFEST.tsv").read_text("utf-8").splitlines():
        cells = row.split("\t")
        if cells[0].startswith(("wechat_feed/", "rsshub_xml/")):
            pairs = list(
                _stated(
                    (REAL / cells[0]).read_text("utf-8"), json.loads(cells[6]), read((REAL / cells[0]).read_bytes())
                )
            )
            fields += len(pairs)
            wrong += [(cells[0], *pair) for pair in pairs if pair[0] != pair[1]]

    assert fields > 1000
    assert wrong == []


def _stated(text: str, truth: dict[str, object], listing: Listing) -> list[tuple[object, object]]:
    """What the file states beside what was read. Blanks and invisible characters in titles do not count."""
    pairs: list[tuple[object, object]] = [(truth["items"], len(listing.articles)), (None, listing.refusal)]
    if "account" in truth:
        pairs.append((truth["account"], listing.account))
        pairs.append((parsedate_to_datetime(str(truth["channel_pubDate"])), listing.built_at))
    for said, article in zip(re.findall(r"<item>(.*?)</item>", text, re.S), listing.articles, strict=True):
        title, link, at = (
            html.unescape(re.search(rf"<{tag}>(.*?)</{tag}>", said, re.S)[1]) for tag in ("title", "link", "pubDate")
        )  # type: ignore[index]
        pairs.append((re.sub(r"\[图片\]|[\s\u200b]", "", title), re.sub(r"\s", "", article.title)))
        pairs += [(link, article.url), (parsedate_to_datetime(at), article.published_at)]
    return pairs
