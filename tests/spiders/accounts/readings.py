"""Accounts, what their sources said, and what rounds knew before: for tests of the account as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspection.accounts import Account, Source
from inspection.records import Article, ColumnState, Reading
from inspection.sources import ArticleLook, Known, SourceReading
from spiders.accounts.account_reading import Covered, Frame

NOW = datetime(2025, 3, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)


def account(*sources: dict[str, Any], **more: Any) -> Account:
    """A WeChat account, with one feed unless said otherwise."""
    given = sources or ({"feed": "https://rss.example/a"},)
    return Account(
        **{"name": "上海民政", "platform": "wechat", "source": tuple(Source(**one) for one in given), **more}
    )


def article(number: int, days: float, **more: Any) -> Article:
    """One that was published so many days before NOW."""
    url = f"https://mp.weixin.qq.com/s/Short{number:017d}"
    return Article("", f"第{number}批救助补贴发放", url, NOW - timedelta(days=days), **more)


def read(*articles: Article, source: str = "feed", **more: Any) -> SourceReading:
    """A source that answered."""
    state = ColumnState.READ if articles else ColumnState.BLANK
    return SourceReading("上海民政", source, state, articles=articles, **more)


def refused(reason: str = "captcha", source: str = "feed", **more: Any) -> SourceReading:
    """A source that did not."""
    return SourceReading("上海民政", source, ColumnState.BLOCKED, reason, **more)


def known(one: Article, *, seen: timedelta = DAY, **more: Any) -> Known:
    """Seen by the feed in a round so long ago."""
    at = NOW - seen
    told = replace(one, channel="上海民政", sources=one.sources or ("feed",))
    return Known(told, at, at, "earlier", **more)


def frame(*before: Known, since: date = date(2024, 1, 1), covered: Covered | None = None, **more: Any) -> Frame:
    """A round as of NOW."""
    return Frame(more.pop("account", account()), "now", NOW, NOW.date(), since, tuple(before), covered=covered, **more)


def look(url: str, **reading: Any) -> ArticleLook:
    """The article's own page, opened now."""
    page = Reading(url, "article", "utf-8", **{"title": "标题", **reading})
    return ArticleLook("上海民政", url, NOW, page)
