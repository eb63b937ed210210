"""The digests of a site's weeks: worked out once, and kept while nothing of that week has changed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.remembered import Remembered
from inspection.plan_file import digest_of
from notifications.digest.alerts import message_id
from notifications.digest.assembly import facts_of
from notifications.digest.facts import DigestFacts, Week
from notifications.digest.material import Material
from schedulers.weekly import known_unit, material_of

AFRESH = timedelta(minutes=10)  # so old may the figures of the running week be
MANY = 20_000  # steps of issues: to go through more of them takes seconds
_FACTS: Remembered[DigestFacts] = Remembered(32)
_MATERIAL: Remembered[Material] = Remembered(1)  # large: a hundred megabytes for fifty thousand issues


@dataclass(frozen=True, slots=True)
class Listed:
    """One week in the list."""

    week: Week
    rounds: int  # that were finished in it
    complete: int
    sent: bool  # the whole digest was put into the outbox


def digest_facts(desk: Desk, site: str, week: Week, unit: str | None) -> DigestFacts:
    """What the command line says too. Raises ValueError in Chinese (no such unit, not begun yet), StoreError."""
    plan, now = desk.plans.of(site), desk.now(desk.plans.of(site))
    known_unit(plan, unit)
    _begun(desk, site, week)
    rests = _rests_on(desk, site, week)
    return _FACTS.get(
        (rests, unit),
        lambda: facts_of(_MATERIAL.get(rests, lambda: material_of(desk.store, plan, week, now)), unit),
    )


def at_hand(desk: Desk, site: str, week: Week, unit: str | None) -> bool:
    """Whether it is there at once: kept, or quickly worked out."""
    rests = _rests_on(desk, site, week)
    return _FACTS.has((rests, unit)) or _MATERIAL.has(rests) or desk.store.mark(site).step < MANY


def _begun(desk: Desk, site: str, week: Week) -> None:
    plan = desk.plans.of(site)
    if week.start(plan.zone) > desk.clock():
        raise ValueError(f"第 {week} 周（{week.monday} 起）还没有开始，没有周报")


def _rests_on(desk: Desk, site: str, week: Week) -> Hashable:
    """What happens after a week changes nothing in its digest: only what was done by its end counts."""
    plan = desk.plans.of(site)
    now, end = desk.now(plan), week.end(plan.zone)
    until = min(end, now)
    try:
        text = desk.plans.text(site) or ""
    except (OSError, UnicodeDecodeError):
        text = ""
    running = None if now > end else int(now.timestamp() // AFRESH.total_seconds())
    return desk.database, site, str(week), digest_of(text), desk.store.mark_until(site, until), running


def weeks_of(desk: Desk, site: str, last: Week, count: int) -> list[Listed]:
    """Weeks up to `last`, the latest first, none before the first round; `count` at most."""
    plan, now = desk.plans.of(site), desk.clock()
    first = desk.store.first_looked(site)
    if first is None:
        return []
    weeks = [last.earlier(n) for n in range(count)]
    told = [week for week in weeks if Week.of(first.astimezone(plan.zone).date()) <= week]
    told = [week for week in told if week.start(plan.zone) <= now]
    since = min((week.start(plan.zone) for week in told), default=now)
    looked: dict[Week, list[bool]] = {}
    for one in desk.store.looked(site, since):
        looked.setdefault(Week.of(one.at.astimezone(plan.zone).date()), []).append(one.complete)
    return [
        Listed(week, len(looked.get(week, [])), sum(looked.get(week, [])), sent_at(desk, site, week) is not None)
        for week in told
    ]


def sent_at(desk: Desk, site: str, week: Week) -> datetime | None:
    """When the whole digest was first put into the outbox; None: it was not."""
    plan = desk.plans.of(site)
    if plan.alerts is None or plan.alerts.digest is None:
        return None
    found = (desk.store.message(message_id(site, str(week), None, name)) for name in plan.alerts.digest.to)
    return min((one.created_at for one in found if one is not None), default=None)
