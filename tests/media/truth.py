"""What must be found, may be found, must be left open of an account: by what was drawn and the manual's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import chinese_calendar

from tests.media.people import Account, Post, Source, address

# what must be said of a faulty source: reported by silent-source, by expired-credential, or left open
REPORTED = {"html200", "not-verified", "ip", "missing", "garbage", "headers", "unset", "permission"}
EXPIRED = {"secret", "expired", "cookie"}
UNCLEAR = {"html", "captcha", "503", "hang", "busy", "quota", "432", "418", "visitor", "limited"}


@dataclass
class Truth:
    """Per check: what must be found, what may be, and what must be left undecided."""

    must: set[tuple[str, str]] = field(default_factory=set)
    may: set[tuple[str, str]] = field(default_factory=set)
    open: set[tuple[str, str]] = field(default_factory=set)
    why: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, to: str, check: str, subject: str, why: str) -> None:
        getattr(self, to).add((check, subject))
        self.why[check, subject] = why


def workdays(day: datetime, count: int) -> datetime:
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day.date())
    return day


def healthy(account: Account) -> list[Source]:
    return [one for one in account.sources if one.fault in ("", "no-totals")]


def full(account: Account) -> list[Source]:
    return [one for one in healthy(account) if one.kind not in ("album", "articles") and not one.fault]


def shown(account: Account, source: Source, now: datetime) -> list[Post]:
    """What this source lists, by its nature and its faults."""
    rows = [post for post in account.seen() if post.at <= now - timedelta(days=source.frozen_days)]
    if source.kind == "feed":
        return rows[: 10 if source.feed_style == "short" else 20]
    if source.kind == "album":
        return rows[::2]
    if source.kind == "api" and account.platform == "wechat":
        late = [post for post in rows if post.at.date() < now.date() or not post.grouped]
        some = [post for post in late if not (source.fault and post.grouped)]  # statistics: thirty days a round
        return [post for post in some if not post.grouped or (now.date() - post.at.date()).days < 30]
    return rows


def judge(truth: Truth, account: Account, now: datetime, dead: list[str]) -> None:
    """The truth about the account, from what was drawn. `dead`: links that lead nowhere."""
    name = account.name
    seen = {post.mid for source in healthy(account) for post in shown(account, source, now)}
    rows = [post for post in account.seen() if post.mid in seen]
    days = (now.date() - max(post.at for post in rows).date()).days if rows else 999
    blind = [s for s in account.sources if s.fault or s.kind == "album" or s.frozen_days]
    sees = [s for s in full(account) if not s.frozen_days]
    _judge_stale(truth, account, days, blind, sees)
    for source in account.sources:
        _judge_source(truth, account, source, rows, now)
    if account.originality:
        share = _share(account, rows, now)
        covered = [s for s in sees if s.kind in ("uid", "api")]
        if covered and not blind and share < account.originality:
            truth.add("must", "low-originality", name, f"share {share:.2f} < {account.originality}")
        elif not (covered and not blind):
            truth.add("may", "low-originality", name, "not all seen") if share < account.originality else None
    api = next((s for s in account.sources if s.kind == "api"), None)
    for post in rows if account.replying and api and api in healthy(account) else []:
        waits = [r for r in post.remarks if not r.replied_at and len(r.text) > 6]
        overdue = [r for r in waits if (workdays(r.at, 3) + timedelta(days=1)).date() < now.date()]
        sure = bool(overdue) and now - timedelta(days=28) < post.at and (now.date() - post.at.date()).days > 1
        for long in (False, True) if waits else ():
            truth.add("must" if sure else "may", "unanswered-comment", address(account, post, long), "not answered")
    for post in rows:
        reads = [s.kind for s in healthy(account) if post in shown(account, s, now)]
        for href in [*(where for _, where in post.links), post.source_url]:
            if href in dead:
                sure = bool(reads) and (href != post.source_url or account.platform == "wechat")
                truth.add("must" if sure else "may", "broken-link", href, f"in {name}, by {reads}")


def _judge_stale(truth: Truth, account: Account, days: int, blind: list[Source], sees: list[Source]) -> None:
    name = account.name
    lag = any(s.kind in ("api", "export") for s in account.sources) and account.platform == "wechat"
    if days <= 10:
        return
    undated = [s for s in sees if s.kind == "export" and s.feed_style == "undated"]
    if undated:  # a file that does not say when it was made is known only by its newest row
        truth.add("open" if days > 14 else "may", "stale-account", name, f"{days} days by a file without a date")
        truth.add("must" if days > 15 else "may", "silent-source", f"{name}：export", "old by its rows")
        return
    faults = [f"{s.kind}:{s.fault or s.frozen_days or 'partial'}" for s in blind]
    # What lists nothing more than another source does is no reason to doubt.
    doubt = [s for s in blind if not (s.kind == "album" and sees) and not (s.frozen_days and sees)]
    if not sees or doubt:
        truth.add("open", "stale-account", name, f"{days} days seen, but {faults}")
        if days <= 14:
            truth.add("may", "stale-account", name, "")
            truth.open.discard(("stale-account", name))
    elif (lag and days in (11, 15, 16)) or (days == 11):
        truth.add("may", "stale-account", name, f"{days} days, a day late")
    else:
        truth.add("must", "stale-account", name, f"{days} days")


def _judge_source(truth: Truth, account: Account, source: Source, rows: list[Post], now: datetime) -> None:
    label = f"{account.name}：{source.kind}"
    if source.fault in EXPIRED:
        truth.add("must", "expired-credential", label, source.fault)
        truth.add("may", "silent-source", label, source.fault)
    elif source.fault in ("404", "broken", "blank", "login", "no-totals") or (source.fault, source.kind) == (
        "html",
        "uid",
    ):
        truth.add("may", "silent-source", label, source.fault)
    elif source.fault in REPORTED:
        truth.add("must", "silent-source", label, source.fault)
    elif source.fault in UNCLEAR:
        truth.add("open", "silent-source", label, source.fault)
    elif source.frozen_days:
        mine = shown(account, source, now)
        newer = [p for p in rows if mine and p.at > mine[0].at + timedelta(days=3) and p.at < now - timedelta(days=2)]
        sure = bool(newer) and source.kind == "feed"
        truth.add("must" if sure else "may", "silent-source", label, f"frozen {source.frozen_days} days")


def _share(account: Account, rows: list[Post], now: datetime) -> float:
    some = [p for p in rows if p.at >= now - timedelta(days=60)]
    return sum(p.original for p in some) / max(1, len(some))
