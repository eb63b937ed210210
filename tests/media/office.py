"""Offices drawn by a seed: accounts with faults in their sources and in what they publish, and the truth about each."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.media.people import Account, Post, Remark, Source, number
from tests.media.portal import HOME, Notice
from tests.media.topics import TOPICS, Topic, routine
from tests.media.truth import Truth, full, judge, shown

# kinds of sources of an account, by platform; the first is what most offices have
WECHAT = (("feed",), ("api",), ("export",), ("feed", "api"), ("album",), ("feed", "album"))
WEIBO = (("uid",), ("api",), ("feed",), ("uid", "api"), ("feed", "api"))
FAULTS = {
    ("wechat", "feed"): ("html", "html200", "captcha", "503", "404", "broken", "blank", "unset"),
    ("wechat", "api"): ("not-verified", "ip", "secret", "busy", "quota", "unset"),
    ("wechat", "export"): ("missing", "garbage", "headers"),
    ("weibo", "uid"): ("432", "418", "visitor", "login", "captcha", "html", "cookie"),
    ("weibo", "api"): ("expired", "limited", "busy", "permission", "unset"),
    ("weibo", "feed"): ("html", "html200", "503", "captcha", "unset"),
}
STYLES = ("rsshub", "rsshub", "atom", "json", "gbk", "short")


@dataclass
class Office:
    seed: int
    now: datetime
    accounts: list[Account]
    notices: list[Notice]
    crossposts: list[dict[str, object]]
    truth: Truth
    dead: list[str] = field(default_factory=list)


def draw(seed: int, now: datetime, today: datetime | None = None) -> Office:
    """`today`: what reads WeChat's statistics is played now, since the platform tells by its own clock."""
    made = _draw(seed, now)
    asks = any(a.app_id for a in made.accounts)
    return _draw(seed, today) if asks and today else made


def _draw(seed: int, now: datetime) -> Office:
    rng = random.Random(seed)
    office = Office(seed, now, [], [], [], Truth())
    for which in range(rng.randint(2, 4)):
        office.accounts.append(_account(rng, office, which))
    _notices(rng, office)
    for account in office.accounts:
        _extras(rng, office, account)
        number(rng, account)
    for account in office.accounts:
        judge(office.truth, account, office.now, office.dead)
    return office


def _account(rng: random.Random, office: Office, which: int) -> Account:
    platform = rng.choice(["wechat", "weibo"])
    kinds = rng.choice(WECHAT if platform == "wechat" else WEIBO)
    gap = rng.choice([0, 1, 2, 5, 9, 10, 11, 13, 14, 15, 16, 22, 40])
    posts, at, serial = [], office.now - timedelta(days=gap, hours=rng.uniform(0.5, 5)), rng.randrange(100, 900)
    while at > office.now - timedelta(days=110):
        title, lines = routine(rng, serial)
        posts.append(Post(title, at, lines, original=rng.random() < 0.6, grouped=rng.random() < 0.6))
        at -= timedelta(days=rng.choice([1, 2, 2, 3]), hours=rng.uniform(0, 3))
        serial += 1
    account = Account(f"甲市民政{'微信' if platform == 'wechat' else '微博'}{which}", platform, posts, [])
    account.uid = str(1_900_000_000 + office.seed % 10000 * 10 + which)
    account.biz = "Mz" + "".join(rng.choices("ABCDEFGHJKLMNPQ0123456789", k=12)) + "=="
    account.album = str(rng.randrange(10**18, 10**19))
    for kind in kinds:
        source = Source(
            kind, feed_style=rng.choice(STYLES), secret=f"s3cr3t-{office.seed}-{which}-{kind}-{rng.random()}"
        )
        if kind == "uid":
            source.feed_style = rng.choice(["new", "new", "old"])
        faults = FAULTS.get((platform, kind))
        if faults and rng.random() < 0.35:
            source.fault = rng.choice(faults)
        elif kind == "api" and platform == "wechat" and rng.random() < 0.15:
            source.fault = "no-totals"
        elif kind in ("feed", "export") and rng.random() < 0.25:
            source.frozen_days = rng.choice([4, 5, 8, 16, 25])
            source.feed_style = "rsshub" if source.feed_style == "json" else source.feed_style
        account.sources.append(source)
        if kind == "api" and platform == "wechat":
            account.app_id = "wx" + "".join(rng.choices("0123456789abcdef", k=16))
        if kind == "export":
            source.feed_style = rng.choice(["dated", "undated"])
    if platform == "weibo" and rng.random() < 0.5:
        posts[rng.randrange(15, len(posts))].pinned = True
    return account


def _notices(rng: random.Random, office: Office) -> None:
    """Notices of the last weeks; what one account makes of them."""
    good = [a for a in office.accounts if full(a) and not [s for s in a.sources if s.frozen_days or s.fault]
            and a.posts[0].at > office.now - timedelta(days=3)]  # fmt: skip
    target = good[0] if good else office.accounts[0]
    office.crossposts.append({"name": "通知同步", "from": ["通知公告"], "to": [target.name], "within": "3 workdays"})
    for place, which in enumerate(rng.sample(range(len(TOPICS)), 6)):
        days = [0.3, 10, 12, 15, 17, 20][place] + rng.uniform(0, 0.3)
        notice_at = office.now - timedelta(days=days)
        topic = Topic(rng, which, notice_at)
        notice = Notice("tzgg", topic.title, notice_at, topic.portal(), number=rng.getrandbits(120))
        office.notices.append(notice)
        fate = rng.choice(["same", "other", "none", "phone", "date", "loose"]) if place else "none"
        if not good:
            if place:
                office.truth.add("may", "missing-crosspost", notice.url, "target not seen well")
            continue
        if fate == "none":
            if place:
                first = min(post.at for s in full(target) for post in shown(target, s, office.now))
                sure = first < notice_at - timedelta(days=2)
                office.truth.add("must" if sure else "may", "missing-crosspost", notice.url, f"not on {target.name}")
            continue
        title = topic.title if fate in ("same", "phone") else topic.other
        wrong = fate if fate in ("phone", "date") else ""
        at = notice_at + timedelta(hours=rng.uniform(1, 20))
        target.posts.append(Post(title, at, topic.account(wrong, loose=fate == "loose"), grouped=rng.random() < 0.6))
        if target.platform == "weibo":
            target.posts[-1].paragraphs[0] = f"【{title}】" + target.posts[-1].paragraphs[0]
        if wrong:
            office.truth.add("must", "conflicting-facts", notice.url, f"{wrong} differs on {target.name}")
    office.notices += [
        Notice(
            "zcwj",
            f"关于印发《第{n}号便民措施》的通知",
            office.now - timedelta(days=30 + n),
            ["便民措施印发。"],
            number=n,
        )
        for n in range(1, 4)
    ]
    office.notices.append(
        Notice("zcjd", "《便民措施》解读之一", office.now - timedelta(days=29), ["解读如下。"], number=77)
    )


def _extras(rng: random.Random, office: Office, account: Account) -> None:
    """Links, comments, originality, and what will be withdrawn before the second round."""
    rows = sorted((p for p in account.posts if "期" in p.title), key=lambda one: one.at, reverse=True)[:8]
    if account.platform == "weibo":
        for post in account.posts:
            post.paragraphs[0] = (
                post.paragraphs[0] if "期" not in post.title else f"【{post.title}】{post.paragraphs[0]}"
            )
        if rng.random() < 0.7:
            account.originality = rng.choice([0.3, 0.5, 0.8])
    if rng.random() < 0.6:
        bad = f"{HOME}gone/{account.uid}-{rng.randrange(99)}.html"
        rows[rng.randrange(2, 5)].links.append(("点击查看", bad))
        office.dead.append(bad)
    if account.platform == "wechat" and rng.random() < 0.4:
        bad = f"{HOME}source/{account.uid}.html"
        rows[3].source_url = bad
        office.dead.append(bad)
    rows[2].links.append(("相关通知", HOME + "tzgg/"))
    account.replying = rng.random() < 0.8
    questions = ["请问骨灰寄存怎么预约？", "电话一直打不通，求助", "我家老人的补贴什么时候发？"]
    for post in rows[:6]:
        for _ in range(rng.choice([0, 0, 1, 2])):
            at = min(post.at + timedelta(hours=rng.uniform(1, 9)), office.now - timedelta(minutes=20))
            replied = at + timedelta(hours=3) if rng.random() < 0.5 else None
            text = rng.choice(questions) if rng.random() < 0.7 else rng.choice(["点赞", "辛苦了", "[玫瑰]", "转发了"])
            post.remarks.append(Remark(text, at, replied))
