"""missing-label: a page without the labels that the rules ask of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.labels import OWED, is_drawn, judged, misspelt, values
from checks.page_samples import KINDS, answering, sampled, share, unread
from inspection.asking_pages import ALL_LABELS
from inspection.contents import PageContent
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class MissingLabel(Check):
    """网页缺少规定的标签（META）。

    ## 查什么
    首页应有 SiteName、SiteDomain、SiteIDCode；栏目页另有 ColumnName、ColumnDescription、ColumnKeywords、ColumnType；
    稿件页另有 ArticleTitle、PubDate、ContentSource。标签名不分大小写。同一类网页缺同一个标签，无论多少页，只报一条，
    写明缺的页数、占比和举例；应有的标签一个也没有的网页，同一类合为一条（“全部标签”），不再逐个报。
    把名称写错的、内容为空的由 wrong-label 报告。首页和栏目页以方案为准；栏目以外的网页，
    只有确是稿件（有标题、正文、日期）的才查；嵌在别的网页里的部分不查。整页由脚本生成的，记为“无法判断”。

    ## 为什么要紧
    标签供检索、聚合和上级监测识别网站与稿件，是网页设计规范的要求，缺少标签的网页不被识别为本单位发布。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标签: {SiteName: 某某局, SiteDomain: example.gov.cn}}
    发现: [SiteIDCode（首页）]
    ```
    一个标签也没有：
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标签: {viewport: width=device-width}}
    发现: [全部标签（首页）]
    ```

    ## 无错的例子
    大小写不同不算缺：
    ```yaml
    今天: 2025-03-25
    网页:
      /: {类型: 首页, 标签: {SiteName: 某某局, SiteDomain: example.gov.cn, siteidcode: "3100000061"}}
    ```

    ## 选项
    无。不要求的标签在方案 `labels.exempt` 里写。
    """

    name: ClassVar[str] = "missing-label"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：网页标签规范"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are a label with a kind of page: SiteIDCode（首页）; 全部标签（首页） of pages that have none."""
        rule = observed.plan.labels
        if not rule.enabled:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        exempt = {name.lower() for name in rule.exempt}
        whole: dict[str, int] = defaultdict(int)
        lacking: dict[tuple[str, tuple[str, ...]], list[PageContent]] = defaultdict(list)
        drawn: dict[str, list[PageContent]] = defaultdict(list)
        for page, kind in judged(observed):
            if is_drawn(page):
                drawn[kind].append(page)
                continue
            whole[kind] += 1
            known = values(page).keys() | misspelt(page).keys()
            owed = [label for label in OWED[kind] if label.lower() not in exempt]
            for labels in _told(owed, known):
                lacking[kind, labels].append(page)
        for (kind, labels), pages in sorted(lacking.items()):
            yield _fault(observed, kind, labels, pages, whole[kind])
        for kind, pages in sorted(drawn.items()):
            said = f"{len(pages)} 个{KINDS[kind]}由脚本生成，看不到标签，如 {pages[0].url}"
            yield CannotTell(f"网页标签（{KINDS[kind]}）", "scripted-page", said)
        home = observed.plan.site.home_url
        if home not in observed.contents:
            yield CannotTell(home, "page-not-read", "首页的内容本轮没有读到")


def _told(owed: Sequence[str], known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """What the page lacks: a template without any label is one fault, else each label is its own."""
    lost = [label for label in owed if label not in known]
    if len(lost) > 1 and len(lost) == len(owed):
        yield tuple(lost)
    else:
        yield from ((label,) for label in lost)


def _fault(observed: Observed, kind: str, labels: tuple[str, ...], pages: list[PageContent], whole: int) -> Fault:
    column, unit = answering(observed, pages)
    count = "" if kind == "home" else f"{len(pages)} 个" if len(pages) < whole else f"全部 {whole} 个"
    of = f"（共查 {whole} 个）" if len(pages) < whole else ""
    none = len(labels) > 1
    said = f"{'都' if len(pages) > 1 else ''}没有网页标签" if none else "没有标签"
    return Fault(
        subject=f"{ALL_LABELS if none else labels[0]}（{KINDS[kind]}）",
        title=f"{count}{KINDS[kind]}{said}{'：' if none else ' '}{'、'.join(labels)}{of}",
        unit=unit,
        column=column,
        found_on=sampled(pages),
        evidence={
            **({"labels_lost": [*labels]} if none else {"label": labels[0]}),
            "page_kind": KINDS[kind],
            "pages": len(pages),
            "page_share": share(len(pages), whole),
            "labels_there": [*sorted(pages[0].metas)[:20]],
        },
    )
