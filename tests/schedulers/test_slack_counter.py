"""What a press in Slack moves in a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inspection.findings import Finding, Severity
from inspection.issue import Act, Answering, Deed, Issue, Look, RefusedError, Seen, State
from inspection.lifecycle import opened
from inspection.plan import Plan
from inspection.telling import Kind, Message
from notifications.alert import to_payload
from notifications.channels.slack_actions import Target
from schedulers.slack_counter import perform_on, summary
from store.store import Store
from tests.notifications.channels.slack_samples import NOW, SITE, alert

PLAN = Plan.model_validate({"site": {"name": SITE, "home": "https://www.example.gov.cn/"}, "units": ["办公室"]})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened_store:
        yield opened_store


@pytest.fixture
def issues(store: Store) -> list[Issue]:
    """Two issues, and the message m1 that told of them."""
    look = Look("r1", NOW - timedelta(hours=1), NOW - timedelta(hours=1))
    faults = [Finding("broken-link", Severity.ERROR, f"s{n}", f"断链 {n}", "", f"f{n}") for n in (1, 2)]
    answering = Answering("办公室", NOW + timedelta(days=5))
    found = [opened(SITE, Seen(look, fault, answering)) for fault in faults]
    with store.casework(SITE) as work:
        saved = work.save(found, NOW)
        numbers = tuple(issue.id for issue in saved)
        told = alert(id="m1")
        work.enqueue(
            [Message("m1", SITE, "slack", Kind.NEW, told.group, told.severity, NOW, NOW, to_payload(told), numbers)]
        )
    return saved


def deed(act: Act = Act.ACCEPT) -> Deed:
    return Deed(act, "值班编辑", NOW, NOW)


def states(store: Store, issues: list[Issue]) -> list[State]:
    with store.casework(SITE) as work:
        return [found.state for issue in issues if (found := work.issue(issue.id))]


def test_a_press_on_a_message_moves_all_its_issues(store: Store, issues: list[Issue]) -> None:
    perform_on(store, lambda: PLAN)(Target(message="m1"), deed())

    assert states(store, issues) == [State.ASSIGNED, State.ASSIGNED]


def test_a_press_on_one_line_moves_that_issue(store: Store, issues: list[Issue]) -> None:
    perform_on(store, lambda: PLAN)(Target((issues[0].id,)), deed(Act.CLAIM))

    assert states(store, issues) == [State.CORRECTED, State.SUSPECTED]


@pytest.mark.parametrize("site", ["另一个网站"])
def test_a_message_of_another_site_moves_nothing(store: Store, issues: list[Issue], site: str) -> None:
    other = PLAN.model_copy(update={"site": PLAN.site.model_copy(update={"name": site})})

    assert perform_on(store, lambda: other)(Target(message="m1"), deed()) == {}


def test_a_message_that_nobody_knows_moves_nothing(store: Store, issues: list[Issue]) -> None:
    assert perform_on(store, lambda: PLAN)(Target(message="m9"), deed()) == {}


def test_what_the_state_does_not_allow_is_refused_and_the_rest_is_done(store: Store, issues: list[Issue]) -> None:
    perform = perform_on(store, lambda: PLAN)
    perform(Target((issues[0].id,)), deed(Act.CLAIM))

    results = perform(Target(message="m1"), deed(Act.CLAIM))

    assert summary(Act.CLAIM, results).startswith("已登记“已整改”：1 个问题单。\n1 个未能“已整改”：")


def test_refusals_in_hostile_words_are_told_as_words() -> None:
    said = summary(Act.ACCEPT, {1: RefusedError("<!channel> *x*")})

    assert not {"<", ">", "*"} & set(said)
