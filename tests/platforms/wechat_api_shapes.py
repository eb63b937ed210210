"""What the stand-in of api.weixin.qq.com holds, and the documented shapes in which it tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

WORDS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40035: "invalid parameters",
    40125: "invalid appsecret",
    41001: "access_token missing",
    42001: "access_token expired",
    43002: "require POST method",
    44002: "empty post data",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    47001: "data format error",
    48001: "api unauthorized",
    50002: "user limited",
    61500: "date format error",
    61501: "date range error",
    88000: "without comment privilege",
    88001: "msg_data is not exists",
    88010: "count range error. cout <= 0 or count > 50",
}


@dataclass(frozen=True)
class News:
    """One article of a publication."""

    title: str
    mid: int
    idx: int = 1
    content: str = "<p>正文</p>"
    author: str = ""
    digest: str = ""
    source_url: str = ""
    thumb_url: str = "http://mmbiz.qpic.cn/sz_mmbiz_jpg/cover/0?wx_fmt=jpeg"
    is_deleted: bool = False
    biz: str = "MzA5MDAwMDAwMA=="

    @property
    def url(self) -> str:
        """As the platform writes it: with what permalinks do not need."""
        chksm = f"{self.mid:x}".rjust(12, "8")
        named = f"__biz={self.biz}&mid={self.mid}&idx={self.idx}&sn={self.sn}"
        return f"http://mp.weixin.qq.com/s?{named}&chksm={chksm}#rd"

    @property
    def sn(self) -> str:
        """The signature in the address."""
        return f"{self.mid * 31 + self.idx:032x}"[-32:]

    @property
    def permalink(self) -> str:
        """The address without what only says how it was reached."""
        return f"https://mp.weixin.qq.com/s?__biz={self.biz}&mid={self.mid}&idx={self.idx}&sn={self.sn}"


@dataclass(frozen=True)
class Publication:
    """What was published at one time: one article or several."""

    news: tuple[News, ...]
    at: datetime
    notified: bool = False  # sent to the followers: then the list does not have it

    @property
    def article_id(self) -> str:
        """The platform's name of it."""
        return f"A{self.news[0].mid}"


@dataclass
class Reader:
    """A comment as the platform keeps it."""

    number: int
    content: str
    at: datetime
    reply: str = ""
    reply_at: datetime | None = None
    openid: str = "oABCDreader0000000000000000"


def item(publication: Publication, *, no_content: bool = False) -> dict[str, Any]:
    """A publication as freepublish/batchget has it."""
    at = int(publication.at.timestamp())
    news = [_news(one, no_content=no_content) for one in publication.news]
    content = {"news_item": news, "create_time": at - 40, "update_time": at}
    return {"article_id": publication.article_id, "content": content, "update_time": at}


def _news(news: News, *, no_content: bool) -> dict[str, Any]:
    said = {
        "title": news.title,
        "author": news.author,
        "digest": news.digest,
        "content": news.content,
        "content_source_url": news.source_url,
        "thumb_media_id": "thumb",
        "thumb_url": news.thumb_url,
        "show_cover_pic": 0,
        "need_open_comment": 1,
        "only_fans_can_comment": 0,
        "url": news.url,
        "is_deleted": news.is_deleted,
    }
    return {name: value for name, value in said.items() if not (no_content and name == "content")}


def total(news: News, publication: Publication, day: date, *, bare: bool = False) -> dict[str, Any]:
    """An article as getarticletotaldetail has it; `bare` leaves out what its documentation leaves out."""
    sums = [
        {
            "stat_date": (day + timedelta(days=passed)).isoformat(),
            "read_user": 100 * (passed + 1),
            "read_user_source": [{"scene_desc": "全部", "user_count": 100 * (passed + 1)}],
            "share_user": passed + 4,
            "zaikan_user": passed + 3,
            "like_user": passed + 2,
            "comment_count": passed + 1,
            "collection_user": 0,
            "read_finish_rate": 0.63,
        }
        for passed in range(2)
    ]
    row: dict[str, Any] = {"ref_date": day.isoformat(), "msgid": f"{news.mid}_{news.idx}"}
    row |= {"publish_type": 0 if publication.notified else 1, "detail_list": sums}
    return row if bare else {**row, "title": news.title, "content_url": news.url}


def comment(reader: Reader) -> dict[str, Any]:
    """A comment as comment/list has it."""
    said: dict[str, Any] = {
        "user_comment_id": reader.number,
        "openid": reader.openid,
        "create_time": int(reader.at.timestamp()),
        "content": reader.content,
        "comment_type": 0,
    }
    if reader.reply_at is not None:
        said["reply"] = {"content": reader.reply, "create_time": int(reader.reply_at.timestamp())}
    return said


class ApiError(Exception):
    """An error answer: HTTP 200 with a code in the body, as the platform does."""

    def __init__(self, code: int, message: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or WORDS.get(code, "error")


def check_fields(body: dict[str, Any], wanted: dict[str, type], allowed: dict[str, type]) -> None:
    """Every field by name and kind; the platform does not take numbers as text here."""
    fields = {**wanted, **allowed}
    right = all(name in fields and type(value) is fields[name] for name, value in body.items())
    if not right or not set(wanted) <= set(body):
        raise ApiError(40035)
