"""blank-column: a column that answers and shows nothing."""

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
class BlankColumn(Check):
    """空白栏目。

    ## 查什么
    栏目页面能打开，但一条稿件也没有。以前读到过不少稿件、今天一条也没有的，多半是页面改版后没有读懂（解析失败），记为“无法判断”，
    不算空白；内容固定的栏目（类型为“静态”）没有列表，也不算空白。

    ## 为什么要紧
    空白栏目达到 5 个，属于单项否决“栏目不更新”。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      人事信息: {类型: 其他, 状态: 空白, 责任单位: 办公室}
    发现: [人事信息]
    ```

    ## 无错的例子
    以前有 40 条，今天没有读到：
    ```yaml
    今天: 2025-03-25
    栏目:
      人事信息: {类型: 其他, 状态: 空白, 以前最多: 40}
    无法判断: [人事信息]
    ```

    ## 选项
    - `rows_before`（默认 3）：以前某一轮读到过这么多条，今天的“空白”就按解析失败处理。
    """

    name: ClassVar[str] = "blank-column"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“栏目不更新”：空白栏目数量达5个"
    )

    rows_before: int = 3

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the columns' names."""
        for column in observed.plan.columns:
            if column.deadline is None and column.name not in observed.columns:
                continue  # a static column holds no list, and is not read
            reading = reading_of(observed, column.name)
            if isinstance(reading, CannotTell):
                yield reading
            elif reading.state is ColumnState.BLANK:
                yield self._blank(column, reading)

    def _blank(self, column: Column, reading: ColumnReading) -> Fault | CannotTell:
        if reading.most_before >= self.rows_before:
            said = f"以前读到过 {reading.most_before} 条，本轮一条也没有读到，可能是页面改版后未能解析"
            return CannotTell(column.name, "could-not-be-read", said)
        if column.deadline is None:
            return CannotTell(column.name, "static-column", "内容固定的栏目没有列表，不判断是否空白")
        return Fault(
            subject=column.name,
            title=f"栏目“{column.name}”是空白栏目，没有任何内容",
            unit=column.unit,
            column=column.name,
            found_on=(reading.url,),
            evidence={"url": reading.url, "rows": 0, "most_before": reading.most_before},
        )
