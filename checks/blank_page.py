"""blank-page: a page that answers 200 and shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, Looks, earlier, looks_of, told
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Verdict
from inspection.visits import View

# All that a page says which never came to show anything.
_WAITING = re.compile(
    r"(?:数据|页面|内容|正在|努力|拼命|玩命|系统|应用|资源|请稍[候后等]|加载|载入|初始化|中|loading|please|wait|[\W\d])*",
    re.I,
)
_WAITS = re.compile(r"加载|载入|初始化|稍[候后等]|loading|wait", re.I)
_INKED = 0.02  # of the first screen that is painted on: more is no blank sheet
_SPINNER = 20  # characters at most of such words


@dataclass(frozen=True)
class BlankPage(Check):
    """网页打开后是空白的。

    ## 查什么
    服务器回答正常（200），但用浏览器打开后什么也没有显示：没有文字、图片、视频，也没有可以点的东西；或者一直停在“加载中”。
    等网页上的脚本运行完、再往下滚动一遍之后才下结论，疑似空白的当场再看一次。因巡检自身的限制（内网地址、robots.txt
    等）没有取到脚本或数据的，记为“无法判断”。

    首页和方案所列栏目没有能用浏览器打开的，由本项记为“无法判断”；其余各项浏览器检查（显示慢、脚本出错等）不再重复说明。
    方案 crawl 的 browser 写 never，或 browser 的 pages 写 0 的，不查。

    ## 为什么要紧
    链接检查看不出这种问题：地址能打开，公众看到的却是一片空白。首页或栏目空白，检查时按打不开或空白栏目处理。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /}
      - {地址: /zwgk/1.html, 文字: 0, 图片: 0, 控件: 0}
    发现: [https://example.gov.cn/zwgk/1.html]
    ```

    ## 无错的例子
    只有一张图片的网页不是空白：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /}
      - {地址: /tj/1.html, 文字: 0, 图片: 1, 控件: 0}
    ```
    没有打开，不等于空白：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 原因: timeout}
    无法判断: [https://example.gov.cn/]
    ```

    ## 选项
    - `letters`（默认 4）：看得见的文字不超过这么多字，又没有图片等，才算空白。
    """

    name: ClassVar[str] = "blank-page"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：网页应当能够正常打开并显示内容"

    letters: int = 4

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the pages' addresses; the site's name, where no browser looked at all."""
        yield from unseen(observed)
        known = looks_of(observed)
        for look in known.of(View.DESK):
            if not self._is_blank(look):
                continue
            if look.facts.withheld or _something_foreign_failed(look, known):
                yield CannotTell(look.url, "page-withheld", explain("page-withheld") + earlier(observed, look.visit))
                continue
            waits = "一直停在“加载中”" if look.facts.text > self.letters else "什么也没有显示"
            yield told(
                observed,
                look.url,
                [look],
                f"{known.name(look.url)}打开后是空白的：服务器回答正常，但{waits}",
                {"status": look.visit.status, "text": look.facts.excerpt[:60]},
            )

    def _is_blank(self, look: Look) -> bool:
        """By what is painted, where that is known; else a page with things to press is none."""
        facts = look.facts
        if facts.inked is not None and facts.inked > _INKED:
            return False
        words = "".join(facts.excerpt.split())[: 2 * _SPINNER]
        if facts.text <= _SPINNER and facts.images <= 1 and facts.controls <= 1 and _says_wait(words):
            return True
        pressed = facts.controls > 1 and facts.inked is None
        return facts.text <= self.letters and facts.images == 0 and not pressed


def _says_wait(words: str) -> bool:
    return bool(_WAITS.search(words)) and bool(_WAITING.fullmatch(words))


def _something_foreign_failed(look: Look, known: Looks) -> bool:
    """What stands elsewhere may be out of reach from here alone."""
    return any(host_of(url) not in known.plan.site.inspected_hosts for url in look.facts.failed)


def unseen(observed: Observed) -> Iterator[CannotTell]:
    """What a browser should have looked at and did not: once for the site, else home page and columns by themselves."""
    plan, home = observed.plan, observed.plan.site.home_url
    if plan.crawl.browser == "never" or plan.browser.pages == 0:
        return
    if observed.home is not None and observed.home.verdict is Verdict.FAULTY:
        return  # site-down has said it
    if observed.visits is None:
        yield CannotTell(plan.site.name, "not-looked-at", "近期没有用浏览器打开过网页，网页的显示效果未能检查")
        return
    looks = {visit.url: visit for visit in observed.visits if visit.view is View.DESK}
    if home not in looks:
        yield CannotTell(home, "not-looked-at", "没有用浏览器打开过首页")
    for url in dict.fromkeys((home, *map(plan.column_url, plan.columns))):
        visit = looks.get(url)
        if visit is not None and visit.reason is not None:
            yield CannotTell(url, visit.reason, f"用浏览器没有打开：{explain(visit.reason)}{earlier(observed, visit)}")
