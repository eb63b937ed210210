"""How well the site could be opened, as reports show it: plain values, and the same in words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TypedDict

from inspection.availability import PROBES_A_DAY, AvailabilityRecord, EndpointFacts
from inspection.outages import Outage, judge_slots, spans_of, unavailability
from inspection.plan import Plan
from inspection.reasons import explain
from notifications.readable import plain

DAYS = 7


class OutageEntry(TypedDict):
    """The longest time that it could not be opened: from the first moment that found it down to the last."""

    since: str
    until: str
    probes: int


class DayEntry(TypedDict):
    """A day of the plan's zone; the last one is not over yet."""

    day: str
    probes: int  # of which something can be said
    down: int
    unknown: int
    first_byte_seconds: float | None  # the median


class EndpointEntry(TypedDict):
    """What one vantage last learnt of the home page's address; null: not known from there."""

    vantage: str
    looked_at: str
    ipv4: list[str]
    ipv6: list[str]
    ipv6_answers: bool | None
    lookup_error: str
    certificate_until: str | None
    certificate_name: str
    certificate_error: str
    https_redirect: bool | None


class AvailabilityEntry(TypedDict):
    """`availability` of the report: the last seven days, and day by day."""

    probes: int
    down: int
    unknown: int
    share: float  # down of probes, 0 to 1
    since: str | None  # of the first probe
    thin_days: int  # of the seven, those with fewer probes than the national rule asks
    first_byte_seconds: float | None
    longest: OutageEntry | None
    reasons: dict[str, int]  # why it could not be opened
    vantages: list[str]
    days: list[DayEntry]
    endpoints: list[EndpointEntry]


def availability_entry(plan: Plan, record: AvailabilityRecord | None, as_of: datetime) -> AvailabilityEntry | None:
    """How it stood at `as_of`; None where nobody watches."""
    if record is None:
        return None
    seen = unavailability(record.probes, as_of)
    week = seen.week
    return {
        "probes": week.decided,
        "down": week.down,
        "unknown": week.unknown,
        "share": round(week.share, 6),
        "since": _iso(seen.first, plan),
        "thin_days": len(seen.thin_days),
        "first_byte_seconds": _seconds(week.first_byte),
        "longest": None if seen.longest is None else _outage(seen.longest, plan),
        "reasons": dict(seen.reasons),
        "vantages": list(seen.vantages),
        "days": _days(plan, record, as_of),
        "endpoints": [_endpoint(one, plan) for one in record.endpoints],
    }


def _outage(one: Outage, plan: Plan) -> OutageEntry:
    since, until = (at.astimezone(plan.zone).isoformat(timespec="seconds") for at in (one.since, one.until))
    return {"since": since, "until": until, "probes": one.slots}


def _days(plan: Plan, record: AvailabilityRecord, as_of: datetime) -> list[DayEntry]:
    today = as_of.astimezone(plan.zone).date()
    days = [today - timedelta(days=n) for n in reversed(range(-1, DAYS))]
    # A moment at midnight is the new day's.
    edges = [datetime.combine(day, time(), plan.zone).astimezone(UTC) - timedelta.resolution for day in days]
    spans = spans_of(judge_slots(record.probes), edges)
    return [
        {
            "day": day.isoformat(),
            "probes": span.decided,
            "down": span.down,
            "unknown": span.unknown,
            "first_byte_seconds": _seconds(span.first_byte),
        }
        for day, span in zip(days, spans, strict=False)
    ]


def _endpoint(facts: EndpointFacts, plan: Plan) -> EndpointEntry:
    return {
        "vantage": facts.vantage,
        "looked_at": facts.looked_at.astimezone(plan.zone).isoformat(timespec="seconds"),
        "ipv4": list(facts.ipv4),
        "ipv6": list(facts.ipv6),
        "ipv6_answers": facts.ipv6_answers,
        "lookup_error": facts.lookup_error,
        "certificate_until": _iso(facts.certificate_until, plan),
        "certificate_name": facts.certificate_name,
        "certificate_error": facts.certificate_error,
        "https_redirect": facts.https_redirect,
    }


def _iso(at: datetime | None, plan: Plan) -> str | None:
    return None if at is None else at.astimezone(plan.zone).isoformat(timespec="seconds")


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def week_words(entry: AvailabilityEntry) -> str:
    """`近七天探测 336 次，打不开 12 次（3.6%），最长一次3月24日 08:00 至 10:30（连续 6 次）`, and what is not known."""
    said = f"近七天探测 {entry['probes']} 次，{_failures(entry['down'], entry['share'])}"
    if (longest := entry["longest"]) is not None:
        since, until = datetime.fromisoformat(longest["since"]), datetime.fromisoformat(longest["until"])
        said += f"，最长一次 {_span(since, until)}（连续 {longest['probes']} 次）"
    return said + _limits(entry["unknown"], entry["thin_days"], whole=DAYS)


def _failures(down: int, share: float) -> str:
    return f"打不开 {down} 次（{share:.1%}）" if down else "都打得开"


def _span(since: datetime, until: datetime) -> str:
    first = f"{since.month}月{since.day}日 {since:%H:%M}"
    if until == since:
        return first
    same = since.date() == until.date()
    return f"{first} 至 {until:%H:%M}" if same else f"{first} 至 {until.month}月{until.day}日 {until:%H:%M}"


def _limits(unknown: int, thin: int, whole: int) -> str:
    doubt = f"；另有 {unknown} 次未能判断" if unknown else ""
    return doubt + (f"；{whole} 天中有 {thin} 天有效探测不足 {PROBES_A_DAY} 次，不能按一周计" if thin else "")


def endpoint_words(one: EndpointEntry) -> str:
    """`证书 2025-12-31 到期；IPv6 连通；http:// 跳转到 https://`, as one vantage saw it."""
    if one["lookup_error"]:
        return f"域名没有查到（{explain(one['lookup_error'])}）"
    parts = []
    if one["certificate_until"]:
        fault = f"（{plain(one['certificate_error'], 60)}）" if one["certificate_error"] else ""
        parts.append(f"证书 {one['certificate_until'][:10]} 到期{fault}")
    answers = {True: "IPv6 连通", False: "IPv6 连不上", None: "IPv6 是否连通未能判断"}[one["ipv6_answers"]]
    parts.append(answers if one["ipv6"] else "没有 IPv6 地址")
    redirect = {True: "http:// 跳转到 https://", False: "http:// 没有跳转到 https://", None: ""}[one["https_redirect"]]
    return "；".join(part for part in (*parts, redirect) if part)
