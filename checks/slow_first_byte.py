"""slow-first-byte: over a week the home page takes long to begin to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.availability import PROBES_A_DAY
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.outages import unavailability


@dataclass(frozen=True)
class SlowFirstByte(Check):
    """网站应答迟缓。

    ## 查什么
    近七天首页首字节时间（从发出请求到服务器开始应答，含跳转）的中位数，超过方案 availability 的 slow（默认 5 秒）。
    取中位数，偶尔一两次慢不算；打不开的不计入，另由 frequent-outage 报告。打开不足 20 次的，记为“无法判断”。

    ## 为什么要紧
    公众等不到网页就会离开；再慢下去，超过 15 秒即算打不开。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {首字节: 6.5}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {首字节: 0.4}
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "slow-first-byte"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = (
        "《政府网站发展指引》（国办发〔2017〕47号）：网页打开时间宜在3秒以内；以首字节时间的中位数判断为工作惯例"
    )

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        if observed.availability is None:
            return
        site, slow = observed.plan.site, observed.plan.availability.slow.total_seconds()
        seen = unavailability(observed.availability.probes, observed.as_of)
        if seen.week.up < PROBES_A_DAY or seen.week.first_byte is None:
            yield CannotTell(site.name, "too-few-probes", f"近七天只打开过 {seen.week.up} 次，不足以判断快慢")
        elif seen.week.first_byte > slow:
            took = f"{seen.week.first_byte:.1f} 秒"
            yield Fault(
                subject=site.name,
                title=f"网站“{site.name}”应答迟缓：近七天首字节时间的中位数为 {took}（提示线 {slow:g} 秒）",
                found_on=(site.home_url,),
                evidence={"first_byte_median": took, "probes_decided": seen.week.decided},
            )
