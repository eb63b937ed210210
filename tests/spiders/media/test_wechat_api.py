"""WeChat's list of publications: every field, whatever the platform leaves out, doubles or writes as text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Gone
from inspection.records import DateFrom
from inspection.sources import Listing
from spiders.media.wechat_api import read_batchget
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_api_shapes import News, Publication, item

AT = datetime(2026, 11, 20, 17, 30, 5, tzinfo=SHANGHAI)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)


@st.composite
def some_news(draw: st.DrawFn, mid: int = 0) -> News:
    """An article as offices write it: quoted titles, links in the text, with and without an author."""
    words = draw(st.lists(HAN, min_size=1, max_size=4))
    link = draw(st.sampled_from(["", "https://mzj.example.cn/a/1.html", "http://mp.weixin.qq.com/s/AbCdEf-123456_xyz"]))
    paragraphs = "".join(f'<section style="a"><p><span>{word}</span></p></section>' for word in words)
    return News(
        draw(st.sampled_from(["关于{}的通知", "《{}》解读", "{} | 一图读懂", "“{}”来了！"])).format(draw(HAN)),
        mid or draw(st.integers(2_247_483_000, 2_700_000_000)),
        draw(st.integers(1, 8)),
        content=paragraphs + (f'<p><a href="{link}" target="_blank">原文</a></p>' if link else ""),
        author=draw(st.sampled_from(["", "传媒中心", "某某民政"])),
        source_url=draw(st.sampled_from(["", "https://mzj.example.cn/zcwj/2.html"])),
        thumb_url=draw(
            st.sampled_from(["", "http://mmbiz.qpic.cn/mmbiz_jpg/x/0?wx_fmt=jpeg", "https://mmbiz.qpic.cn/y/0"])
        ),
    )


def page(items: list[dict[str, Any]], total: int | None = None) -> bytes:
    said = {"item": items, "total_count": len(items) if total is None else total, "item_count": len(items)}
    return json.dumps(said, ensure_ascii=False).encode()


def read(*news: News, **said: Any) -> Listing:
    return read_batchget(page([item(Publication(news, AT)) | said]))


@settings(max_examples=60, deadline=None)
@given(news=some_news(), seconds=st.integers(0, 400 * 86_400))
def test_an_article_keeps_all_that_the_platform_says(news: News, seconds: int) -> None:
    at = AT - timedelta(seconds=seconds)

    (article,) = read_batchget(page([item(Publication((news,), at))])).articles

    assert (article.title, article.url, article.platform_id) == (news.title, news.permalink, f"{news.mid}_{news.idx}")
    assert (article.published_at, article.date_from) == (at, DateFrom.API)
    assert article.author == (news.author or None)
    assert article.cover == (news.thumb_url or None)
    assert article.original_url == (news.source_url or None)
    assert "<" not in article.text
    assert article.body_links == tuple(part.split('"')[0] for part in news.content.split('href="')[1:])


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_every_article_of_a_publication_is_one(data: st.DataObject) -> None:
    mid = data.draw(st.integers(2_247_483_000, 2_700_000_000))
    news = tuple(replace(data.draw(some_news(mid)), idx=place) for place in range(1, data.draw(st.integers(2, 8))))

    articles = read(*news).articles

    assert [article.url for article in articles] == [one.permalink for one in news]
    assert [article.position for article in articles] == list(range(len(news)))


def test_paragraphs_of_the_text_are_lines() -> None:
    (article,) = read(News("标题", 1, content="<section><p>第一段</p><p>第二&nbsp;段&amp;</p></section>")).articles

    assert article.text == "第一段\n第二 段&"


def test_the_plain_text_of_a_picture_post_keeps_its_lines() -> None:
    (article,) = read(News("图", 1, content="第一行\n\n第二行 &gt; 3")).articles

    assert article.text == "第一行\n第二行 > 3"


def test_text_that_is_not_shown_is_left_out() -> None:
    (article,) = read(News("标题", 1, content='<p>看得见</p><p style="display: none;">看不见</p>')).articles

    assert article.text == "看得见"


def test_what_has_no_title_is_called_by_its_first_sentence() -> None:
    (article,) = read(News("", 1, content="<p>今天起放假三天。请提前办理。</p>")).articles

    assert article.title == "今天起放假三天。"


def test_a_title_loses_its_markup_and_entities_and_nothing_else() -> None:
    titles = ["<em class='a'>清明</em>祭扫", "A&amp;B &lt;3 问&quot;答&quot;", "产值<上年>下年 2<3", "第一行\n第二行"]

    read_titles = [read(News(title, 1)).articles[0].title for title in titles]

    assert read_titles == ["清明祭扫", 'A&B <3 问"答"', "产值<上年>下年 2<3", "第一行 第二行"]


def test_a_withdrawn_article_is_gone_and_is_no_article() -> None:
    there, withdrawn = News("在", 5, 1), News("不在", 5, 2, is_deleted=True)

    listing = read(there, withdrawn)

    assert [article.url for article in listing.articles] == [there.permalink]
    assert listing.gone == ((withdrawn.permalink, Gone.DELETED),)
    assert not listing.incomplete


@pytest.mark.parametrize("said", [True, "true", 1, "1"])
def test_a_withdrawn_article_is_told_however_it_is_written(said: object) -> None:
    one = item(Publication((News("标题", 5),), AT))
    one["content"]["news_item"][0]["is_deleted"] = said

    assert read_batchget(page([one])).gone


@pytest.mark.parametrize("stamp", [str(int(AT.timestamp())), int(AT.timestamp()) * 1000, float(AT.timestamp())])
def test_a_time_is_read_as_text_in_milliseconds_and_with_a_point(stamp: object) -> None:
    (article,) = read(News("标题", 5), update_time=stamp).articles

    assert article.published_at == AT


@pytest.mark.parametrize("stamp", [None, 0, "", "昨天", -1, [], True, 10**30])
def test_a_publication_without_a_time_of_its_own_has_its_contents(stamp: object) -> None:
    (article,) = read(News("标题", 5), update_time=stamp).articles

    assert article.published_at == AT


def test_without_any_time_an_article_has_no_date() -> None:
    one = item(Publication((News("标题", 5),), AT))
    news = one["content"]["news_item"]

    (article,) = read_batchget(page([{"content": {"news_item": news}}])).articles

    assert (article.published_at, article.date_from) == (None, None)


@pytest.mark.parametrize("broken", [{}, {"content": None}, {"content": {"news_item": []}}, {"content": []}])
def test_a_publication_that_cannot_be_read_makes_the_list_incomplete(broken: dict[str, Any]) -> None:
    listing = read_batchget(page([broken, item(Publication((News("标题", 5),), AT))]))

    assert listing.incomplete
    assert len(listing.articles) == 1


def test_an_article_without_an_address_makes_the_list_incomplete() -> None:
    one = item(Publication((News("标题", 5),), AT))
    del one["content"]["news_item"][0]["url"]

    listing = read_batchget(page([one]))

    assert (listing.articles, listing.incomplete) == ((), True)


def test_a_single_publication_may_stand_without_brackets() -> None:
    one = item(Publication((News("标题", 5),), AT))
    one["content"]["news_item"] = one["content"]["news_item"][0]
    body = json.dumps({"item": one, "total_count": "1"}).encode()

    assert [article.title for article in read_batchget(body).articles] == ["标题"]


@given(total=st.integers(1, 60), offset=st.integers(0, 60))
def test_paging_ends_where_the_list_does(total: int, offset: int) -> None:
    items = [item(Publication((News("标题", mid),), AT)) for mid in range(offset, min(total, offset + 20))]

    listing = read_batchget(page(items, total), offset=offset)

    assert listing.following == (str(offset + len(items)) if offset + len(items) < total and items else None)
    assert listing.total == total
    assert listing.incomplete == (offset < total and not items)


def test_an_account_that_published_nothing_is_a_list_without_articles() -> None:
    listing = read_batchget(b'{"total_count":0,"item_count":0,"item":[]}')

    assert (listing.articles, listing.refusal, listing.incomplete) == ((), None, False)


def test_an_object_that_is_no_list_is_not_taken_for_an_empty_one() -> None:
    listing = read_batchget(b'{"hello":"world"}')

    assert listing.refusal is not None
    assert listing.refusal.reason == "unknown-shape"


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["item", "content", "news_item", "title", "url", "update_time", "total_count", "errcode"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_answer_breaks_the_reading(said: object) -> None:
    listing = read_batchget(json.dumps(said).encode())

    assert listing.refusal is not None or all(article.url and article.title for article in listing.articles)
