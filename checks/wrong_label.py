"""wrong-label: labels that are there and say something false, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.label_faults import Labelled, Wrong, wrongs
from checks.labels import judged
from checks.page_samples import KINDS, answering, sampled, share, unread
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed

_EXAMPLES = 5


@dataclass(frozen=True)
class WrongLabel(Check):
    """网页标签（META）的内容有误。

    ## 查什么
    - SiteIDCode 与方案所写的标识码不同，或不是 10 位；
    - SiteDomain 不是本网站的域名；
    - ArticleTitle 与网页显示的标题不同（题目被截短、前后加有网站名的不算），或许多不同的稿件都写着同一个题目；
    - ColumnName 写的是别的栏目；
    - PubDate 不是日期，或是程序的默认值（1970-01-01）；
    - 规定的标签内容为空，或还是模板里没有替换的代码；
    - 标签名写错，如把 SiteIDCode 写成 SiteCode。

    同一种错误无论多少页，只报一条，写明页数、占比和举例。网页显示的标题看不出来的，不比对 ArticleTitle；
    用 IP 地址巡检的网站看不出域名，只看各页是否一致。缺少标签的由 missing-label 报告。

    ## 为什么要紧
    标签写错，检索和监测会把网页认作别的网站、别的栏目、别的稿件，或者认不出发布日期。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标签: {SiteName: 某某局, SiteDomain: example.gov.cn, SiteIDCode: "310000061"}}
      /a/1.html:
        {标题: 关于清明祭扫的通告, 正文: 现将有关事项通告如下, 日期: {网页所标: 2025-03-20},
         标签: {ArticleTitle: 关于开展年检的通知, PubDate: "null"}}
    栏目: {通知公告: {稿件: [{标题: 关于清明祭扫的通告, 地址: /a/1.html}]}}
    发现: [ArticleTitle：与标题不符, PubDate：不是日期, SiteIDCode：不是10位]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /a/1.html:
        {标题: 关于2025年清明祭扫服务的通告, 正文: 现将有关事项通告如下, 日期: {网页所标: 2025-03-20},
         标签: {ArticleTitle: 关于2025年清明祭扫服务的通…, PubDate: "2025-03-20 09:30"}}
    栏目: {通知公告: {稿件: [{标题: 关于2025年清明祭扫服务的通告, 地址: /a/1.html}]}}
    ```

    ## 选项
    无。不查的标签在方案 `labels.exempt` 里写。
    """

    name: ClassVar[str] = "wrong-label"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：网页标签规范"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are a label with what is wrong: SiteIDCode：不是10位."""
        rule = observed.plan.labels
        if not rule.enabled:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        exempt = {name.lower() for name in rule.exempt}
        pages = [Labelled.of(page, kind) for page, kind in judged(observed)]
        groups: dict[tuple[str, str], list[Wrong]] = defaultdict(list)
        for wrong in wrongs(observed, pages):
            if wrong.label.lower() not in exempt:
                groups[wrong.label, wrong.what].append(wrong)
        for (label, what), found in sorted(groups.items()):
            yield _fault(observed, label, what, found, sum(label in one.known for one in pages))


def _fault(observed: Observed, label: str, what: str, found: list[Wrong], having: int) -> Fault:
    pages = [wrong.page for wrong in found]
    first = sampled(pages)[0]
    shown = next(wrong for wrong in found if wrong.page.url == first)
    column, unit = answering(observed, pages)
    kinds = sorted({KINDS[wrong.kind] for wrong in found})
    examples = dict.fromkeys(wrong.said for wrong in sorted(found, key=lambda one: one.page.url != first))
    return Fault(
        subject=f"{label}：{what}",
        title=f"{'、'.join(kinds)}的标签 {shown.said}" + (f"，共 {len(pages)} 页" if len(pages) > 1 else ""),
        unit=unit,
        column=column,
        found_on=sampled(pages),
        evidence={
            "label": label,
            "page_kind": "、".join(kinds),
            "pages": len(pages),
            "page_share": share(len(pages), max(having, len(pages))),
            "label_examples": [*list(examples)[:_EXAMPLES]],
        },
    )
