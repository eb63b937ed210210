"""hidden-link: a link off the site that the page keeps out of people's sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.hiding import Hidden, hidden_targets
from checks.suspicious import NAMES
from checks.unlinked import not_had
from inspection.addresses import host_of
from inspection.belonging import Belonging
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.plan import Plan

_HOW = {
    "off-screen": "移到屏幕之外",
    "zero-size": "大小为零",
    "same-colour": "文字与背景同色",
    "transparent": "全透明",
    "clipped": "被裁去",
    "display-none": "不显示",
    "visibility-hidden": "不可见",
    "covered": "被遮住",
    "text-indent": "文字移到屏幕之外",
    "marquee": "极小或极快的滚动字幕",
}
_TEXT = 40  # characters of a link's text in a sentence


@dataclass(frozen=True)
class HiddenLinkCheck(Check):
    """网页里有看不见的站外链接（暗链）。

    ## 查什么
    网页里指向站外的链接用特殊手法藏了起来，浏览的人看不到：移到屏幕之外、大小为零、文字与背景同色、极小的滚动字幕、用脚本隐藏等。
    先看网页代码，用浏览器打开过的网页再看实际显示。菜单、选项卡、轮播图、弹窗平时收起的链接不算；
    统计、分享、政府网站和方案 suspicion 的 trusted 所列网站的链接不算。链接文字或对方网站有害的，只要藏着就算。
    同一个地址只报一条，列出在哪些网页上出现。
    样式写在外部文件里、又没有用浏览器打开过的网页，看不出来。

    ## 为什么要紧
    暗链多是网站被攻破后植入的，用来给赌博、色情网站增加搜索排名；属于单项否决所说的链接到有害内容。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可疑:
      - 地址: /
        暗链: [{地址: "http://www.example.com/", 文字: 百家乐, 手法: off-screen}]
    发现: ["http://www.example.com/"]
    ```

    ## 无错的例子
    收起的菜单：
    ```yaml
    今天: 2025-03-25
    可疑:
      - 地址: /
        暗链: [{地址: "http://www.example.com/", 文字: 合作单位, 手法: display-none}]
    ```

    ## 选项
    - `pages_shown`（默认 20）：每条发现最多列出多少个网页。
    """

    name: ClassVar[str] = "hidden-link"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”：链接到有害内容"
    )

    pages_shown: int = 20

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the hidden links' targets."""
        belonging = Belonging(observed.plan, observed.columns, observed.known)
        hidden = hidden_targets(observed)
        for one in hidden.values():
            yield self._fault(observed.plan, one, belonging)
        yield from not_had(observed, self.name, {one.link.url for one in hidden.values()})

    def _fault(self, plan: Plan, one: Hidden, belonging: Belonging) -> Fault:
        link, pages = one.link, tuple(dict.fromkeys(one.pages))
        name = next((c for page in pages if (c := belonging.of(page))), None)
        column = plan.column(name) if name else None
        kind = f"，内容是{NAMES[one.category]}" if one.category else ""
        text = " ".join(link.text.split())[:_TEXT] or host_of(link.url)
        many = f"等 {len(pages)} 个网页" if len(pages) > 1 else ""
        return Fault(
            subject=link.url,
            title=f"网页“{pages[0]}”{many}藏有指向“{text}”的站外链接（{_HOW.get(link.how, link.how)}）{kind}{one.on}",
            severity=Severity.CRITICAL if one.category else None,
            unit=column.unit if column else None,
            column=column.name if column else None,
            found_on=pages[: self.pages_shown],
            evidence={
                "text": link.text,
                "how": link.how,
                "in_block": link.block,
                "pages": len(pages),
                "seen_by": "browser" if one.by_browser else "markup",
                "category": one.category.value if one.category else None,
                "home": plan.site.home_url in pages,
            },
        )
