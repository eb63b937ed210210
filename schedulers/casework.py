"""From findings to issues, and from issues to messages: each change is one transaction, whoever makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from inspection.calendar import Workdays
from inspection.findings import Finding, Undecided
from inspection.issue import STATE_NAMES, Act, Deed, Issue, OvertakenError, RefusedError, Step, Tick
from inspection.lifecycle import advance, opened
from inspection.looking import Scope, events
from inspection.plan import Plan
from inspection.telling import Kind
from notifications.because import why_withdrawn
from notifications.blind import GROUP, ROUNDS, blind_notices
from notifications.message_ids import new_message_id
from notifications.recall import SEEN_AGAIN
from notifications.situation import SiteLook, Situation, Stood
from notifications.telling import decide
from store.casework import Casework
from store.rounds import RoundRow
from store.store import Store

_LIVE = timedelta(days=1)  # a round whose clock of judgement is further from the machine's is a rehearsal
_ROUNDS_LOOKED_AT = 50

Moved = tuple[Issue, Sequence[Step]]


@dataclass(frozen=True, slots=True)
class Settled:
    """What one round did to the issues: how many took each step, how many messages were made."""

    acts: Counter[Act] = field(default_factory=Counter)
    messages: int = 0
    rehearsal: str = ""  # Chinese: why nothing was moved


def settle(store: Store, scope: Scope, findings: Sequence[Finding], undecided: Sequence[Undecided]) -> Settled:
    """Move the site's issues by what a judged round says, and decide who is told: one transaction. Raises StoreError.

    Settling the same round again changes nothing.
    """
    site, machine = scope.plan.site.name, datetime.now(UTC)
    earlier = store.rounds(site, _ROUNDS_LOOKED_AT)
    if said := _rehearsal(earlier, scope):
        return Settled(rehearsal=said)
    took = max(machine - scope.look.began_at, timedelta(0))  # the clock may have been set back meanwhile
    now = scope.look.at + took  # groups wait from the round's end
    look = _site_look(scope, findings, undecided)
    with store.casework(site) as work:
        known = {issue.id: issue for issue in work.unsettled()}
        known |= {issue.id: issue for issue in work.by_fingerprints({finding.fingerprint for finding in findings})}
        wanted = {address for issue in known.values() if issue.alive for address in (issue.subject, *issue.found_on)}
        scope = replace(
            scope,
            verdicts=work.verdicts(scope.look.round, wanted),
            not_had=work.not_had(scope.look.round, wanted),
            cut_off=_cut_off(work, scope, known),
        )
        moved = list(_moved(site, known, scope, findings, undecided))
        work.save(moved, machine)
        messages = _tell(work, scope.plan, scope.workdays, now, look)
        if look.complete:
            _unblind(work, now)
        elif _blind(look, earlier):
            messages += len(work.enqueue(blind_notices(scope.plan, look.round, now)))
    return Settled(Counter(step.act for _, steps in moved for step in steps), messages)


def _cut_off(work: Casework, scope: Scope, known: Mapping[int, Issue]) -> dict[str, frozenset[str]]:
    """What this round, and those that saw the issues last, met and did not open."""
    here = work.cut_off(scope.look.round)
    rounds = {issue.round for issue in known.values() if issue.alive} if here else set()
    return {scope.look.round: here, **{one: work.cut_off(one) for one in rounds}}


def _moved(
    site: str,
    known: dict[int, Issue],
    scope: Scope,
    findings: Sequence[Finding],
    undecided: Sequence[Undecided],
) -> Iterable[Moved]:
    for issue, event in events(list(known.values()), findings, undecided, scope):
        if issue is None:
            yield opened(site, event)  # type: ignore[arg-type]  # only a sight comes without an issue
            continue
        after, steps = advance(issue, event)
        if after is not issue:
            yield after, steps


def is_live(as_of: datetime, began_at: datetime) -> bool:
    """Whether a round speaks of the day on which it ran, and not of one that was set."""
    return abs(as_of - began_at) <= _LIVE


def _rehearsal(rounds: Sequence[RoundRow], scope: Scope) -> str:
    """Why this round moves no issue: it looks at the past or the future of a database that lives in the present."""
    look = scope.look
    earlier = [one for one in rounds if one.finished_at is not None and one.id != look.round]
    if is_live(look.at, look.began_at):
        return ""
    if any(is_live(one.as_of, one.started_at) for one in earlier):
        return "以其他日期为准的巡检只出报告，不改动问题单"
    if any(one.as_of > look.at for one in earlier):
        return "判定日期早于已有的巡检，只出报告，不改动问题单"
    return ""


def _site_look(scope: Scope, findings: Sequence[Finding], undecided: Sequence[Undecided]) -> SiteLook:
    stood = Stood.ANSWERED
    if any(finding.check == "site-down" for finding in findings):
        stood = Stood.DOWN
    elif any(one.check == "site-down" for one in undecided):
        stood = Stood.UNCLEAR
    return SiteLook(scope.look.round, scope.look.at, scope.look.began_at, scope.complete, stood, scope.kind)


def _blind(look: SiteLook, rounds: Sequence[RoundRow]) -> bool:
    """Whether this round, which could not see, is the very one that makes so many in a row."""
    before = [one for one in rounds if one.finished_at is not None and one.id != look.round][:ROUNDS]
    blinded = list(takewhile(lambda one: not one.complete, before))
    return len(blinded) == ROUNDS - 1


def _unblind(work: Casework, now: datetime) -> None:
    """The site was seen again while the word that it was not still waited, as for the end of quiet hours."""
    for message in work.queued():
        if message.kind is Kind.NOTICE and message.group == GROUP:
            work.withdraw(message.id, now, why_withdrawn(SEEN_AGAIN))


def tick(store: Store, plan: Plan, now: datetime) -> int:
    """Time has passed: mutes end, groups have waited, quiet hours are over, reminders and escalations fall due.

    Returns how many messages were made. Raises StoreError.
    """
    site = plan.site.name
    newest = _newest_look(store, site)
    with store.casework(site) as work:
        woken = [(after, steps) for issue in work.unsettled() for after, steps in [advance(issue, Tick(now))] if steps]
        work.save(woken, datetime.now(UTC))
        return _tell(work, plan, Workdays(plan.workdays), now, newest)


def _newest_look(store: Store, site: str) -> SiteLook | None:
    finished = [one for one in store.rounds(site, _ROUNDS_LOOKED_AT) if one.finished_at is not None]
    live = [one for one in finished if is_live(one.as_of, one.started_at)]
    newest = next(iter(live or finished), None)  # what a rehearsal could not see says nothing of what issues rest on
    if newest is None:
        return None
    stood = Stood(store.stood(newest.id))
    return SiteLook(newest.id, newest.as_of, newest.started_at, newest.complete, stood, newest.kind)


def act(
    store: Store,
    plan: Plan,
    ids: Iterable[int],
    deed: Deed,
    *,
    versions: Mapping[int, int] | None = None,
    refusal: Callable[[Issue], str | None] = lambda _: None,
) -> dict[int, Issue | RefusedError]:
    """A person's deed on these issues: each is moved, or refused with the reason; who is told is decided with it.

    `versions`: as the person saw them; an issue that was moved since is refused (OvertakenError). `refusal`: why the
    person may not, in Chinese. Both are asked within the transaction. Raises StoreError.
    """
    results: dict[int, Issue | RefusedError] = {}
    site = plan.site.name
    newest = _newest_look(store, site)
    with store.casework(site) as work:
        moved: list[Moved] = []
        for number in dict.fromkeys(ids):
            issue = work.issue(number)
            if issue is None or issue.site != site:
                results[number] = RefusedError(f"没有第 {number} 号问题单")
                continue
            try:
                _refuse(issue, versions, refusal)
                after, steps = advance(issue, deed)
            except RefusedError as refused:
                results[number] = refused
                continue
            moved.append((after, steps))
            results[number] = after
        if moved:
            work.save(moved, deed.recorded_at)
            _tell(work, plan, Workdays(plan.workdays), deed.at, newest)
    return results


def _refuse(issue: Issue, versions: Mapping[int, int] | None, refusal: Callable[[Issue], str | None]) -> None:
    if why := refusal(issue):
        raise RefusedError(why)
    if versions is not None and versions.get(issue.id, issue.version) != issue.version:
        raise OvertakenError(f"这张问题单刚有变动，现为“{STATE_NAMES[issue.state]}”，请看过最新情况再办")


def _tell(work: Casework, plan: Plan, workdays: Workdays, now: datetime, look: SiteLook | None) -> int:
    """Run the stages on the site as it stands in this transaction, and write down what they decided."""
    if plan.alerts is None or not plan.alerts.routes:
        return 0
    issues = work.unsettled()
    told = decide(
        Situation(
            plan=plan,
            workdays=workdays,
            issues=issues,
            tellings=work.tellings([issue.id for issue in issues]),
            now=now.astimezone(plan.zone),
            new_id=lambda: new_message_id(now),
            posts=work.posts(),
            queued=work.queued(),
            look=look,
        )
    )
    for message, why in told.withdraw:
        work.withdraw(message, now, why_withdrawn(why))
    work.enqueue(told.messages)
    work.save_tellings(told.tellings)
    work.record(told.decisions)
    return len(told.messages)
