"""Each account and its sources as a round found them, in the office's words: for the command and for reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from inspection.accounts import SOURCE_NAMES, Account
from inspection.plan import Plan
from inspection.reasons import explain
from inspection.records import Article, ColumnReading, ColumnState, Published
from inspection.refusals import meaning
from inspection.sources import SourceReading

_STATES = {
    ColumnState.READ: "读到",
    ColumnState.BLANK: "没有任何文章",
    ColumnState.UNREADABLE: "内容无法识别",
    ColumnState.BLOCKED: "检测受阻",
    ColumnState.UNREACHABLE: "没有应答",
}
PLATFORMS = {"wechat": "微信", "weibo": "微博"}


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source. `said` and `mend` are empty where it sees everything that it should."""

    label: str
    name: str  # 订阅, 公众号接口 ...
    state: ColumnState | None  # None: it was not read
    reason: str | None
    said: str
    mend: str
    detail: str  # what the platform said
    articles: int
    newest: date | None
    covers_since: date | None
    credential: str | None  # the environment variable to be renewed
    last_good_at: datetime | None

    @property
    def word(self) -> str:
        """读到, 检测受阻 ..."""
        return _STATES[self.state] if self.state else "本轮没有读"


@dataclass(frozen=True, slots=True)
class AccountState:
    """One account, all its sources taken together."""

    name: str
    platform: str
    unit: str | None
    state: ColumnState | None
    reason: str | None
    newest: date | None
    newest_title: str
    newest_url: str
    days: int | None  # since the newest article
    deadline_days: int
    articles: int
    sources: tuple[SourceState, ...]


def account_states(
    plan: Plan,
    at: datetime,
    readings: Mapping[str, ColumnReading],
    sources: Mapping[str, tuple[SourceReading, ...]],
    last_good: Mapping[str, Mapping[str, datetime]] | None = None,
) -> list[AccountState]:
    """Every account of the plan in its order; `at` is the clock of judgement, `last_good` by account and label."""
    return [
        _account(plan, account, at, readings.get(account.name), sources.get(account.name, ()), (last_good or {}))
        for account in plan.accounts
    ]


def _account(
    plan: Plan,
    account: Account,
    at: datetime,
    reading: ColumnReading | None,
    read: tuple[SourceReading, ...],
    last_good: Mapping[str, Mapping[str, datetime]],
) -> AccountState:
    today = at.astimezone(plan.zone).date()
    newest = _newest(reading.articles if reading else (), plan.zone, today)
    by_label = {one.source: one for one in read}
    good = last_good.get(account.name, {})
    return AccountState(
        name=account.name,
        platform=account.platform,
        unit=account.unit,
        state=reading.state if reading else None,
        reason=reading.reason if reading else "not-read",
        newest=newest[0] if newest else None,
        newest_title=newest[1].title if newest else "",
        newest_url=newest[1].url if newest else "",
        days=(today - newest[0]).days if newest else None,
        deadline_days=account.update_within.days,
        articles=len(reading.articles) if reading else 0,
        sources=tuple(
            _source(label, source.kind, by_label.get(label), plan.zone, today, good.get(label))
            for label, source in account.labelled
        ),
    )


def _source(
    label: str, kind: str, read: SourceReading | None, zone: tzinfo, today: date, good: datetime | None
) -> SourceState:
    reason = None if read is None else read.reason or read.partial
    found = meaning(reason)
    newest = _newest(read.articles if read else (), zone, today)
    return SourceState(
        label=label,
        name=SOURCE_NAMES[kind],
        state=read.state if read else None,
        reason=reason,
        said=explain(reason) if reason else "",
        mend=found.mend if found else "",
        detail=read.detail if read else "",
        articles=len(read.articles) if read else 0,
        newest=newest[0] if newest else None,
        covers_since=read.covers_since if read else None,
        credential=read.credential if read else None,
        last_good_at=good.astimezone(zone) if good else None,
    )


def _newest(articles: Iterable[Article], zone: tzinfo, today: date) -> tuple[date, Article] | None:
    days = ((_day(a.published_at, zone), a) for a in articles if a.published_at is not None)
    return max((pair for pair in days if pair[0] <= today), key=lambda pair: pair[0], default=None)


def _day(published: Published, zone: tzinfo) -> date:
    if not isinstance(published, datetime):
        return published
    return (published if published.tzinfo is None else published.astimezone(zone)).date()


def states_as_text(states: Iterable[AccountState]) -> Iterator[str]:
    """Lines for people."""
    for one in states:
        yield ""
        yield f"{one.name}（{PLATFORMS.get(one.platform, one.platform)}，{one.unit or '未指定责任单位'}）"
        yield f"  {_freshness(one)}"
        for source in one.sources:
            yield f"  · {source.name}（{source.label}）：{_of_source(source)}"
            if source.mend:
                renew = f"：{source.credential}" if source.credential else ""
                yield f"      {source.mend}{renew}"


def _freshness(one: AccountState) -> str:
    if one.newest is None:
        why = explain(one.reason) if one.reason else ""
        return f"没有读到文章{'：' + why if why else ''}"
    said = f"最新一篇：{one.newest.isoformat()} “{one.newest_title}”，距今 {one.days} 天（期限 {one.deadline_days} 天）"
    unsure = one.state is not ColumnState.READ
    return said + ("；本轮没有读到，是以前所见" if unsure else "")


def _of_source(source: SourceState) -> str:
    parts = [source.word]
    if source.articles:
        parts.append(f"{source.articles} 篇")
    if source.newest:
        parts.append(f"最新 {source.newest.isoformat()}")
    if source.said:
        parts.append(source.said + (f"（{source.detail}）" if source.detail else ""))
    if source.state not in {ColumnState.READ, ColumnState.BLANK} and source.last_good_at is not None:
        parts.append(f"上次读到是 {source.last_good_at:%Y-%m-%d %H:%M}")
    return "，".join(parts)


def states_as_json(states: Iterable[AccountState]) -> list[dict[str, Any]]:
    """Plain values; days and times as ISO text."""
    return [
        {
            "name": one.name,
            "platform": one.platform,
            "unit": one.unit,
            "state": str(one.state) if one.state else None,
            "reason": one.reason,
            "newest": _iso(one.newest),
            "newest_title": one.newest_title,
            "newest_url": one.newest_url,
            "days": one.days,
            "deadline_days": one.deadline_days,
            "articles": one.articles,
            "sources": [_source_json(source) for source in one.sources],
        }
        for one in states
    ]


def _source_json(source: SourceState) -> dict[str, Any]:
    return {
        "source": source.label,
        "name": source.name,
        "state": str(source.state) if source.state else None,
        "reason": source.reason,
        "said": source.said,
        "mend": source.mend,
        "detail": source.detail,
        "articles": source.articles,
        "newest": _iso(source.newest),
        "covers_since": _iso(source.covers_since),
        "credential": source.credential,
        "last_good_at": _iso(source.last_good_at),
    }


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment is not None else None
