"""How a round gets past firewalls that let in whoever runs a script: the browser runs it, the sweep rides on."""

from __future__ import annotations

from collections.abc import Sequence

from inspection.plan import Plan
from schedulers.headless import Headless
from spiders.headless.tasks import Kind
from spiders.jar import Cookie
from spiders.passes import Passes

SECONDS = 25.0  # for one pass: opening the page, the script's work, the page behind it


def passes_of(plan: Plan, headless: Headless) -> Passes | None:
    """For the sweep's fetcher; None where there is no browser."""
    if not headless.available:
        return None

    async def clear(url: str) -> Sequence[Cookie] | None:
        answer = await headless.ask(Kind.CLEAR, url, seconds=SECONDS, light=True)
        if answer.reason is not None or not answer.facts.get("passed"):
            return None
        jar = answer.facts.get("jar")
        said = [one for one in jar if isinstance(one, dict)] if isinstance(jar, list) else []
        fields = ("name", "value", "domain", "path")
        return [Cookie(*(str(one.get(name, "")) for name in fields)) for one in said if one.get("name")]

    return Passes(plan.site.inspected_hosts, clear)
