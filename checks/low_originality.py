"""low-originality: too few of an account's articles are its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from checks.account_sources import account_reading
from checks.check import Check
from checks.days import today
from inspection.account_rules import Originality
from inspection.accounts import Account
from inspection.findings import CannotTell, Fault, Severity
from inspection.media import is_own
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, day_of


@dataclass(frozen=True, slots=True)
class _Tally:
    """Articles of the period by origin; `undated` may belong to it or not, and their origin is left open."""

    original: int
    reposted: int
    unknown: int
    undated: int

    @property
    def counted(self) -> int:
        return self.original + self.reposted + self.unknown

    @property
    def least(self) -> float:
        """The lowest that the share can be, whatever is not known."""
        return self.original / max(1, self.counted + self.undated)

    @property
    def most(self) -> float:
        """The highest that the share can be."""
        return (self.original + self.unknown + self.undated) / max(1, self.counted + self.undated)


@dataclass(frozen=True)
class LowOriginality(Check):
    """账号的原创文章比例偏低。

    ## 查什么
    统计期内（默认最近 90 天）原创文章占全部文章的比例，低于方案要求的最低比例。是不是原创，
    以来源写明的为准（公众号的“原创”标记、微博的转发关系）。来源没有写明的，按“全是原创”和“全不是原创”两头算：
    两头都低于要求才报，两头都达到要求才算合格，否则记为“无法判断”；公众号文章没有“原创”标识的也这样算，
    方案写了 `marked_only: true` 的则一律不算原创。统计期没有读全、文章不足最少篇数的，
    也记为“无法判断”。方案没有写 `originality` 的账号不判断。

    ## 为什么要紧
    账号只转不写，群众看不到本单位的信息；不少单位的考核规定了原创比例。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        原创: {share: 0.5, least: 4}
        看全自: 2024-12-01
        稿件:
          - {标题: 转发一, 日期: 2025-03-20, 原创: 否}
          - {标题: 转发二, 日期: 2025-03-18, 原创: 否}
          - {标题: 转发三, 日期: 2025-03-11, 原创: 否}
          - {标题: 清明祭扫这样安排, 日期: 2025-03-10, 原创: 是}
    发现: [上海民政]
    ```

    本单位只认“原创”标识的：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        原创: {share: 0.5, least: 3, marked_only: true}
        看全自: 2024-12-01
        稿件:
          - {标题: 社区食堂的一天, 日期: 2025-03-20, 原创: 无标识}
          - {标题: 祭扫出行提示, 日期: 2025-03-18, 原创: 无标识}
          - {标题: 清明祭扫这样安排, 日期: 2025-03-10, 原创: 是}
    发现: [上海民政]
    ```

    ## 无错的例子
    去年的转发不在统计期内：
    ```yaml
    今天: 2025-03-25
    账号:
      上海民政:
        原创: {share: 0.5, least: 2}
        看全自: 2024-10-01
        稿件:
          - {标题: 清明祭扫这样安排, 日期: 2025-03-20, 原创: 是}
          - {标题: 转发一, 日期: 2025-03-18, 原创: 否}
          - {标题: 转发二, 日期: 2024-12-01, 原创: 否}
          - {标题: 转发三, 日期: 2024-11-30, 原创: 否}
    ```

    ## 选项
    无。比例、统计期和最少篇数在方案里写（账号的 `originality`）。
    """

    name: ClassVar[str] = "low-originality"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的原创比例"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the accounts' names."""
        for account in observed.plan.accounts:
            if account.originality is None:
                continue
            reading = account_reading(observed, account)
            if isinstance(reading, CannotTell):
                yield reading
            elif (said := _judged(observed, account, account.originality, reading)) is not None:
                yield said


def _judged(
    observed: Observed, account: Account, asked: Originality, reading: ColumnReading
) -> Fault | CannotTell | None:
    start = today(observed) - timedelta(days=asked.within // timedelta(days=1))
    if reading.covers_since is None or reading.covers_since > start:
        return CannotTell(account.name, "incomplete", f"没有读全 {start.isoformat()} 以来的文章，不计算原创比例")
    tally = _tally(observed, reading.articles, start.toordinal(), marked_only=asked.marked_only)
    if tally.counted + tally.undated < asked.least:
        said = f"{start.isoformat()} 以来只有 {tally.counted} 篇，不足 {asked.least} 篇"
        return CannotTell(account.name, "too-few-articles", said)
    if tally.least >= asked.share:
        return None
    if tally.counted < asked.least or tally.most >= asked.share:
        said = f"{tally.counted + tally.undated} 篇中有 {tally.unknown + tally.undated} 篇看不出是否原创或没有日期"
        return CannotTell(account.name, "origin-unknown", f"原创比例在 {_said(tally)} 之间：{said}")
    return Fault(
        subject=account.name,
        title=(
            f"账号“{account.name}”{start.isoformat()} 以来 {tally.counted} 篇文章的原创比例为 {_said(tally)}，"
            f"低于要求的 {asked.share:.0%}"
        ),
        unit=account.unit,
        column=account.name,
        evidence={
            "since": start.isoformat(),
            "articles": tally.counted,
            "original": tally.original,
            "reposted": tally.reposted,
            "unknown": tally.unknown,
            "undated": tally.undated,
            "share_at_most": round(tally.most, 4),
            "share_at_least": round(tally.least, 4),
            "share_asked": asked.share,
        },
    )


def _tally(observed: Observed, articles: Iterable[Article], start: int, *, marked_only: bool) -> _Tally:
    original = reposted = unknown = undated = 0
    zone, end = observed.plan.zone, today(observed).toordinal()
    for article in articles:
        if article.published_at is None:
            undated += 1
        elif start <= day_of(article.published_at, zone).toordinal() <= end:
            own = is_own(article.origin, marked_only=marked_only)
            original += own is True
            reposted += own is False
            unknown += own is None
    return _Tally(original, reposted, unknown, undated)


def _said(tally: _Tally) -> str:
    least, most = f"{tally.least:.0%}", f"{tally.most:.0%}"
    return most if least == most else f"{least}～{most}"
