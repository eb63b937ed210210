"""Issues, steps, tellings and decisions as rows, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.telling import Decision, Kind, Telling
from store.case_tables import decisions, issues, steps, tellings
from store.values import AnyRow, clean, clean_or_none, from_json, to_json

# In the order of Issue's fields, so that a row is an issue's arguments.
_ISSUE = (
    "site", "fingerprint", "check", "subject", "title", "severity", "basis", "opened_at", "seen_at", "looked_at",
    "state", "id", "version", "unit", "column", "found_on", "evidence", "round", "sightings", "person", "due_at",
    "confirmed_at", "acknowledged_at", "claimed_at", "claim_recorded_at", "closed_at", "closed_by_machine",
    "muted_until", "before_mute", "reopened",
)  # fmt: skip
ISSUE_COLUMNS = [issues.c[name] for name in _ISSUE]
SLIM_COLUMNS = [column for column in ISSUE_COLUMNS if column.name not in ("found_on", "evidence")]
STEP_COLUMNS = [steps.c[name] for name in ("at", "who", "act", "before", "after", "why", "round", "detail")]
TELLING_COLUMNS = list(tellings.c)
DECISION_COLUMNS = [column for column in decisions.c if column.name != "id"]

_SEVERITIES: dict[str | None, Severity | None] = {None: None, **{str(one): one for one in Severity}}
_KINDS: dict[str | None, Kind | None] = {None: None, **{str(one): one for one in Kind}}
_STATES: dict[str | None, State | None] = {None: None, **{str(one): one for one in State}}
_ACTS = {str(one): one for one in Act}


def to_issue(row: AnyRow) -> Issue:
    """From a row of ISSUE_COLUMNS."""
    values = list(row)
    values[5] = _SEVERITIES[values[5]]
    values[10] = _STATES[values[10]]
    values[15] = () if values[15] == "[]" else tuple(from_json(values[15]))
    values[16] = {} if values[16] == "{}" else from_json(values[16])
    values[28] = _STATES[values[28]]
    return Issue(*values)


def to_slim_issue(row: AnyRow) -> Issue:
    """From a row of SLIM_COLUMNS; without evidence, and without the pages on which it was found."""
    values: dict[str, Any] = dict(row._mapping)
    values["severity"] = _SEVERITIES[row.severity]
    values["state"] = _STATES[row.state]
    values["before_mute"] = _STATES[row.before_mute]
    return Issue(**values)


def numbered(issue: Issue, id_: int) -> Issue:
    """The issue with the number that the database gave it."""
    return issue if issue.id == id_ else replace(issue, id=id_)


def issue_row(issue: Issue) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "site": clean(issue.site),
        "fingerprint": clean(issue.fingerprint),
        "check": clean(issue.check),
        "subject": clean(issue.subject),
        "opened_at": issue.opened_at,
        **seen_row(issue),
        **moving_row(issue),
    }


def seen_row(issue: Issue) -> dict[str, Any]:
    """What was seen of it, in JSON: apart, for it is long and seldom changes."""
    return {
        "found_on": to_json(issue.found_on) if issue.found_on else "[]",
        "evidence": to_json(issue.evidence) if issue.evidence else "{}",
    }


def moving_row(issue: Issue) -> dict[str, Any]:
    """What else changes while it lives. What it is of never changes, so that those indexes are left alone."""
    return {
        "title": clean(issue.title),
        "severity": issue.severity.value,
        "basis": clean(issue.basis),
        "seen_at": issue.seen_at,
        "looked_at": issue.looked_at,
        "state": issue.state.value,
        "version": issue.version,
        "unit": clean_or_none(issue.unit),
        "column": clean_or_none(issue.column),
        "round": clean(issue.round),
        "sightings": issue.sightings,
        "person": clean_or_none(issue.person),
        "due_at": issue.due_at,
        "confirmed_at": issue.confirmed_at,
        "acknowledged_at": issue.acknowledged_at,
        "claimed_at": issue.claimed_at,
        "claim_recorded_at": issue.claim_recorded_at,
        "closed_at": issue.closed_at,
        "closed_by_machine": issue.closed_by_machine,
        "muted_until": issue.muted_until,
        "before_mute": issue.before_mute.value if issue.before_mute else None,
        "reopened": issue.reopened,
    }


def to_step(row: AnyRow) -> Step:
    """From a row that begins with STEP_COLUMNS."""
    at, who, act, before, after, why, round_, detail, *_rest = row
    after_state = _STATES[after]
    assert after_state is not None
    return Step(at, who, _ACTS[act], _STATES[before], after_state, why, round_, from_json(detail))


def step_row(issue: int, step: Step, recorded_at: datetime) -> dict[str, Any]:
    """Every column but the id."""
    return {
        "issue": issue,
        "at": step.at,
        "who": clean(step.who),
        "act": step.act.value,
        "before": step.before.value if step.before else None,
        "after": step.after.value,
        "why": clean(step.why),
        "round": clean_or_none(step.round),
        "detail": to_json(step.detail) if step.detail else "{}",
        "recorded_at": recorded_at,
    }


def to_telling(row: AnyRow) -> Telling:
    """From a row of TELLING_COLUMNS."""
    values = list(row)
    values[4] = _KINDS[values[4]]
    values[5] = _SEVERITIES[values[5]]
    return Telling(*values)


def telling_row(telling: Telling) -> dict[str, Any]:
    """Every column."""
    return {
        "issue": telling.issue,
        "channel": clean(telling.channel),
        "waiting_since": telling.waiting_since,
        "told_at": telling.told_at,
        "told_kind": telling.told_kind.value if telling.told_kind else None,
        "told_severity": telling.told_severity.value if telling.told_severity else None,
        "told_version": telling.told_version,
        "told_reopened": telling.told_reopened,
        "times": telling.times,
        "rung": telling.rung,
        "over_at": telling.over_at,
        "group": clean(telling.group),
        "stage": clean(telling.stage),
        "reason": clean(telling.reason),
        "until": telling.until,
        "told_unit": clean_or_none(telling.told_unit),
    }


def to_decision(row: AnyRow) -> Decision:
    """From a row of DECISION_COLUMNS."""
    return Decision(*row)


def decision_row(decision: Decision) -> Mapping[str, Any]:
    """Every column but the id."""
    return {
        "issue": decision.issue,
        "channel": clean(decision.channel),
        "at": decision.at,
        "stage": clean(decision.stage),
        "reason": clean(decision.reason),
        "detail": clean(decision.detail),
        "message": clean_or_none(decision.message),
        "until": decision.until,
    }
