"""stale-column: nothing new for longer than the column's deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

from checks.check import Check
from checks.coverage import reading_of
from checks.days import dated, newest, today
from inspection.findings import CannotTell, Fault, Severity
from inspection.kinds import kind_of
from inspection.observed import Observed
from inspection.plan import Column
from inspection.records import Article, ColumnReading, ColumnState, Verdict


@dataclass(frozen=True)
class StaleColumn(Check):
    """栏目超过期限没有更新。

    ## 查什么
    栏目里最新一条稿件距今天的天数，超过了栏目的更新期限；正好等于期限的不算超期。天数按日历日计算。最新的一条在全部稿件里找，不看它排在
    第几行（置顶的旧稿不作数）；晚于今天的日期是录入错误，不作数；没有日期的稿件视为未更新。整个栏目都没有日期、列表没有读出来、
    排在最前面的稿件日期没有读到的，记为“无法判断”。空白栏目另由 blank-column 报告。

    ## 为什么要紧
    动态、要闻类栏目超过 2 周，通知公告、政策文件类一级栏目超过 6 个月没有更新，合计达 5 个即单项否决。

    ## 有错的例子
    第一行是置顶的旧稿，最新的一条是 23 天前：
    ```yaml
    今天: 2025-03-25
    栏目:
      工作动态:
        类型: 动态要闻
        稿件: [{标题: 服务承诺, 日期: 2023-01-05}, {标题: 我局召开工作会议, 日期: 2025-03-02}]
    发现: [工作动态]
    ```

    ## 无错的例子
    正好 14 天：
    ```yaml
    今天: 2025-03-25
    栏目:
      工作动态: {类型: 动态要闻, 稿件: [{标题: 我局召开工作会议, 日期: 2025-03-11}]}
    ```

    ## 选项
    无。期限在方案里写（栏目的 `update_within`），不写则按栏目类型取默认值。
    """

    name: ClassVar[str] = "stale-column"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：栏目应在规定期限内更新"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the columns' names. A column without a deadline (static) is not judged."""
        gone = {t.probe.url for t in observed.targets if t.probe.verdict is Verdict.FAULTY}
        for column in observed.plan.columns:
            if column.deadline is None:
                continue
            reading = reading_of(observed, column.name)
            if isinstance(reading, CannotTell):
                yield reading
            elif reading.state is ColumnState.READ:
                yield from self._age(observed, column, column.deadline, reading, gone)

    def _age(
        self, observed: Observed, column: Column, deadline: timedelta, reading: ColumnReading, gone: set[str]
    ) -> Iterator[Fault | CannotTell]:
        day, zone = today(observed), observed.plan.zone
        found = newest(reading.articles, zone, day)
        if found is None:
            dates = dated(reading.articles, zone)
            said = "栏目里的日期都晚于今天" if dates else "栏目里没有任何日期"
            yield CannotTell(column.name, "only-future-dates" if dates else "no-dates", said)
            return
        if day - found[0] <= deadline:
            return
        if not reading.complete and _rises([d for d, _ in dated(reading.articles, zone)]):
            yield CannotTell(column.name, "incomplete", "列表从旧到新排列，而后面的页没有读完")
        elif unread := _unread_above(reading.articles, found[1], gone):
            said = f"排在前面的“{unread.title}”没有日期，其页面也没有读到"
            yield CannotTell(column.name, "newest-not-read", said)
        else:
            yield _fault(column, deadline, reading, day, found)


def _fault(
    column: Column, deadline: timedelta, reading: ColumnReading, day: date, found: tuple[date, Article]
) -> Fault:
    stated, article = found
    days = (day - stated).days
    return Fault(
        subject=column.name,
        title=(
            f"栏目“{column.name}”已 {days} 天没有更新（应不超过 {_days(deadline)} 天），"
            f"最新一条：{stated.isoformat()} “{article.title}”"
        ),
        unit=column.unit,
        column=column.name,
        found_on=(reading.url,),
        evidence={
            "newest": stated.isoformat(),
            "newest_title": article.title,
            "newest_url": article.url,
            "days": days,
            "deadline_days": _days(deadline),
            "days_over": days - _days(deadline),
            "undated": sum(a.published_at is None for a in reading.articles),
        },
        basis=_basis(column),
    )


def _basis(column: Column) -> str:
    """The kind's clause; the plan's own deadline where it differs from it."""
    kind = kind_of(column.kind)
    if column.update_within is None or column.update_within == kind.update_within:
        return kind.basis
    return f"本单位巡检方案：栏目“{column.name}”应在 {_days(column.update_within)} 天内更新"


def _days(length: timedelta) -> int:
    """Whole days; a deadline of hours counts as the days that it covers."""
    return length // timedelta(days=1)


def _rises(days: list[date]) -> bool:
    """Whether the list runs from old to new, so that its newest rows are on the pages not read."""
    return len(set(days)) > 1 and all(a <= b for a, b in pairwise(days))


def _unread_above(articles: tuple[Article, ...], newest_one: Article, gone: set[str]) -> Article | None:
    """An undated row above the newest dated one whose own page was not read: it may well be newer.

    A row whose page is gone counts as not updated, like one whose page was read and states no date.
    """
    return next(
        (
            a
            for a in articles
            if a.position < newest_one.position and a.published_at is None and not a.read_in_full and a.url not in gone
        ),
        None,
    )
