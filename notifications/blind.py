"""A site that several rounds in a row could not see: silence about it must not be taken for soundness."""

from __future__ import annotations

from datetime import datetime

from inspection.findings import Severity
from inspection.plan import Plan
from inspection.telling import Kind, Message
from notifications.alert import Alert, to_payload

ROUNDS = 3  # in a row, and people are told once
GROUP = "blind"


def blind_notices(plan: Plan, round_id: str, now: datetime) -> list[Message]:
    """One notice for each channel that a route leads to; the same round gives the same ids."""
    routes = plan.alerts.routes if plan.alerts else ()
    channels = dict.fromkeys(name for route in routes for name in route.to)
    return [_notice(plan, channel, f"b{round_id}-{number}", now) for number, channel in enumerate(channels, 1)]


_ACCOUNTS = "新媒体账号另行读取，不在此列。\n"  # accounts stand on their platforms, whatever becomes of the portal


def _notice(plan: Plan, channel: str, id_: str, now: datetime) -> Message:
    alert = Alert(
        id=id_,
        kind=Kind.NOTICE,
        site=plan.site.name,
        at=now,
        group=GROUP,
        severity=Severity.ERROR,
        headline=f"连续 {ROUNDS} 轮巡检没有看清网站，情况不明",
        because="没有看清不等于没有问题",
        text=(
            f"最近 {ROUNDS} 轮巡检都受阻、中断或未能判定首页，网站的问题单停留在此前的状态，新的问题可能没有发现。\n"
            f"{_ACCOUNTS if plan.accounts else ''}"
            "请检查网络、网站防火墙是否拦截了巡检，以及方案的设置；每一轮缺什么，见该轮报告。"
        ),
        open=False,
    )
    return Message(id_, alert.site, channel, Kind.NOTICE, alert.group, alert.severity, now, now, to_payload(alert))
