"""What an office publishes: posts, comments, accounts; plain values with the truth in them."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
_LETTERS = string.ascii_letters + string.digits + "-_"
_BASE62 = string.digits + string.ascii_lowercase + string.ascii_uppercase


@dataclass
class Remark:
    """A reader's comment; `replied_at` None: nobody has answered."""

    text: str
    at: datetime
    replied_at: datetime | None = None
    number: int = 0


@dataclass
class Post:
    """One publication of an account."""

    title: str
    at: datetime
    paragraphs: list[str]
    original: bool = True
    grouped: bool = True  # WeChat: 群发, not 发布
    links: list[tuple[str, str]] = field(default_factory=list)
    source_url: str = ""
    remarks: list[Remark] = field(default_factory=list)
    gone: str = ""  # deleted | violation
    pinned: bool = False
    mid: int = 0
    idx: int = 1
    short: str = ""
    sn: str = ""

    @property
    def bid(self) -> str:
        """Weibo's letters for its number: seven digits at a time, base 62."""
        number, letters = str(self.mid), ""
        while number:
            number, part = number[:-7], int(number[-7:])
            some = ""
            while part:
                part, digit = divmod(part, 62)
                some = _BASE62[digit] + some
            letters = (some.rjust(4, "0") if number else some) + letters
        return letters

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass
class Source:
    """How the office reads the account. `fault` names what goes wrong with it, "" nothing."""

    kind: str  # feed api export album articles (WeChat) · uid api feed (Weibo)
    fault: str = ""
    frozen_days: int = 0
    feed_style: str = "rsshub"
    secret: str = ""

    @property
    def mark(self) -> str:
        return {"api": "api", "uid": "mobile"}.get(self.kind, self.kind)


@dataclass
class Account:
    name: str
    platform: str
    posts: list[Post]
    sources: list[Source]
    biz: str = ""
    uid: str = ""
    app_id: str = ""
    album: str = ""
    originality: float = 0.0
    replying: bool = False
    wall: str = ""  # what mp.weixin.qq.com answers for its articles: captcha

    def seen(self) -> list[Post]:
        return [post for post in sorted(self.posts, key=lambda one: one.at, reverse=True) if not post.gone]


def number(rng: random.Random, account: Account) -> None:
    """Platform's numbers and addresses for every post, rising with time."""
    mid = 2650000000 + rng.randrange(10**6) * 10 if account.platform == "wechat" else 5100000000000000
    for post in sorted(account.posts, key=lambda one: one.at):
        mid += rng.randint(1, 9) if account.platform == "wechat" else rng.randint(10**9, 10**12)
        post.mid = post.mid or mid
        post.short = post.short or "".join(rng.choices(_LETTERS, k=22))
        post.sn = post.sn or "".join(rng.choices("0123456789abcdef", k=32))
        for place, remark in enumerate(post.remarks, 1):
            remark.number = post.mid * 100 + place


def address(account: Account, post: Post, long: bool = False) -> str:
    if account.platform == "weibo":
        return f"https://weibo.com/{account.uid}/{post.bid}" if long else f"https://m.weibo.cn/status/{post.mid}"
    if long:
        return f"https://mp.weixin.qq.com/s?__biz={account.biz}&mid={post.mid}&idx={post.idx}&sn={post.sn}"
    return f"https://mp.weixin.qq.com/s/{post.short}"
