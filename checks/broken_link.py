"""broken-link: a target that cannot be had by any fair means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from checks.check import Check
from checks.linking_articles import LinkingArticle, articles_by_page, place_of
from checks.site_down import site_does_not_answer
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed, Target
from inspection.plan import Plan
from inspection.reasons import explain
from inspection.records import Link, Verdict

_FILES = re.compile(
    r"\.(?:docx?|wps|xlsx?|et|pptx?|dps|pdf|ofd|rtf|txt|csv|zip|rar|7z|mp[34]|jpe?g|png|gif|tiff?)$", re.I
)
_ELEMENTS = {
    "img": "图片",
    "source": "图片或音视频",
    "iframe": "内嵌页面",
    "script": "页面脚本",
    "link": "页面样式文件",
    "css": "页面样式中的图片",
    "meta": "自动跳转",
    "object": "内嵌文件",
}
_LONGEST_NAME = 60  # characters of a name in a sentence


@dataclass(frozen=True)
class BrokenLink(Check):
    """链接、图片、附件打不开。

    ## 查什么
    网页里的链接、图片、附件、内嵌页面等，换用不同方式、隔开时间多次尝试后仍然打不开。同一个地址无论出现在多少网页上，只报一条，
    并列出在哪些网页上出现。站外地址同样检查。被防火墙拦截等看不清的情况记为“无法判断”；网站本身没有回答时，全部链接都记为“无法判断”。

    政务新媒体账号近 180 天发布的文章，其中的链接和“阅读原文”也检查，报在该账号名下，并写明是哪一篇文章。
    公众号、微博的“该内容已被发布者删除”一类页面算打不开；平台要求验证的记为“无法判断”。
    指向同一平台的地址，每轮最多检查 60 个，较新文章里的优先。

    ## 为什么要紧
    群众点不开附件就办不成事；检查时链接、图片、附件和外链打不开都会扣分，首页上的扣得更多。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    链接:
      - 地址: /attach/1/申请表.doc
        结论: 打不开
        原因: http-404
        文字: 附件：申请表
        来自: [/tzgg/1.html]
        栏目: 通知公告
    栏目:
      通知公告: {类型: 通知公告, 责任单位: 办公室, 稿件: [{标题: 关于申请补贴的通知, 日期: 2025-03-20}]}
    发现: [https://example.gov.cn/attach/1/%E7%94%B3%E8%AF%B7%E8%A1%A8.doc]
    ```

    ## 无错的例子
    被防火墙拦截，不等于打不开：
    ```yaml
    今天: 2025-03-25
    链接:
      - {地址: https://other.gov.cn/, 结论: 无法判断, 原因: blocked-by-firewall, 文字: 上级部门, 来自: [/]}
    无法判断: [https://other.gov.cn/]
    ```

    ## 选项
    - `pages_shown`（默认 20）：每条发现最多列出多少个出现该链接的网页。
    """

    name: ClassVar[str] = "broken-link"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：网站内外的链接、图片、附件都应当能够打开"

    pages_shown: int = 20

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the targets' addresses."""
        down = site_does_not_answer(observed)
        articles = articles_by_page(observed)
        home = observed.plan.site.home_url
        homes = {home, observed.home.url if observed.home else home}
        for target in observed.targets:
            probe = target.probe
            if probe.verdict is Verdict.UNDECIDED:
                yield CannotTell(probe.url, probe.reason or "undecided", explain(probe.reason, probe.detail))
            elif probe.verdict is Verdict.FAULTY and down:
                yield CannotTell(probe.url, "site-down", explain("site-down"))
            elif probe.verdict is Verdict.FAULTY and not (probe.url in homes and _home_fails(observed)):
                yield self._fault(observed.plan, target, homes, articles)

    def _fault(self, plan: Plan, target: Target, homes: set[str], articles: Mapping[str, LinkingArticle]) -> Fault:
        probe, shown = target.probe, self._shown(target.links)
        linking = tuple(dict.fromkeys(link.page for link in target.links))
        pages = linking[: self.pages_shown]
        channel = next((c for name in target.columns if (c := plan.column(name) or plan.account(name))), None)
        place = place_of(linking, max(target.link_count, len(linking)), articles)
        return Fault(
            subject=probe.url,
            title=f"{place.words}{_what(probe.url, shown)}打不开：{explain(probe.reason, probe.detail)}",
            unit=channel.unit if channel else None,
            column=channel.name if channel else None,
            found_on=pages,
            evidence={
                "reason": probe.reason,
                "status": probe.status,
                "link_count": max(target.link_count, len(pages)),
                "looks": probe.looks,
                "text": shown.text if shown else "",
                "element": shown.element if shown else "",
                "detail": probe.detail,
                "final_url": probe.final_url,
                "home": any(page in homes for page in pages),
                "external": host_of(probe.url) not in plan.site.inspected_hosts,
                **place.evidence,
            },
        )

    @staticmethod
    def _shown(links: tuple[Link, ...]) -> Link | None:
        """The link that tells most: the first with a text, else the first."""
        return next((link for link in links if link.text.strip()), links[0] if links else None)


def _home_fails(observed: Observed) -> bool:
    """site-down has said it already."""
    return observed.home is not None and observed.home.verdict is Verdict.FAULTY


def _what(url: str, link: Link | None) -> str:
    """附件“申请表”, 图片“/a/b.jpg”, 链接“上级部门”."""
    element = link.element if link else "a"
    path = PurePosixPath(unquote(urlsplit(url).path))
    is_file = bool(_FILES.search(path.name))
    kind = _ELEMENTS.get(element) or ("附件" if is_file else "链接")
    text = " ".join(link.text.split()) if link else ""
    name = text or (path.name if is_file and path.name else url)
    return f"{kind}“{name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + '…'}”"
