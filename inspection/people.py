"""The people of the desk: what each role may do, and what a person may do with one issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspection.issue import ACT_NAMES, Act, Issue, State


class Role(StrEnum):
    """Who somebody is. Everybody who is signed in sees everything of the sites; the difference is what they do."""

    READER = "reader"  # 宣传处: sees
    HANDLER = "handler"  # one unit: sees all, acts on its own
    TRIAGE = "triage"  # 传媒中心: acts on every issue, looks again, edits the plan
    ADMIN = "admin"  # all of it, and people


ROLE_NAMES: dict[Role, str] = {
    Role.READER: "查阅人员",
    Role.HANDLER: "承办人员",
    Role.TRIAGE: "调度人员",
    Role.ADMIN: "管理员",
}


class Power(StrEnum):
    """What a role allows beyond seeing; what is done to an issue is asked by `refusal`."""

    LOOK_AGAIN = "look-again"
    ACT = "act"  # on some issue at all: whether lists show boxes to select
    EDIT_PLAN = "edit-plan"
    SEND_DIGEST = "send-digest"
    UNSHARE = "unshare"  # take a view that somebody shares off everybody's list
    SEE_PEOPLE = "see-people"  # people, their rights, the audit trail
    MANAGE_PEOPLE = "manage-people"


_POWERS: dict[Role, frozenset[Power]] = {
    Role.READER: frozenset(),
    Role.HANDLER: frozenset({Power.ACT, Power.LOOK_AGAIN}),
    Role.TRIAGE: frozenset({Power.ACT, Power.LOOK_AGAIN, Power.EDIT_PLAN, Power.SEND_DIGEST, Power.UNSHARE}),
    Role.ADMIN: frozenset(Power),
}
# What a unit may do with its own: to judge that a fault is none, or need not be mended, is not for who answers for it.
# To REOPEN is theirs as long as it takes back a claim that no round has looked at yet.
_OF_HANDLERS = frozenset({Act.ACCEPT, Act.ASSIGN, Act.CLAIM, Act.NOTE, Act.REOPEN})
_OF_ROLES: dict[Role, frozenset[Act]] = {
    Role.READER: frozenset(),
    Role.HANDLER: _OF_HANDLERS,
    Role.TRIAGE: frozenset(Act),
    Role.ADMIN: frozenset(Act),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in. `id` is 0 until the store has numbered them."""

    login: str
    name: str
    role: Role
    unit: str | None = None
    id: int = 0
    must_change: bool = False
    active: bool = True
    created_at: datetime | None = None
    seen_at: datetime | None = None
    elsewhere: bool = False  # signs in by OIDC, without a password here

    def may(self, power: Power) -> bool:
        """Whether the role allows that."""
        return self.active and power in _POWERS[self.role]


def refusal(person: Person, act: Act, issue: Issue, to_unit: str | None = None) -> str | None:
    """Why the person may not do that with the issue, in Chinese; None: they may. `to_unit`: whom ASSIGN gives it to.

    Whether the issue's state allows it is another question (deeds.done).
    """
    if not person.active or person.role is Role.READER:
        return "您的身份是“查阅人员”，只能查看，不能办理"
    handles = person.role is Role.HANDLER
    if act not in _OF_ROLES[person.role] or (handles and act is Act.REOPEN and issue.state is not State.CORRECTED):
        return f"“{ACT_NAMES[act]}”由调度人员判定，请用“备注”说明情况"
    if not handles:
        return None
    if person.unit is None or issue.unit != person.unit:
        return f"这张问题单归“{issue.unit or '未分派'}”，您只能办理本单位（{person.unit or '未登记'}）的问题单"
    if act is Act.ASSIGN and to_unit is not None and to_unit != person.unit:
        return "转给其他单位由调度人员办理，请用“备注”说明情况"
    return None


def acts_of(person: Person, issue: Issue) -> frozenset[Act]:
    """What the person may do with the issue, whatever its state."""
    return frozenset(act for act in Act if refusal(person, act, issue) is None)


def tick_refusal(person: Person, unit: str | None) -> str | None:
    """Why the person may not say that a duty of that unit is done, or take that back, in Chinese; None: they may."""
    if not person.active or person.role is Role.READER:
        return "您的身份是“查阅人员”，只能查看，不能确认"
    if person.role is Role.HANDLER and (unit is None or person.unit != unit):
        return f"这一项由“{unit or '调度人员'}”确认，您只能确认本单位（{person.unit or '未登记'}）的职责"
    return None
