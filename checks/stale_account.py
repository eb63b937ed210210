"""stale-account: an account published nothing for longer than its deadline; an early word before that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.account_sources import SourceSeen, account_reading, sources_of
from checks.check import Check
from checks.days import newest, today
from inspection.accounts import Account
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, day_of
from inspection.sources import SourceReading

NATIONAL = timedelta(days=14)
_NATIONAL_BASIS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决：内容不更新（检查前2周内未更新）"


@dataclass(frozen=True)
class StaleAccount(Check):
    """政务新媒体账号超过期限没有更新。

    ## 查什么
    账号最新一篇距今天的天数，超过了更新期限（默认 14 天）；正好等于期限的不算超期，按日历日计算。
    各来源的文章合在一起看，转发的、置顶的都算；晚于今天的日期不作数。超过预警期限（默认 10 天）而未超期的，
    先报一条提醒，写明再过几天超期。

    只有确实看得全，才报超期。没有一个来源读到、现有来源只看得到一部分（如只读合集）、有的来源没有读到（登录过期、
    人工验证、网络不通等）、有文章没有日期而可能是新发的，都记为“无法判断”，并说明应当先解决哪个来源的问题。
    来源的数据晚一两天的（如公众号群发数据），算到它看得到的那天为止。

    ## 为什么要紧
    检查前 2 周内没有更新，账号即被单项否决。方案把期限定得更短的，超过方案期限而不满 14 天的级别为“错误”。

    ## 有错的例子
    最新一篇是 23 天前：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        平台: wechat
        稿件: [{标题: 便民服务电话, 日期: 2023-05-01, 置顶: 是}, {标题: 学雷锋活动, 日期: 2025-03-02}]
    发现: [上海民政]
    ```

    ## 无错的例子
    订阅服务失灵，只看得到 23 天前的文章；官方接口看到了昨天的：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        稿件: [{标题: 清明祭扫这样安排, 日期: 2025-03-24}, {标题: 学雷锋活动, 日期: 2025-03-02}]
        来源: {feed: {最新: 2025-03-02}, wechat-api: {}}
    ```
    平台要求人工验证，什么也没有读到，不能算没有更新：
    ```yaml
    今天: 2025-03-25
    账号: {上海民政: {状态: 受阻, 原因: captcha}}
    无法判断: [上海民政]
    ```

    ## 选项
    无。期限在方案里写（账号的 `update_within` 和 `warn_within`）。
    """

    name: ClassVar[str] = "stale-account"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = _NATIONAL_BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the accounts' names. Whatever was not read of an account is said, for what relies on it."""
        for account in observed.plan.accounts:
            if not account.is_judged:
                continue
            reading = account_reading(observed, account)
            if isinstance(reading, CannotTell):
                yield reading
            elif (said := _judged(observed, account, reading)) is not None:
                yield said


def _judged(observed: Observed, account: Account, reading: ColumnReading) -> Fault | CannotTell | None:
    day = today(observed)
    latest = newest(reading.articles, observed.plan.zone, day)
    if latest is not None and day - latest[0] <= account.warning:
        return None
    seen = sources_of(observed, account)
    if (doubt := _unseen(observed, account, reading, seen)) is not None:
        return doubt
    claims = [_silence(one.reading, latest, day) for one in seen if one.whole and one.reading]
    silence = max((claim for claim in claims if claim), key=lambda claim: claim.days, default=None)
    if latest is None and (silence is None or reading.articles):
        return _undatable(account, reading)
    if silence is None:
        return CannotTell(account.name, "incomplete", "读到的文章都较旧，但来源没有读全，可能有漏")
    if timedelta(days=silence.days) > account.warning:
        return _fault(observed, account, _Age(latest, silence), seen)
    if silence.until < day:
        return CannotTell(account.name, "source-late", f"现有来源只看得到 {silence.until.isoformat()} 为止的文章")
    return CannotTell(account.name, "incomplete", "读到的文章都较旧，但来源没有读全，可能有漏")


@dataclass(frozen=True, slots=True)
class _Silence:
    """For so many days, up to that one, a source that sees everything saw nothing new."""

    days: int
    until: date


@dataclass(frozen=True, slots=True)
class _Age:
    """The newest article, if there is any, and the silence after it."""

    newest: tuple[date, Article] | None
    silence: _Silence


def _silence(reading: SourceReading, latest: tuple[date, Article] | None, day: date) -> _Silence | None:
    """What one source that sees every kind of publication can vouch for; None where it does not say how far it saw."""
    if reading.covers_since is None:
        return None
    until = min(reading.seen_until or day, day)
    before = reading.covers_since - timedelta(days=1)
    last = max(latest[0], before) if latest else before
    return _Silence((until - last).days, until)


def _unseen(
    observed: Observed, account: Account, reading: ColumnReading, seen: tuple[SourceSeen, ...]
) -> CannotTell | None:
    """Why a newer article may be there all the same."""
    if failed := [one for one in seen if not one.ok]:
        said = "；".join(f"{one.called}没有读到：{one.said}，{one.mend}" for one in failed)
        return CannotTell(account.name, "source-refused", f"近期没有读到新文章，但{said}")
    if not any(one.whole for one in seen):
        said = "；".join(f"{one.called}{one.said}，{one.mend}" for one in seen)
        return CannotTell(account.name, "partly-read", f"近期没有读到新文章，但{said}")
    if (undated := _undated(observed, account, reading)) is not None:
        return CannotTell(account.name, "newest-undated", f"“{undated.title}”没有发布日期，可能是新发的")
    return None


def _undated(observed: Observed, account: Account, reading: ColumnReading) -> Article | None:
    """An article without a date that rounds have not known since before the deadline: it may be a new one."""
    since, zone = today(observed) - account.update_within, observed.plan.zone
    known = observed.known.get(account.name, ())
    old = {one.article.url for one in known if day_of(one.first_seen_at, zone) < since}
    return next((a for a in reading.articles if a.published_at is None and a.url not in old), None)


def _undatable(account: Account, reading: ColumnReading) -> CannotTell:
    if not reading.articles:
        return CannotTell(account.name, "no-articles", "来源能读，但一篇文章也没有，请核对账号和来源")
    if any(article.published_at for article in reading.articles):
        return CannotTell(account.name, "only-future-dates", "账号里的日期都晚于今天")
    return CannotTell(account.name, "no-dates", "账号里的文章都没有日期")


def _fault(observed: Observed, account: Account, age: _Age, seen: tuple[SourceSeen, ...]) -> Fault:
    limit = _days(account.update_within)
    silent = age.silence.days if age.newest is None else (age.silence.until - age.newest[0]).days
    over = timedelta(days=age.silence.days) > account.update_within
    veto = account.update_within <= NATIONAL and timedelta(days=age.silence.days) > NATIONAL
    national = veto or account.update_within == NATIONAL
    article = age.newest[1] if age.newest else None
    return Fault(
        subject=account.name,
        title=_title(account, age, silent, over=over),
        unit=account.unit,
        column=account.name,
        found_on=(article.url,) if article else (),
        evidence={
            "newest": age.newest[0].isoformat() if age.newest else None,
            "newest_title": article.title if article else None,
            "newest_url": article.url if article else None,
            "days": silent,
            "deadline_days": limit,
            "days_over": silent - limit,
            "days_to_veto": max(0, _days(NATIONAL) + 1 - silent) if account.update_within <= NATIONAL else None,
            "seen_until": age.silence.until.isoformat(),
            "sources": {one.label: one.told(observed) for one in seen},
        },
        severity=(Severity.CRITICAL if veto else Severity.ERROR) if over else Severity.WARNING,
        basis=None if national else f"本单位巡检方案：账号“{account.name}”应在 {limit} 天内更新",
    )


def _title(account: Account, age: _Age, silent: int, *, over: bool) -> str:
    limit = _days(account.update_within)
    last = f"，最新一篇：{age.newest[0].isoformat()} “{age.newest[1].title}”" if age.newest else "，没有看到任何文章"
    if over:
        return f"账号“{account.name}”已 {silent} 天没有更新（应不超过 {limit} 天）{last}"
    then = "构成单项否决" if account.update_within == NATIONAL else "超过期限"
    return f"账号“{account.name}”已 {silent} 天没有更新，再过 {limit + 1 - silent} 天将{then}{last}"


def _days(length: timedelta) -> int:
    """Whole days; a deadline of hours counts as the days that it covers."""
    return length // timedelta(days=1)
