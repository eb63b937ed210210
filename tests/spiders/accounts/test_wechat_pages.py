"""Spiders of WeChat pages, albums and looks: the whole dialogue, with the stand-in in the platform's place."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy.http import HtmlResponse, Response

from inspection.accounts import Account, Source
from inspection.media import Gone, Origin
from inspection.records import ColumnState
from inspection.sources import ArticleLook, Refusal, SourceReading
from spiders.accounts.secrets import Secrets
from spiders.accounts.spider import AccountSpider, RefusedError, SourceTask
from spiders.accounts.wechat_album_spider import WechatAlbumSpider
from spiders.accounts.wechat_looks import WechatLooksSpider
from spiders.accounts.wechat_pages import WechatPagesSpider
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import CAPTCHA, Post, WechatPages, notice, of_2016, of_2020, of_2026
from tests.spiders.media.test_wechat_album import made

NOW = datetime(2026, 4, 2, 9, 0, tzinfo=SHANGHAI)
AT = datetime(2026, 4, 1, 8, 30, tzinfo=SHANGHAI)
ALBUM = "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzA3MDAwMDAwMA==&action=getalbum&album_id=1340001#rd"
ONE, TWO, THREE = (f"https://mp.weixin.qq.com/s/{letter * 22}" for letter in "abc")


def task(source: Source, *, kind: str = "full", since: date = date(2026, 1, 1)) -> SourceTask:
    account = Account(name="某市民政", platform="wechat", source=(source,))
    return SourceTask(account, source.kind, source, NOW, NOW, since, Secrets({}, ()), Path(), kind=kind)


def reaching(spider: AccountSpider, pages: WechatPages, *, silent: bool = False) -> AccountSpider:
    """The spider with the stand-in behind its `ask`, redirects left to it as they are."""

    async def ask(url: str, *, headers: Mapping[str, str] | None = None, **_: Any) -> Response:
        if silent:
            raise RefusedError(Refusal("timeout"), ColumnState.UNREACHABLE)
        split = urlsplit(url)
        status, said, body = pages.answer(f"{split.path}?{split.query}" if split.query else split.path)
        return HtmlResponse(url, status=status, headers=said, body=body)

    spider.ask = ask  # type: ignore[method-assign]
    return spider


def run(spider: AccountSpider) -> list[Any]:
    async def whole() -> list[Any]:
        return [item async for item in spider.start()]

    return asyncio.run(whole())


def reading(spider: AccountSpider) -> SourceReading:
    (found,) = run(spider)
    assert isinstance(found, SourceReading)
    return found


def looks(pages: WechatPages, *urls: str, silent: bool = False) -> list[ArticleLook]:
    return run(reaching(WechatLooksSpider(task(Source(wechat_album=ALBUM)), urls), pages, silent=silent))


def listed(pages: WechatPages, *urls: str) -> SourceReading:
    return reading(reaching(WechatPagesSpider(task(Source(wechat_articles=urls))), pages))


def test_articles_of_the_plan_are_read_whole() -> None:
    pages = WechatPages(
        {urlsplit(ONE).path: of_2016(Post(at=AT, stat=1)), urlsplit(TWO).path: of_2026(Post("图", AT, idx=2))}
    )
    found = listed(pages, f"{ONE}?scene=1#rd", TWO)

    assert (found.state, found.partial, found.covers_since) == (ColumnState.READ, "listed-by-hand", None)
    assert [(a.url, a.title, a.published_at, a.read_in_full) for a in found.articles] == [
        (ONE, "清明祭扫提示", AT, True),
        (TWO, "图", AT, True),
    ]
    assert (found.articles[0].origin, found.articles[0].platform_id) == (Origin.ORIGINAL, "2650000001_1")


def test_an_article_that_is_gone_is_told_and_the_others_are_read() -> None:
    pages = WechatPages({urlsplit(ONE).path: notice("该内容已被发布者删除"), urlsplit(TWO).path: of_2020(Post(at=AT))})
    found = listed(pages, ONE, TWO)

    assert (found.state, found.gone) == (ColumnState.READ, ((ONE, Gone.DELETED),))
    assert [article.url for article in found.articles] == [TWO]


def test_a_link_that_expires_is_named_by_the_pages_own_address() -> None:
    signed = "https://mp.weixin.qq.com/s?src=11&timestamp=1522968980&ver=800&signature=ab"
    pages = WechatPages({"/s": of_2020(Post(at=AT))})

    assert listed(pages, signed).articles[0].url == Post().url


def test_an_article_of_a_moved_account_is_read_where_it_is_now() -> None:
    moved = notice("该公众号已迁移", f"var transferTargetLink = '{TWO}';")
    found = listed(WechatPages({urlsplit(ONE).path: moved, urlsplit(TWO).path: of_2020(Post(at=AT))}), ONE)

    assert [(article.url, article.title) for article in found.articles] == [(ONE, "清明祭扫提示")]
    assert found.gone == ()


@pytest.mark.parametrize(
    ("page", "status", "reason", "state"),
    [
        (CAPTCHA, 200, "captcha", ColumnState.BLOCKED),
        (notice("操作频繁，请稍候再试"), 200, "rate-limited", ColumnState.BLOCKED),
        (notice("请在微信客户端打开链接"), 200, "cookie-wall", ColumnState.BLOCKED),
        ("", 403, "forbidden", ColumnState.BLOCKED),
        ("", 429, "rate-limited", ColumnState.BLOCKED),
        ("", 502, "platform-busy", ColumnState.BLOCKED),
        ("", 200, "unknown-shape", ColumnState.UNREADABLE),
        ("<html><title>微信</title><body>首页</body></html>", 200, "unknown-shape", ColumnState.UNREADABLE),
    ],
)
def test_a_wall_is_the_reason_and_never_an_empty_account(
    page: str, status: int, reason: str, state: ColumnState
) -> None:
    path = urlsplit(ONE).path
    found = listed(WechatPages({path: page}, statuses={path: status}), ONE)

    assert (found.state, found.reason, found.articles, found.gone) == (state, reason, (), ())


def test_behind_a_wall_the_rest_is_not_asked_for() -> None:
    pages = WechatPages({urlsplit(ONE).path: of_2020(Post(at=AT))}, captcha_after=1)
    found = listed(pages, ONE, TWO, THREE)

    assert (found.state, len(found.articles), len(pages.asked)) == (ColumnState.READ, 1, 2)
    assert "验证" in found.detail


def test_an_album_is_read_back_to_the_day_that_matters() -> None:
    pages = WechatPages(album=made(70))
    found = reading(reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM), since=date(2026, 3, 10))), pages))

    assert (found.state, found.partial, found.covers_since) == (ColumnState.READ, "one-album-only", None)
    assert [a.title for a in found.articles[:2]] == [post.title for post in made(2)]
    assert 23 <= len(found.articles) < 70
    assert len({article.url for article in found.articles}) == len(found.articles)


def test_a_watch_round_reads_the_first_page_alone() -> None:
    pages = WechatPages(album=made(70))
    found = reading(reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM), kind="watch")), pages))

    assert (len(found.articles), len(pages.asked)) == (10, 1)


def test_an_album_told_oldest_first_is_asked_for_the_other_way() -> None:
    pages = WechatPages(album=made(70), rising=True)
    found = reading(reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM), kind="watch")), pages))

    assert found.articles[0].title == made(1)[0].title


def test_a_captcha_amid_an_album_keeps_what_was_read() -> None:
    pages = WechatPages(album=made(70), captcha_after=2)
    found = reading(reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM))), pages))

    assert (found.state, len(found.articles)) == (ColumnState.READ, 30)
    assert found.detail


def test_an_album_behind_a_captcha_is_blocked() -> None:
    found = reading(
        reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM))), WechatPages(album=made(3), captcha_after=0))
    )

    assert (found.state, found.reason, found.articles) == (ColumnState.BLOCKED, "captcha", ())


def test_an_empty_album_is_blank() -> None:
    found = reading(reaching(WechatAlbumSpider(task(Source(wechat_album=ALBUM))), WechatPages()))

    assert (found.state, found.reason) == (ColumnState.BLANK, None)


def test_looks_tell_of_each_article_whether_it_is_there() -> None:
    pages = WechatPages({urlsplit(ONE).path: of_2020(Post(at=AT)), urlsplit(TWO).path: notice("此内容因违规无法查看")})
    pages.statuses["/s/" + "c" * 22] = 404
    pages.pages["/s/" + "c" * 22] = ""
    found = looks(pages, ONE, TWO, THREE)

    assert [look.url for look in found] == [ONE, TWO, THREE]
    assert [look.reading and look.reading.gone for look in found] == [None, Gone.VIOLATION, Gone.MISSING]
    assert found[0].reading is not None
    assert (found[0].reading.title, found[0].looked_at) == ("清明祭扫提示", NOW)


def test_after_a_captcha_the_rest_gets_the_same_refusal_without_a_request() -> None:
    pages = WechatPages({urlsplit(ONE).path: of_2020(Post(at=AT))}, captcha_after=1)
    found = looks(pages, ONE, TWO, THREE)

    assert [look.refusal and look.refusal.reason for look in found] == [None, "captcha", "captcha"]
    assert len(pages.asked) == 2


def test_a_platform_that_does_not_answer_is_not_asked_for_ever() -> None:
    many = [f"https://mp.weixin.qq.com/s/{n:022}" for n in range(8)]
    found = looks(WechatPages(), *many, silent=True)

    assert [look.refusal and look.refusal.reason for look in found] == ["timeout"] * 8


def test_one_busy_answer_stops_nothing() -> None:
    pages = WechatPages({urlsplit(ONE).path: "", urlsplit(TWO).path: of_2020(Post(at=AT + timedelta(hours=1)))})
    pages.statuses[urlsplit(ONE).path] = 503
    found = looks(pages, ONE, TWO)

    assert (found[0].refusal and found[0].refusal.reason, found[1].refusal) == ("platform-busy", None)
