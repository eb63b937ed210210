"""missing-leaving-notice: links lead off the site without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.visited import Look, is_own, looks_of, told
from inspection.addresses import host_of
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.visits import View


@dataclass(frozen=True)
class MissingLeavingNotice(Check):
    """点击站外链接没有离站提示。

    ## 查什么
    在浏览器里点击指向非政府网站的链接，没有出现“您即将离开本网站”一类的提示，就直接打开了。每个网页最多试三个链接，只点不真的打开。
    链接到其他政府网站（.gov.cn）和本单位其他网站的，可以不提示。整个网站只报一条，列出试过的链接；各链接提示不一的，按没有提示的
    报告。方案 browser 的 leaving_notice 写 false 的，不查。

    ## 为什么要紧
    公众看到的是政府网站的链接，以为打开的也是政府网站；对方网站的内容和安全，政府网站管不了，应当说明。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    浏览器:
      - {地址: /, 离站: [{地址: "https://www.example.com/", 提示: 无}]}
    发现: [某某局]
    ```

    ## 无错的例子
    链接到其他政府网站的不必提示：
    ```yaml
    今天: 2025-03-25
    浏览器:
      - 地址: /
        离站:
          - {地址: "https://www.example.com/", 提示: 有}
          - {地址: "https://www.gov.cn/", 提示: 无}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "missing-leaving-notice"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例：点击外部链接离开政府网站时应当有提示"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        plan, known = observed.plan, looks_of(observed)
        if not plan.browser.leaving_notice:
            return
        silent: dict[str, Look] = {}
        announced, untold, pages = 0, 0, list[Look]()
        for look in known.of(View.DESK):
            for link in look.facts.leaving:
                if _may_go_without(link.url) or is_own(link.url, plan):
                    continue
                announced += link.announced is True
                untold += link.announced is None
                if link.announced is False:
                    silent.setdefault(link.url, look)
                    pages.append(look)
        if silent:
            first = next(iter(silent))
            many = f"等 {len(silent)} 个站外链接" if len(silent) > 1 else ""
            yield told(
                observed,
                plan.site.name,
                pages,
                f"网站“{plan.site.name}”的站外链接没有离站提示：点击“{host_of(first)}”{many}，直接离开本网站",
                {"links": list[Json](silent)[:10], "announced": announced},
            )
        elif untold and not announced:
            yield CannotTell(plan.site.name, "leaving-not-told", explain("leaving-not-told"))


def _may_go_without(url: str) -> bool:
    """Another site of the government: people do not leave what the state answers for."""
    host = host_of(url).partition(":")[0]
    return host.endswith(".gov.cn") or host == "gov.cn"
