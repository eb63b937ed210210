"""Stage 1, route: to which channels an issue goes, by its unit and severity."""

from __future__ import annotations

from inspection.alerting import Alerts
from inspection.findings import Severity
from notifications.situation import WEIGHT, Ruling

STAGE = "route"
NO_ROUTE = Ruling(STAGE, "no-route")
ROUTED = Ruling(STAGE, "routed")
ROUTE_LEFT = Ruling(STAGE, "route-left")  # told here before; the unit or severity goes elsewhere now
CHANNEL_GONE = Ruling(STAGE, "channel-gone")  # told here before; the plan has no such channel any more


def channels(alerts: Alerts | None, unit: str | None, severity: Severity) -> tuple[str, ...]:
    """Every route that fits is followed, each channel once, in the plan's order."""
    if alerts is None:
        return ()
    fitting = (
        route
        for route in alerts.routes
        if ("*" in route.units or unit in route.units) and WEIGHT[severity] >= WEIGHT[route.severity]
    )
    return tuple(dict.fromkeys(name for route in fitting for name in route.to if name in alerts.channels))
