"""What the stand-in of Weibo holds, and the shapes in which m.weibo.cn and the open interface tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any
from zoneinfo import ZoneInfo

from inspection.weibo_address import bid_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WORDS = {
    10006: "source paramter(appkey) is missing",
    10008: "error:param error, see doc for more info.",
    10014: "Insufficient app permissions!",
    10017: "error:param value is invalid",
    10020: "Request Api not found!",
    10021: "HTTP METHOD is not suported for this request!",
    10022: "IP requests out of rate limit!",
    10023: "User requests out of rate limit!",
    20003: "User does not exists!",
    20101: "target weibo does not exist!",
    21315: "Token expired!",
    21319: "accessor was revoked",
    21327: "expired_token",
    21332: "invalid_access_token",
    21335: "request uid's value must be the current user",
}
LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sina Visitor System</title></head><body></body></html>"
GONE = {"ok": 0, "errno": "20101", "msg": "微博不存在或暂无查看权限", "error_type": "toast"}
NOTHING = {"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}
WALLS: dict[str, Any] = {
    "ok-100": {"ok": -100, "url": "https://passport.weibo.com/sso/signin?entry=wapsso&url=x"},
    "html": LOGIN_PAGE,
    "captcha": '<html><body>请完成安全验证<script src="geetest.js"></script></body></html>',
    "busy": {"ok": 0, "errno": "100001", "msg": "服务器走丢了"},
    "often": {"ok": 0, "errno": "100005", "msg": "请求过于频繁,歇歇吧"},
    "empty": NOTHING,
}


def created_at(at: datetime) -> str:
    """Sat Jun 15 11:44:46 +0800 2019, whatever the machine's language."""
    at = at.astimezone(SHANGHAI)
    return f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:02d} {at:%H:%M:%S} +0800 {at.year}"


def shown_at(at: datetime, now: datetime) -> str:
    """As m.weibo.cn's lists wrote it until 2019."""
    at, now = at.astimezone(SHANGHAI), now.astimezone(SHANGHAI)
    passed = now - at
    if passed < timedelta(minutes=1):
        return "刚刚"
    if passed < timedelta(hours=1):
        return f"{int(passed.total_seconds() // 60)}分钟前"
    if passed < timedelta(days=1):
        return f"{int(passed.total_seconds() // 3600)}小时前"
    if at.date() == now.date() - timedelta(days=1):
        return f"昨天 {at:%H:%M}"
    return f"{at:%m-%d}" if at.year == now.year else f"{at:%Y-%m-%d}"


def mid_at(at: datetime, number: int = 0) -> str:
    """The number that the platform gives a post of that second."""
    return str(((int(at.timestamp()) - 515_483_463) << 22) + number)


@dataclass(frozen=True)
class Reader:
    """A comment, and which comment it answers."""

    number: int
    uid: str
    name: str
    text: str
    at: datetime
    answers: int | None = None


@dataclass(frozen=True)
class Post:
    """One post. `text` is HTML as m.weibo.cn writes it; `whole` the long text where lists cut it."""

    at: datetime
    text: str
    number: int = 0
    whole: str = ""
    pinned: bool = False
    uid: str = ""  # of another account: a post that ours liked
    visible: int = 0
    original: dict[str, Any] | None = None
    likes: int | str = 3
    comments: tuple[Reader, ...] = field(default=())

    @property
    def mid(self) -> str:
        """Its number."""
        return mid_at(self.at, self.number)

    @property
    def bid(self) -> str:
        """Its short form."""
        return bid_of(self.mid)


def user(uid: str, name: str, count: int) -> dict[str, Any]:
    """An account as posts carry it."""
    return {"id": int(uid), "screen_name": name, "statuses_count": count, "verified": True, "verified_type": 1}


def mblog(post: Post, uid: str, name: str, *, count: int, stated: str) -> dict[str, Any]:
    """A post as m.weibo.cn has it. `stated` is its time."""
    writer = user(post.uid or uid, "别的账号" if post.uid else name, count)
    said: dict[str, Any] = {
        "created_at": stated,
        "id": post.mid,
        "mid": post.mid,
        "bid": post.bid,
        "text": f'{post.text}...<a href="/status/{post.mid}">全文</a>' if post.whole else post.text,
        "isLongText": bool(post.whole),
        "user": writer,
        "visible": {"type": post.visible, "list_id": 0},
        "mblogtype": 2 if post.pinned else 0,
        "reposts_count": 1,
        "comments_count": len(post.comments),
        "attitudes_count": post.likes,
        "pics": [
            {"pid": "0a", "url": "https://wx1.sinaimg.cn/orj360/0a.jpg", "large": {"url": f"https://wx1.sinaimg.cn/large/{post.bid}.jpg"}}
        ],
    }  # fmt: skip
    if post.pinned:
        said |= {"isTop": 1, "title": {"text": "置顶", "base_color": 1}}
    if post.uid:
        said["title"] = {"text": "他赞过的微博"}
    if post.original is not None:
        said["retweeted_status"] = post.original
    return said


def status(post: Post, uid: str, name: str, *, count: int) -> dict[str, Any]:
    """A post as the open interface has it: text without markup, a long one cut with an address behind it."""
    text = f"{post.text}...全文： http://m.weibo.cn/{uid}/{post.mid} \u200b" if post.whole else f"{post.text} \u200b"
    said = {
        "created_at": created_at(post.at),
        "id": int(post.mid),
        "idstr": post.mid,
        "mid": post.mid,
        "text": text,
        "truncated": False,
        "source": '<a href="http://weibo.com" rel="nofollow">新浪微博</a>',
        "pic_urls": [{"thumbnail_pic": f"http://wx1.sinaimg.cn/thumbnail/{post.bid}.jpg"}],
        "user": {**user(uid, name, count), "idstr": uid, "name": name},
        "visible": {"type": post.visible, "list_id": 0},
        "reposts_count": 1,
        "comments_count": len(post.comments),
        "attitudes_count": post.likes,
        "isLongText": bool(post.whole),
    }
    return said if post.original is None else {**said, "retweeted_status": post.original}


def comment(reader: Reader, post: Post, uid: str, name: str) -> dict[str, Any]:
    """A comment as 2/comments/show has it."""
    said: dict[str, Any] = {
        "created_at": created_at(reader.at),
        "id": reader.number,
        "idstr": str(reader.number),
        "mid": str(reader.number),
        "text": reader.text,
        "user": {"id": int(reader.uid), "idstr": reader.uid, "screen_name": reader.name, "name": reader.name},
        "status": {"id": int(post.mid), "idstr": post.mid, "mid": post.mid, "user": user(uid, name, 1)},
    }
    if reader.answers is not None:
        answered = next(one for one in post.comments if one.number == reader.answers)
        said["reply_comment"] = {"id": answered.number, "idstr": str(answered.number), "text": answered.text}
    return said


def handler_of(answer: Callable[[str, str, str], tuple[int, dict[str, str], bytes]]) -> type[BaseHTTPRequestHandler]:
    """Serves what `answer` says to a method, a target and a Cookie header."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            code, headers, body = answer(self.command, self.path, self.headers.get("Cookie", ""))
            self.send_response(code)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler
