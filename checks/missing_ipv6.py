"""missing-ipv6: the site cannot be reached by IPv6."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.endpoints import agreed, endpoints_of
from inspection.availability import EndpointFacts
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.outages import majority


@dataclass(frozen=True)
class MissingIpv6(Check):
    """网站不支持 IPv6 访问。

    ## 查什么
    首页的域名没有 IPv6 地址（AAAA 记录），或者有地址而连不上。本机没有 IPv6 的，域名有 IPv6 地址、连不连得上
    记为“无法判断”。几处查看的，以多数为准。方案 availability 的 ipv6 写 false 的，不查。

    ## 为什么要紧
    检查指标要求网站完成 IPv6 改造；有地址而不通的，用 IPv6 上网的公众打开网站会很慢或打不开。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {IPv6: 没有}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {IPv6: 通}
    ```
    ```yaml
    今天: 2025-03-25
    可用性: {IPv6: 本机没有}
    无法判断: [某某局]
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "missing-ipv6"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）扣分指标：功能设计（IPv6改造）；以两类现象判断为工作惯例"
    )

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        if not observed.plan.availability.ipv6:
            return
        site, seen = observed.plan.site, endpoints_of(observed)
        if isinstance(seen, CannotTell):
            yield seen
            return
        faulty, sound, blind = agreed((one, _is_missing(one)) for one in seen)
        verdict = majority([True] * len(faulty) + [False] * len(sound))
        if verdict:
            nowhere = not any(one.ipv6 for one in faulty)
            said = "域名没有 IPv6 地址（AAAA 记录）" if nowhere else "域名有 IPv6 地址，但连不上"
            yield Fault(
                subject=site.name,
                title=f"网站“{site.name}”不支持 IPv6 访问：{said}",
                found_on=(site.home_url,),
                evidence={
                    "ipv4": [*faulty[0].ipv4[:4]],
                    "ipv6": [*sorted({at for one in faulty for at in one.ipv6})[:4]],
                },
            )
        elif verdict is None and (faulty or blind):
            yield CannotTell(site.name, "ipv6-unknown", _why(faulty, blind))


def _is_missing(facts: EndpointFacts) -> bool | None:
    if facts.lookup_error or "ipv6" in facts.extra:
        return None
    if not facts.ipv6:
        return True
    return None if facts.ipv6_answers is None else not facts.ipv6_answers


def _why(faulty: list[EndpointFacts], blind: list[EndpointFacts]) -> str:
    if faulty:
        return "各处所见不一，无法判断"
    if any(one.ipv6 for one in blind):
        return "域名有 IPv6 地址，但运行巡检的机器没有可用的 IPv6，不能验证通不通"
    return "域名没有查到，不能判断是否支持 IPv6"
