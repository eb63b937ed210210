"""A page's level, as the checks weigh it; and how many examples a test of it needs."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from checks.suspicious import Level, weigh
from inspection.plan import Plan
from spiders.suspicion.marks import Body
from spiders.suspicion.watcher import Watcher

PLAN = Plan.model_validate({"site": {"name": "某某局", "home": "https://mzj.example.gov.cn/"}})
WATCHER = Watcher(PLAN)


def level(html: str, url: str = "https://www.example.com/") -> Level:
    """In the place of somebody else's page."""
    marks = WATCHER.foreign(Body(url, html, html.encode()))
    return Level.NOTHING if marks is None else weigh(marks, PLAN).level


def own(html: str) -> Level:
    """In the place of a page of the site."""
    marks = WATCHER.own(Body("https://mzj.example.gov.cn/a.html", html, html.encode()), (), None)
    return Level.NOTHING if marks is None else weigh(marks, PLAN).level


def few(examples: int, many: int = 400) -> settings:
    """So many examples; many more with XUNJIAN_SLOW=1."""
    slow = os.environ.get("XUNJIAN_SLOW") == "1"
    return settings(
        max_examples=many if slow else examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
