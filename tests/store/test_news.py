"""Tests of what is new: steps after a number, and who is still signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.issue import Act, State, Step
from inspection.people import Person, Role
from store.sessions import digest_of_secret
from store.store import Store
from tests.store.test_second_looks import issue_in

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_a_step_is_news_with_the_issue_as_it_stands(store: Store) -> None:
    issue, before = issue_in(store), store.newest_step()
    step = Step(NOW, "王芳", Act.ACCEPT, State.SUSPECTED, State.ASSIGNED, "")
    with store.casework(issue.site) as work:
        work.save([(issue, (step,))], NOW)

    news = store.steps_after(before)

    assert [(one.issue, one.who, one.act, one.version) for one in news] == [
        (issue.id, "王芳", Act.ACCEPT, issue.version)
    ]


def test_without_steps_the_newest_is_none(store: Store) -> None:
    assert (store.newest_step(), store.steps_after(0)) == (0, [])


def test_of_sessions_those_are_told_that_go_on(store: Store) -> None:
    person = store.add_person(Person("a", "甲", Role.READER), NOW)
    for secret, hours in (("one", 1), ("two", -1)):
        store.open_session(secret, person.id, "c", NOW - timedelta(hours=2), NOW + timedelta(hours=hours))

    digests = {digest_of_secret(secret) for secret in ("one", "two", "three")}

    assert store.signed_in(digests, NOW) == {digest_of_secret("one")}
