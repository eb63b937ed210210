"""late-interpretation: a policy whose first interpretation came after the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.deadline import in_words
from checks.obligations import BASIS, Interpreted, Obligation, obligations, unit_of, unread
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class LateInterpretation(Check):
    """政策解读发布晚了。

    ## 查什么
    文件有解读，但最早的一篇解读也晚于规定期限才发布。期限按工作日计算，放假和调休以国务院公布的安排为准。一件文件要么没有解读，
    要么解读晚了，不会两样都报。解读没有日期、可能还有更早的解读没有读到、期限因放假安排未公布而算不准的，记为“无法判断”。
    文件页面写明起草处室（且在方案的 `units` 中）的，由起草处室负责；没有写明的，由栏目的责任单位负责。

    ## 为什么要紧
    解读要与文件同步发布。晚到的解读，等于文件在群众最需要的几天里没有解读。

    ## 有错的例子
    3月10日（周一）发布，3个工作日即3月13日：
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件: [{标题: 关于印发《养老服务补贴管理办法》的通知, 日期: 2025-03-10, 地址: /zcwj/1.html}]
      政策解读: {类型: 政策解读, 稿件: [{标题: 《养老服务补贴管理办法》解读, 日期: 2025-03-18}]}
    解读: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays}
    发现: [https://example.gov.cn/zcwj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件: {类型: 政策文件, 稿件: [{标题: 关于印发《养老服务补贴管理办法》的通知, 日期: 2025-03-10}]}
      政策解读:
        类型: 政策解读
        稿件:
          - {标题: 《养老服务补贴管理办法》解读, 日期: 2025-03-18}
          - {标题: 图解：养老服务补贴管理办法, 日期: 2025-03-13}
    解读: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays}
    ```

    ## 选项
    无。期限在方案的 `interpretation.within` 里写，不写为当天。
    """

    name: ClassVar[str] = "late-interpretation"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the policies' pages."""
        for owed in obligations(observed):
            if owed.interpretations and owed.deadline is not None:
                yield from self._judge(observed, owed)
            elif owed.interpretations:
                yield CannotTell(owed.policy.url, "no-date", f"“{owed.policy.title}”没有发布日期")

    def _judge(self, observed: Observed, owed: Obligation) -> Iterator[Fault | CannotTell]:
        first, due = owed.earliest, owed.deadline
        assert due is not None
        url, title = owed.policy.url, owed.policy.title
        late = due.passed(first.day) if first and first.day else None
        if late is False:
            return
        if first is None or any(i.day is None for i in owed.interpretations):
            yield CannotTell(url, "interpretation-undated", f"“{title}”的解读没有发布日期")
        elif late is None:
            years = "、".join(map(str, due.provisional))
            yield CannotTell(url, "calendar-not-published", f"{years}年的放假安排尚未公布，解读期限算不准")
        elif missing := unread(observed, owed):
            said = f"“{title}”可能还有更早的解读：{'、'.join(map(str, missing))}"
            yield CannotTell(url, "interpretations-not-read", said)
        else:
            yield self._fault(observed, owed, first)

    def _fault(self, observed: Observed, owed: Obligation, first: Interpreted) -> Fault:
        rule, due, published, day = observed.plan.interpretation, owed.deadline, owed.published, first.day
        assert rule is not None
        assert due is not None
        assert published is not None
        assert day is not None
        late = observed.workdays.between(due.day, day)
        return Fault(
            subject=owed.policy.url,
            title=(
                f"“{owed.policy.title}”的解读发布晚了：{published.isoformat()} 发布，解读应不晚于 {due.day.isoformat()}"
                f"（{in_words(rule.within)}），实际 {day.isoformat()}，晚了 {late} 个工作日"
            ),
            unit=unit_of(observed, owed.policy),
            column=owed.policy.channel,
            found_on=(owed.policy.url, first.article.url),
            evidence={
                "published": published.isoformat(),
                "due": due.day.isoformat(),
                "interpreted": day.isoformat(),
                "interpretation_url": first.article.url,
                "interpretation_title": first.article.title,
                "workdays_late": late,
                "days_late": (day - due.day).days,
                "provisional_years": list(due.provisional),
                "paired_by": first.pairing.reason.value,
                "paired_detail": first.pairing.detail,
            },
        )
