"""expiring-certificate: a browser refuses the site's certificate, or soon will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from checks.check import Check
from checks.endpoints import agreed, endpoints_of
from inspection.availability import CertificateFault, EndpointFacts
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.outages import majority
from inspection.reasons import explain


@dataclass(frozen=True)
class ExpiringCertificate(Check):
    """HTTPS 证书失效或即将到期。

    ## 查什么
    首页用 HTTPS 的：证书已过期、尚未生效、域名不符、自签名的，为错误；在预警期限内到期的（方案 availability 的
    certificate_days，默认 30 天），为提醒。证书链不完整或颁发机构不在本机信任之列的，浏览器未必打不开，也为提醒。

    几处查看的，以多数为准（个别单位的网络会替换证书）；各占一半的、都没有看到证书的，记为“无法判断”。

    ## 为什么要紧
    证书一失效，浏览器便拦住整个网站，公众看到的是“不安全”，效果等同打不开。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {证书到期: 2025-04-10}
    发现: [某某局]
    ```
    ```yaml
    今天: 2025-03-25
    可用性: {证书到期: 2025-12-31, 证书错误: 域名不符}
    发现: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    可用性: {证书到期: 2025-12-31}
    ```
    ```yaml
    今天: 2025-03-25
    可用性: {证书到期: 没有看到}
    无法判断: [某某局]
    ```

    ## 选项
    无。
    """

    name: ClassVar[str] = "expiring-certificate"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """One fault at most, whose subject is the site's name."""
        plan, as_of = observed.plan, observed.as_of
        if not plan.site.home_url.startswith("https:"):
            return
        seen = endpoints_of(observed)
        if isinstance(seen, CannotTell):
            yield seen
            return
        warn = plan.availability.certificate_days
        faulty, sound, blind = agreed((one, _is_faulty(one, as_of, warn)) for one in seen)
        verdict = majority([True] * len(faulty) + [False] * len(sound))
        if verdict:
            yield _fault(observed, max(faulty, key=lambda one: (_grave(one, as_of), one.vantage)), len(seen))
        elif verdict is None and (faulty or blind):
            yield CannotTell(plan.site.name, "certificate-not-seen", _why(faulty, blind))


def _is_faulty(facts: EndpointFacts, as_of: datetime, warn: timedelta) -> bool | None:
    if facts.certificate_until is None:
        return None
    return bool(facts.certificate_error) or facts.certificate_until - as_of <= warn


def _grave(facts: EndpointFacts, as_of: datetime) -> int:
    """How bad: 2 a browser refuses it, 1 it may, 0 it will."""
    if facts.certificate_until is not None and facts.certificate_until <= as_of:
        return 2
    if not facts.certificate_error:
        return 0
    if facts.certificate_error == CertificateFault.EXPIRED:
        return 0  # said by another clock than the one that judges
    return 1 if facts.certificate_error == CertificateFault.CHAIN else 2


def _fault(observed: Observed, facts: EndpointFacts, looked: int) -> Fault:
    zone, until = observed.plan.zone, facts.certificate_until
    assert until is not None
    left = (until.astimezone(zone).date() - observed.as_of.astimezone(zone).date()).days
    day = until.astimezone(zone).date().isoformat()
    grave = _grave(facts, observed.as_of)
    if until <= observed.as_of:
        said = f"已于 {day} 过期"
    elif grave:
        said = f"不被信任：{facts.certificate_error}"
    else:
        said = f"将于 {day} 到期，还有 {left} 天"
    evidence: dict[str, Json] = {"valid_until": day, "days_left": left}
    if facts.certificate_name:
        evidence["certificate_name"] = facts.certificate_name
    if facts.certificate_error:
        evidence["certificate_error"] = str(facts.certificate_error)
    if looked > 1:
        evidence["vantages"] = [facts.vantage]
    return Fault(
        subject=observed.plan.site.name,
        title=f"网站“{observed.plan.site.name}”的 HTTPS 证书{said}",
        found_on=(observed.plan.site.home_url,),
        evidence=evidence,
        severity=Severity.ERROR if grave == 2 else Severity.WARNING,
    )


def _why(faulty: list[EndpointFacts], blind: list[EndpointFacts]) -> str:
    if faulty:
        return "各处看到的证书情况不一，无法判断"
    reasons = {one.lookup_error or one.extra.get("certificate", "") for one in blind} - {""}
    return f"没有看到证书：{'、'.join(sorted(map(explain, reasons)))}" if reasons else "没有看到证书"
