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
    turned: Callable[[], None] = lambda: None,
    look_every: float = LOOK_EVERY,
) -> None:
    """Look at the files until cancelled. What could not be told, for the database is away, is told when it is back."""
    changed: list[PlanFile] = []
    while True:
        await asyncio.sleep(look_every)
        changed += await asyncio.to_thread(lambda: [file for file in files.values() if file.look()])
        with suppress(StoreError):
            while changed:
                file = changed[0]
                if file.refusal is None:
                    await taken_up(file)
                    await asyncio.to_thread(_withdraw_refusals, file, desk)
                else:
                    await asyncio.to_thread(_tell_refusal, file, desk)
                changed.pop(0)
        turned()


def _tell_refusal(file: PlanFile, desk: Desk) -> None:
    assert file.refusal is not None
    site, refusal = file.plan.site.name, file.refusal
    log.error(f"方案{refusal.what}，仍按原来的方案运行", site=site, plan=str(file.path), lines=list(refusal.lines))
    now = desk.clock()
    made = plan_notices(file.plan, file.path.name, refusal.what, list(refusal.lines), refusal.content, now)
    with desk.store.casework(site) as work:
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
