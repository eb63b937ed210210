"""What a person filled in becomes what they want done: each field read once, for one issue and for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from desk.deeds import Asked
from inspection.durations import parse_duration
from inspection.issue import ACT_NAMES, Act, RefusedError
from inspection.plan import Plan
from notifications.readable import plain

# The deeds of people, in the order in which pages offer them.
HUMAN_ACTS: tuple[Act, ...] = (
    Act.ACCEPT,
    Act.ASSIGN,
    Act.CLAIM,
    Act.CONFIRM,
    Act.DISMISS,
    Act.WAIVE,
    Act.MUTE,
    Act.WAKE,
    Act.REOPEN,
    Act.NOTE,
)
# What the form asks for with each; ACCEPT, CONFIRM and WAKE ask for nothing.
FIELDS: dict[Act, tuple[str, ...]] = {
    Act.ACCEPT: (),
    Act.ASSIGN: ("unit", "person", "why"),
    Act.CLAIM: ("why",),
    Act.CONFIRM: (),
    Act.DISMISS: ("why",),
    Act.WAIVE: ("why",),
    Act.MUTE: ("until", "why"),
    Act.WAKE: (),
    Act.REOPEN: ("why",),
    Act.NOTE: ("why",),
}
WHY_NEEDED = frozenset({Act.DISMISS, Act.WAIVE, Act.MUTE, Act.NOTE})
# What the button says, where the step's own name (“已整改”) is no order.
ACT_BUTTONS: dict[Act, str] = {**ACT_NAMES, Act.CLAIM: "申报整改", Act.DISMISS: "判为误报"}
# What each does, for the form: nobody should have to guess what comes of a button.
ACT_HINTS: dict[Act, str] = {
    Act.ACCEPT: "由您负责办理。",
    Act.ASSIGN: "交给责任单位，可写明具体经办人。",
    Act.CLAIM: "表示已经改好；下一轮巡检复核，仍然存在的会退回为“复发”。",
    Act.CONFIRM: "认定问题属实，不等下一轮巡检。",
    Act.DISMISS: "认定不是问题，以后再见到也不再提出；须写明理由。",
    Act.WAIVE: "问题属实但不必整改，以后不再提出；须写明理由。",
    Act.MUTE: "到期之前不再提醒，到期自动恢复；问题加重时提前恢复。",
    Act.WAKE: "现在就恢复提醒。",
    Act.REOPEN: "撤回原来的结论，重新办理。",
    Act.NOTE: "只记一笔，不改变状态。",
}
MUTES: tuple[tuple[str, str], ...] = (("3d", "3 天"), ("1w", "1 周"), ("2w", "2 周"), ("30d", "30 天"))
WHY_LENGTH = 1000
_NAME_LENGTH = 100
_LONGEST_MUTE = timedelta(days=3660)


def read_deed(form: Mapping[str, str], plan: Plan, now: datetime) -> Asked:
    """What is asked for. `now`: aware, in the plan's zone. Raises RefusedError: the field in Chinese, and the mend.

    Fields: `act` (its value), `why`, `unit`, `person`, `until` (2026-12-01, a time, 3d or 1w), `until_date` (goes
    before `until`). What the act does not ask for is not read.
    """
    act = _act(form.get("act", ""))
    asked = FIELDS[act]
    why = _words(form, "why", "理由", WHY_LENGTH) if "why" in asked else ""
    if act in WHY_NEEDED and not why:
        raise RefusedError(f"理由：没有填写，“{ACT_BUTTONS[act]}”须写明理由")
    unit = _words(form, "unit", "责任单位", _NAME_LENGTH) if "unit" in asked else ""
    person = _words(form, "person", "经办人", _NAME_LENGTH) if "person" in asked else ""
    if act is Act.ASSIGN:
        _refuse_unit(unit, person, plan)
    until = _until(form, now, plan) if "until" in asked else None
    return Asked(act, why, unit or None, person or None, until)


def typed(form: Mapping[str, str], field: str) -> str:
    """What the person had typed, to be shown again; bounded."""
    return form.get(field, "")[: WHY_LENGTH * 2]


def in_order(acts: Iterable[Act]) -> list[Act]:
    """As pages offer them."""
    wanted = frozenset(acts)
    return [act for act in HUMAN_ACTS if act in wanted]


def _act(written: str) -> Act:
    if not written:
        raise RefusedError("没有选择要办的事项，请选一项")
    act = next((act for act in HUMAN_ACTS if act.value == written), None)
    if act is None:
        raise RefusedError(f"没有“{plain(written, 30)}”这项操作，请从页面上的按钮里选")
    return act


def _words(form: Mapping[str, str], field: str, name: str, most: int) -> str:
    written = form.get(field, "").strip()
    if len(written) > most:
        raise RefusedError(f"{name}：最多 {most} 个字，现有 {len(written)} 个，请改短")
    return plain(written, most)


def _refuse_unit(unit: str, person: str, plan: Plan) -> None:
    if not unit and not person:
        raise RefusedError("责任单位：没有选择，请选单位或写明经办人")
    if unit and plan.units and plan.unit(unit) is None:
        raise RefusedError(f"责任单位：方案里没有“{unit}”，请从列出的单位里选")


def _until(form: Mapping[str, str], now: datetime, plan: Plan) -> datetime:
    written = (form.get("until_date") or form.get("until") or "").strip()[:40]
    if not written:
        raise RefusedError("静默到何时：没有选择，请选期限或日期")
    until = _moment(written, now, plan)
    if until <= now:
        raise RefusedError(f"静默到何时：“{plain(written, 40)}”已经过去，请选以后的日期")
    if until - now > _LONGEST_MUTE:
        raise RefusedError(f"静默到何时：“{plain(written, 40)}”太久，最长十年；不必整改的请用“核减”")
    return until


def _moment(written: str, now: datetime, plan: Plan) -> datetime:
    """A length of time from now; a day up to its last minute; or a time, in the plan's zone where it names none."""
    try:
        return now + parse_duration(written)
    except ValueError:
        pass
    try:
        if len(written) <= len("2026-12-01"):
            return datetime.combine(date.fromisoformat(written), time(23, 59), plan.zone)
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=plan.zone)).astimezone(plan.zone)
    except (ValueError, OverflowError):
        shown = plain(written, 40)
        raise RefusedError(f"静默到何时：“{shown}”不是日期，请写成 2026-12-01，或 3d（3天）、1w（1周）") from None
