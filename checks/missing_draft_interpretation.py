"""missing-draft-interpretation: the public is asked about a draft that nobody explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from checks.check import Check
from checks.consultations import Consultation, consultations, unread_columns
from checks.coverage import Gap, gaps
from checks.days import today
from checks.draft_interpretations import Explanations
from checks.obligations import unit_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed

_SHORTEST = 60  # letters: a page that says less is a shell


@dataclass(frozen=True)
class MissingDraftInterpretation(Check):
    """征求意见未附草案解读。

    ## 查什么
    征求意见公告有没有对草案的说明或解读。附件、链接、相关内容的名称里有“起草说明”“编制说明”“政策解读”等，正文里有起草背景、
    制定的必要性等段落，能读到文字的附件里有这些段落，解读栏目或其他栏目有说明这份草案的稿件，都算有。征求意见结束后才发的、
    解读正式文件的稿件不算。当天发布的公告不查；网页没有读到、解读栏目没有读全的，记为“无法判断”。

    ## 为什么要紧
    只给草案不作说明，公众看不懂改了什么、为什么改，也就提不出意见。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      意见征集:
        稿件: [{标题: 关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告, 日期: 2025-03-10, 地址: /yj/1.html}]
    网页:
      /yj/1.html:
        正文: "我局起草了《社区食堂管理办法（征求意见稿）》，现公开征求意见。请于2025年4月10日前提出，以利修改完善。"
        附件: [{地址: /files/1.docx, 文字: 社区食堂管理办法（征求意见稿）.docx}]
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
      /yj/1.html:
        正文: "我局起草了《社区食堂管理办法（征求意见稿）》，现公开征求意见。请于2025年4月10日前提出，以利修改完善。"
        附件: [{地址: /files/1.docx, 文字: 征求意见稿.docx}, {地址: /files/2.docx, 文字: 起草说明.docx}]
    方案: {consultations: {columns: [意见征集]}}
    ```

    ## 选项
    无。是否要求、从何时起，在方案的 `consultations` 里写（`interpretation`、`since`）。
    """

    name: ClassVar[str] = "missing-draft-interpretation"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《2024年上海市民政局政务公开工作要点》第12项：做好公开征集意见的政策草案解读"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the notices' pages."""
        rule = observed.plan.consultations
        if rule is None or not rule.interpretation:
            return
        yield from unread_columns(observed)
        if observed.contents is None:
            return
        known = Explanations(observed)
        for one in consultations(observed):
            if one.published == today(observed) or known.of(one):
                continue
            yield _judge(observed, one)


def _judge(observed: Observed, one: Consultation) -> Fault | CannotTell:
    url, title = one.article.url, one.article.title
    if one.page is None or (len(one.text or "") < _SHORTEST and not one.page.attachments):
        return CannotTell(url, "page-not-read", f"“{title}”的网页没有读到，不知道有没有草案的说明")
    if missing := _unread(observed, one):
        said = f"没有找到“{title}”的草案说明，但{'、'.join(map(str, missing))}"
        return CannotTell(url, "interpretations-not-read", said)
    return Fault(
        subject=url,
        title=f"“{title}”没有附草案的起草说明或解读",
        unit=unit_of(observed, one.article),
        column=one.article.channel,
        found_on=(url,),
        evidence={
            "published": one.published.isoformat() if one.published else None,
            "attachments": [anchor.text for anchor in one.page.attachments[:10]],
            "looked_in": list(_channels(observed)),
        },
    )


def _channels(observed: Observed) -> tuple[str, ...]:
    """The columns in which an explanation may stand."""
    rule = observed.plan.interpretation
    named = rule.interpretations if rule else tuple(c.name for c in observed.plan.columns if c.kind == "政策解读")
    return tuple(name for name in named if observed.plan.account(name) is None)


def _unread(observed: Observed, one: Consultation) -> list[Gap]:
    if not observed.complete:
        return [Gap("本轮巡检", "incomplete")]
    day = one.published or one.start
    return gaps(observed, _channels(observed), (day or today(observed)) - timedelta(days=7))
