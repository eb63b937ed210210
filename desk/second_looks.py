"""A person wants to know now: a second look is begun, and goes on beside the desk's own work."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Thread

from desk.access import Caller
from desk.desk import Desk
from desk.trail import keep
from inspection.issue import Issue, RefusedError
from inspection.people import Power, Role
from schedulers import second_look


def refusal_to_look(desk: Desk, caller: Caller, issue: Issue) -> str | None:
    """Why the person cannot have the issue looked at again on the spot, in Chinese; None: they can."""
    person = caller.person
    if not person.may(Power.LOOK_AGAIN):
        return "您的身份不能发起当场复查"
    if person.role is Role.HANDLER and (person.unit is None or person.unit != issue.unit):
        return "您只能复查本单位的问题单"
    if desk.plans.is_bare(issue.site):
        return "没有可用的巡检方案，不能复查"
    return second_look.why_not(desk.plans.of(issue.site), issue, desk.clock())


def look_again(desk: Desk, caller: Caller, issue: Issue) -> int:
    """Begin a second look of the issue; its number in the store. Raises RefusedError in words; StoreError."""
    if (why := refusal_to_look(desk, caller, issue)) is not None:
        raise RefusedError(why)
    plan, text, path = desk.plans.of(issue.site), desk.plans.text(issue.site), desk.plans.file(issue.site)
    assert text is not None
    number = second_look.ask(desk.store, plan, issue, caller.person.name, desk.clock())
    folder = (path.parent if path is not None else Path()).absolute()
    work = second_look.run(desk.store, desk.database, number, plan, text, folder=folder)
    # A thread of its own, with a loop of its own: views are no place to wait. It dies with the desk, and the look's
    # process with its input; the next start says of such a look that it failed.
    Thread(target=lambda: asyncio.run(work), name=f"second-look-{number}", daemon=True).start()
    keep(desk, caller, "look-again", str(issue.id), {"look": number, "check": issue.check})
    return number
