"""One service's page in the browser, and what two looks at it come to."""

from __future__ import annotations

from dataclasses import replace

from inspection.browsing import Services
from inspection.service_pages import BROKEN
from inspection.service_visits import service_facts
from inspection.visits import View, Visit
from schedulers.browsed import Browsed
from spiders.headless.tasks import NO_BROWSER, Kind

_SLACK = 10.0  # seconds beyond the plan's limit: how slow it is may be worth knowing


def is_odd(visit: Visit, services: Services) -> bool:
    """Whether it was not had, is broken, or slow."""
    if visit.reason is not None:
        return True
    facts = service_facts(visit)
    slow = facts.opened_in is not None and facts.opened_in > services.within.total_seconds()
    return slow or facts.state in BROKEN


def better(first: Visit, second: Visit, services: Services) -> Visit:
    """What two looks come to: in order if either was; undecided if either was; else what the second showed."""
    ordered = next((one for one in (second, first) if not is_odd(one, services)), None)
    chosen = ordered or next((one for one in (second, first) if one.reason is not None), second)
    return chosen if chosen.reason is not None else replace(chosen, facts={**chosen.facts, "looks": 2})


async def look(browsed: Browsed, services: Services, url: str) -> Visit | None:
    """One look; None where there is no browser."""
    seconds = services.within.total_seconds() + _SLACK
    answer = await browsed.headless.ask(Kind.SERVICE, url, seconds=seconds, options={"login": list(services.login)})
    if answer.reason == NO_BROWSER:
        return None
    why = answer.facts.get("reason")
    reason = answer.reason or (str(why) if why else None)
    kept = {name: value for name, value in answer.facts.items() if name not in ("reason", "url")}
    return Visit(
        url,
        View.SERVICE,
        browsed.now(),
        browsed.round_id,
        reason,
        answer.status,
        answer.final_url,
        answer.title,
        kept if reason is None else {},
    )
