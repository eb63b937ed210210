"""Pages from templates: what each is handed beside its own facts, and how times and words are shown."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.access import Caller, desk_of
from desk.deed_forms import ACT_BUTTONS, ACT_HINTS, FIELDS, MUTES, WHY_LENGTH, WHY_NEEDED
from desk.desk import Desk
from inspection.findings import Severity
from inspection.issue import ACT_NAMES, STATE_NAMES
from inspection.people import ROLE_NAMES, Power
from notifications.readable import clickable, plain
from notifications.wording import ROUND_KINDS, SEVERITIES, check_name

HERE = Path(__file__).parent
_WEEKDAYS = "一二三四五六日"
# The pages that every person has, in their order: address, words, icon (static/icons.svg).
NAVIGATION = (
    ("/", "今日"),
    ("/issues", "问题单"),
    ("/board", "栏目看板"),
    ("/expectations", "应发布"),
    ("/rounds", "巡检"),
    ("/digests", "周报"),
    ("/plan", "方案"),
)


@cache
def environment() -> Environment:
    """Escaped by default; an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": plain, "clickable": clickable, "check_name": check_name, "day": day, "clock": clock}
    made.filters |= {"query": lambda pairs: urlencode(pairs, doseq=True)}
    made.globals |= {
        "STATE_NAMES": STATE_NAMES,
        "ACT_NAMES": ACT_NAMES,
        "ACT_BUTTONS": ACT_BUTTONS,
        "ACT_HINTS": ACT_HINTS,
        "DEED_FIELDS": FIELDS,
        "WHY_NEEDED": WHY_NEEDED,
        "WHY_LENGTH": WHY_LENGTH,
        "MUTES": MUTES,
        "ROLE_NAMES": ROLE_NAMES,
        "SEVERITIES": SEVERITIES,
        "ROUND_KINDS": ROUND_KINDS,
        "NAVIGATION": NAVIGATION,
        "Severity": Severity,
        "Power": Power,
    }
    return made


def day(value: date | datetime | None) -> str:
    """`11月23日 周一`; times must be in the plan's zone already."""
    return "" if value is None else f"{value.month}月{value.day}日 周{_WEEKDAYS[value.weekday()]}"


def clock(value: datetime | None) -> str:
    """`2026-11-23 08:30`; in the zone that it is in."""
    return "" if value is None else value.strftime("%Y-%m-%d %H:%M")


def chosen_site(request: Request, desk: Desk) -> str | None:
    """The site looked at: `site` of the address, else the cookie's, else the first; None: there is none."""
    sites = desk.plans.sites()
    for wanted in (request.query_params.get("site"), request.cookies.get("xunjian-site")):
        if wanted in sites:
            return wanted
    return next(iter(sites), None)


def render(
    request: Request, template: str, *, status: int = 200, site: str | None = None, **facts: Any
) -> HTMLResponse:
    """The page. `site`: where the page is about one thing of one site, else the one that the person looks at.

    Templates know: request, desk, caller and person (None: nobody is signed in), csrf, sites, site, plan, now (in the
    plan's zone), navigation's names, and `facts`. A request of htmx's (`HX-Request`) is told by `partial`.
    """
    desk = desk_of(request)
    caller = getattr(request.state, "caller", None)
    person = caller.person if isinstance(caller, Caller) else None
    session = caller.session if isinstance(caller, Caller) else None
    site = site or chosen_site(request, desk)
    plan = desk.plans.of(site) if site else None
    base = {
        "request": request,
        "desk": desk,
        "caller": caller,
        "person": person,
        "csrf": session.csrf if session else "",
        "sites": desk.plans.sites() if person else [],
        "site": site,
        "plan": plan,
        "now": desk.now(plan) if plan else desk.clock(),
        "partial": request.headers.get("HX-Request") == "true",
    }
    body = environment().get_template(template).render({**base, **facts})
    return HTMLResponse(body, status_code=status)
