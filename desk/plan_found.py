"""What the lines of a plan have found: issues counted by column, account, unit, source, expectation, and by check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from inspection.asking import (
    CROSSPOST,
    OF_AVAILABILITY,
    OF_EXPECTATIONS,
    OF_INTERPRETATIONS,
    OF_SERVICES,
    OF_SOURCES,
)
from inspection.asking_duties import OVERDUE_DUTY
from inspection.findings import Undecided
from inspection.issue import ALIVE
from inspection.vouching import OF_VISITS
from inspection.vouching_bodies import OF_BODIES
from inspection.yaml_source import Path
from store.plan_edits import Tally

_ENTRIES: dict[str, frozenset[str]] = {  # sections of named entries, whose names are the subjects
    "decisions": frozenset({"incomplete-decision"}),
    "guides": frozenset({"incomplete-guide"}),
    "tables": frozenset({"incomplete-table"}),
    "expectations": OF_EXPECTATIONS | {"incomplete-notice", "faulty-attachment"},
}
NAMED = sorted(OF_EXPECTATIONS.union(OF_SOURCES, *_ENTRIES.values()))  # checks whose subjects stand in the plan
# Sections that have no entries of their own, and the checks that they are for.
_CHECKS: dict[str, frozenset[str]] = {
    "site": frozenset({"site-down", "stale-home"}),
    "availability": OF_AVAILABILITY,
    "interpretation": OF_INTERPRETATIONS,
    "services": OF_SERVICES,
    "labels": frozenset({"missing-label", "wrong-label"}),
    "identity": frozenset({"missing-identity"}),
    "wording": frozenset({"wrong-wording"}),
    "privacy": frozenset({"personal-data"}),
    "validity": frozenset({"expiring-document"}),
    "dating": frozenset({"inconsistent-date"}),
    "consultations": frozenset({"short-consultation", "missing-feedback", "missing-draft-interpretation"}),
    "messages": frozenset({"overdue-reply"}),
    "libraries": frozenset({"library-gap"}),
    "suspicion": frozenset(OF_BODIES),
    "functions": frozenset({"failing-search", "missing-consultation", "mismatched-download"}),
    "browser": frozenset(OF_VISITS) - OF_SERVICES - {"failing-search", "missing-consultation", "mismatched-download"},
}


@dataclass(frozen=True, slots=True)
class Found:
    """What one line of the plan has found. `address`: of the list of its issues."""

    open: int = 0
    all: int = 0
    sightings: int = 0
    seen_at: datetime | None = None
    address: str = ""
    doubts: tuple[str, ...] = ()  # what could not be judged in the newest round, in Chinese


class Ledger:
    """What was found and what could not be judged, by what entries of a plan are asked for."""

    def __init__(self, site: str, tallies: Iterable[Tally] = (), doubts: Iterable[Undecided] = ()) -> None:
        self.site = site
        self.columns: dict[str | None, list[Tally]] = defaultdict(list)
        self.units: dict[str | None, list[Tally]] = defaultdict(list)
        self.checks: dict[str, list[Tally]] = defaultdict(list)
        self.subjects: dict[tuple[str, str | None], list[Tally]] = defaultdict(list)
        self.doubted: dict[str, list[Undecided]] = defaultdict(list)  # by subject; of a source, by its account, too
        self.doubtful: dict[str, list[Undecided]] = defaultdict(list)  # by check
        for one in tallies:
            self.columns[one.column].append(one)
            self.units[one.unit].append(one)
            self.checks[one.check].append(one)
            self.subjects[one.check, one.subject].append(one)
        for doubt in doubts:
            for subject in {doubt.subject, doubt.subject.partition("：")[0]}:
                self.doubted[subject].append(doubt)
            self.doubtful[doubt.check].append(doubt)

    def found(self, path: Path, entry: Any) -> Found | None:
        """What the entry of the plan at that path has found; None: nothing is ever found by it."""
        section, name = str(path[0]), _name(entry)
        if len(path) == 1:
            return self._by_checks(_CHECKS[section]) if section in _CHECKS else None
        if name is None:
            return None
        if section in ("columns", "accounts"):
            return self._said(self.columns.get(name, ()), [("column", name)], self.doubted.get(name, ()))
        if section == "units":
            return self._said(self.units.get(name, ()), [("unit", name)])
        if section in _ENTRIES:
            checks = _ENTRIES[section]
            return self._named(checks, name, [d for d in self.doubted.get(name, ()) if d.check in checks])
        if section == "crossposts":
            return self._crosspost(entry)
        if section == "duties" and len(path) == 2:
            return self._duty(str(entry.get("number", "")).strip() if isinstance(entry, dict) else "")
        return None

    def found_by_source(self, subject: str) -> Found:
        """Of one source of an account: `<account>：<label>`."""
        return self._named(OF_SOURCES, subject, self.doubted.get(subject, ()))

    def _by_checks(self, checks: Iterable[str]) -> Found:
        names = sorted(checks)
        found = [one for check in names for one in self.checks.get(check, ())]
        doubts = [doubt for check in names for doubt in self.doubtful.get(check, ())]
        return self._said(found, [("check", check) for check in names], doubts)

    def _named(self, checks: Iterable[str], subject: str, doubts: Iterable[Undecided]) -> Found:
        names = sorted(checks)
        found = [one for check in names for one in self.subjects.get((check, subject), ())]
        return self._said(found, [*(("check", check) for check in names), ("text", subject)], doubts)

    def _duty(self, number: str) -> Found:
        """Words that nobody gave in time: their subjects begin with the duty's number."""
        named = ((subject, some) for (check, subject), some in self.subjects.items() if check == OVERDUE_DUTY)
        found = [one for subject, some in named if (subject or "").partition("/")[0] == number for one in some]
        return self._said(found, [("check", OVERDUE_DUTY), ("text", f"{number}/")])

    def _crosspost(self, entry: Any) -> Found:
        sources = entry.get("from") if isinstance(entry, dict) else None
        names = sorted({str(one).strip() for one in sources}) if isinstance(sources, list) else []
        found = [one for name in names for one in self.columns.get(name, ()) if one.check == CROSSPOST]
        return self._said(found, [("check", CROSSPOST), *(("column", name) for name in names)])

    def _said(self, tallies: Iterable[Tally], query: list[tuple[str, str]], doubts: Iterable[Undecided] = ()) -> Found:
        found = _sum(tallies)
        said = tuple(dict.fromkeys(one.detail or one.reason for one in doubts))
        return replace(found, address=f"/issues?{urlencode([('site', self.site), *query])}", doubts=said)


def _name(entry: Any) -> str | None:
    name = entry.get("name") if isinstance(entry, dict) else entry
    return name.strip() if isinstance(name, str) else None


def _sum(tallies: Iterable[Tally]) -> Found:
    found = Found()
    for one in tallies:
        seen = one.seen_at if found.seen_at is None else max(found.seen_at, one.seen_at)
        found = Found(found.open + one.open, found.all + one.all, found.sightings + one.sightings, seen)
    return found


STATES = sorted(state.value for state in ALIVE)  # 未办结, as the list of issues shows them by itself
