"""What is counted beside a list is kept, and never older than what is in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.issue_query import IssueQuery, read_query
from desk.tallied import counts_of, found_of_plan
from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from inspection.people import Role
from store.issue_filters import IssueFilter
from store.store import Store
from tests.desk.conftest import NOW, SITE
from tests.desk.samples import issue_of, opened

NAMES = ("state", "severity", "check", "unit", "column", "person")
WRITES: dict[str, Callable[[Issue], tuple[Issue, list[Step]]]] = {
    "a deed": lambda one: (replace(one, state=State.WAIVED), [Step(NOW, "甲", Act.WAIVE, one.state, State.WAIVED)]),
    "seen again, heavier": lambda one: (replace(one, severity=Severity.CRITICAL), []),
    "another unit": lambda one: (replace(one, unit="养老处"), []),
    "another title": lambda one: (replace(one, title="别的"), []),
}


@pytest.fixture
def elsewhere(desk: Desk) -> Iterator[Store]:
    """The same database as another process has it: nothing of this one's memory is known to it."""
    with Store.open(desk.database, desk.store.evidence.root) as store:
        yield store


def wanted(query: IssueQuery) -> IssueFilter:
    return query.filter(SITE, NOW)


@pytest.mark.parametrize("write", WRITES)
def test_counts_are_never_older_than_what_another_process_wrote(desk: Desk, elsewhere: Store, write: str) -> None:
    first, *_ = opened(desk, *(issue_of(str(n), unit="办公室", title="通知") for n in range(3)))
    lists = [wanted(read_query([pair])[0]) for pair in (("state", "all"), ("unit", "办公室"), ("text", "通知"))]
    for asked in lists:
        counts_of(desk, asked, NAMES)
    found_of_plan(desk, SITE)

    after, steps = WRITES[write](first)
    with elsewhere.casework(SITE) as work:
        work.save([(after, steps)], NOW)

    for asked in lists:
        found = counts_of(desk, asked, NAMES)
        assert found.facets == elsewhere.facets(asked, NAMES)
        assert found.total(asked.states) == elsewhere.count_issues(replace(asked, limit=None))
    assert sum(one.open for one in found_of_plan(desk, SITE)) == elsewhere.count_issues(wanted(IssueQuery()))


def test_another_site_is_counted_where_sites_are(desk: Desk, elsewhere: Store) -> None:
    opened(desk, issue_of("1"))
    asked = wanted(IssueQuery())
    counts_of(desk, asked, ("site", *NAMES))

    with elsewhere.casework("另一站") as work:
        work.save([(replace(issue_of("2"), site="另一站"), [])], NOW)

    assert counts_of(desk, asked, ("site", *NAMES)).facets["site"] == {SITE: 1, "另一站": 1}


def test_a_write_that_comes_while_it_is_counted_is_counted_the_next_time(desk: Desk, elsewhere: Store) -> None:
    _first, second = opened(desk, issue_of("1"), issue_of("2"))
    asked, late = wanted(IssueQuery()), [second]

    @event.listens_for(desk.store._engine, "after_cursor_execute")
    def write(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if late and "GROUP BY" in statement:
            with elsewhere.casework(SITE) as work:
                work.save([(replace(late.pop(), unit="养老处"), [])], NOW)

    counts_of(desk, asked, NAMES)

    assert not late
    assert counts_of(desk, asked, NAMES).facets == elsewhere.facets(asked, NAMES)


def test_nothing_is_counted_again_while_nothing_is_written(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    opened(desk, *(issue_of(str(n)) for n in range(3)))
    client, counted = client_of(Role.TRIAGE), list[str]()
    page = client.get("/issues?state=alive").text

    @event.listens_for(desk.store._engine, "after_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.extend(["again"] if "GROUP BY" in statement else [])

    again = client.get("/issues?state=alive").text

    assert counted == []
    assert again == page


def test_whatever_is_asked_for_the_counts_are_the_stores(desk: Desk) -> None:
    chance = Random(7)
    units, checks = ["办公室", "养老处", None], ["broken-link", "stale-column"]
    opened(
        desk,
        *(
            issue_of(str(n), unit=chance.choice(units), check=chance.choice(checks), state=chance.choice(list(State)))
            for n in range(60)
        ),
    )
    queries = [
        "unit=办公室",
        "unit=-",
        "check=broken-link",
        "state=closed",
        "due=today",
        "age=7d",
        "text=1",
        "order=due",
    ]
    for _ in range(2):  # counted, and as it was kept
        for query in queries:
            asked = wanted(read_query([tuple(query.split("="))])[0])  # type: ignore[list-item]
            assert counts_of(desk, asked, NAMES).facets == desk.store.facets(asked, NAMES), query
