"""The facts of the weekly digest, gathered from what the store held by the digest's clock, and nothing later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as midnight
from pathlib import Path
from typing import Protocol

from checks.missing_publication import MissingPublication
from checks.run import run_checks
from inspection.availability import AvailabilityProbe
from inspection.calendar import Workdays
from inspection.due import State, occurrences, state
from inspection.duties import Said
from inspection.errors import PlanError
from inspection.findings import Finding, Undecided
from inspection.issue import Issue, Step
from inspection.observed import Observed
from inspection.plan import Expectation, Plan
from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, day_of
from inspection.scoring.score import score
from inspection.sources import SourceReading
from inspection.telling import Message
from notifications.digest import word
from notifications.digest.alerts import digest_alerts, units_reached
from notifications.digest.assembly import facts_of
from notifications.digest.facts import Coming, ComingKind, DigestFacts, Week
from notifications.digest.freshness import Clock, ReadAt
from notifications.digest.material import Looked, Material, Scored, histories, weekly
from notifications.digest.word_pictures import Shot
from schedulers.digest_pictures import shots_of
from schedulers.earnest import finished as finished
from schedulers.earnest import in_earnest as in_earnest
from schedulers.earnest import last_before
from schedulers.earnest import worth_reading as worth_reading
from schedulers.score_weeks import keep, trend
from schedulers.scorekeeping import scored_at
from store.boards import Looked as At
from store.rounds import RoundRow
from store.scores import IssueThen, KeptScore
from store.store import Store

_DAY = timedelta(days=1)
_FRIDAY = 4
_NOTES = {"publication": "尚未找到相符的稿件", "interpretation": "稿件已发布，尚未见解读"}


class Remembered(Protocol):
    """What the digest asks of the store."""

    def plan_text(self, site: str, as_of: datetime | None = None) -> str | None: ...
    def first_looked(self, site: str) -> datetime | None: ...
    def scores(self, site: str, standard: str, since: date, until: date) -> list[KeptScore]: ...
    def plan_of_digest(self, digest: str) -> str | None: ...
    def issues_then(self, site: str, checks: frozenset[str], until: datetime) -> Sequence[IssueThen]: ...
    def slim_readings(self, round_id: str) -> Mapping[str, ColumnReading]: ...
    def issues_since(self, site: str, since: datetime) -> list[Issue]: ...
    def steps_since(self, site: str, since: datetime, end: datetime) -> list[tuple[int, Step]]: ...
    def rounds_between(self, site: str, start: datetime | None, end: datetime | None) -> list[RoundRow]: ...
    def newest_round(self, site: str, before: datetime) -> RoundRow | None: ...
    def findings(self, round_id: str) -> list[Finding]: ...
    def undecided(self, round_id: str) -> list[Undecided]: ...
    def readings(self, round_id: str) -> dict[str, ColumnReading]: ...
    def sources(self, round_id: str) -> Mapping[str, tuple[SourceReading, ...]]: ...
    def said(self, site: str) -> Sequence[Said]: ...
    def looked(self, site: str) -> Sequence[At]: ...
    def probes_between(self, site: str, start: datetime, end: datetime) -> Sequence[AvailabilityProbe]: ...


def weekly_facts(
    store: Remembered, plan: Plan, week: Week, unit: str | None, now: datetime, folder: Path | None = None
) -> DigestFacts:
    """One digest: of the whole site, or of one unit. `plan` names the site; the stored plan of the week is judged by.

    Raises ValueError with a Chinese sentence for a week that has not begun and for a unit that the plan does not have.
    """
    return facts_of(material_of(store, plan, week, now, folder), known_unit(plan, unit))


def known_unit(plan: Plan, unit: str | None) -> str | None:
    """The unit, which must be in the plan. Raises ValueError with a Chinese sentence."""
    if unit is not None and plan.unit(unit) is None:
        names = "、".join(one.name for one in plan.units) or "无"
        raise ValueError(f"方案里没有责任单位“{unit}”，现有：{names}")
    return unit


def last_week(plan: Plan, now: datetime) -> Week:
    """The last week that is over."""
    return Week.of(now.astimezone(plan.zone).date()).earlier()


def week_told(plan: Plan, due_at: datetime) -> Week:
    """The week of which the digest due at that moment tells: from Friday on the one that ends, else the last."""
    day = due_at.astimezone(plan.zone).date()
    return Week.of(day) if day.weekday() >= _FRIDAY else Week.of(day).earlier()


def material_of(store: Remembered, plan: Plan, week: Week, now: datetime, folder: Path | None = None) -> Material:
    """What every digest of that week is worked out of; `folder`: where the plan stands.

    Raises ValueError for a week that has not begun.
    """
    site = plan.site.name
    start, until = week.start(plan.zone), min(week.end(plan.zone), now.astimezone(plan.zone))
    if start > now:
        raise ValueError(f"第 {week} 周（{week.monday} 起）还没有开始，没有周报")
    plan = _in_force(store, plan, until)
    clock = Clock(week, week.start(plan.zone), until.astimezone(plan.zone), plan.zone)
    before = week.earlier()
    rounds = finished(store.rounds_between(site, clock.start, until + _DAY), clock.start, until)
    rounds = in_earnest(store, site, rounds)
    earlier = store.rounds_between(site, before.start(plan.zone), clock.start)
    looked = worth_reading(store, site, rounds, clock.start)
    # What was over before last week, and stayed so, is in no figure of either week.
    since = before.start(plan.zone)
    told = histories(store.issues_since(site, since), store.steps_since(site, since, until + _DAY), until)
    last = rounds[-1] if rounds else None
    read = _read(store, looked)
    return Material(
        plan=plan,
        clock=clock,
        finished=now.astimezone(plan.zone) > week.end(plan.zone),
        rounds=[Looked(one.kind, one.as_of.astimezone(plan.zone), one.complete) for one in rounds],
        rounds_before=bool(in_earnest(store, site, finished(earlier, before.start(plan.zone), until))),
        issues=weekly(told, clock.start, until),
        issues_before=weekly(told, before.start(plan.zone), before.end(plan.zone)),
        told={finding.fingerprint: finding for one in looked for finding in store.findings(one.id)},
        findings=store.findings(last.id) if last else [],
        undecided=store.undecided(last.id) if last else [],
        read=read,
        publications=list(_publications(plan, clock, read, looked)),
        sources=store.sources(last.id) if last and plan.accounts else {},
        probes=store.probes_between(site, start - timedelta.resolution, until),
        words=store.said(site) if plan.duties else (),
        since=_first_day(store, plan) if plan.duties else None,
        scored=_scored(store, plan, until, folder),
    )


def _first_day(store: Remembered, plan: Plan) -> date | None:
    looked = store.looked(plan.site.name)
    return day_of(looked[0].at, plan.zone) if looked else None


def _scored(store: Remembered, plan: Plan, until: datetime, folder: Path | None) -> Scored:
    """The scorecard's facts at the digest's clock, and the weeks before."""
    scored = scored_at(store, plan, until, folder)
    return replace(scored, trend=trend(store, plan, until, scored.standard))


def _in_force(store: Remembered, plan: Plan, until: datetime) -> Plan:
    """The plan of the newest round by then; the given one where none is kept, or where it can no longer be read."""
    newest = last_before(store, plan.site.name, until + timedelta.resolution)
    text = store.plan_text(plan.site.name, newest.as_of) if newest else None
    try:
        return plan if text is None else parse_plan(text, "巡检当时的方案")
    except PlanError:
        return plan


def _read(store: Remembered, rounds: Sequence[RoundRow]) -> dict[str, list[ReadAt]]:
    read: dict[str, list[ReadAt]] = {}
    for one in rounds:
        for name, reading in store.readings(one.id).items():
            read.setdefault(name, []).append(ReadAt(one.as_of, reading))
    return read


def _publications(
    plan: Plan, clock: Clock, read: Mapping[str, Sequence[ReadAt]], rounds: Sequence[RoundRow]
) -> Iterator[Coming]:
    """What would be a fault when next week is over, if nothing more were published."""
    observed = Observed(
        plan=plan,
        as_of=datetime.combine(clock.horizon + _DAY, midnight.min, plan.zone),
        workdays=Workdays(plan.workdays),
        home=None,
        columns={name: some[-1].reading for name, some in read.items()},
        complete=any(one.complete and one.as_of >= clock.start for one in rounds),
    )
    found, unsure, _ = run_checks(observed, (MissingPublication(),))
    missing = {(one.subject, one.evidence.get("due")): str(one.evidence.get("missing")) for one in found}
    doubted = {one.subject for one in unsure}
    for expectation in plan.expectations:
        due = _due(expectation, clock)
        what = missing.get((expectation.name, due.isoformat())) if due else None
        if due is None or (what is None and expectation.name not in doubted):
            continue
        note = _NOTES.get(what or "", "无法判断是否已经发布")
        early = due > clock.horizon
        yield Coming(ComingKind.PUBLICATION, expectation.name, due, expectation.unit, note, early=early)


def _due(expectation: Expectation, clock: Clock) -> date | None:
    """The day that is not yet over and by the end of next week is: due, or so near that the plan wants a word."""
    after = clock.horizon + _DAY
    coming = [one for one in occurrences(expectation.due, after) if one.due_at >= clock.today]
    return next((one.due_at for one in coming if state(one, after) in (State.WARNING, State.OVERDUE)), None)


def _shots(store: Store, facts: DigestFacts) -> Mapping[int, Shot]:
    """The whole site's file has pictures; thirty units' files in the outbox are kept light."""
    return shots_of(store, facts) if facts.unit is None else {}


def enqueue_digest(
    store: Store, plan: Plan, week: Week, now: datetime, folder: Path | None = None
) -> tuple[list[Message], list[str]]:
    """Put the week's digests into the outbox, the whole and each unit's own: all messages, and the ids of new ones.

    A digest that was put there before keeps its id and is not sent twice. Raises ValueError as `weekly_facts`.
    """
    material = material_of(store, plan, week, now, folder)
    units = [None, *units_reached(plan)]
    facts = [facts_of(material, unit) for unit in units]
    messages = digest_alerts(plan, facts, now, lambda one: word.document(one, _shots(store, one)))
    if material.scored is not None and material.scored.facts.looked is not None:
        scored = material.scored
        keep(store, score(scored.standard, scored.facts), current=scored.facts.current)
    with store.casework(plan.site.name) as work:
        return messages, work.enqueue(messages)
