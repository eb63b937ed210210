"""How the duties stand, out of the store: what was due, what rounds found, what people said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from inspection.asking import OF_EXPECTATIONS, OF_INTERPRETATIONS
from inspection.due import MAX_YEAR, MIN_YEAR
from inspection.duty_standing import Standing, Told, standing
from inspection.duty_watched import OF_ENTRIES, OF_PROMISES, watched_names
from inspection.errors import PlanError
from inspection.expected import Item
from inspection.findings import Undecided
from inspection.issue import CLOSED, Issue, State
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.records import day_of
from inspection.silent import silent_checks
from schedulers.expected import publications
from schedulers.expected_readings import interpretations
from schedulers.known_now import known_now
from schedulers.unjudged import unjudged_of
from schedulers.weekly import finished, in_earnest
from store.issue_filters import IssueFilter
from store.rounds import RoundRow
from store.store import Store

SPAN = timedelta(days=7)  # what was seen so long ago still says how things stand
_DAY = timedelta(days=1)
_MOST = 5000  # issues of one kind
_WITH_EVIDENCE = (*OF_EXPECTATIONS, *OF_INTERPRETATIONS, *OF_ENTRIES.values(), *OF_PROMISES)


def duties_now(store: Store, plan: Plan, now: datetime) -> Standing:
    """How every duty stands at that time. Some tenths of a second. Raises StoreError."""
    return standing(plan, told_now(store, plan, now))


def told_now(store: Store, plan: Plan, now: datetime) -> Told:
    """What the standing rests on; only the words of people change without a round or a step. Raises StoreError."""
    at, site = now.astimezone(plan.zone), plan.site.name
    issues = list(_issues(store, site, at))
    last = _last_whole(store, site, at)
    then = _plan_then(store, last)
    looked = store.looked(site)
    return Told(
        as_of=at,
        items=_items(store, plan, at, issues),
        issues=[one for one in issues if _alive_at(one, at)],
        mended=[one for one in issues if _mended_in(one, at, plan)],
        undecided=_undecided(store, last),
        ticked=store.ticked(site),
        looked_at=last.as_of.astimezone(plan.zone) if last else None,
        unjudged=unjudged_of(last.counters) if last else frozenset(),
        silent={**_silent(store, plan, at), **(_silent(store, then, at) if then else {})},
        named=watched_names(then) if then else None,
        since=day_of(looked[0].at, plan.zone) if looked else None,
    )


def _items(store: Store, plan: Plan, at: datetime, issues: Iterable[Issue]) -> list[Item]:
    """From last year's January to this December; nothing is read where the plan promises nothing."""
    if not plan.expectations and plan.interpretation is None:
        return []
    first = date(max(MIN_YEAR + 1, at.year - 1), 1, 1)
    last = date(min(MAX_YEAR - 1, at.year), 12, 31)
    known = known_now(store, plan, at)
    told = [one for one in issues if one.check in (*OF_EXPECTATIONS, *OF_INTERPRETATIONS)]
    found = list(publications(known, first, last, told))
    this_year = date(at.year, 1, 1)
    return [*found, *(interpretations(known, this_year, last, told) if plan.interpretation else ())]


def _issues(store: Store, site: str, at: datetime) -> Iterator[Issue]:
    """Every issue that was opened by then; with evidence where it says which promise it is about."""
    wanted = IssueFilter(site=site, checks=_WITH_EVIDENCE, limit=_MOST, order="newest")
    whole = {one.id: one for one in store.issues(wanted)}
    for one in store.issues_of(site):
        if one.opened_at <= at + _DAY:
            yield whole.get(one.id, one)


def _alive_at(issue: Issue, at: datetime) -> bool:
    if issue.state not in CLOSED:
        return True
    return issue.closed_at is not None and issue.opened_at <= at < issue.closed_at


def _mended_in(issue: Issue, at: datetime, plan: Plan) -> bool:
    """Verified this year, by then."""
    if issue.state is not State.VERIFIED or issue.closed_at is None:
        return False
    return issue.closed_at <= at and issue.closed_at.astimezone(plan.zone).year == at.year


def _last_whole(store: Store, site: str, at: datetime) -> RoundRow | None:
    """The last round of the last seven days that read everything and asked the checks."""
    since = at - SPAN
    rounds = in_earnest(store, site, finished(store.rounds_between(site, since, at + _DAY), since, at))
    return next((one for one in reversed(rounds) if one.complete and one.kind != "watch"), None)


def _silent(store: Store, plan: Plan, at: datetime) -> Mapping[str, str]:
    """Probes and looks of the present speak of the present: those that came after `at` count for a replay, too."""
    site = plan.site.name
    watched = plan.availability.enabled and store.availability(site, at) is not None
    browsed = bool(store.visits(site, at - plan.verify_within, max(at, datetime.now(UTC))))
    return silent_checks(plan, watched=watched, browsed=browsed)


def _plan_then(store: Store, last: RoundRow | None) -> Plan | None:
    """The plan by which the round looked; None where its text is not kept, or no longer a plan to this program."""
    text = store.plan_of_digest(last.plan_digest) if last else None
    try:
        return parse_plan(text) if text is not None else None
    except PlanError:
        return None


def _undecided(store: Store, last: RoundRow | None) -> list[Undecided]:
    return store.undecided(last.id) if last else []


def with_words(told: Told, store: Store, plan: Plan) -> Told:
    """The same, with what people have said up to now."""
    return replace(told, ticked=store.ticked(plan.site.name))
