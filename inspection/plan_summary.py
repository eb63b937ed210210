"""What a sound plan amounts to, in a few Chinese lines: deadlines in force, next windows, years the calendar lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from inspection.calendar import Workdays
from inspection.due import occurrences
from inspection.durations import WorkdaySpan, say_duration
from inspection.keypoints.entries import PLACE
from inspection.kinds import KINDS, kind_of, near_kind
from inspection.occurrences import FOR_EVER, Occurrence, State, state
from inspection.plan import Column, Expectation, Plan

_STATES = {State.PENDING: "未到期", State.WARNING: "预警期内", State.OVERDUE: "已到期", State.CLOSED: "已结束"}


def summarise(plan: Plan, as_of: date) -> Iterator[str]:
    """Lines for people."""
    yield f"网站：{plan.site.name}  {plan.site.home}"
    yield f"逐页检查：{'、'.join(sorted(plan.site.inspected_hosts))}"
    yield f"栏目 {len(plan.columns)} 个，新媒体账号 {len(plan.accounts)} 个，应发稿件 {len(plan.expectations)} 项"
    yield from _columns(plan)
    if plan.interpretation:
        within = plan.interpretation.within
        said = f"{within.days} 个工作日" if isinstance(within, WorkdaySpan) else say_duration(within)
        yield f"政策解读：{'、'.join(plan.interpretation.policies)} 发布后 {said}内"
    for expectation in plan.expectations:
        yield from _expectation(expectation, as_of)
    yield from _unfinished(plan)
    yield from _calendar(plan, as_of)


def _unfinished(plan: Plan) -> Iterator[str]:
    """Places that an imported proposal left to be filled in: nothing can be looked at there."""
    names = [column.name for column in plan.columns if PLACE in column.url]
    names += [board.name for board in plan.messages if PLACE in board.url]
    names += [guide.name for guide in plan.guides if PLACE in guide.url]
    names += [one.name for one in plan.libraries if any(PLACE in url for url in one.urls)]
    if names:
        yield f"提醒：{len(names)} 个地址还是“待补”，补全之前查不到：{'、'.join(names[:10])}"


def _columns(plan: Plan) -> Iterator[str]:
    known = [kind.name for kind in KINDS]
    others = dict.fromkeys(c.kind for c in plan.columns if c.kind not in known)
    for name in (*known, *others):
        columns = [column for column in plan.columns if column.kind == name]
        if not columns:
            continue
        yield f"  {name}（{len(columns)} 个）：{_deadline_of(name)}"
        own = [column for column in columns if column.update_within is not None]
        if own:
            yield f"    按方案另定：{'、'.join(_own_deadline(column) for column in own)}"
    for name in others:
        meant = near_kind(name)
        yield f"  提醒：栏目类型“{name}”不在内置类型中，按“其他”判断" + (f"；是不是想写 {meant}" if meant else "")


def _deadline_of(kind_name: str) -> str:
    kind = kind_of(kind_name)
    if kind.update_within is None:
        return kind.basis
    return f"{say_duration(kind.update_within)}内应有更新，依据 {kind.basis}"


def _own_deadline(column: Column) -> str:
    return f"{column.name} {say_duration(column.update_within or timedelta(0))}"


def _expectation(expectation: Expectation, as_of: date) -> Iterator[str]:
    yield f"  应发：{expectation.name}（{expectation.due}）"
    for found in occurrences(expectation.due, as_of):
        yield f"    {_STATES[state(found, as_of)]}：{_window(found)}"


def _window(found: Occurrence) -> str:
    late = "" if found.closes_at in (found.due_at, FOR_EVER) else f"，最晚 {found.closes_at} 仍算补发"
    return f"{found.label}，{found.opens} 起发布的算数，应不晚于 {found.due_at}{late}"


def _calendar(plan: Plan, as_of: date) -> Iterator[str]:
    """Working days matter where deadlines count them, and for a year ahead."""
    lacking = Workdays(plan.workdays).provisional(as_of, as_of + timedelta(days=365))
    if lacking:
        years = "、".join(f"{year}年" for year in lacking)
        yield f"提醒：官方放假安排尚未收录 {years}，这些年份暂按周一至周五算工作日；公布后可在 workdays 中补充"
