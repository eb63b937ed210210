"""Issues, steps, tellings and decisions come back as they were, whatever hostile pages put into them."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.issue import Issue, Step
from inspection.telling import Decision, Telling
from store import cases
from store.store import Store
from tests.store import strategies
from tests.store.cleaned import cleaned
from tests.store.samples import NOW, SITE, issue, open_issues

many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@many
@given(opened=strategies.issues, moved=strategies.issues)
def test_any_issue_comes_back_as_it_was_saved_last(store: Store, opened: Issue, moved: Issue) -> None:
    with store.casework(SITE) as work:
        known = work.by_fingerprints({opened.fingerprint})
        (first,) = known or work.save([(opened, ())], NOW)
    fixed = {"fingerprint": first.fingerprint, "check": first.check, "subject": first.subject}
    moved = replace(moved, id=first.id, opened_at=first.opened_at, **fixed)  # type: ignore[arg-type]

    with store.casework(SITE) as work:
        work.save([(moved, ())], NOW)

    assert store.issue(first.id) == cleaned(moved)
    with store.casework(SITE) as work:
        assert work.issue(first.id) == cleaned(moved)


@many
@given(taken=st.lists(strategies.steps, max_size=4))
def test_any_steps_come_back_in_their_order(store: Store, taken: list[Step]) -> None:
    (known,) = open_issues(store, issue(str(len(store.issues_of(SITE)))))
    before = store.steps(known.id)

    with store.casework(SITE) as work:
        work.save([(known, taken)], NOW)

    assert store.steps(known.id) == [*before, *map(cleaned, taken)]


@many
@given(first=strategies.tellings, second=strategies.tellings)
def test_any_telling_comes_back_as_it_stands_now(store: Store, first: Telling, second: Telling) -> None:
    with store.casework(SITE) as work:
        known = work.by_fingerprints({issue().fingerprint}) or work.save([(issue(), ())], NOW)
        first = replace(first, issue=known[0].id)
        second = replace(second, issue=known[0].id, channel=first.channel)

        work.save_tellings([first])
        work.save_tellings([second])

        assert work.tellings([known[0].id])[known[0].id, cleaned(first).channel] == cleaned(second)


@many
@given(made=st.lists(strategies.decisions, max_size=4))
def test_any_decisions_come_back_newest_first(store: Store, made: list[Decision]) -> None:
    with store.casework(SITE) as work:
        known = work.by_fingerprints({issue().fingerprint}) or work.save([(issue(), ())], NOW)
        made = [replace(one, issue=known[0].id) for one in made]

        work.record(made)

    assert store.decisions(known[0].id, limit=len(made)) == [cleaned(one) for one in reversed(made)]


@pytest.mark.parametrize(
    ("record", "columns"),
    [
        (Issue, cases.ISSUE_COLUMNS),
        (Step, cases.STEP_COLUMNS),
        (Telling, cases.TELLING_COLUMNS),
        (Decision, cases.DECISION_COLUMNS),
    ],
)
def test_columns_are_in_the_order_of_the_fields(record: type, columns: list[object]) -> None:
    assert [getattr(column, "name", None) for column in columns] == [field.name for field in fields(record)]
