"""Why an issue was told, or was not: the stages' reasons, channel by channel, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from inspection.issue import STATE_NAMES, Issue
from inspection.telling import Decision, Telling
from notifications.because import reason_words, stage_words
from notifications.readable import plain
from notifications.wording import KIND_NAMES


def explain(
    issue: Issue, tellings: Iterable[Telling], decisions: Iterable[Decision], zone: tzinfo | None = None
) -> list[str]:
    """Lines of text: the issue, then each channel with how things stand, then its decisions, the latest first.

    Times are shown in `zone`, the plan's.
    """
    known = {telling.channel: telling for telling in tellings if telling.issue == issue.id}
    made: dict[str, list[Decision]] = {channel: [] for channel in known}
    for decision in decisions:
        if decision.issue == issue.id:
            made.setdefault(decision.channel, []).append(decision)
    lines = [f"第 {issue.id} 号问题单（{STATE_NAMES[issue.state]}）：{plain(issue.title)}"]
    if not made:
        return [*lines, "尚未就它作出任何通知决定：巡检方案中没有通知路线，或登记以后还没有运行过通知。"]
    for channel in sorted(made):
        lines.append(f"渠道“{channel}”：{_standing(known.get(channel), zone)}" if channel else "通知路线：")
        lines += _history(made[channel], known.get(channel), zone)
    return lines


def _standing(telling: Telling | None, zone: tzinfo | None) -> str:
    if telling is None or telling.told_at is None or telling.told_kind is None:
        return "未告知"
    often = f"已告知 {telling.times} 次" if telling.times else "已告知"
    said = f"{often}，最近 {_clock(telling.told_at, zone)}（{KIND_NAMES[telling.told_kind]}）"
    if telling.rung:
        said += f"，已升级至第 {telling.rung} 级"
    if telling.over_at:
        return f"{said}；{_clock(telling.over_at, zone)} 办结"
    next_at = telling.until if telling.stage == "send" else None
    return f"{said}；此后 {_clock(next_at, zone)} 前不再重复" if next_at else said


def _history(decisions: Sequence[Decision], telling: Telling | None, zone: tzinfo | None) -> list[str]:
    newest = sorted(enumerate(decisions), key=lambda pair: (-pair[1].at.timestamp(), pair[0]))
    lines = [_line(decision, zone) for _, decision in newest]
    return lines or ([f"  {stage_words(telling.stage)}：{reason_words(telling.reason)}"] if telling else [])


def _line(decision: Decision, zone: tzinfo | None) -> str:
    said = f"  {_clock(decision.at, zone)} {stage_words(decision.stage)}：{reason_words(decision.reason)}"
    if decision.until:
        said += f"，至 {_clock(decision.until, zone)}"
    detail = plain(decision.detail) if decision.detail else ""
    if detail and detail != reason_words(decision.reason):
        said += f"（{detail}）"
    return f"{said}〔消息 {decision.message}〕" if decision.message else said


def _clock(at: datetime, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone) if zone else at:%Y-%m-%d %H:%M}"
