"""A second look is judged as a round is: by the same checks, by the same rules of what a look can vouch for."""

from __future__ import annotations

from dataclasses import replace

from checks.all import CHECKS
from checks.run import run_checks, select_checks
from checks.service_ways import ways
from inspection.findings import Json
from inspection.issue import Look
from inspection.scope import Scope
from inspection.visits import View
from schedulers.account_links import targets_by_article
from schedulers.observing import observe
from schedulers.second_look_judging import Answer, Judged, answer_of
from schedulers.second_look_seeing import Sight
from schedulers.second_look_ways import checks_for
from schedulers.seeing import Seen
from schedulers.shortfalls import shortfalls


def verdict_of(sight: Sight, seen: Seen) -> Answer:
    """The answer. Raises StoreError."""
    plan, issue = sight.plan, sight.issue
    # Of how much of the site was seen nothing is asked here: a watch round's shortfalls.
    missing = seen.missing + shortfalls(plan, "watch", seen.sweep, seen.sweep.recorder.pages)
    observed = observe(plan, sight.scratch, seen, complete=not missing, folder=sight.folder)
    checks = select_checks(checks_for(issue), CHECKS)
    findings, undecided, broken = run_checks(observed, checks)
    names = {check.check for check in broken}
    with sight.scratch.casework(plan.site.name) as work:
        verdicts = work.verdicts(sight.round_id, {issue.subject, *issue.found_on})
        not_had = work.not_had(sight.round_id, {issue.subject, *issue.found_on})
        cut_off = {sight.round_id: work.cut_off(sight.round_id)}
    scope = Scope(
        look=Look(sight.round_id, observed.as_of, sight.scratch.round(sight.round_id).started_at),
        plan=plan,
        workdays=observed.workdays,
        kind="full",
        complete=not missing,
        checks=frozenset(check.name for check in checks) - names,
        verdicts=verdicts,
        cut_off=cut_off,
        not_had=not_had,
        articles=targets_by_article(observed.known, plan, observed.as_of),
        watched=observed.availability is not None,
        visits={(visit.url, visit.view): visit for visit in observed.visits or ()},
    )
    rows = frozenset(article.url for article in observed.articles())
    judged = Judged(findings, undecided, names, missing, rows, frozenset(led.url for led in ways(observed)))
    return _with_picture(sight, answer_of(issue, sight.way, judged, scope), scope)


def _with_picture(sight: Sight, answer: Answer, scope: Scope) -> Answer:
    """With the browser's picture of now, put among the office's evidence: the scratch store goes."""
    shown = next(
        (visit.picture for (_, view), visit in scope.visits.items() if view is View.DESK and visit.picture), None
    )
    if shown is None:
        return answer
    picture: dict[str, Json] = {"picture": sight.real.evidence.put(sight.scratch.evidence.get(shown))}
    return replace(answer, facts={**answer.facts, **picture})
