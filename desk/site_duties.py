"""How a site's duties stand, kept while no round and no step has come; people's words are always the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.desk import Desk
from desk.remembered import Remembered
from desk.site_now import basis_of
from inspection.duties import Duty, Said, Tick
from inspection.duty_standing import DutyStanding, Stand, Standing, Told, standing
from inspection.people import Person, tick_refusal
from inspection.ticking import TickDue, ticks_due, unit_of
from schedulers.duties_now import told_now, with_words

_KEPT: Remembered[Told] = Remembered(16)  # sites
_OPEN = frozenset({Stand.OVERDUE, Stand.WARNING, Stand.MISSED, Stand.UNDECIDED, Stand.PENDING})


@dataclass(frozen=True, slots=True)
class TickShown:
    """One thing that people confirm, with its occurrences."""

    name: str
    unit: str | None
    rule: str  # Chinese: when it is due
    given: tuple[TickDue, ...]  # the newest first
    open: tuple[TickDue, ...]  # of which a word may be given now; what is owed first
    ahead: TickDue | None  # the next whose time has not come
    refused: str | None  # why this person may not


def site_standing(desk: Desk, site: str) -> Standing:
    """Every duty and unit. Raises StoreError."""
    return standing(desk.plans.of(site), site_told(desk, site))


def site_told(desk: Desk, site: str) -> Told:
    """What it rests on. Raises StoreError."""
    plan = desk.plans.of(site)
    now = desk.now(plan)
    told = _KEPT.get((basis_of(desk, site), now.date()), lambda: told_now(desk.store, plan, now))
    return with_words(told, desk.store, plan)


def ticks_shown(duty: Duty, told: Told, person: Person) -> list[TickShown]:
    """What people confirm of the duty, for the page of one."""
    every = list(ticks_due(duty, told.ticked, told.as_of, told.since))
    return [_shown(duty, tick, [one for one in every if one.tick is tick], told.today, person) for tick in duty.ticks]


def _shown(duty: Duty, tick: Tick, dues: list[TickDue], today: date, person: Person) -> TickShown:
    waiting = [one for one in dues if one.ticked is None and one.stand in _OPEN]
    begun = [one for one in waiting if one.occurrence.opens <= today]
    owed = [one for one in begun if one.occurrence.until >= today]
    past = [one for one in reversed(begun) if one.occurrence.until < today]
    return TickShown(
        name=tick.name,
        unit=unit_of(duty, tick),
        rule=str(tick.due),
        given=tuple(one for one in reversed(dues) if one.ticked is not None),
        open=(*owed, *past),
        ahead=next((one for one in waiting if one.occurrence.opens > today), None),
        refused=tick_refusal(person, unit_of(duty, tick)),
    )


def duty_of(found: Standing, number: str) -> DutyStanding | None:
    """The duty of that number."""
    return next((one for one in found.duties if one.duty.number == number), None)


def history_of(desk: Desk, site: str, number: str) -> list[Said]:
    """Every word given and taken back of it, the newest first. Raises StoreError."""
    return desk.store.said(site, number)[::-1]
