"""Routes: every one that fits is followed, each channel once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inspection.findings import Severity
from notifications.route import channels
from notifications.situation import WEIGHT
from tests.notifications.telling_world import make_plan

UNITS = st.sampled_from(("办公室", "宣传处"))
ROUTES = st.lists(
    st.builds(
        lambda units, severity, to: {"units": units, "severity": severity.value, "to": to},
        st.one_of(st.just("*"), st.lists(UNITS, min_size=1)),
        st.sampled_from(list(Severity)),
        st.lists(st.sampled_from(("slack", "wecom", "boss")), min_size=1),
    )
)


@given(ROUTES, UNITS | st.none(), st.sampled_from(list(Severity)))
def test_a_channel_is_reached_exactly_where_some_route_to_it_fits(routes, unit, severity):
    alerts = make_plan(routes=routes).alerts

    reached = channels(alerts, unit, severity)

    fitting = {
        name
        for route in alerts.routes
        if (route.units == ("*",) or unit in route.units) and WEIGHT[severity] >= WEIGHT[route.severity]
        for name in route.to
    }
    assert set(reached) == fitting


@given(ROUTES, UNITS, st.sampled_from(list(Severity)))
def test_a_channel_is_named_once(routes, unit, severity):
    reached = channels(make_plan(routes=routes).alerts, unit, severity)

    assert len(reached) == len(set(reached))


def test_without_alerts_there_is_nowhere_to_go():
    assert channels(None, "办公室", Severity.CRITICAL) == ()


def test_an_issue_without_a_unit_goes_where_all_units_go():
    alerts = make_plan(routes=[{"units": ["办公室"], "to": ["slack"]}, {"units": "*", "to": ["wecom"]}]).alerts

    assert channels(alerts, None, Severity.WARNING) == ("wecom",)
