"""missing-interpretation: a policy whose deadline has passed and that nothing interprets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz import fuzz, process

from checks.check import Check
from checks.days import today
from checks.deadline import in_words
from checks.obligations import (
    BASIS,
    Obligation,
    interpretations,
    obligations,
    overdue,
    unit_of,
    unread,
    unread_policies,
)
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class MissingInterpretation(Check):
    """政策没有解读。

    ## 查什么
    政策栏目里的文件，过了规定期限仍然找不到解读。找解读的办法依次是：两个页面之间的链接、文号、书名号里的文件名、标题相近；
    年份、批次、版本不同的不算（2024年版的解读不是2025年版的解读），解读栏目里的普通通知也不算解读。期限没到的不报；人事任免、批复、
    转发等免于解读的不报。解读栏目没有读全、文件没有日期、跨年的放假安排还没公布因而算不准期限的，都记为“无法判断”。
    文件页面写明起草处室（且在方案的 `units` 中）的，由起草处室负责；没有写明的，由栏目的责任单位负责。

    ## 为什么要紧
    政策解读要与文件同步起草、同步审签、同步发布；没有解读的文件，群众看不懂、办不成，检查时逐件扣分。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        责任单位: 法规处
        稿件:
          - {标题: 关于印发《养老服务补贴办法（2025年版）》的通知, 日期: 2025-03-10, 地址: /zcwj/1.html}
      政策解读: {类型: 政策解读, 稿件: [{标题: 《养老服务补贴办法（2024年版）》解读, 日期: 2025-03-10}]}
    解读: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays}
    发现: [https://example.gov.cn/zcwj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      政策文件:
        类型: 政策文件
        稿件:
          - {标题: 关于印发《养老服务补贴管理办法》的通知, 日期: 2025-03-10}
          - {标题: 关于同意某基金会变更名称的批复, 日期: 2025-03-03}
      政策解读: {类型: 政策解读, 稿件: [{标题: 一图读懂｜养老服务补贴管理办法, 日期: 2025-03-11}]}
    解读: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays}
    ```

    ## 选项
    无。哪些栏目、期限、从何时起、哪些免于解读，都在方案的 `interpretation` 里写。
    """

    name: ClassVar[str] = "missing-interpretation"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = BASIS

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the policies' pages."""
        for gap in unread_policies(observed):
            yield CannotTell(gap.channel, gap.reason, f"政策栏目{gap}，其中的文件无法判断")
        for owed in obligations(observed):
            if not owed.interpretations:
                yield from self._judge(observed, owed)

    def _judge(self, observed: Observed, owed: Obligation) -> Iterator[Fault | CannotTell]:
        url, title = owed.policy.url, owed.policy.title
        late = overdue(observed, owed)
        if late is False:
            return
        if missing := unread(observed, owed):
            said = f"“{title}”没有找到解读，但{'、'.join(map(str, missing))}"
            yield CannotTell(url, "interpretations-not-read", said)
        elif owed.published is None:
            yield CannotTell(url, "no-date", f"“{title}”没有发布日期，算不出解读期限")
        elif late is None:
            years = "、".join(str(y) for y in owed.deadline.provisional) if owed.deadline else ""
            yield CannotTell(url, "calendar-not-published", f"{years}年的放假安排尚未公布，解读期限算不准")
        else:
            yield self._fault(observed, owed)

    def _fault(self, observed: Observed, owed: Obligation) -> Fault:
        rule, due, published = observed.plan.interpretation, owed.deadline, owed.published
        assert rule is not None
        assert due is not None
        assert published is not None
        day = today(observed)
        return Fault(
            subject=owed.policy.url,
            title=(
                f"“{owed.policy.title}”（{published.isoformat()} 发布）没有解读，"
                f"应不晚于 {due.day.isoformat()}（{in_words(rule.within)}），已逾期 {(day - due.day).days} 天"
            ),
            unit=unit_of(observed, owed.policy),
            column=owed.policy.channel,
            found_on=(owed.policy.url,),
            evidence={
                "published": published.isoformat(),
                "due": due.day.isoformat(),
                "within": in_words(rule.within),
                "days_late": (day - due.day).days,
                "workdays_late": observed.workdays.between(due.day, day),
                "provisional_years": list(due.provisional),
                "document_number": owed.policy.document_number,
                "looked_in": list(rule.interpretations),
                "closest": _closest(observed, owed),
            },
        )


def _closest(observed: Observed, owed: Obligation) -> Json:
    """The title that comes nearest among what was looked through: it shows why it does not count."""
    rule = observed.plan.interpretation
    articles = interpretations(observed, rule) if rule else []
    best = process.extractOne(
        owed.policy.title, [a.title for a in articles], scorer=fuzz.token_set_ratio, score_cutoff=60
    )
    return {"title": best[0], "url": articles[best[2]].url} if best else None
