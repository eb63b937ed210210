"""stale-series: a series (合集) of an account that is not kept up, or has too few issues a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import ClassVar

from checks.account_sources import SourceSeen, account_reading, sources_of
from checks.check import Check
from checks.days import dated, newest, today
from inspection.account_rules import Series
from inspection.accounts import Account
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import Article, ColumnState

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a series: its articles, and since when none of them is missing (None: cannot be said)."""

    articles: tuple[Article, ...]
    since: date | None


@dataclass(frozen=True)
class StaleSeries(Check):
    """账号的合集（系列专栏）没有按期更新，或一年的期数不够。

    ## 查什么
    方案里账号的 `series` 写明的合集：写了合集地址（`album`）的，看合集里的文章；没有地址的，
    看账号文章的标题是否含有 `any_of` 中的词。最新一期距今天超过 `update_within`（默认 90 天）报一条；
    写了 `at_least` 的，最近 365 天的期数不够也报。
    合集或账号没有读到、没有读到那么早、文章没有日期而可能是新的一期，都记为“无法判断”。

    ## 为什么要紧
    系列专栏是要点中承诺的宣传方式，开了不更，等于没有做到。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      沪上社会组织:
        看全自: 2024-01-01
        合集: [{name: 协会故事, any_of: [协会故事], update_within: 60d}]
        稿件:
          - {标题: 协会故事｜第三期, 日期: 2024-12-20}
          - {标题: 近期活动预告, 日期: 2025-03-20}
    发现: [协会故事]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      沪上社会组织:
        看全自: 2024-01-01
        合集: [{name: 协会故事, any_of: [协会故事], update_within: 60d, at_least: 2}]
        稿件:
          - {标题: 协会故事｜第四期, 日期: 2025-02-20}
          - {标题: 协会故事｜第三期, 日期: 2024-12-20}
    ```

    ## 选项
    无。合集和期限在方案里写（账号的 `series`）。
    """

    name: ClassVar[str] = "stale-series"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的合集更新期限"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the series' names."""
        for account in observed.plan.accounts:
            for series in account.series:
                told = _told(observed, account, series)
                said = told if isinstance(told, CannotTell) else _judged(observed, account, series, told)
                if said is not None:
                    yield said


def _told(observed: Observed, account: Account, series: Series) -> _Told | CannotTell:
    if series.album is not None:
        seen = next((one for one in sources_of(observed, account) if one.source.wechat_album == series.album), None)
        return _of_album(seen, series, observed.plan.zone)
    reading = account_reading(observed, account)
    if isinstance(reading, CannotTell):
        return CannotTell(series.name, reading.reason, f"账号“{account.name}”：{reading.detail}")
    own = tuple(article for article in reading.articles if any(word in article.title for word in series.any_of))
    return _Told(own, reading.covers_since)


def _of_album(seen: SourceSeen | None, series: Series, zone: tzinfo) -> _Told | CannotTell:
    """An album is read page by page as far back as a year (reach.py), else its `detail` says what was not had."""
    if seen is None or seen.reading is None:
        return CannotTell(series.name, "not-read", "本轮没有读到这个合集")
    if not seen.ok:
        return CannotTell(series.name, "source-refused", f"合集没有读到：{seen.said}，{seen.mend}")
    listed = seen.reading.articles
    fits = tuple(one for one in listed if not series.any_of or any(word in one.title for word in series.any_of))
    whole = seen.reading.state in (ColumnState.READ, ColumnState.BLANK) and not seen.reading.detail
    return _Told(fits, date.min if whole else _oldest(listed, zone))


def _judged(observed: Observed, account: Account, series: Series, told: _Told) -> Fault | CannotTell | None:
    day, zone = today(observed), observed.plan.zone
    latest = newest(told.articles, zone, day)
    start = day - timedelta(days=series.update_within // timedelta(days=1))
    if latest is None or latest[0] < start:
        if (undated := next((one for one in told.articles if one.published_at is None), None)) is not None:
            return CannotTell(series.name, "newest-undated", f"“{undated.title}”没有发布日期，可能是新的一期")
        if told.since is None or told.since > start:
            return CannotTell(series.name, "incomplete", f"没有读全 {start.isoformat()} 以来的文章")
        return _stale(account, series, latest, day)
    year = day - _YEAR
    held = sum(year < published <= day for published, _ in dated(told.articles, zone))
    if series.at_least is None or held >= series.at_least:
        return None
    undated_ones = sum(one.published_at is None for one in told.articles)
    if told.since is None or told.since > year or held + undated_ones >= series.at_least:
        return CannotTell(series.name, "incomplete", f"最近一年只读到 {held} 期，但没有读全，或有文章没有日期")
    return Fault(
        subject=series.name,
        title=f"账号“{account.name}”的合集“{series.name}”最近一年只有 {held} 期，应不少于 {series.at_least} 期",
        unit=series.unit or account.unit,
        column=account.name,
        evidence={"counted": held, "at_least": series.at_least, "since": year.isoformat(), "album": series.album},
    )


def _stale(account: Account, series: Series, latest: tuple[date, Article] | None, day: date) -> Fault:
    limit = series.update_within // timedelta(days=1)
    if latest is None:
        said, days = "没有看到任何一期", None
    else:
        days = (day - latest[0]).days
        said = f"已 {days} 天没有更新（应不超过 {limit} 天），最新一期：{latest[0].isoformat()} “{latest[1].title}”"
    return Fault(
        subject=series.name,
        title=f"账号“{account.name}”的合集“{series.name}”{said}",
        unit=series.unit or account.unit,
        column=account.name,
        found_on=(latest[1].url,) if latest else (),
        evidence={
            "newest": latest[0].isoformat() if latest else None,
            "newest_title": latest[1].title if latest else None,
            "days": days,
            "deadline_days": limit,
            "album": series.album,
        },
    )


def _oldest(articles: Iterable[Article], zone: tzinfo) -> date | None:
    return min((day for day, _ in dated(articles, zone)), default=None)
