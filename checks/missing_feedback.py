"""missing-feedback: a consultation is over, and nobody said what became of the opinions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from checks.check import Check
from checks.consultations import Consultation, consultations, unread_columns
from checks.coverage import Gap, gaps
from checks.days import today
from checks.feedback import Feedback, Told
from checks.matching import NearMiss
from checks.obligations import unit_of
from inspection.durations import say_duration
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.participation import Consultations


@dataclass(frozen=True)
class MissingFeedback(Check):
    """征集后未反馈采纳情况。

    ## 查什么
    征求意见结束后，过了方案规定的时间（`feedback_within`，默认30天）仍找不到采纳情况。算作反馈的有：标题说明采纳情况、
    征集结果、反馈情况，并且写明是这份文件的稿件；与征求意见公告互相链接的；公告原网页补写了收到多少条意见、采纳了多少条，
    或者没有收到意见的。年份不同、说的是另一次征求意见、发布在征求意见之前的不算，列在证据里。
    时间过了三分之二仍没有的，先报一条提醒。公告“将公布采纳情况”的预告不算反馈；起草过程里“前期征求有关部门意见，收到若干条”
    不能确定是不是公众意见，记为“无法判断”。没有写明期限、相关栏目没有读全的，也记为“无法判断”。

    ## 为什么要紧
    意见提了没有下文，下次就没有人再提。采纳情况应当公布，不采纳的说明理由。

    ## 有错的例子
    1月20日截止，30天后即2月19日应公布：
    ```yaml
    今天: 2025-03-25
    栏目:
      意见征集:
        稿件:
          - {标题: 关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告, 日期: 2025-01-06, 地址: /yj/1.html}
          - {标题: 《助浴服务规范（征求意见稿）》意见采纳情况, 日期: 2025-02-20}
    网页:
      /yj/1.html: {正文: "征求意见截止时间：2025年1月20日。我局将及时公布意见采纳情况。"}
    方案: {consultations: {columns: [意见征集]}}
    发现: [https://example.gov.cn/yj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      意见征集:
        稿件:
          - {标题: 关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告, 日期: 2025-01-06, 地址: /yj/1.html}
          - {标题: 《社区食堂管理办法》公开征求意见情况反馈, 日期: 2025-02-10}
    网页:
      /yj/1.html: {正文: "征求意见截止时间：2025年1月20日。"}
    方案: {consultations: {columns: [意见征集]}}
    ```

    ## 选项
    - `near_misses`（默认 5）：证据里最多列出多少篇“差一点”的稿件，并说明为什么不算。
    """

    name: ClassVar[str] = "missing-feedback"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "征求意见应当公布采纳情况；期限由本单位巡检方案规定（工作惯例）"

    near_misses: int = 5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the notices' pages."""
        rule = observed.plan.consultations
        if rule is None:
            return
        yield from unread_columns(observed)
        if observed.contents is None:
            return
        known, closed = Feedback(observed), today(observed)
        for one in consultations(observed):
            if one.start is not None and one.start > closed:
                continue
            if not (told := known.of(one)).found:
                said = self._judge(observed, rule, one, told)
                if said is not None:
                    yield said

    def _judge(
        self, observed: Observed, rule: Consultations, one: Consultation, told: Told
    ) -> Fault | CannotTell | None:
        url, title, end, day = one.article.url, one.article.title, one.end(observed), today(observed)
        if one.text is None:
            return CannotTell(url, "page-not-read", f"“{title}”的网页没有读到，不知道何时截止、有没有反馈")
        if end is None:
            said = f"“{title}”没有写明截止日期，或者写法看不懂，不知道该何时反馈"
            return CannotTell(url, "period-not-stated", said)
        due = end + rule.feedback_within
        if day <= end + rule.feedback_within * 2 / 3:
            return None
        if told.unclear:
            return CannotTell(
                url,
                "feedback-unclear",
                f"“{title}”可能已经反馈（“{told.unclear}”），不能确定是不是这次公众意见的采纳情况",
            )
        if missing := _unread(observed, rule, one.start or end):
            said = f"没有找到“{title}”的采纳情况，但{'、'.join(map(str, missing))}"
            return CannotTell(url, "columns-not-read", said)
        return self._fault(observed, rule, one, told, due, end)

    def _fault(
        self, observed: Observed, rule: Consultations, one: Consultation, told: Told, due: date, end: date
    ) -> Fault:
        left = (due - today(observed)).days
        said = f"还有 {left} 天，尚未找到" if left >= 0 else f"已逾期 {-left} 天，没有找到"
        return Fault(
            subject=one.article.url,
            title=f"“{one.article.title}”已于 {end} 截止，采纳情况应不晚于 {due} 公布，{said}",
            unit=unit_of(observed, one.article),
            column=one.article.channel,
            found_on=(one.article.url,),
            evidence={
                "published": one.published.isoformat() if one.published else None,
                "quote": one.period.words if one.period else "",
                "ends": end.isoformat(),
                "due": due.isoformat(),
                "within": say_duration(rule.feedback_within),
                "days_late": -left,
                "looked_in": list(looked_in(observed, rule)),
                "near_misses": [_shown(miss) for miss in told.near[: self.near_misses]],
            },
            severity=Severity.WARNING if left >= 0 else None,
        )


def looked_in(observed: Observed, rule: Consultations) -> tuple[str, ...]:
    """Where feedback may stand: the plan's columns for it, else those of notices; and where the consultations stand."""
    notices = tuple(
        c.name for c in observed.plan.columns if c.kind == "通知公告" or "通知" in c.name or "公告" in c.name
    )
    return tuple(dict.fromkeys((*(rule.results or notices), *rule.columns)))


def _unread(observed: Observed, rule: Consultations, since: date) -> list[Gap]:
    if not observed.complete:
        return [Gap("本轮巡检", "incomplete")]
    return gaps(observed, looked_in(observed, rule), since + timedelta(days=1))


def _shown(miss: NearMiss) -> Json:
    day = miss.day.isoformat() if miss.day else None
    return {"title": miss.article.title, "url": miss.article.url, "published": day, "why": miss.why}
