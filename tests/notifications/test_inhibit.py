"""Inhibition: a greater fault silences the lesser ones that it explains, and never everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import State
from inspection.looking import SEEN_BY_WATCH
from inspection.telling import Kind, Telling
from notifications.group import host_group
from notifications.inhibit import Inhibitions, link_count, not_looked_at, resting
from notifications.situation import SiteLook, Stood
from tests.notifications.telling_world import TUESDAY, make_issue, make_plan

PLAN = make_plan()
ALIVE = [State.SUSPECTED, State.CONFIRMED, State.ASSIGNED, State.REOPENED, State.CORRECTED, State.MUTED]
OVER = [State.VERIFIED, State.FALSE_ALARM, State.WAIVED]


def inhibitions(*issues, plan=PLAN, tellings=(), reaches=lambda issue, channel: True):
    known = {(telling.issue, telling.channel): telling for telling in tellings}
    return Inhibitions(plan, issues, reaches, lambda issue, channel: known.get((issue, channel)))


def reason(held):
    return held and held.reason


def site_down(number=90, **more):
    return make_issue(number, check="site-down", subject="站", severity=Severity.CRITICAL, column=None, **more)


def silent(number, pages=1, **more):
    given = {"subject": f"https://silent.example/{number}", "evidence": {"reason": "dns", "link_count": pages}}
    return make_issue(number, **given | more)


@pytest.mark.parametrize("state", ALIVE)
def test_while_the_site_is_down_nothing_else_is_told(state):
    down, link = site_down(state=state), make_issue(1)

    assert reason(inhibitions(down, link).held(link, "wecom")) == "site-down"


@pytest.mark.parametrize("state", OVER)
def test_a_site_that_is_up_again_silences_nothing(state):
    down, link = site_down(state=state), make_issue(1)

    assert inhibitions(down, link).held(link, "wecom") is None


def test_that_the_site_is_down_is_told():
    down = site_down()

    assert inhibitions(down, make_issue(1)).held(down, "wecom") is None


def test_of_a_silent_host_the_link_that_most_pages_show_is_told_with_the_number_of_links():
    links = [silent(1, 2), silent(2, 30), silent(3, 4)]
    rules = inhibitions(*links)

    assert [reason(rules.held(link, "wecom")) for link in links] == ["host-down", None, "host-down"]
    assert rules.host_down(links[1], "wecom") == ("silent.example", 3)


def test_two_dead_links_of_a_host_are_two_faults():
    links = [silent(1), silent(2)]

    assert [inhibitions(*links).held(link, "wecom") for link in links] == [None, None]


def test_links_that_the_host_answers_for_are_their_own_faults():
    links = [silent(n, evidence={"reason": "http-404"}) for n in (1, 2, 3)]

    assert [inhibitions(*links).held(link, "wecom") for link in links] == [None] * 3


def test_the_sites_own_host_is_not_down_while_its_home_page_opens():
    links = [silent(n, subject=f"https://h.gov.cn/{n}") for n in (1, 2, 3)]

    assert [inhibitions(*links).held(link, "wecom") for link in links] == [None] * 3


def test_who_has_spoken_for_a_host_goes_on_doing_so_even_when_claimed_mended():
    links = [silent(1, state=State.CORRECTED), silent(2, 30), silent(3)]
    told = Telling(1, "wecom", told_at=TUESDAY, group=host_group("silent.example"))

    rules = inhibitions(*links, tellings=[told])

    assert [reason(rules.held(link, "wecom")) for link in links] == [None, "host-down", "host-down"]


def test_each_channel_has_its_own_to_speak_for_a_host():
    links = [silent(1, 9), silent(2, 5), silent(3, 1)]
    rules = inhibitions(*links, reaches=lambda issue, channel: channel == "wecom" or issue.id > 1)

    assert [n.id for n in links if rules.held(n, "slack") is None and n.id > 1] == [2]
    assert [n.id for n in links if rules.held(n, "wecom") is None] == [1]


@given(st.lists(st.tuples(st.sampled_from(ALIVE), st.integers(1, 9)), min_size=3, max_size=8))
def test_a_silent_host_with_an_open_link_is_always_spoken_for_by_one(states):
    links = [silent(number, pages, state=state) for number, (state, pages) in enumerate(states, 1)]
    rules = inhibitions(*links)

    speaking = [link for link in links if rules.held(link, "wecom") is None]
    assert len(speaking) == any(link.open for link in links)


@pytest.mark.parametrize(
    "fault",
    [
        make_issue(2, column="工作动态"),
        make_issue(3, check="stale-column", subject="工作动态", column=None),
        make_issue(4, check="future-date", subject="https://h.gov.cn/gzdt/1.html", column="工作动态"),
    ],
)
def test_a_column_that_does_not_open_silences_what_is_in_it(fault):
    column = make_issue(1, subject="https://h.gov.cn/gzdt/")

    assert reason(inhibitions(column, fault).held(fault, "wecom")) == "column-unreachable"


def test_a_column_that_does_not_open_silences_nothing_where_nobody_hears_of_it():
    column, fault = make_issue(1, subject="https://h.gov.cn/gzdt/"), make_issue(2, column="工作动态")
    rules = inhibitions(column, fault, reaches=lambda issue, channel: issue.id == 2 or channel == "slack")

    assert [reason(rules.held(fault, channel)) for channel in ("wecom", "slack")] == [None, "column-unreachable"]


def test_two_columns_that_do_not_open_do_not_silence_each_other():
    one = make_issue(1, subject="https://h.gov.cn/gzdt/", column="通知公告")
    other = make_issue(2, subject="https://h.gov.cn/tzgg/", column="工作动态")
    rules = inhibitions(one, other)

    assert [rules.held(one, "wecom"), rules.held(other, "wecom")] == [None, None]


def test_a_column_on_a_silent_host_and_its_links_are_spoken_for_by_one():
    plan = make_plan()
    away = plan.columns[1].model_copy(update={"url": "https://silent.example/1"})
    plan = plan.model_copy(update={"columns": (plan.columns[0], away)})
    links = [silent(1), silent(2, 30, column="工作动态"), silent(3, column="工作动态")]
    rules = inhibitions(*links, plan=plan)

    assert [reason(rules.held(link, "wecom")) for link in links] == ["host-down", None, "host-down"]


@pytest.mark.parametrize(("tell_from", "expected"), [("suspected", None), ("confirmed", "not-confirmed-yet")])
def test_the_plan_says_whether_suspicion_is_told(tell_from, expected):
    suspected = make_issue(state=State.SUSPECTED)

    assert reason(inhibitions(suspected, plan=make_plan(tell_from=tell_from)).held(suspected, "wecom")) == expected


LOOK = SiteLook("r", TUESDAY, TUESDAY)


@pytest.mark.parametrize(
    ("look", "kind", "silenced"),
    [
        (LOOK, Kind.REMINDER, False),
        (replace(LOOK, complete=False), Kind.NEW, False),
        (replace(LOOK, complete=False), Kind.REMINDER, True),
        (replace(LOOK, complete=False), Kind.ESCALATION, True),
        (replace(LOOK, complete=False, kind="watch"), Kind.REMINDER, False),
        (replace(LOOK, seen=Stood.DOWN), Kind.REMINDER, True),
        (replace(LOOK, seen=Stood.UNCLEAR, kind="watch"), Kind.REMINDER, True),
        (replace(LOOK, seen=Stood.UNCLEAR), Kind.REMINDER, True),
        (replace(LOOK, seen=Stood.UNCLEAR), Kind.NEW, True),
        (None, Kind.REMINDER, False),
    ],
)
def test_a_round_that_could_not_look_silences_what_it_did_not_see(look, kind, silenced):
    unseen = make_issue(looked_at=TUESDAY - timedelta(hours=1))

    assert not_looked_at(unseen, kind, look) == silenced


@pytest.mark.parametrize("check", sorted(SEEN_BY_WATCH))
def test_a_watch_round_that_breaks_off_silences_what_it_looks_at(check):
    unseen = make_issue(check=check, looked_at=TUESDAY - timedelta(hours=1))

    assert not_looked_at(unseen, Kind.REMINDER, replace(LOOK, complete=False, kind="watch"))


@given(st.sampled_from(list(Stood)), st.booleans(), st.sampled_from(list(Kind)))
def test_what_the_last_round_saw_is_never_silenced_by_it(stood, complete, kind):
    look = replace(LOOK, seen=stood, complete=complete)

    assert not not_looked_at(make_issue(looked_at=TUESDAY), kind, look)


@pytest.mark.parametrize(("state", "expected"), [(State.MUTED, "muted"), (State.CORRECTED, "claimed-corrected")])
def test_what_rests_says_why(state, expected):
    assert resting(make_issue(state=state)).reason == expected


@pytest.mark.parametrize(
    ("evidence", "count"),
    [({"link_count": 7}, 7), ({"link_count": 0}, 2), ({"link_count": "many"}, 2), ({}, 2)],
)
def test_the_pages_of_a_link_are_counted_even_where_evidence_is_odd(evidence, count):
    assert link_count(make_issue(evidence=evidence, found_on=("https://h.gov.cn/a", "https://h.gov.cn/b"))) == count
