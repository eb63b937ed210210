"""missing-publication: something that was to be published by a day, and was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.coverage import Gap
from checks.days import today
from checks.matching import NearMiss
from checks.names import Kind, kind_of
from checks.obligations import accounts
from checks.pairing import pair
from checks.published import Search, concerned, search, unread
from inspection.due import Occurrence, State, occurrences, state
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.plan import Expectation


@dataclass(frozen=True)
class MissingPublication(Check):
    """应当发布的内容没有发布。

    ## 查什么
    方案里写明“到什么时候应当发布什么”的，到期没有找到。按标题里的词（`all_of` 都要有，`any_of` 有一个即可，
    `none_of` 都不能有）或文件名（`title`）来找，发布日期要落在算数的时段内：去年的通知不算今年的；
    按月发布的，标题写明是其他月份的也不算（写当月或上个月的算）。
    写了 `warn` 的，从预警日起先报一条提醒（级别为“提醒”），到期后升为“错误”。要求有解读的
    （`interpretation: required`），到期还没有解读也报。相关栏目没有读全、找到的稿件没有日期的，记为“无法判断”。

    ## 为什么要紧
    清明、冬至的祭扫安排，每年的信息公开年报，每月的补贴发放情况，公开承诺要出台的文件：漏发一次就是失信，年报、报表逾期还会直接扣分。

    ## 有错的例子
    2025年清明是4月4日，提前14天，即3月21日前应发布；去年的通知不算：
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 2024年清明祭扫服务安排, 日期: 2024-03-12}]}
    应发布:
      - {name: 清明祭扫, due: {before: 清明, lead: 14d, warn: 21d}, all_of: [清明, 祭扫], unit: 殡管处}
    发现: [清明祭扫]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 关于做好2025年清明节祭扫服务保障工作的通知, 日期: 2025-03-12}]}
    应发布:
      - {name: 清明祭扫, due: {before: 清明, lead: 14d, warn: 21d}, all_of: [清明, 祭扫], unit: 殡管处}
    ```

    ## 选项
    - `near_misses`（默认 5）：证据里最多列出多少条“差一点”的稿件，并说明为什么不算。
    """

    name: ClassVar[str] = "missing-publication"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "本单位巡检方案规定的发布事项"

    near_misses: int = 5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the expectations' names; one answer for each, what is overdue before what is to come."""
        for expectation in observed.plan.expectations:
            for occurrence in occurrences(expectation.due, today(observed)):
                said = self._judge(observed, expectation, occurrence)
                if said is not None:
                    yield said
                    break

    def _judge(self, observed: Observed, expectation: Expectation, occurrence: Occurrence) -> Fault | CannotTell | None:
        stands = state(occurrence, today(observed))
        if stands not in (State.WARNING, State.OVERDUE):
            return None
        found = search(observed, expectation, occurrence)
        if found.counted:
            needs = expectation.interpretation == "required" and stands is State.OVERDUE
            return self._interpreted(observed, expectation, occurrence, found) if needs else None
        if found.undated:
            first = found.undated[0]
            return CannotTell(expectation.name, "undated-match", f"“{first.title}”像是，但没有发布日期")
        if missing := unread(observed, concerned(observed, expectation), occurrence):
            return CannotTell(expectation.name, "columns-not-read", f"没有找到，但{_listed(missing)}")
        return self._fault(observed, expectation, occurrence, found, stands)

    def _interpreted(
        self, observed: Observed, expectation: Expectation, occurrence: Occurrence, found: Search
    ) -> Fault | CannotTell | None:
        rule = observed.plan.interpretation
        channels = rule.interpretations if rule else tuple(c.name for c in observed.plan.columns)
        candidates = [a for a in observed.articles(channels) if rule or kind_of(a.title) is Kind.INTERPRETATION]
        if pair(found.counted, candidates, accounts=accounts(observed)):
            return None
        if missing := unread(observed, channels, occurrence):
            return CannotTell(expectation.name, "interpretations-not-read", f"没有找到解读，但{_listed(missing)}")
        article = found.counted[0]
        return Fault(
            subject=expectation.name,
            title=f"“{expectation.name}”已发布（“{article.title}”），但没有按要求解读",
            unit=expectation.unit,
            column=article.channel,
            found_on=(article.url,),
            evidence={"missing": "interpretation", "published_as": article.url, **_when(occurrence)},
        )

    def _fault(
        self,
        observed: Observed,
        expectation: Expectation,
        occurrence: Occurrence,
        found: Search,
        stands: State,
    ) -> Fault:
        due, early = occurrence.due_at, stands is State.WARNING
        left = (due - today(observed)).days
        said = f"还有 {left} 天，尚未找到" if early else "至今没有找到"
        return Fault(
            subject=expectation.name,
            title=f"“{expectation.name}”（{occurrence.label}）应不晚于 {due.isoformat()} 发布，{said}",
            unit=expectation.unit,
            column=expectation.columns[0] if len(expectation.columns) == 1 else None,
            evidence={
                "missing": "publication",
                "days_late": -left,
                **_when(occurrence),
                "all_of": list(expectation.all_of),
                "any_of": list(expectation.any_of),
                "title": expectation.title,
                "looked_in": list(concerned(observed, expectation)),
                "near_misses": [_shown(miss) for miss in found.near[: self.near_misses]],
            },
            severity=Severity.WARNING if early else None,
        )


def _listed(missing: list[Gap]) -> str:
    return "、".join(map(str, missing))


def _when(occurrence: Occurrence) -> dict[str, Json]:
    return {
        "occurrence": occurrence.label,
        "due": occurrence.due_at.isoformat(),
        "counts_from": occurrence.opens.isoformat(),
    }


def _shown(miss: NearMiss) -> Json:
    day = miss.day.isoformat() if miss.day else None
    return {"title": miss.article.title, "url": miss.article.url, "published": day, "why": miss.why}
