"""A plan on disk that cannot be taken up: whoever edits it must hear that the old one still holds."""

from __future__ import annotations

import hashlib
from datetime import datetime

from inspection.findings import Severity
from inspection.plan import Plan
from inspection.telling import Kind, Message
from notifications.alert import Alert, to_payload

GROUP = "plan"
MENDED = "方案已改好"
_LINES = 12  # mistakes that are named


def plan_notices(plan: Plan, name: str, what: str, lines: list[str], once: str, now: datetime) -> list[Message]:
    """One notice for each channel of the plan that stays; the same `once` gives the same ids: it is told once.

    `name` is the file's, `what` a Chinese sentence, `lines` what is wrong in it.
    """
    alerts = plan.alerts
    routed = dict.fromkeys(channel for route in alerts.routes for channel in route.to) if alerts else {}
    known = hashlib.sha256("\x00".join((plan.site.name, name, once)).encode("utf-8", "replace")).hexdigest()[:12]
    text = "\n".join([*lines[:_LINES], *([f"……共 {len(lines)} 处"] if len(lines) > _LINES else [])])
    return [
        _notice(plan, channel, f"p{known}-{number}", f"巡检方案 {name} {what}", text, now)
        for number, channel in enumerate(routed, 1)
    ]


def _notice(plan: Plan, channel: str, id_: str, headline: str, text: str, now: datetime) -> Message:
    alert = Alert(
        id=id_,
        kind=Kind.NOTICE,
        site=plan.site.name,
        at=now,
        group=GROUP,
        severity=Severity.ERROR,
        headline=headline,
        because="仍按原来的方案巡检，新改的内容没有生效",
        text=f"{text}\n改好并存盘后自动采用，不必重启。",
        open=False,
    )
    return Message(id_, alert.site, channel, Kind.NOTICE, GROUP, alert.severity, now, now, to_payload(alert))
