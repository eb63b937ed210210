"""A word given or taken back on the desk, by a form or by the interface: who may, what the plan knows, the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.access import Caller
from desk.desk import Desk
from desk.trail import keep
from inspection.due import parse_date
from inspection.duties import Ticked
from inspection.issue import RefusedError
from inspection.people import tick_refusal
from inspection.ticking import LONGEST, TickAsked, read_word
from notifications.readable import plain

_LONGEST_PROOF = 500


class NotAllowedError(Exception):
    """The person may not; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says, as it was sent."""

    number: str
    tick: str
    occurrence: str = ""
    done_on: str = ""
    note: str = ""
    proof: str = ""


def give(desk: Desk, caller: Caller, site: str, asked: Asked) -> TickAsked:
    """Keep the word. Raises NotAllowedError, AlreadySaidError, RefusedError with Chinese sentences; StoreError."""
    now = desk.now(desk.plans.of(site))
    day = _day(asked.done_on) or now.date()
    found = _found(desk, site, asked, day)
    _allowed(caller, found)
    word = Ticked(
        duty=found.duty.number,
        tick=found.tick.name,
        occurrence=found.occurrence.label,
        said_by=caller.person.name,
        said_at=now,
        done_on=day,
        note=_short(asked.note, LONGEST, "说明"),
        proof=_short(asked.proof, _LONGEST_PROOF, "凭据"),
    )
    desk.store.tick(site, word)
    _keep(desk, caller, "duty-tick", word)
    return found


def take_back(desk: Desk, caller: Caller, site: str, asked: Asked, why: str, seen: int | None) -> Ticked:
    """Take the word back; the word that stood. A word whose tick the plan has no more is the dispatchers' to take back.

    Raises as `give` does.
    """
    reason = _short(why, LONGEST, "理由")
    if not reason:
        raise RefusedError("请写明撤回的理由")
    duty = next((one for one in desk.plans.of(site).duties if one.number == asked.number), None)
    tick = next((one for one in duty.ticks if one.name == asked.tick), None) if duty is not None else None
    unit = (tick.unit or next(iter(duty.units), None)) if duty is not None and tick is not None else None
    if refused := tick_refusal(caller.person, unit):
        raise NotAllowedError(refused)
    now = desk.now(desk.plans.of(site))
    word = Ticked(asked.number, asked.tick, asked.occurrence, caller.person.name, now, note=reason)
    was = desk.store.untick(site, word, seen)
    _keep(desk, caller, "duty-untick", word)
    return was


def _found(desk: Desk, site: str, asked: Asked, day: date) -> TickAsked:
    plan = desk.plans.of(site)
    said = desk.store.ticked(site)
    today = desk.now(plan).date()
    return read_word(plan, asked.number, asked.tick, occurrence=asked.occurrence, done_on=day, said=said, today=today)


def _allowed(caller: Caller, found: TickAsked) -> None:
    if refused := tick_refusal(caller.person, found.unit):
        raise NotAllowedError(refused)


def _keep(desk: Desk, caller: Caller, act: str, word: Ticked) -> None:
    keep(desk, caller, act, f"{word.duty} {word.tick}（{word.occurrence}）", {"why": word.note})


def _day(written: str) -> date | None:
    try:
        return parse_date(written.strip()) if written.strip() else None
    except ValueError as error:
        raise RefusedError(f"完成日期：{error}") from None


def _short(written: str, longest: int, name: str) -> str:
    text = written.strip()
    if len(text) > longest:
        raise RefusedError(f"{name}最多 {longest} 个字")
    return plain(text, longest)
