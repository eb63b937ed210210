"""The scorecard of a site as of any moment, counted from what the store held by then; what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from inspection.availability import WINDOW, AvailabilityProbe
from inspection.errors import PlanError
from inspection.findings import Finding
from inspection.issue import ALIVE
from inspection.outages import UNDER_WAY, unavailability
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.records import ColumnReading, day_of
from inspection.scoring.card import Scorecard
from inspection.scoring.facts import Answered, Doubt, Facts, Fault, Looked
from inspection.scoring.score import score
from inspection.scoring.standard import Standard
from inspection.scoring.standard_file import built_in, standard_of
from inspection.scoring.watching import unwatched
from notifications.digest.material import Scored
from schedulers.earnest import Remembers
from schedulers.judged import ASKED, Judged, judged
from schedulers.unjudged import unjudged_of
from store.scores import IssueThen

NOT_LOOKED_AGAIN = "问题单未办结，最近一次巡检没有再看到，也未能复核"


class Remembered(Remembers, Protocol):
    """What is asked of the store beside rounds."""

    def plan_of_digest(self, digest: str) -> str | None: ...
    def issues_then(self, site: str, checks: frozenset[str], until: datetime) -> Sequence[IssueThen]: ...
    def probes_between(self, site: str, start: datetime, end: datetime) -> Sequence[AvailabilityProbe]: ...
    def slim_readings(self, round_id: str) -> Mapping[str, ColumnReading]: ...


def standard_for(plan: Plan, folder: Path | None) -> tuple[Standard, str]:
    """The plan's standard. Where it cannot be read: the built-in one, and a sentence that says so."""
    written = plan.scorecard.standard if plan.scorecard else None
    try:
        return standard_of(written, folder), ""
    except PlanError as error:
        first = error.mistakes[0]
        said = f"方案所写的评分标准“{written}”读不出来（{first.message}），以下按国家指标计。"
        return built_in(), said


def scored_at(store: Remembered, plan: Plan, at: datetime, folder: Path | None = None) -> Scored:
    """What the vetoes of digest and board are counted from: the scorecard's own facts. Raises StoreError."""
    standard, _ = standard_for(plan, folder)
    return Scored(standard, facts_at(store, plan, at, standard))


def card_at(store: Remembered, plan: Plan, at: datetime, standard: Standard) -> Scorecard:
    """How the site stood then. Raises StoreError."""
    return score(standard, facts_at(store, plan, at, standard))


def facts_at(store: Remembered, plan: Plan, at: datetime, standard: Standard) -> Facts:
    """What was known then, and nothing that came later: by the plan that the round was made by."""
    at, site = at.astimezone(plan.zone), plan.site.name
    said = judged(store, site, at)
    probes = store.probes_between(site, at.astimezone(UTC) - WINDOW - UNDER_WAY, at)
    services = plan.scorecard.services if plan.scorecard else True
    plan = _in_force(store, plan, said)
    columns = {column.name: column.kind for column in plan.columns}
    accounts = tuple(account.name for account in plan.accounts)
    if said is None:
        return Facts(site, plan.site.home_url, at, columns, accounts, answered=_answered(probes, at), services=services)
    checks = standard.checks
    then = store.issues_then(site, checks, at)
    whole = said.whole
    return Facts(
        site=site,
        home=plan.site.home_url,
        at=at,
        columns=columns,
        accounts=accounts,
        faults=tuple(_faults(said.findings, checks, then)),
        doubts=tuple(_doubts(said, checks, then)),
        looked=Looked(whole.id, whole.as_of.astimezone(plan.zone), whole.kind, whole.complete),
        newest=_newest(store.slim_readings((said.watch or whole).id), plan, at.date()),
        answered=_answered(probes, at),
        unwatched=unwatched(
            plan,
            checks,
            said.undecided,
            kind=whole.kind,
            unasked=unjudged_of(whole.counters),
            probed=bool(probes),
            early_program=ASKED not in whole.counters,
        ),
        services=services,
        broken_off=said.broken_off,
    )


def _in_force(store: Remembered, plan: Plan, said: Judged | None) -> Plan:
    """What was promised when the round looked; the given plan where that is not kept, or can no longer be read."""
    text = store.plan_of_digest(said.whole.plan_digest) if said is not None else None
    return (_parsed(text) if text is not None else None) or plan


@lru_cache(maxsize=32)
def _parsed(text: str) -> Plan | None:
    try:
        return parse_plan(text, "巡检当时的方案")
    except PlanError:
        return None


def _faults(findings: Iterable[Finding], checks: frozenset[str], then: Sequence[IssueThen]) -> Iterator[Fault]:
    """What was found, but what people had dismissed or waived, or a later look had seen mended."""
    known = {one.fingerprint: one for one in then}
    for one in findings:
        issue = known.get(one.fingerprint)
        if one.check in checks and (issue is None or issue.state in ALIVE):
            yield Fault(
                one.check,
                one.subject,
                one.severity,
                one.title,
                one.unit,
                one.column,
                one.found_on,
                one.evidence,
                issue.id if issue else 0,
            )


def _doubts(said: Judged, checks: frozenset[str], then: Sequence[IssueThen]) -> Iterator[Doubt]:
    """What could not be judged; and issues that were not over, and that these rounds neither found nor vouched for."""
    found = {one.fingerprint for one in said.findings}
    told: set[tuple[str, str]] = set()
    open_ = {(one.check, one.subject): one for one in then if one.state in ALIVE and one.fingerprint not in found}
    for one in said.undecided:
        if one.check in checks:
            told.add((one.check, one.subject))
            issue = open_.get((one.check, one.subject))
            yield Doubt(one.check, one.subject, one.reason, one.detail, issue.id if issue else 0)
    for key, issue in open_.items():
        if key not in told:
            yield Doubt(issue.check, issue.subject, "not-looked-again", NOT_LOOKED_AGAIN, issue.id)


def _newest(readings: Mapping[str, ColumnReading], plan: Plan, today: date) -> dict[str, date]:
    found: dict[str, date] = {}
    for name, reading in readings.items():
        days = [day for one in reading.articles if (day := day_of(one.published_at, plan.zone)) and day <= today]
        if days:
            found[name] = max(days)
    return found


def _answered(probes: Sequence[AvailabilityProbe], at: datetime) -> Answered | None:
    if not probes:
        return None
    seen = unavailability(probes, at)
    return Answered(seen.week.decided, seen.week.down, len(seen.thin_days))
