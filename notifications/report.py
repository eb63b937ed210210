"""The report as one JSON document: the contract that other tools rely on (docs/report.schema.json)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict

from inspection.findings import Finding, Json, Severity, Undecided
from inspection.pictures import Picture
from notifications.accounts import AccountEntry
from notifications.availability import AvailabilityEntry
from notifications.carried import CarriedEntry, CarriedFacts, carried_entry
from notifications.pictures import PictureEntry, picture_entry
from notifications.structured import without_personal_data
from notifications.thresholds import Threshold, thresholds_of
from notifications.wording import check_order

SCHEMA = "xunjian/report/1"
NO_UNIT = "未落实责任单位"


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What one round did. `missing` says in Chinese, a line each, what could not be completed."""

    id: str
    kind: str  # full, daily or watch
    started_at: datetime
    finished_at: datetime
    complete: bool
    pages: int
    requests: int
    links: int
    bytes: int
    seconds: float
    missing: tuple[str, ...] = ()
    carried: CarriedFacts | None = None  # of a daily round that began with an earlier one's knowledge


class RoundEntry(TypedDict):
    """`round` of the document; times are ISO 8601 with their offset."""

    id: str
    kind: str
    started_at: str
    finished_at: str
    complete: bool
    pages: int
    requests: int
    links: int
    bytes: int
    seconds: float
    missing: list[str]
    carried: NotRequired[CarriedEntry]  # of a daily round that began with an earlier one's knowledge


class FindingEntry(TypedDict):
    """One of `findings`."""

    check: str
    severity: str
    subject: str
    title: str
    unit: str | None
    column: str | None
    found_on: list[str]
    evidence: dict[str, Json]
    basis: str
    fingerprint: str
    picture: NotRequired[PictureEntry]  # where one was taken, or tried to be


class UndecidedEntry(TypedDict):
    """One of `undecided`; `detail` stands where there is more to say than the reason."""

    check: str
    subject: str
    reason: str
    detail: NotRequired[str]


class BrokenCheck(TypedDict):
    """A check that failed itself: what it would have found is not known."""

    check: str
    error: str


class Summary(TypedDict):
    """Counts, and how far the site is from each veto."""

    findings: int
    undecided: int
    by_severity: dict[str, int]
    by_check: dict[str, int]
    by_unit: dict[str, int]
    undecided_by_check: dict[str, int]
    thresholds: list[Threshold]


class ReportDocument(TypedDict):
    """The whole report."""

    schema: str
    site: str
    as_of: str
    round: RoundEntry
    summary: Summary
    findings: list[FindingEntry]
    undecided: list[UndecidedEntry]
    broken_checks: list[BrokenCheck]
    accounts: NotRequired[list[AccountEntry]]  # where the plan names any
    availability: NotRequired[AvailabilityEntry]  # where somebody watches around the clock


def report_document(
    site: str,
    as_of: datetime,
    facts: RoundFacts,
    findings: Iterable[Finding],
    undecided: Iterable[Undecided],
    *,
    kinds: Mapping[str, str] | None = None,
    broken_checks: Mapping[str, str] | None = None,
    accounts: Sequence[AccountEntry] = (),
    availability: AvailabilityEntry | None = None,
    pictures: Mapping[str, Picture] | None = None,
) -> ReportDocument:
    """The document, ready for json.dump.

    `kinds` maps a column's name to its kind in the plan (the vetoes count 动态要闻, 通知公告 and 政策文件 apart);
    `broken_checks` maps the name of a check that raised to what it said; `accounts` is how each account stands;
    `pictures` are those of the findings, by fingerprint.
    """
    told = sorted(findings, key=_weight)
    unknown = sorted(undecided, key=lambda u: (check_order(u.check), u.subject))
    document: ReportDocument = {
        "schema": SCHEMA,
        "site": site,
        "as_of": as_of.isoformat(),
        "round": _round(facts),
        "summary": _summary(told, unknown, kinds or {}, [account["name"] for account in accounts]),
        "findings": [_finding(f, (pictures or {}).get(f.fingerprint)) for f in told],
        "undecided": [_undecided(u) for u in unknown],
        "broken_checks": [{"check": c, "error": e} for c, e in sorted((broken_checks or {}).items())],
    }
    if accounts:
        document["accounts"] = list(accounts)
    if availability is not None:
        document["availability"] = availability
    return document


def _weight(finding: Finding) -> tuple[int, int, str, str]:
    return (
        list(Severity).index(finding.severity),
        check_order(finding.check),
        finding.unit or "\uffff",
        finding.subject,
    )


def _round(facts: RoundFacts) -> RoundEntry:
    entry: RoundEntry = {
        "id": facts.id,
        "kind": facts.kind,
        "started_at": facts.started_at.isoformat(),
        "finished_at": facts.finished_at.isoformat(),
        "complete": facts.complete,
        "pages": facts.pages,
        "requests": facts.requests,
        "links": facts.links,
        "bytes": facts.bytes,
        "seconds": round(facts.seconds, 3),
        "missing": list(facts.missing),
    }
    if facts.carried is not None:
        entry["carried"] = carried_entry(facts.carried)
    return entry


def _summary(
    findings: Sequence[Finding], undecided: Sequence[Undecided], kinds: Mapping[str, str], accounts: Sequence[str]
) -> Summary:
    checks = Counter(f.check for f in findings)
    severities = Counter(f.severity.value for f in findings)
    units = Counter(f.unit or NO_UNIT for f in findings)
    return {
        "findings": len(findings),
        "undecided": len(undecided),
        "by_severity": {s.value: severities[s.value] for s in Severity},
        "by_check": {name: checks[name] for name in sorted(checks, key=lambda c: (check_order(c), c))},
        "by_unit": dict(sorted(units.items(), key=lambda u: (u[0] == NO_UNIT, -u[1], u[0]))),
        "undecided_by_check": dict(Counter(u.check for u in undecided)),
        "thresholds": thresholds_of(findings, kinds, undecided, accounts),
    }


def _finding(finding: Finding, picture: Picture | None) -> FindingEntry:
    entry: FindingEntry = {
        "check": finding.check,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "title": finding.title,
        "unit": finding.unit,
        "column": finding.column,
        "found_on": list(finding.found_on),
        "evidence": without_personal_data(finding.evidence),
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
    }
    if picture is not None:
        entry["picture"] = picture_entry(picture)
    return entry


def _undecided(undecided: Undecided) -> UndecidedEntry:
    entry: UndecidedEntry = {"check": undecided.check, "subject": undecided.subject, "reason": undecided.reason}
    if undecided.detail:
        entry["detail"] = undecided.detail
    return entry
