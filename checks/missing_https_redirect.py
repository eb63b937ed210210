"""missing-https-redirect: who types http:// does not come to https://."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.endpoints import agreed, endpoints_of
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.outages import majority
from inspection.reasons import explain


@dataclass(frozen=True)
class MissingHttpsRedirect(Check):
    """http:// 没有跳转到 https://。

    ## 查什么
    用 http:// 打开首页，没有转到 https://：一直停在明文网页上，或者 https:// 开着而 http:// 打不开。
    被防火墙拦截、各处所见各占一半的，记为“无法判断”。首页用的是特殊端口的，不查。方案 availability 的 https
    写 false 的，不查。

    ## 为什么要紧
    明文网页可以在途中被人篡改、插入广告；公众多半只输入域名，或从旧链接进来。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {http转https: 否}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {http转https: 是}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "missing-https-redirect"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "工作惯例"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        plan = observed.plan
        if not plan.availability.https:
            return
        seen = endpoints_of(observed)
        if isinstance(seen, CannotTell):
            yield seen
            return
        faulty, sound, blind = agreed(
            (one, None if one.https_redirect is None else not one.https_redirect)
            for one in seen
            if one.extra.get("http") != "other-port"
        )
        verdict = majority([True] * len(faulty) + [False] * len(sound))
        if verdict:
            closed = next((one.extra["http"] for one in faulty if "http" in one.extra), "")
            said = f"http:// 打不开（{explain(closed)}）" if closed else "用 http:// 打开的是明文网页"
            yield Fault(
                subject=plan.site.name,
                title=f"网站“{plan.site.name}”没有从 http:// 跳转到 https://：{said}",
                found_on=(plan.site.home_url,),
                evidence={"reason": closed} if closed else {},
            )
        elif verdict is None and (faulty or blind):
            said = "各处所见不一" if faulty else "http:// 的首页未能看到"
            yield CannotTell(plan.site.name, "redirect-unknown", said)
