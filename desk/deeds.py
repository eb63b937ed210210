"""A person's deed on issues: allowed by role, locked by version, done in one transaction, kept in the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.access import Caller
from desk.desk import Desk
from desk.trail import keep
from inspection.findings import Json
from inspection.issue import Act, Deed, Issue, RefusedError
from inspection.people import refusal
from schedulers.casework import act
from store.issue_filters import IssueFilter
from store.values import LAST_ID

MOST = 500  # issues at once: one transaction, which holds up rounds


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants done."""

    act: Act
    why: str = ""
    unit: str | None = None
    person: str | None = None
    until: datetime | None = None  # aware


def perform(
    desk: Desk, caller: Caller, ids: Collection[int], asked: Asked, versions: Mapping[int, int] | None = None
) -> dict[int, Issue | RefusedError]:
    """Do it: each issue as it stands now, or why it was refused (OvertakenError: somebody was quicker). In order.

    `versions`: as the person saw them. Issues of several sites are done site by site. Raises StoreError.
    """
    asked_for = list(dict.fromkeys(ids))
    known = _sites(desk, asked_for[:MOST])
    results: dict[int, Issue | RefusedError] = {
        number: RefusedError(f"没有第 {number} 号问题单") for number in asked_for[:MOST] if number not in known
    }
    results |= {number: RefusedError(f"一次最多办理 {MOST} 张") for number in asked_for[MOST:]}
    for site in dict.fromkeys(known[number] for number in asked_for if number in known):
        numbers = [number for number in asked_for if known.get(number) == site]
        results |= _of_site(desk, caller, site, numbers, asked, versions)
    _keep(desk, caller, asked, results)
    return {number: results[number] for number in asked_for}


def _sites(desk: Desk, numbers: Collection[int]) -> dict[int, str]:
    """By number, the site of each issue that there is."""
    possible = frozenset(number for number in numbers if 0 < number <= LAST_ID)
    return {one.id: one.site for one in desk.store.slim_issues(IssueFilter(numbers=possible))}


def _of_site(
    desk: Desk, caller: Caller, site: str, numbers: list[int], asked: Asked, versions: Mapping[int, int] | None
) -> dict[int, Issue | RefusedError]:
    plan, now = desk.plans.of(site), desk.clock()
    if asked.act is Act.ASSIGN and asked.unit is not None and plan.units and plan.unit(asked.unit) is None:
        return {number: RefusedError(f"方案里没有单位“{asked.unit}”") for number in numbers}
    deed = Deed(
        act=asked.act,
        who=caller.person.name,
        at=now.astimezone(plan.zone),
        recorded_at=now,
        why=asked.why,
        unit=asked.unit,
        person=asked.person,
        until=asked.until,
    )
    return act(
        desk.store,
        plan,
        numbers,
        deed,
        versions=versions,
        refusal=lambda issue: refusal(caller.person, asked.act, issue, asked.unit),
    )


def _keep(desk: Desk, caller: Caller, asked: Asked, results: Mapping[int, Issue | RefusedError]) -> None:
    done = [number for number, said in results.items() if isinstance(said, Issue)]
    refused = {str(number): str(said) for number, said in results.items() if isinstance(said, RefusedError)}
    detail: dict[str, Json] = {
        "done": list(done),
        "refused": dict(refused),
        "why": asked.why,
        "unit": asked.unit,
        "person": asked.person,
        "until": asked.until.isoformat() if asked.until else None,
    }
    keep(desk, caller, f"issue-{asked.act.value}", "、".join(str(number) for number in results), detail)
