"""short-consultation: the public had less time for its opinion than the rules give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.consultation_terms import Lasting, Minimum, counted, lasting, minimum_of
from checks.consultations import Consultation, consultations, unread_columns
from checks.deadline import in_words
from checks.obligations import unit_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class ShortConsultation(Check):
    """征求意见期限过短。

    ## 查什么
    方案 `consultations.columns` 所列栏目里的征求意见公告，从正文读出起止日期（写明的起始日，没有写明的从发布之日起），
    算出期限，短于规定的就报。首尾两天都计入；工作日按国务院公布的放假安排计算，写“N个工作日”“为期N天”的按所写天数。
    标题是条例、规章草案，或者标题里有市场主体、企业、招标等词的，按 `market_minimum`（默认30天）；
    正文写明属于重大行政决策的同样；其余按 `minimum`（默认7个工作日）。写了“延长至”的按延长后的日期。
    没有写明期限、日期看不懂或自相矛盾、网页没有读到、正文说明了缩短期限的原因、放假安排尚未公布而差在几天之内的，记为“无法判断”。
    座谈会消息、采纳情况、起草说明不是征求意见公告，不查。

    ## 为什么要紧
    期限太短，公众来不及看、来不及提，征求意见就成了走过场；文件因此可能被认定为程序违法。

    ## 有错的例子
    3月10日（周一）至3月14日只有5个工作日：
    ```yaml
    今天: 2025-03-25
    栏目:
      意见征集:
        稿件: [{标题: 关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告, 日期: 2025-03-10, 地址: /yj/1.html}]
    网页:
      /yj/1.html: {正文: "现向社会公开征求意见。征求意见时间：2025年3月10日至3月14日。"}
    方案: {consultations: {columns: [意见征集]}}
    发现: [https://example.gov.cn/yj/1.html]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      意见征集:
        稿件: [{标题: 关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告, 日期: 2025-03-10, 地址: /yj/1.html}]
    网页:
      /yj/1.html: {正文: "有关意见请在本公告发布之日起7个工作日内反馈我局。"}
    方案: {consultations: {columns: [意见征集]}}
    ```

    ## 选项
    无。栏目、期限、从何时起、哪些免查，都在方案的 `consultations` 里写。
    """

    name: ClassVar[str] = "short-consultation"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《规章制定程序条例》《优化营商环境条例》：一般不少于30日；其余由本单位巡检方案规定"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the notices' pages."""
        rule = observed.plan.consultations
        if rule is None:
            return
        yield from unread_columns(observed)
        if observed.contents is None:
            return
        for one in consultations(observed):
            said = _judge(observed, one, minimum_of(one, rule))
            if said is not None:
                yield said


def _judge(observed: Observed, one: Consultation, minimum: Minimum) -> Fault | CannotTell | None:
    url, title = one.article.url, one.article.title
    if one.text is None:
        return CannotTell(url, "page-not-read", f"“{title}”的网页没有读到，不知道期限")
    found = lasting(one, minimum, observed)
    if found is None:
        return CannotTell(url, "period-not-stated", f"“{title}”没有写明征求意见的期限，或者写法看不懂")
    if found.enough:
        return None
    if found.enough is None:
        years = "、".join(map(str, found.years))
        return CannotTell(url, "calendar-not-published", f"{years}年的放假安排尚未公布，“{title}”的工作日算不准")
    if one.explains_haste:
        return CannotTell(url, "haste-explained", f"“{title}”说明了缩短期限的原因，请人工判断")
    return _fault(observed, one, minimum, found)


def _fault(observed: Observed, one: Consultation, minimum: Minimum, found: Lasting) -> Fault:
    lasts = counted(found.count, minimum.within)
    days = f"（{found.start} 至 {found.end}）" if found.start and found.end else ""
    return Fault(
        subject=one.article.url,
        title=f"“{one.article.title}”征求意见只有{lasts}{days}，应不少于{in_words(minimum.within)}（{minimum.why}）",
        unit=unit_of(observed, one.article),
        column=one.article.channel,
        found_on=(one.article.url,),
        evidence={
            "published": one.published.isoformat() if one.published else None,
            "quote": one.period.words if one.period else "",
            "lasts": lasts,
            "starts": found.start.isoformat() if found.start else None,
            "ends": found.end.isoformat() if found.end else None,
            "within": in_words(minimum.within),
            "rule": minimum.why,
            "provisional_years": list(found.years),
        },
        basis=minimum.basis,
    )
