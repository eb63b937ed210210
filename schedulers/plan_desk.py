"""Taking up what offices write: the plans on disk are looked at, a refusal is told, a new plan is handed on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from notifications.plan_trouble import GROUP, MENDED, plan_notices
from schedulers.due_book import Desk
from schedulers.plan_watch import LOOK_EVERY, PlanFile
from spiders import logs
from store.errors import StoreError

log = logs.get(__name__)


async def keep_plans(
    files: Mapping[str, PlanFile],
    desk: Desk,
    taken_up: Callable[[PlanFile], Awaitable[None]],
    leads: Callable[[], bool],
    turned: Callable[[], None] = lambda: None,
    look_every: float = LOOK_EVERY,
) -> None:
    """Look at the files until cancelled.

    Only who leads tells people, or each machine would; what cannot be told, for the database is away, is told when it
    is back.
    """
    untold: dict[str, PlanFile] = {}
    while True:
        await asyncio.sleep(look_every)
        changed = await asyncio.to_thread(lambda: [file for file in files.values() if file.look()])
        for file in changed:
            untold[file.plan.site.name] = file
            if file.refusal is None:
                await taken_up(file)
            else:
                _say_refusal(file)
        with suppress(StoreError):
            while untold and leads():
                site, file = next(iter(untold.items()))
                await asyncio.to_thread(_withdraw_refusals if file.refusal is None else _tell_refusal, file, desk)
                untold.pop(site)
        turned()


def _say_refusal(file: PlanFile) -> None:
    assert file.refusal is not None
    site, refusal = file.plan.site.name, file.refusal
    log.error(f"方案{refusal.what}，仍按原来的方案运行", site=site, plan=str(file.path), lines=list(refusal.lines))


def _tell_refusal(file: PlanFile, desk: Desk) -> None:
    refusal, now = file.refusal, desk.clock()
    if refusal is None:
        return
    once = f"{desk.who} {refusal.number}"  # the same fault made again after it was mended is told again
    made = plan_notices(file.plan, file.path.name, refusal.what, list(refusal.lines), once, now)
    with desk.store.casework(file.plan.site.name) as work:
        for earlier in work.queued():  # of two mistakes in a row the second is the one to mend
            if earlier.group == GROUP and earlier.id not in {message.id for message in made}:
                work.withdraw(earlier.id, now, MENDED)
        work.enqueue(made)


def _withdraw_refusals(file: PlanFile, desk: Desk) -> None:
    """Nobody need hear of a mistake that was mended before the word went out."""
    with desk.store.casework(file.plan.site.name) as work:
        for message in work.queued():
            if message.group == GROUP:
                work.withdraw(message.id, desk.clock(), MENDED)
