"""frequent-outage: over the last seven days the site could not be opened too often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from checks.check import Check
from checks.endpoints import moment
from inspection.availability import PROBES_A_DAY, WINDOW
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.outages import Unavailability, unavailability
from inspection.reasons import explain

_LEAST_DOWN = 2  # once is no habit; of a whole week 3 % are more anyway


@dataclass(frozen=True)
class FrequentOutage(Check):
    """近七天网站打不开的次数偏多。

    ## 查什么
    常驻服务昼夜间隔探测首页。近七天打不开的次数占有效探测的比例达到预警线（3%）即提醒，达到否决线（5%）为严重。
    超过时限（默认 15 秒）、无法连接、服务器报错或回答“页面不存在”算打不开；被防火墙拦截、本机线路故障的，不计入。
    几处同时探测的，半数以上打不开才算打不开；一半对一半的，不计入。

    一天有效探测不足 20 次的，按规则不能作数：比例未达预警线的记为“无法判断”；已达的照报，并写明观测了多久、
    哪几天次数不足，不说“已达否决线”——除非打不开的次数按整周计也已达到。没有常驻服务探测的，本项不作判断。

    ## 为什么要紧
    “站点无法访问”是单项否决指标：一周内每天间隔探测 20 次以上，打不开的次数累计达到 5% 即判为不合格。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {每天探测: 48, 打不开: 17}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {每天探测: 48, 打不开: 10}
    ```
    只看了两天，打不开很少，一周如何还说不准：
    ```yaml
    今天: 2025-03-25
    可用性: {天数: 2, 每天探测: 48, 打不开: 1}
    无法判断: [某某局]
    ```

    ## 选项
    - `warn_percent`（默认 3）：打不开的比例达到百分之几即提醒。
    - `veto_percent`（默认 5）：达到百分之几为否决。
    """

    name: ClassVar[str] = "frequent-outage"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = (
        "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决：站点无法访问"
        "（一周内每天间隔探测20次以上，超过15秒打不开的次数累计占比5%以上）；预警线3%为工作惯例"
    )

    warn_percent: int = 3
    veto_percent: int = 5

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        if observed.availability is None:
            return
        seen, site = unavailability(observed.availability.probes, observed.as_of), observed.plan.site.name
        enough = seen.whole or (seen.week.decided >= PROBES_A_DAY and seen.week.down >= _LEAST_DOWN)
        if enough and self._reaches(seen.week.down, seen.week.decided, self.warn_percent):
            yield self._fault(seen, observed)
        elif not seen.whole:
            yield CannotTell(site, "too-few-probes", self._thin(seen, observed.plan.zone))

    @staticmethod
    def _reaches(down: int, of: int, percent: int) -> bool:
        return of > 0 and down * 100 >= of * percent

    def _fault(self, seen: Unavailability, observed: Observed) -> Fault:
        week, site, zone = seen.week, observed.plan.site.name, observed.plan.zone
        due = max(week.decided, WINDOW // observed.plan.availability.every, 7 * PROBES_A_DAY)
        over = self._reaches(week.down, week.decided, self.veto_percent)
        # Moments that nobody looked at count as open here: with a whole week's worth of failures they change nothing.
        vetoed = over and (seen.whole or self._reaches(week.down, due, self.veto_percent))
        told = f"网站“{site}”近七天探测 {week.decided} 次，打不开 {week.down} 次（{percent(week.share)}）"
        if vetoed:
            told += f"，已达单项否决线（{self.veto_percent}%）"
        elif not seen.whole:
            told += f"，已超过{'否决' if over else '预警'}线的比例，但{self._thin(seen, zone, figures=False)}"
        else:
            left = -(-week.decided * self.veto_percent // 100) - week.down
            told += f"，达到预警线（{self.warn_percent}%），再有 {left} 次即达单项否决线（{self.veto_percent}%）"
        return Fault(
            subject=site,
            title=told,
            found_on=(observed.plan.site.home_url,),
            severity=Severity.CRITICAL if vetoed else Severity.ERROR if over else Severity.WARNING,
            evidence=_evidence(seen, zone),
        )

    @staticmethod
    def _thin(seen: Unavailability, zone: tzinfo, *, figures: bool = True) -> str:
        thin, first = len(seen.thin_days), seen.first
        since = f"自{moment(first, zone)}起观测，" if first is not None and first > seen.days[0].start else ""
        week = seen.week
        so_far = f"；目前有效探测 {week.decided} 次，打不开 {week.down} 次（{percent(week.share)}）" if figures else ""
        return f"{since}七天中有 {thin} 天有效探测不足 {PROBES_A_DAY} 次，不能按一周计{so_far}"


def percent(share: float) -> str:
    """3.6%; what is not nothing is not shown as nothing."""
    return f"{share:.2%}" if 0 < share < 0.001 else f"{share:.1%}"


def _evidence(seen: Unavailability, zone: tzinfo) -> dict[str, Json]:
    week, longest = seen.week, seen.longest
    told: dict[str, Json] = {
        "reason": seen.reasons[0][0],
        "probes_decided": week.decided,
        "probes_down": week.down,
        "share_down": percent(week.share),
        "down_reasons": [f"{explain(reason)} {count} 次" for reason, count in seen.reasons[:5]],
    }
    if longest is not None:
        same = longest.since == longest.until
        until = "" if same else f"至{moment(longest.until, zone)}"
        told["longest_outage"] = f"{moment(longest.since, zone)}{until}（连续 {longest.slots} 次）"
    if week.unknown:
        told["probes_unknown"] = week.unknown
    if seen.thin_days:
        told["thin_days"] = len(seen.thin_days)
    if seen.first is not None and seen.first > seen.days[0].start:
        told["watched_since"] = seen.first.astimezone(zone).isoformat(timespec="minutes")
    if len(seen.vantages) > 1:
        told["vantages"] = list(seen.vantages)
    return told
