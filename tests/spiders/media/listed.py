"""Articles as several sources of one account may tell them: for tests of identity and merging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from inspection.media import Counts, Origin
from inspection.records import Article, Published
from inspection.weibo_address import weibo_address

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2025, 3, 20, 12, tzinfo=ZONE)
LABELS = ("wechat-api", "wechat-album", "feed", "feed-2", "export", "wechat-articles")


@dataclass(frozen=True)
class Publication:
    """One thing that an account published, whoever tells it."""

    number: int
    title: str
    at: datetime

    def long(self) -> str:
        """The address that names it by numbers."""
        return f"https://mp.weixin.qq.com/s?__biz=MzA0&mid={1000 + self.number}&idx=1&sn=a{self.number}"

    def short(self) -> str:
        """The address that is copied from the app."""
        return f"https://mp.weixin.qq.com/s/Short{self.number:017d}"

    def told(
        self, *, long: bool = True, timed: bool = True, off: timedelta = timedelta(0), text: str = "", **more: object
    ) -> Article:
        """As a source tells it."""
        at: Published = self.at + off if timed else self.at.date()
        url = self.long() if long else self.short()
        return Article("", self.title, url, at, text=text, **more)  # type: ignore[arg-type]


def _in_order(rows: list[tuple[str, int]]) -> list[Publication]:
    ends = accumulate(gap for _, gap in rows)
    return [
        Publication(n, title, NOON + timedelta(hours=h))
        for n, ((title, _), h) in enumerate(zip(rows, ends, strict=True))
    ]


# Hours apart: an account has a few pushes a day, and says the same title again on another.
publications = st.lists(
    st.tuples(st.sampled_from(["清明祭扫安排", "天气提示", "招聘公告", "Ａ通知"]), st.integers(1, 40)),
    min_size=1,
    max_size=6,
).map(_in_order)


@st.composite
def listings(draw: st.DrawFn) -> dict[str, tuple[Article, ...]]:
    """What up to four sources list of the same publications, each with its own gaps, forms and fields."""
    published = draw(publications)
    listed: dict[str, tuple[Article, ...]] = {}
    for label in draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True)):
        long = draw(st.booleans())
        timed = draw(st.booleans())
        told = [
            one.told(
                long=long,
                timed=timed,
                off=timedelta(minutes=draw(st.integers(0, 20))),
                text=draw(st.sampled_from(["", "正文", "正文" * 40])),
                author=draw(st.sampled_from([None, "传媒中心"])),
                origin=draw(st.sampled_from([None, Origin.ORIGINAL])),
                counts=Counts(reads=draw(st.sampled_from([None, 3, 7]))),
                pinned=draw(st.booleans()),
            )
            for one in published
            if draw(st.integers(0, 3))
        ]
        listed[label] = tuple(told)
    return listed


def post(number: int, text: str, at: Published, *, named: bool = True) -> Article:
    """A Weibo post, under its own address or one that does not tell its number."""
    mid = str(5_100_000_000_000_000 + number)
    url = weibo_address("1234567890", mid) if named else f"https://rss.example/item/{number}"
    return Article("", text[:20], url, at, text=text, platform_id=mid if named else None)
