"""A week of probes and what stands behind the home page's address, told in the office's own words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from inspection.availability import Answering, AvailabilityProbe, AvailabilityRecord, EndpointFacts
from inspection.outages import slot_of
from inspection.plan import Plan

_IPV6 = {"通": True, "不通": False, "本机没有": None}


def probe(slot: datetime, outcome: Answering = Answering.UP, vantage: str = "甲", **more: Any) -> AvailabilityProbe:
    """One probe, in time."""
    known: dict[str, Any] = {Answering.UP: {"status": 200, "first_byte_seconds": 0.3}}.get(
        outcome, {"reason": "timeout"}
    )
    return AvailabilityProbe("某某局", slot, vantage, slot, outcome, **{**known, **more})


def slots(as_of: datetime, days: float = 7, a_day: int = 48) -> list[datetime]:
    """The newest moments up to then, the earliest first."""
    every = timedelta(days=1) / a_day
    last = slot_of(every, as_of)
    return [last - every * n for n in reversed(range(round(days * a_day)))]


def facts(as_of: datetime, vantage: str = "甲", **more: Any) -> EndpointFacts:
    """Everything in order, looked at an hour ago."""
    known: dict[str, Any] = {
        "ipv4": ("203.0.113.7",),
        "ipv6": ("2001:db8::7",),
        "ipv6_answers": True,
        "certificate_until": as_of + timedelta(days=300),
        "https_redirect": True,
    }
    return EndpointFacts(vantage, as_of - timedelta(hours=1), **{**known, **more})


def told_record(told: dict[str, Any], plan: Plan, as_of: datetime) -> AvailabilityRecord:
    """可用性: 天数, 每天探测, 打不开 (so many in a row, a day ago), 首字节; 证书到期, 证书错误, IPv6, http转https.

    What is not named is in order.
    """
    moments = slots(as_of, told.get("天数", 7), told.get("每天探测", 48))
    end = len(moments) - told.get("每天探测", 48)
    down = set(moments[max(0, end - told.get("打不开", 0)) : end] if told.get("打不开") else ())
    probes = [
        probe(slot, Answering.DOWN) if slot in down else probe(slot, first_byte_seconds=told.get("首字节", 0.3))
        for slot in moments
    ]
    until = told.get("证书到期", as_of.date() + timedelta(days=300))
    known: dict[str, Any] = {
        "certificate_until": datetime.combine(until, time(12), UTC) if isinstance(until, date) else None,
        "certificate_error": told.get("证书错误", ""),
        "https_redirect": told.get("http转https", "是") == "是",
    }
    if told.get("IPv6") == "没有":
        known |= {"ipv6": (), "ipv6_answers": None}
    elif "IPv6" in told:
        known |= {"ipv6_answers": _IPV6[told["IPv6"]]}
    return AvailabilityRecord(probes, [facts(as_of, **known)])
