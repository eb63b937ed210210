"""Courses of events that hypothesis makes up, and the world that lived through them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import Act
from notifications.situation import Stood
from tests.notifications.telling_world import World, make_finding, make_plan

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPANS = st.sampled_from((0, 1, 4, 6, 31, 61, 600, 1450, 4400, 12000))
PLANS = st.builds(
    make_plan,
    issues=st.sampled_from(
        (
            {},
            {"due": {"error": "0 workdays", "critical": "0 workdays"}},
            {
                "due": {"error": "1 workdays"},
                "escalation": [
                    {"after": "0 workdays", "tell": "unit"},
                    {"after": "1 workdays", "tell": "office", "to": ["boss"]},
                    {"after": "1 workdays", "tell": "leader", "to": ["wecom"]},
                ],
            },
        )
    ),
    group_wait=st.sampled_from(("0m", "5m", "45m")),
    group_interval=st.sampled_from(("0m", "30m")),
    repeat=st.sampled_from(("3h", "3d")),
    tell_from=st.sampled_from(("suspected", "confirmed")),
    quiet_hours=st.sampled_from(
        (
            None,
            {"from": "18:00", "to": "09:00"},
            {"workdays_only": True, "from": "12:00", "to": "13:00", "except": []},
            {"workdays_only": True, "except": ["critical", "error"]},
        )
    ),
    routes=st.sampled_from(
        (
            [{"to": ["wecom"]}, {"severity": "error", "to": ["slack", "wecom"]}],
            [{"units": ["宣传处"], "to": ["slack"]}, {"severity": "critical", "to": ["wecom"]}],
        )
    ),
)
USUALLY = st.sampled_from((True, True, True, True, False))
STOOD = st.sampled_from((Stood.ANSWERED,) * 8 + (Stood.DOWN, Stood.UNCLEAR))
CHANGES = st.lists(st.tuples(st.integers(1, 8), st.sampled_from((None, *Severity))), max_size=4)
DEEDS = (Act.ACCEPT, Act.CLAIM, Act.DISMISS, Act.WAIVE, Act.MUTE, Act.WAKE, Act.REOPEN)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("later"), SPANS),
        st.tuples(st.just("round"), CHANGES, USUALLY, STOOD, SPANS),
        st.tuples(st.just("round"), CHANGES, USUALLY, STOOD, SPANS),
        st.tuples(st.just("act"), st.integers(1, 6), st.sampled_from(DEEDS)),
        st.tuples(st.just("outbox"), USUALLY),
    ),
    min_size=4,
    max_size=30,
)


def step(world, broken, event):
    """One event. `broken` is what is wrong with the site, and how much: rounds change it, and find it if they can."""
    what, *args = event
    if what == "later":
        world.later(minutes=args[0])
    elif what == "round":
        changes, complete, seen, span = args
        broken |= dict(changes)
        world.now += timedelta(minutes=1)
        world.wake()
        faults = {0: Severity.CRITICAL} if seen is Stood.DOWN else {} if seen is Stood.UNCLEAR else broken
        found = [make_finding(number, severity) for number, severity in faults.items() if severity]
        world.round(found, complete=complete, seen=seen)
        world.later(minutes=span)
    elif what == "act":
        world.act(*args)
    else:
        world.delivers = args[0]
        if world.delivers:
            world.deliver()


def lived(plan, events):
    """The world after these events, with what was seen on the way."""
    world, seen, broken = World(plan), [], {}
    world.watch = lambda told, before: seen.append((world.now, told, dict(world.issues), before, world.look))
    for event in events:
        step(world, broken, event)
    return world, seen
