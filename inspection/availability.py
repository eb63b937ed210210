"""Whether the site answers, around the clock: what the plan asks, and what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import ConfigDict, Field

from inspection.durations import Duration, Seconds
from inspection.noun import Flag, HttpAddress, Noun

PROBES_A_DAY = 20  # the national rule's least
WINDOW = timedelta(days=7)


class Availability(Noun):
    """How the site's answering is watched. By the national rule: at least 20 spaced probes a day, 15 s each."""

    model_config = ConfigDict(title="可用性")

    enabled: Flag = Field(default=True, title="启用", description="false 表示常驻服务不做可用性探测")
    every: Duration = Field(
        default=timedelta(minutes=30),
        ge=timedelta(minutes=1),
        le=timedelta(minutes=72),
        title="间隔",
        description="多久探测一次；国家规则要求每天至少 20 次，所以最长 72m",
    )
    timeout: Seconds = Field(
        default=timedelta(seconds=15),
        gt=timedelta(0),
        le=timedelta(seconds=60),
        title="时限",
        description="多久没有打开算打不开；国家规则为 15 秒",
    )
    slow: Seconds = Field(
        default=timedelta(seconds=5),
        gt=timedelta(0),
        title="迟缓",
        description="一周内首字节时间的中位数超过多少秒即提示网站应答迟缓",
    )
    certificate_days: Duration = Field(
        default=timedelta(days=30), title="证书预警", description="HTTPS 证书到期前多久预警"
    )
    ipv6: Flag = Field(default=True, title="支持 IPv6", description="true 表示网站应当支持 IPv6 访问")
    https: Flag = Field(default=True, title="跳转 HTTPS", description="true 表示 http:// 应当跳转到 https://")
    control: tuple[HttpAddress, ...] = Field(
        default=(),
        title="对照地址",
        description="网站打不开时，用这些地址判断是否本机线路故障；不写则用最近一轮巡检中打得开的站外链接",
    )


class Answering(StrEnum):
    """What one probe came to."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"  # our own line, a firewall: says nothing of the site


@dataclass(frozen=True, slots=True)
class AvailabilityProbe:
    """One attempt to open the home page. Times in seconds; None: not got so far."""

    site: str
    slot: datetime  # aware; the moment by the timetable, the same for all vantages
    vantage: str  # who looked: a machine's name
    probed_at: datetime  # aware
    outcome: Answering
    reason: str | None = None
    status: int | None = None
    detail: str = ""
    lookup_seconds: float | None = None
    connect_seconds: float | None = None
    first_byte_seconds: float | None = None
    total_seconds: float | None = None


class CertificateFault(StrEnum):
    """Why a browser would refuse a certificate."""

    NOT_YET = "尚未生效"
    EXPIRED = "已过期"
    NAME = "域名不符"
    SELF_SIGNED = "自签名，不受信任"
    CHAIN = "证书链不完整，或颁发机构不在本机的信任之列"  # browsers fetch what is missing: it may open all the same


@dataclass(frozen=True, slots=True)
class EndpointFacts:
    """What one vantage last learnt of the home page's address. None: not known from there."""

    vantage: str
    looked_at: datetime
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    ipv6_answers: bool | None = None  # None: this machine has no IPv6 itself, or there is no AAAA record
    lookup_error: str = ""
    certificate_until: datetime | None = None
    certificate_name: str = ""  # whom it was issued to
    certificate_error: str = ""  # a CertificateFault, or what the handshake said
    https_redirect: bool | None = None  # whether http:// leads to https://
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AvailabilityRecord:
    """What is known of the last seven days, for the checks."""

    probes: Sequence[AvailabilityProbe] = ()  # of the window, by slot
    endpoints: Sequence[EndpointFacts] = ()  # the newest of each vantage
    since: datetime | None = None  # when watching began, if within the window
