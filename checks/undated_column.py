"""undated-column: a column none of whose articles states a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.coverage import reading_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.plan import Column
from inspection.records import ColumnReading, ColumnState


@dataclass(frozen=True)
class UndatedColumn(Check):
    """栏目的稿件都没有发布日期。

    ## 查什么
    栏目里有稿件，但无论列表、稿件页面还是网页标签，都找不到任何一条稿件的发布日期。只有部分稿件缺日期的，不报。
    没有日期、稿件页面又一篇也没能读到的，记为“无法判断”。

    ## 为什么要紧
    没有日期的信息在检查时按“未更新”处理，整个栏目会因此被认定为不更新。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      工作动态: {类型: 动态要闻, 稿件: [{标题: 我局召开会议, 读过全文: 是}, {标题: 我局开展调研, 读过全文: 是}]}
    发现: [工作动态]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      工作动态: {类型: 动态要闻, 稿件: [{标题: 我局召开会议, 读过全文: 是}, {标题: 我局开展调研, 日期: 2025-03-21}]}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "undated-column"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "政府网站普查口径（2015年）：没有注明发布日期的信息视为未更新"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the columns' names. A static column (no deadline) need not show dates."""
        for column in observed.plan.columns:
            if column.deadline is None:
                continue
            reading = reading_of(observed, column.name)
            if isinstance(reading, CannotTell):
                yield reading
            elif reading.state is ColumnState.READ:
                yield from self._dates(column, reading)

    def _dates(self, column: Column, reading: ColumnReading) -> Iterator[Fault | CannotTell]:
        articles = reading.articles
        if not articles or any(a.published_at is not None for a in articles):
            return
        read = sum(a.read_in_full for a in articles)
        if not read:
            said = f"列表中的 {len(articles)} 条都没有日期，稿件页面一篇也没有读到"
            yield CannotTell(column.name, "articles-not-read", said)
            return
        yield Fault(
            subject=column.name,
            title=f"栏目“{column.name}”的 {len(articles)} 条稿件都没有发布日期",
            unit=column.unit,
            column=column.name,
            found_on=(reading.url,),
            evidence={
                "articles": len(articles),
                "read_in_full": read,
                "examples": [{"title": a.title, "url": a.url} for a in articles[:5]],
            },
        )
