"""incomplete-guide: a guide does not name what it must, or its entrance does not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.draft_interpretations import texts_of_files
from checks.guide_elements import DISCLOSURE, SERVICE, VETO_CLASSES, Element, folded, names, own_element
from checks.page_reading import own_text
from checks.page_samples import unread
from inspection.addresses import join
from inspection.contents import PageContent
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.participation import Guide
from inspection.reasons import explain
from inspection.records import Probe, Verdict

_DISCLOSURE_BASIS = "《中华人民共和国政府信息公开条例》第十二条"
_SERVICE_BASIS = "国办秘函〔2019〕19号：办事指南要素缺失"
_SHORTEST = 80  # letters: what says less is a shell, or a picture
_NO_NAMES = ("办事指南", "服务指南", "办理指南", "指南", "办事服务", "网上办事", "在线办事")


@dataclass(frozen=True)
class IncompleteGuide(Check):
    """指南要素不全。

    ## 查什么
    方案 `guides` 所列的指南是否写全了要素，申请入口能否打开。信息公开指南按条例第十二条：
    信息的分类、编排体系、获取方式，公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式；办事指南是十类：事项名称、设定依据、申请条件、办理材料、
    办理地点、办理机构、收费标准、办理时间、联系电话、办理流程。每个要素都认几种说法；“传真：”后面空着的、电话没有号码的算没有写；
    只有监督电话的不算有联系电话。办事指南缺4类以上的，注明计入“服务不实用”。方案写了 `elements` 的以方案为准。
    网页没有读到、网页上几乎没有文字（指南可能在附件或图片里）、入口能否打开未能判定的，记为“无法判断”。

    ## 为什么要紧
    缺了地址、时间、电话，群众不知道找谁、去哪里；5个以上办事指南各缺4类以上要素即单项否决。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /gk/zn/:
        标题: 政府信息公开指南
        正文: |
          一、主动公开的范围：机构职能、政策文件等，按分类目录编排。
          二、获取方式：可通过本网站查阅。
          三、依申请公开。受理机构：某某局办公室。办公地址：某某路1号。
          办公时间：周一至周五 9:00—17:00。传真：
    方案: {guides: [{name: 公开指南, url: /gk/zn/}]}
    发现: [公开指南]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /gk/zn/:
        标题: 政府信息公开指南
        正文: |
          一、主动公开的范围：机构职能、政策文件等，按分类目录编排。
          二、获取方式：可通过本网站查阅。
          三、依申请公开。受理机构：某某局办公室。办公地址：某某路1号。
          办公时间：周一至周五 9:00—17:00。联系电话：021-00000000，传真：021-00000001，电子邮箱：gk@example.gov.cn。
    方案: {guides: [{name: 公开指南, url: /gk/zn/}]}
    ```

    ## 选项
    无。网页、要素、入口都在方案的 `guides` 里写。
    """

    name: ClassVar[str] = "incomplete-guide"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = f"{_DISCLOSURE_BASIS}；{_SERVICE_BASIS}"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the names of the plan's guides."""
        if not observed.plan.guides:
            return
        if observed.contents is None:
            yield unread(observed)
            return
        probes = {target.probe.url: target.probe for target in observed.targets}
        linked: set[str] | None = None
        for guide in observed.plan.guides:
            if guide.entrance is not None and linked is None:
                linked = _linked(observed)
            yield from _judge(observed, guide, probes, linked or set())


def _judge(
    observed: Observed, guide: Guide, probes: dict[str, Probe], linked: set[str]
) -> Iterator[Fault | CannotTell]:
    url = _address(observed, guide.url)
    page = (observed.contents or {}).get(url)
    entrance = _address(observed, guide.entrance) if guide.entrance else None
    probe = probes.get(entrance) if entrance else None
    closed = probe if probe is not None and probe.verdict is Verdict.FAULTY else None
    missing = _missing(observed, guide, page) if page is not None else None
    if missing or closed is not None:
        yield _fault(guide, url, page, missing or [], closed)
    if missing is None:
        said = f"指南网页 {url} 没有读到" if page is None else f"指南网页 {url} 上几乎没有文字（可能在附件或图片里）"
        yield CannotTell(guide.name, "page-not-read" if page is None else "text-too-short", said)
    if entrance is None or closed is not None:
        return
    if probe is not None:
        said = f"申请入口 {entrance} 能否打开未能判定：{explain(probe.reason, probe.detail)}"
        yield CannotTell(guide.name, probe.reason or "undecided", said)
    elif entrance not in linked:
        yield CannotTell(guide.name, "entrance-not-tried", f"没有网页链接到申请入口 {entrance}，本轮没有试过能否打开")


def _address(observed: Observed, url: str) -> str:
    return join(observed.plan.site.home_url, url) or url


def _linked(observed: Observed) -> set[str]:
    """Addresses that the round tried because pages lead there: absent from the targets, they are sound."""
    out = {_address(observed, column.url) for column in observed.plan.columns}
    for url, page in (observed.contents or {}).items():
        out.add(url)
        out |= {anchor.url for anchor in (*page.links, *page.attachments)}
    return out


def _missing(observed: Observed, guide: Guide, page: PageContent) -> list[str] | None:
    """Elements that the guide does not name; None where there is hardly any text to judge."""
    texts = [page.title, *(f"{key}：{value}" for key, value in page.fields.items()), own_text(observed, page)]
    text = folded("\n".join([*texts, *texts_of_files(observed, page.attachments)]))
    if len(text) < _SHORTEST:
        return None
    elements: tuple[Element, ...] = tuple(map(own_element, guide.elements))
    if not elements:
        elements = DISCLOSURE if guide.kind == "信息公开" else SERVICE
    headings = "\n".join(folded("\n".join(table.headings)) for table in page.tables)
    named = [e for e in elements if names(e, f"{text}\n{headings}") or (e.name == "事项名称" and _is_named(page))]
    return [element.name for element in elements if element not in named]


def _is_named(page: PageContent) -> bool:
    """Whether the page's title names the matter: 办理结婚登记, not 办事指南."""
    title = page.title.strip()
    return len(title) >= 4 and title not in _NO_NAMES


def _fault(guide: Guide, url: str, page: PageContent | None, missing: list[str], closed: Probe | None) -> Fault:
    said = [f"缺少{'、'.join(missing)}"] if missing else []
    if closed is not None:
        said.append(f"申请入口打不开（{explain(closed.reason, closed.detail)}）")
    counts = guide.kind == "办事" and not guide.elements and len(missing) >= VETO_CLASSES
    return Fault(
        subject=guide.name,
        title=f"“{guide.name}”{'，'.join(said)}{'；缺4类以上，计入“服务不实用”' if counts else ''}",
        unit=guide.unit,
        found_on=(url,),
        evidence={
            "elements": list(missing),
            "element_count": len(missing),
            "guide_kind": guide.kind,
            "counts_for_veto": counts,
            "entrance": closed.url if closed else None,
            "reason": closed.reason if closed else None,
            "title": page.title if page else None,
        },
        basis=_DISCLOSURE_BASIS if guide.kind == "信息公开" else _SERVICE_BASIS,
    )
