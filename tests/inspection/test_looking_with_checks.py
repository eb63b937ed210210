"""The manual's own faulty examples, judged by the real checks in a round that sees less: nothing counts as mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.all import CHECKS
from checks.check import Check
from checks.run import run_checks
from inspection.availability import AvailabilityRecord
from inspection.findings import Finding
from inspection.issue import Event, Gone, Issue, Look, Seen
from inspection.lifecycle import opened
from inspection.looking import Scope, events
from inspection.observed import Observed
from inspection.records import ColumnState, Probe, Verdict
from inspection.visits import Visit
from inspection.vouching_contents import LEAKS
from scripts.checks_manual import sections
from tests.checks.rounds import HOME, from_yaml
from tests.inspection.judged import looks

BLIND = (ColumnState.UNREADABLE, ColumnState.BLOCKED, ColumnState.UNREACHABLE)
HOMES = (Probe(HOME, Verdict.UNDECIDED, "blocked-by-firewall"), Probe(HOME, Verdict.FAULTY, "timeout"), None)
by_name = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def faulty(check: Check) -> Observed:
    found = re.findall(r"```yaml\n(.*?)```", sections(check)["有错的例子"], re.DOTALL)
    return from_yaml(found[0])[0]


def told(observed: Observed, minute: int, *issues: Issue, kind: str = "full") -> Iterator[tuple[Issue | None, Event]]:
    """What the round means, judged by every check."""
    findings, undecided, _ = run_checks(observed)
    began = observed.as_of.replace(minute=minute)
    tried = {t.probe.url: t.probe.verdict for t in observed.targets}
    scope = Scope(
        Look(f"r{minute}", began, began),
        observed.plan,
        observed.workdays,
        kind,
        observed.complete,
        frozenset(check.name for check in CHECKS),
        tried,
        watched=observed.availability is not None,
        visits={(visit.url, visit.view): visit for visit in observed.visits or ()},
    )
    return events(issues, findings, undecided, scope)


def issues_of(observed: Observed) -> list[Issue]:
    return [opened("某某局", event)[0] for _, event in told(observed, 1) if isinstance(event, Seen)]


def gone(observed: Observed, issues: list[Issue], kind: str = "full") -> list[str]:
    return [issue.check for issue, event in told(observed, 2, *issues, kind=kind) if issue and isinstance(event, Gone)]


def blinded(observed: Observed, state: ColumnState, channels: set[str]) -> Observed:
    """The same round, but for these columns and accounts, and what is reached through them alone."""
    readings = {
        name: replace(r, state=state, articles=(), complete=False, covers_since=None) if name in channels else r
        for name, r in observed.columns.items()
    }
    sources = {
        name: tuple(replace(one, state=state, reason=None, articles=(), covers_since=None, commented=()) for one in of)
        if name in channels
        else of
        for name, of in observed.sources.items()
    }
    comments = {name: said for name, said in observed.comments.items() if name not in channels}
    return replace(observed, columns=readings, sources=sources, comments=comments, targets=())


def emptied(observed: Observed) -> Observed:
    """Everything answers, and shows nothing."""
    columns = {n: replace(r, state=ColumnState.BLANK, articles=(), most_before=40) for n, r in observed.columns.items()}
    sources = {
        name: tuple(
            replace(one, state=ColumnState.BLANK, articles=(), covers_since=None) if one.ok else one for one in of
        )
        for name, of in observed.sources.items()
    }
    return replace(observed, columns=columns, sources=sources, comments={}, targets=())


def unread(observed: Observed, **more: Any) -> Observed:
    """Nothing was read, as where the round was cut short."""
    return replace(observed, columns={}, sources={}, comments={}, targets=(), **more)


def unopened(visit: Visit) -> Visit:
    return replace(visit, round="r2", reason="timeout", facts={})


@st.composite
def views(draw: st.DrawFn, observed: Observed) -> Observed:
    """The same faults, still there, seen through some fog: of columns, of the home page, of the whole round."""
    channels = sorted(observed.columns)
    state = draw(st.sampled_from(BLIND))
    fog: list[Any] = [lambda o: unread(o, complete=False)]
    if observed.availability is not None:  # nobody watches any more, or has hardly begun
        fog += [lambda o: replace(o, availability=None), lambda o: replace(o, availability=AvailabilityRecord())]
    fog += [lambda o, home=home: replace(o, home=home, targets=()) for home in HOMES]
    if observed.visits is not None:  # no browser any more, or the pages were out of its reach
        fog += [lambda o: replace(o, visits=None), lambda o: replace(o, visits=list(map(unopened, o.visits or ())))]
    if channels:
        fog += [lambda o: blinded(o, state, set(channels)), unread, emptied]
    for change in draw(st.lists(st.sampled_from(fog), min_size=1, max_size=2)):
        observed = change(observed)
    return observed


@by_name
def test_the_example_opens_an_issue(check: Check) -> None:
    assert check.name in [issue.check for issue in issues_of(faulty(check))]


@by_name
@settings(max_examples=25, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["full", "daily", "watch"]))
def test_a_round_that_sees_less_takes_nothing_for_mended(check: Check, data: st.DataObject, kind: str) -> None:
    observed = faulty(check)
    issues = [issue for issue in issues_of(observed) if issue.check != "site-down"]

    assert gone(data.draw(views(observed)), issues, kind) == []


@by_name
def test_a_round_that_sees_one_column_less_does_not_vouch_for_it(check: Check) -> None:
    observed = faulty(check)
    issues = [issue for issue in issues_of(observed) if issue.column]

    for name in observed.columns:
        of_it = [issue for issue in issues if issue.column == name]
        assert gone(blinded(observed, ColumnState.BLOCKED, {name}), of_it) == []


@by_name
def test_an_undecided_home_page_does_not_vouch_for_itself(check: Check) -> None:
    observed = replace(faulty(check), home=HOMES[0])

    assert "site-down" not in gone(observed, issues_of(faulty(check)))


@by_name
def test_with_nothing_in_the_way_what_is_not_found_is_gone(check: Check) -> None:
    """So that the tests above can fail."""
    observed = faulty(check)
    issues = [issue for issue in issues_of(observed) if issue.check == check.name]
    findings: list[Finding] = []
    sight = replace(observed, home=Probe(HOME, Verdict.SOUND), targets=())
    look = Look("r2", observed.as_of, observed.as_of)
    leaks = [issue for issue in issues if issue.check in LEAKS]
    tried = {url: Verdict.FAULTY for issue in leaks for url in (issue.subject, *issue.found_on)}
    names = frozenset(c.name for c in CHECKS)
    scope = Scope(look, sight.plan, sight.workdays, "full", True, names, tried, watched=True)
    scope = replace(scope, visits=looks("r2", *{visit.url for visit in observed.visits or ()}, at=observed.as_of))

    assert [type(event) for _, event in events(issues, findings, [], scope)] == [Gone] * len(issues)
