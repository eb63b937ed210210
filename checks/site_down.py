"""site-down: the home page does not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.reasons import explain, is_no_answer
from inspection.records import Verdict


def site_does_not_answer(observed: Observed) -> bool:
    """The home page got no answer: whatever else failed in this round says nothing of its own."""
    home = observed.home
    return home is not None and home.verdict is Verdict.FAULTY and is_no_answer(home.reason)


@dataclass(frozen=True)
class SiteDown(Check):
    """网站首页打不开。

    ## 查什么
    首页经过多次、间隔开的尝试仍然打不开：域名无法解析、拒绝连接、超时、服务器出错，或者回答“页面不存在”。整个网站只报一条；
    网站没有回答期间，站内链接一律记为“无法判断”，不另报坏链。被防火墙拦截时记为“无法判断”，不算打不开。

    ## 为什么要紧
    “站点无法访问”是单项否决指标：一周内每天间隔探测 20 次以上，打不开的次数达到 5% 即判为不合格。
    本项反映本轮所见，不等于已被否决。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    首页: {结论: 打不开, 原因: timeout}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    首页: {结论: 正常}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "site-down"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决：站点无法访问（一周内打不开的次数达5%）"
    )

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        site, home = observed.plan.site, observed.home
        if home is None or home.verdict is Verdict.SKIPPED:
            yield CannotTell(site.name, "home-not-tried", "本轮没有访问首页")
        elif home.verdict is Verdict.UNDECIDED:
            yield CannotTell(site.name, home.reason or "undecided", explain(home.reason, home.detail))
        elif home.verdict is Verdict.FAULTY:
            yield Fault(
                subject=site.name,
                title=f"网站“{site.name}”打不开：{explain(home.reason, home.detail)}",
                found_on=(home.url,),
                evidence={
                    "reason": home.reason,
                    "status": home.status,
                    "looks": home.looks,
                    "detail": home.detail,
                },
            )
