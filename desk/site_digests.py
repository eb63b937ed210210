"""The digests of a site's weeks: worked out once, and kept while nothing of that week has changed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.access import Caller
from desk.desk import Desk
from desk.remembered import Remembered
from desk.site_now import folder_of
from desk.trail import keep
from notifications.digest.alerts import message_id
from notifications.digest.assembly import facts_of
from notifications.digest.facts import DigestFacts, Week
from notifications.digest.material import Material
from schedulers.weekly import enqueue_digest, known_unit, material_of

AFRESH = timedelta(minutes=10)  # so old may the figures of the running week be
_FRIDAY = 4
MANY = 20_000  # steps of issues: to go through more of them takes seconds
_FACTS: Remembered[DigestFacts] = Remembered(32)
# Large, hundreds of megabytes for fifty thousand issues: kept while somebody goes through the units' digests.
_MATERIAL: Remembered[Material] = Remembered(1, idle=120)


@dataclass(frozen=True, slots=True)
class Listed:
    """One week in the list."""

    week: Week
    rounds: int  # that were finished in it
    complete: int
    sent: bool  # the whole digest was put into the outbox


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending a week's digests."""

    messages: int  # the whole and each unit's own, for each channel
    added: tuple[str, ...]  # ids of those that were not in the outbox before

    @property
    def before(self) -> int:
        """How many were there already, and are not sent twice."""
        return self.messages - len(self.added)


def digest_facts(desk: Desk, site: str, week: Week, unit: str | None) -> DigestFacts:
    """What the command line says too. Raises ValueError in Chinese (no such unit, not begun yet), StoreError."""
    plan, now = desk.plans.of(site), desk.now(desk.plans.of(site))
    known_unit(plan, unit)
    begun(desk, site, week)
    rests = _rests_on(desk, site, week)
    return _FACTS.get(
        (rests, unit),
        lambda: facts_of(
            _MATERIAL.get(rests, lambda: material_of(desk.store, plan, week, now, folder_of(desk, site))), unit
        ),
    )


def at_hand(desk: Desk, site: str, week: Week, unit: str | None) -> bool:
    """Whether it is there at once: kept, or quickly worked out."""
    rests = _rests_on(desk, site, week)
    return _FACTS.has((rests, unit)) or _MATERIAL.has(rests) or desk.store.mark(site).step < MANY


def begun(desk: Desk, site: str, week: Week) -> None:
    """Raises ValueError with a Chinese sentence for a week that has not begun."""
    plan = desk.plans.of(site)
    if week.start(plan.zone) > desk.clock():
        raise ValueError(f"第 {week} 周（{week.monday} 起）还没有开始，没有周报")


def _rests_on(desk: Desk, site: str, week: Week) -> Hashable:
    """What happens after a week changes nothing in its digest: only what was done by its end counts."""
    plan = desk.plans.of(site)
    now, end = desk.now(plan), week.end(plan.zone)
    until = min(end, now)
    running = None if now > end else int(now.timestamp() // AFRESH.total_seconds())
    words = desk.store.words_mark(site)
    return desk.database, site, str(week), desk.plans.digest(site), desk.store.mark_until(site, until), words, running


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
    sent = _sent(desk, site, told)
    return [Listed(week, len(looked.get(week, [])), sum(looked.get(week, [])), week in sent) for week in told]


def sent_at(desk: Desk, site: str, week: Week) -> datetime | None:
    """When the whole digest was first put into the outbox; None: it was not."""
    return _sent(desk, site, [week]).get(week)


def _sent(desk: Desk, site: str, weeks: Sequence[Week]) -> dict[Week, datetime]:
    """Those whose whole digest was put into the outbox, each with when it was first."""
    plan = desk.plans.of(site)
    if plan.alerts is None or plan.alerts.digest is None:
        return {}
    ids = {week: [message_id(site, str(week), None, name) for name in plan.alerts.digest.to] for week in weeks}
    since = desk.store.messages_since([id_ for some in ids.values() for id_ in some])
    return {week: min(since[id_] for id_ in some if id_ in since) for week, some in ids.items() if since.keys() & some}


def why_not_sent(desk: Desk, site: str, week: Week) -> str:
    """Why the digest cannot be sent, in Chinese; empty where it can."""
    plan = desk.plans.of(site)
    if plan.alerts is None or plan.alerts.digest is None:
        return "方案没有写周报发往哪里，请在 alerts 下写 digest"
    now = desk.now(plan)
    if week == Week.of(now.date()) and now.weekday() < _FRIDAY:
        return "本周的周报从星期五起可以发送：同一周只发一次"
    return ""


def send_digest(desk: Desk, caller: Caller, site: str, week: Week) -> Sent:
    """Put the week's digests into the outbox: the whole and each unit's own, each once for ever; kept in the audit.

    Raises ValueError with a Chinese sentence where they cannot be sent.
    """
    if why := why_not_sent(desk, site, week):
        raise ValueError(why)
    messages, added = enqueue_digest(desk.store, desk.plans.of(site), week, desk.clock(), folder_of(desk, site))
    keep(desk, caller, "digest-send", f"{site} {week}", {"messages": len(messages), "added": list(added)})
    return Sent(len(messages), tuple(added))
