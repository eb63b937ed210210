"""outdated-rule: a page that people go by still states a rule that was changed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.changed_rules import CHANGED_RULES, ChangedRule
from checks.check import Check
from checks.page_samples import unread
from inspection.addresses import join
from inspection.contents import PageContent
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import day_of

_CLAUSE = re.compile(r"[^。;\n]+")
_ABOUT_DISCLOSURE = re.compile(r"信息公开|依申请|公开(?:指南|条例|申请|规定|办法|制度|须知|流程|程序)|申请公开")
_NEARBY = re.compile(r"政府信息|信息公开|申请公开|公开申请|依申请")
_OTHER_APPLICATION = re.compile(
    r"(?:行政许可|许可|查询|查档|鉴定|设立|变更|注销|登记|补贴|救助|救济|低保|认定|备案|审批|资格|床位|补助|入住|收养)(?:的)?申请|申请(?:行政许可|登记|补贴|救助|低保|认定|备案|补助|入住|收养)"
)
# Published since the change, only what people go by: news of that time and cases tell what was.
_GOES_BY = re.compile(r"公开|申请|指南|须知|流程|办事|服务|制度|规定|办法|条例|问答|常见问题|说明")
_TELLS = re.compile(
    r"年度?报告|年报|总结|案例|判决|裁定|复议|答复书|告知书|解读|修订|修改|召开|培训|学习|变化|亮点|对照|会议|调研|统计|公报"
)
_EXPIRED = re.compile(r"废止|失效|停止执行|已修订|已被|历史|存档|归档")
_MANY = 4  # pages with the same words: they stand in what these share
_CONTEXT = 300  # letters before a clause in which it must be said that disclosure is meant


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: ChangedRule
    quote: str


@dataclass(frozen=True)
class OutdatedRule(Check):
    """沿用已修改的规定。

    ## 查什么
    指南、流程、须知、制度等仍在使用的网页，是否还写着已经修改的规定。现有五条：政府信息公开申请的答复期限写成15个工作日
    （2019年5月15日起为20个工作日），延长期限写成15个工作日，写明收取检索、复制、邮寄等成本费，要求与“自身生产、生活、科研等
    特殊需要”有关，只引用2007年的条例（第492号令）。逐句判断：第三方15个工作日内提出意见、申请人补正、投诉和复议的期限、
    “由15个工作日延长为20个工作日”的说明、不收费的说明，都不算。
    2019年5月15日以前发布的文件和新闻、年度报告、案例、已标注废止的网页不查；静态类栏目、方案 `guides` 所列的指南和
    没有发布日期的网页总是查。四个以上网页写着同一句话的，合成一张问题单。

    ## 为什么要紧
    申请人照着旧规定办事会被误导；指南写错期限，上级检查时直接点名。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /gk/zn/:
        类型: 其他
        标题: 政府信息公开指南
        正文: "行政机关收到政府信息公开申请，不能当场答复的，自收到申请之日起15个工作日内予以答复。"
    发现: [https://example.gov.cn/gk/zn/]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /gk/zn/:
        类型: 其他
        标题: 政府信息公开指南
        正文: "自收到申请之日起20个工作日内予以答复。第三方应当自收到征求意见书之日起15个工作日内提出意见。"
    ```

    ## 选项
    无。规定列在程序的 checks/changed_rules.py 中，每条一项。
    """

    name: ClassVar[str] = "outdated-rule"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《中华人民共和国政府信息公开条例》（2019年修订）"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages; of many that share the words, the one with the shortest address."""
        if observed.contents is None:
            yield unread(observed)
            return
        living = _Living(observed)
        said: dict[tuple[str, ...], list[tuple[PageContent, list[_Hit]]]] = defaultdict(list)
        for url, page in observed.contents.items():
            if living.goes_by(url, page) and (hits := _hits(page)):
                said[tuple(hit.quote for hit in hits)].append((page, hits))
        for pages in said.values():
            pages.sort(key=lambda one: (len(one[0].url), one[0].url))
            together = [pages] if len(pages) >= _MANY else [[one] for one in pages]
            for group in together:
                yield _fault(observed, living, [page for page, _ in group], group[0][1])


class _Living:
    """Which pages people go by today."""

    def __init__(self, observed: Observed) -> None:
        plan, zone = observed.plan, observed.plan.zone
        self.days = {a.url: day for a in observed.articles() if (day := day_of(a.published_at, zone)) is not None}
        self.static = {column.name for column in plan.columns if column.deadline is None}
        self.guides = {join(plan.site.home_url, guide.url): guide for guide in plan.guides}

    def goes_by(self, url: str, page: PageContent) -> bool:
        if any(_EXPIRED.search(notice) for notice in page.notices):
            return False
        if any(_EXPIRED.search(value) for name, value in page.fields.items() if "效" in name or "状态" in name):
            return False
        if url in self.guides:
            return True
        if page.kind in ("home", "list") or _TELLS.search(page.title):
            return False
        if page.kind != "article" or any(column in self.static for column in page.columns):
            return True
        day = self.days.get(url) or min((stated.day for stated in page.days), default=None)
        if day is None:
            return bool(_GOES_BY.search(page.title))
        return day >= min(rule.since for rule in CHANGED_RULES) and bool(_GOES_BY.search(page.title))


def _hits(page: PageContent) -> list[_Hit]:
    """Every rule that the page states as it was, once each, with the clause."""
    text = unicodedata.normalize("NFKC", page.text)
    titled = bool(_ABOUT_DISCLOSURE.search(page.title))
    if not titled and not _NEARBY.search(text):
        return []
    out: list[_Hit] = []
    for rule in CHANGED_RULES:
        if rule.hint in text and (clause := _clause(rule, text, titled)) is not None:
            out.append(_Hit(rule, clause))
    return out


def _clause(rule: ChangedRule, text: str, titled: bool) -> str | None:
    for piece in _CLAUSE.finditer(text):
        words = re.sub(r"\s+", "", piece[0])[:400]
        if rule.hint not in words or (found := rule.says.search(words)) is None:
            continue
        if rule.fair is not None and rule.fair.search(words):
            continue
        if rule.fair_before is not None and rule.fair_before.search(words[: found.end()]):
            continue
        near = text[max(0, piece.start() - _CONTEXT) : piece.end()]
        if _OTHER_APPLICATION.search(words) or not (titled or _NEARBY.search(near)):
            continue
        return words if len(words) <= 160 else f"{words[:159]}…"
    return None


def _fault(observed: Observed, living: _Living, pages: list[PageContent], hits: list[_Hit]) -> Fault:
    first, rule = pages[0], hits[0].rule
    guide = living.guides.get(first.url)
    column = next((c for c in map(observed.plan.column, first.columns) if c is not None), None)
    places = f"等 {len(pages)} 个网页" if len(pages) > 1 else ""
    more = f"等 {len(hits)} 处" if len(hits) > 1 else ""
    return Fault(
        subject=first.url,
        title=f"“{first.title or first.url}”{places}仍写着已修改的规定：{rule.name}{more}（现为{rule.now}）",
        unit=guide.unit if guide and guide.unit else column.unit if column else None,
        column=column.name if column else None,
        found_on=tuple(page.url for page in pages[:20]),
        evidence={
            "outdated": [
                {"rule": hit.rule.name, "quote": hit.quote, "now": hit.rule.now, "clause": hit.rule.basis}
                for hit in hits
            ],
            "changed_on": rule.since.isoformat(),
            "pages": len(pages),
        },
        basis=rule.basis,
    )
