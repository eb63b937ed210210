"""future-date: an article that states a publication date after today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.days import dated, today
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import DateFrom

# Digits in an address or a title are not what the page states as its date.
_NOT_STATED = frozenset({DateFrom.ADDRESS, DateFrom.TITLE})
_PLACES = {
    DateFrom.LIST: "列表",
    DateFrom.LABEL: "稿件页面",
    DateFrom.TABLE: "稿件信息表",
    DateFrom.META: "网页标签",
    DateFrom.SCRIPT: "页面脚本",
    DateFrom.FEED: "订阅源",
}


@dataclass(frozen=True)
class FutureDate(Check):
    """发布日期在将来。

    ## 查什么
    稿件写明的发布日期（列表、稿件页面、网页标签等处）晚于今天。标题和网址里的数字不作数：标题里常有活动日期。

    ## 为什么要紧
    多半是录入错误，会让栏目看上去“已更新”；检查时可能被认定为伪造发稿日期，而伪造发稿日期属于单项否决。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 关于放假的通知, 日期: 2052-03-20, 地址: /tzgg/1.html}]}
    发现: [https://example.gov.cn/tzgg/1.html]
    ```

    ## 无错的例子
    日期取自标题，说的是活动：
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 2025年4月10日停电通知, 日期: 2025-04-10, 日期来自: title}]}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "future-date"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：稿件的发布日期不应晚于当天"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the articles' addresses, one fault each."""
        day, seen = today(observed), set[str]()
        for stated, article in dated(observed.articles(), observed.plan.zone):
            if stated <= day or article.date_from in _NOT_STATED or article.url in seen:
                continue
            seen.add(article.url)
            column = observed.plan.column(article.channel)
            where = _PLACES.get(article.date_from, "") if article.date_from else ""
            reading = observed.columns.get(article.channel)
            yield Fault(
                subject=article.url,
                title=f"《{article.title}》{where}写的发布日期是 {stated.isoformat()}，晚于今天（{day.isoformat()}）",
                unit=column.unit if column else None,
                column=article.channel,
                found_on=(reading.url,) if reading else (),
                evidence={
                    "published": stated.isoformat(),
                    "date_from": article.date_from.value if article.date_from else None,
                    "days_ahead": (stated - day).days,
                    "title": article.title,
                },
            )
