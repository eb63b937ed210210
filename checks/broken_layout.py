"""broken-layout: at phone width something sticks out, and the page scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, Looks, cut, looks_of, told
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.visits import View


@dataclass(frozen=True)
class BrokenLayout(Check):
    """手机上显示不全，要左右拖动。

    ## 查什么
    按手机宽度（方案 browser 的 phone_width，默认 390 像素）打开网页，有内容超出屏幕右边，整个网页要左右拖动才能看全。
    在自己的框里左右滑动的表格、收在屏幕外的菜单不算。

    只查已经适配手机的网页（声明了 viewport）。没有声明的，手机把整页缩小显示：首页能缩到一屏而这个网页不能的，才算；
    首页也不能的，是没有做手机版的网站，不在本项之列。样式文件没有取到的，记为“无法判断”。
    同一处内容在许多网页上超出的，只报一条。

    ## 为什么要紧
    多数公众用手机访问；内容超出屏幕，表格和按钮就看不到、点不着。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 方式: 手机, 适配: 是, 屏宽: 390, 页宽: 390}
      - {地址: /tj/1.html, 方式: 手机, 适配: 是, 屏宽: 390, 页宽: 1200, 超出: [{元素: table.data, 文字: 2024年统计表}]}
    发现: [https://example.gov.cn/tj/1.html]
    ```

    ## 无错的例子
    没有做手机版的网站：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 方式: 电脑}
      - {地址: /, 方式: 手机, 适配: 否, 屏宽: 980, 页宽: 1200, 超出: [{元素: div.main, 文字: 要闻}]}
    ```

    ## 选项
    - `tolerance`（默认 12）：超出不到这么多像素的，不算。
    """

    name: ClassVar[str] = "broken-layout"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）扣分指标：功能设计（兼容性）；以手机宽度判断为工作惯例"
    )

    tolerance: int = 12

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages' addresses; of what sticks out in several, the home page's or the first one's."""
        known, home_url = looks_of(observed), observed.plan.site.home_url
        home = known.home(View.PHONE)
        shrinks = home is not None and not home.facts.viewport_meta and not self._sticks_out(home)
        same: dict[str, list[Look]] = {}
        for look in known.of(View.PHONE):
            if not self._sticks_out(look) or not (look.facts.viewport_meta or shrinks):
                continue
            if any(".css" in url.lower() for url in (*look.facts.failed, *look.facts.withheld)):
                yield CannotTell(look.url, "styles-not-loaded", explain("styles-not-loaded"))
                continue
            same.setdefault(_same(look), []).append(look)
        for looks in same.values():
            looks.sort(key=lambda look: (look.url != home_url, look.url.count("/"), len(look.url), look.url))
            yield self._fault(observed, known, looks)

    def _sticks_out(self, look: Look) -> bool:
        facts = look.facts
        return bool(facts.width and facts.wide) and facts.scroll_width - facts.width > self.tolerance

    @staticmethod
    def _fault(observed: Observed, known: Looks, looks: list[Look]) -> Fault:
        first, facts = looks[0], looks[0].facts
        widest = max(facts.wide, key=lambda one: one.right)
        over = f"超出屏幕 {widest.right - facts.width} 像素"
        what = f"“{cut(' '.join(widest.text.split()), 20)}”" if widest.text.strip() else f"元素 {widest.selector} "
        return told(
            observed,
            first.url,
            looks,
            f"{known.where(looks)}在手机上显示不全：{what}{over}，要左右拖动",
            {
                "elements": [one.selector for one in facts.wide[:5]],
                "width": facts.width,
                "scroll_width": facts.scroll_width,
            },
            View.PHONE,
        )


def _same(look: Look) -> str:
    """What sticks out farthest, without what numbers it among its like."""
    widest = max(look.facts.wide, key=lambda one: one.right).selector
    plain = re.sub(r":nth-[a-z-]+\([^)]*\)|\d+", "", widest)
    # Bare tags say nothing of which it is: a table in the text of one article is not that of another.
    return plain if re.search(r"[.#\[]", plain) else f"{plain} {look.url}"
