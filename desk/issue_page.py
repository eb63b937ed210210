"""One issue's page: what is asked of the store for it, within bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from desk import issue_facts
from desk.check_manual import CUSTOMARY, basis_words, usual_severity
from desk.deed_forms import in_order
from desk.desk import Desk
from desk.excerpts import Excerpt, decoded, excerpt
from desk.issue_strip import Cell, by_hours, strip, summary
from desk.live_facts import OUTCOMES
from inspection.asking import OF_ACCOUNTS, OF_AVAILABILITY
from inspection.calendar import Workdays
from inspection.deeds import possible
from inspection.findings import fingerprint
from inspection.issue import Act, Issue, Step
from inspection.people import Person, Power
from inspection.pictures import Picture
from inspection.plan import Plan
from notifications.explain import explain
from notifications.pictures import DOUBTS
from notifications.wording import CHECK_NAMES, KIND_NAMES, STATUS_NAMES, check_advice
from store.errors import StoreError

ROUNDS = 30  # of the strip
HOURS = timedelta(days=3)  # of the site's answering
DECISIONS, MESSAGES = 40, 10
PAGES_SOUGHT = 3  # of those that it was found on, for the excerpt
SIMILAR = 6
LOOKS = 6
_OF_THE_SITE = OF_AVAILABILITY | {"site-down"}


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a deed, to be shown with the page: nothing by default."""

    kind: str = ""  # good, bad
    words: str = ""
    act: Act | None = None  # whose form stays open
    typed: Mapping[str, str] | None = None
    seen: int | None = None  # how many steps the person had seen; those after them are marked
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of evidence: where it is, or that it was cleared away."""

    words: str
    digest: str
    there: bool


def facts_of(desk: Desk, plan: Plan, person: Person, issue: Issue, said: Said) -> dict[str, Any]:
    """Everything that the page shows of the issue."""
    now, steps = desk.now(plan), desk.store.steps(issue.id)
    picture = desk.store.pictures(issue.site, [issue.fingerprint]).get(issue.fingerprint)
    pages, more_pages = issue_facts.places(issue)
    acts, may_not = issue_facts.may_do(person, issue, possible(issue.state))
    history = issue_facts.history(steps, plan.zone, said.seen)
    return {
        "issue": issue,
        "said": said,
        "typed": said.typed or {},
        "steps_seen": len(steps),
        "news": [event for event in history if event.fresh],
        "last": next((event for event in history if not event.machine), None),
        "due_now": issue_facts.due_of(issue, now, Workdays(plan.workdays), plan.zone),
        "acts": in_order(acts),
        "may_not": may_not,
        "units": [unit.name for unit in plan.units],
        "own": person.unit if person.unit and not person.may(Power.EDIT_PLAN) else None,
        "subject": issue_facts.address_of(issue.subject),
        "pages": pages,
        "more_pages": more_pages,
        "of_account": issue.check in OF_ACCOUNTS,
        "evidence": issue_facts.evidence_rows(issue.evidence),
        "picture": picture,
        "picture_there": picture is not None and picture.evidence is not None and _is_there(desk, picture.evidence),
        "doubtful": picture is not None and picture.reason in DOUBTS,
        "files": _files(desk, picture),
        "excerpt": _excerpt(desk, issue),
        "advice": check_advice(issue.check),
        "basis": basis_words(issue.basis),
        "customary": issue.basis.startswith(CUSTOMARY),
        "heavy": issue_facts.why_so_heavy(issue, usual_severity(issue.check)),
        "history": history,
        "telling": _telling(desk, plan, issue),
        "messages": desk.store.messages(issue.site, issue=issue.id, limit=MESSAGES),
        "MESSAGE_KINDS": KIND_NAMES,
        "MESSAGE_STATUSES": STATUS_NAMES,
        **_looks(desk, plan, issue, steps),
        **_similar(desk, issue),
    }


def look_facts(desk: Desk, issue: Issue, why_not: str | None, refused: str = "") -> dict[str, Any]:
    """What the part of the page on second looks shows. `why_not`: there is no button, and why."""
    looks = desk.store.second_looks_of(issue.id, LOOKS)
    return {"issue": issue, "looks": looks, "why_not": why_not, "refused": refused, "LOOK_OUTCOMES": OUTCOMES}


def _looks(desk: Desk, plan: Plan, issue: Issue, steps: Sequence[Step]) -> dict[str, Any]:
    cells = strip(issue, desk.store.looks_at(issue, ROUNDS), steps, plan.zone)
    hours: list[Cell] = []
    if issue.check in _OF_THE_SITE:
        now = desk.clock()
        hours = by_hours(desk.store.probes_between(issue.site, now - HOURS, now), plan.zone)
    return {"cells": cells, "strip_summary": summary(cells), "hours": hours}


def _similar(desk: Desk, issue: Issue) -> dict[str, Any]:
    """What hangs together with it: found by the index of fingerprints and by check and column."""
    checks = [check for check in CHECK_NAMES if check != issue.check]
    same = {fingerprint(issue.site, check, issue.subject) for check in checks}
    page = {fingerprint(issue.site, check, url) for check in CHECK_NAMES for url in issue.found_on[:5]}
    found = desk.store.issues_by_fingerprints(issue.site, same, SIMILAR)
    on_page = desk.store.issues_by_fingerprints(issue.site, page - same - {issue.fingerprint}, SIMILAR)
    return {
        "same_subject": found,
        "same_page": on_page,
        "same_column": desk.store.issues_beside(issue, SIMILAR),
        "in_column": desk.store.count_beside(issue),
    }


def _telling(desk: Desk, plan: Plan, issue: Issue) -> list[tuple[str, list[str]]]:
    """Each channel with how things stand, and its decisions."""
    lines = explain(issue, desk.store.tellings_of(issue.id), desk.store.decisions(issue.id, DECISIONS), plan.zone)
    channels: list[tuple[str, list[str]]] = []
    for line in lines[1:]:  # the first names the issue
        if line.startswith("  ") and channels:
            channels[-1][1].append(line.strip())
        else:
            channels.append((line, []))
    return channels


def _files(desk: Desk, picture: Picture | None) -> list[Place]:
    if picture is None:
        return []
    named = (("网页源码快照", picture.snapshot), ("请求记录（HAR）", picture.har))
    return [Place(words, digest, _is_there(desk, digest)) for words, digest in named if digest]


def _is_there(desk: Desk, digest: str) -> bool:
    try:
        return desk.store.evidence.path(digest).exists()
    except StoreError:
        return False


def _excerpt(desk: Desk, issue: Issue) -> Excerpt | None:
    """From the page as the round that saw the fault last recorded it; None where it is there no longer."""
    for url in issue.found_on[:PAGES_SOUGHT] or ((issue.subject,) if issue.subject.startswith("http") else ()):
        try:
            page = desk.store.page(issue.round, url)
            if page is None or page.evidence is None:
                continue
            found = excerpt(decoded(desk.store.evidence.get(page.evidence), page.charset), issue)
        except StoreError:
            continue
        if found is not None:
            return replace(found, page=url)
    return None
