"""From judged rounds, deeds and time to issues and messages, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspection.calendar import Workdays
from inspection.findings import Finding, Severity, Undecided, fingerprint
from inspection.issue import Act, Deed, Issue, Look, RefusedError, State
from inspection.looking import Scope
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.telling import Kind, Status
from notifications.alert import from_payload
from schedulers.casework import Settled, act, settle, tick
from store.issue_lists import IssueFilter
from store.store import Store

SITE = "某某市民政局"
PLAN = parse_plan(
    f"""
site: {{name: {SITE}, home: "https://www.example.gov.cn/"}}
units: [办公室, 法规处]
columns: [{{name: 通知公告, url: /tzgg/, kind: 通知公告, unit: 办公室}}]
alerts:
  channels: {{office: {{wecom: {{key_env: OFFICE}}}}}}
  routes: [{{units: "*", to: [office]}}]
""".encode()
)
CHECKS = frozenset({"site-down", "broken-link", "blank-column", "stale-column"})
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def broken(number: int) -> Finding:
    url = f"https://www.example.gov.cn/{number}.doc"
    print_ = fingerprint(SITE, "broken-link", url)
    evidence = {"reason": "http-404", "link_count": 1}
    title = f"附件“{number}”打不开"
    return Finding("broken-link", Severity.ERROR, url, title, "惯例", print_, "办公室", "通知公告", evidence=evidence)


def begun(
    store: Store,
    at: datetime | None = None,
    began: datetime | None = None,
    *,
    complete: bool = True,
    plan: Plan = PLAN,
) -> Scope:
    began = began or datetime.now(UTC)
    id_ = store.begin_round(site=SITE, kind="full", as_of=at or began, plan_digest="p", started_at=began)
    return Scope(Look(id_, at or began, began), plan, Workdays(), "full", complete, CHECKS)


def round_(
    store: Store,
    *findings: Finding,
    complete: bool = True,
    at: datetime | None = None,
    began: datetime | None = None,
    undecided: tuple[Undecided, ...] = (),
) -> Settled:
    """One judged round, as schedulers/round.py ends it."""
    scope = begun(store, at, began, complete=complete)
    store.record_findings(scope.look.round, findings, undecided)
    settled = settle(store, scope, findings, undecided)
    store.finish_round(scope.look.round, finished_at=scope.look.began_at, complete=complete, counters={})
    return settled


def issues(store: Store) -> list[Issue]:
    return store.issues(IssueFilter(site=SITE))


def deed(act_: Act, **more: object) -> Deed:
    now = datetime.now(UTC)
    return Deed(act_, "值班编辑", now, now, **{"why": "核实过", **more})  # type: ignore[arg-type]


def told(store: Store) -> list[tuple[Kind, tuple[int, ...]]]:
    return [(m.kind, m.issues) for m in reversed(store.messages(SITE, limit=100))]


def test_what_two_looks_find_is_one_confirmed_issue(store: Store) -> None:
    round_(store, broken(1))
    round_(store, broken(1))

    assert [(i.state, i.sightings) for i in issues(store)] == [(State.CONFIRMED, 2)]


def test_settling_a_round_twice_is_settling_it_once(store: Store) -> None:
    scope = begun(store)
    settle(store, scope, [broken(1)], [])

    assert settle(store, scope, [broken(1)], []).acts == {}
    assert [step.act for step in store.steps(1)] == [Act.FOUND]


def test_a_claim_is_verified_by_the_next_complete_look_only(store: Store) -> None:
    round_(store, broken(1))
    act(store, PLAN, [1], deed(Act.CLAIM))

    round_(store, complete=False)
    assert issues(store)[0].state is State.CORRECTED
    round_(store)

    assert issues(store)[0].state is State.VERIFIED


def test_a_finding_in_flight_does_not_refute_a_later_claim(store: Store) -> None:
    round_(store, broken(1))
    began = datetime.now(UTC)
    act(store, PLAN, [1], deed(Act.CLAIM))

    round_(store, broken(1), began=began)

    assert issues(store)[0].state is State.CORRECTED


def test_what_heals_while_its_group_waits_is_never_told(store: Store) -> None:
    round_(store, broken(1))
    round_(store)

    tick(store, PLAN, datetime.now(UTC) + timedelta(hours=1))

    assert told(store) == []
    assert "healed-in-time" in {decision.reason for decision in store.decisions(1)}


def test_two_hundred_links_are_told_once_in_one_message(store: Store) -> None:
    round_(store, *(broken(n) for n in range(200)))
    later = datetime.now(UTC) + timedelta(minutes=10)

    made = [tick(store, PLAN, later + timedelta(minutes=n)) for n in range(30)]

    assert sum(made) == 1
    assert len(store.messages(SITE, limit=10)[0].issues) == 200


def test_a_unit_that_is_assigned_an_issue_hears_of_it_on_the_same_channel(store: Store) -> None:
    round_(store, broken(1))
    now = datetime.now(UTC)
    tick(store, PLAN, now + timedelta(minutes=10))

    act(store, PLAN, [1], deed(Act.ASSIGN, unit="法规处"))
    tick(store, PLAN, now + timedelta(hours=1))

    newest = from_payload(store.messages(SITE, limit=1)[0].payload)
    assert (newest.unit, newest.because) == ("法规处", "改由本单位办理")


def test_a_refused_deed_changes_nothing_and_the_others_go_through(store: Store) -> None:
    round_(store, broken(1), broken(2))
    act(store, PLAN, [1], deed(Act.DISMISS))

    results = act(store, PLAN, [1, 2, 99], deed(Act.CLAIM))

    assert isinstance(results[1], RefusedError)
    assert isinstance(results[99], RefusedError)
    assert issues(store)[1].state is State.CORRECTED


def test_a_rehearsal_on_a_living_database_moves_nothing(store: Store) -> None:
    round_(store, broken(1))
    now = datetime.now(UTC)

    past, future = round_(store, at=now - 90 * DAY), round_(store, broken(1), at=now + 90 * DAY)

    assert past.rehearsal
    assert future.rehearsal
    assert [i.state for i in issues(store)] == [State.SUSPECTED]


def test_a_rehearsal_that_is_cut_short_keeps_no_reminder_back(store: Store) -> None:
    round_(store, broken(1))
    tick(store, PLAN, datetime.now(UTC) + timedelta(minutes=10))
    store.delivered(store.messages(SITE)[0].id, datetime.now(UTC), {})
    round_(store, at=datetime.now(UTC) - 30 * DAY, complete=False)

    tick(store, PLAN, datetime.now(UTC) + 4 * DAY)

    assert [kind for kind, _ in told(store)] == [Kind.NEW, Kind.REMINDER]


def test_a_database_of_set_dates_goes_forward_only(store: Store) -> None:
    day = datetime(2025, 3, 25, 1, tzinfo=UTC)
    round_(store, broken(1), at=day)

    assert round_(store, broken(1), at=day - DAY).rehearsal
    assert round_(store, broken(1), at=day + DAY).acts == {Act.CONFIRM: 1}


def test_three_rounds_that_cannot_see_are_told_of_once(store: Store) -> None:
    round_(store, broken(1))
    for _ in range(6):
        round_(store, complete=False, undecided=(Undecided("site-down", SITE, "blocked-by-firewall"),))

    notices = [m for m in store.messages(SITE, limit=50) if m.kind is Kind.NOTICE]

    assert [m.channel for m in notices] == ["office"]
    assert issues(store)[0].state is State.SUSPECTED


def test_that_nothing_could_be_seen_is_not_told_once_a_round_has_seen_again(store: Store) -> None:
    for _ in range(3):
        round_(store, complete=False, undecided=(Undecided("site-down", SITE, "blocked-by-firewall"),))
    round_(store)

    assert [(m.kind, m.status) for m in store.messages(SITE)] == [(Kind.NOTICE, Status.WITHDRAWN)]


def test_a_plan_without_alerts_keeps_issues_and_tells_nobody(store: Store) -> None:
    silent = PLAN.model_copy(update={"alerts": None})

    settle(store, begun(store, plan=silent), [broken(1)], [])
    tick(store, silent, datetime.now(UTC) + DAY)

    assert len(issues(store)) == 1
    assert told(store) == []
