"""One turn of watching whether the site answers: look, blame the right one, remember. Every machine has its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from inspection.availability import AvailabilityProbe, EndpointFacts
from inspection.outages import slot_of
from inspection.plan import Plan
from schedulers.settings import ServiceSettings
from spiders.availability import open_or_blame_line
from spiders.endpoint import look_at_endpoint
from spiders.policy import FetchPolicy
from store.store import Store

ENDPOINT_EVERY = timedelta(hours=6)
ENDPOINT_AGAIN = timedelta(hours=1)  # where the last look learnt too little
MOST_JITTER = timedelta(seconds=30)


async def probe_due(
    plan: Plan, store: Store, settings: ServiceSettings, now: datetime, *, jitter: timedelta | None = None
) -> AvailabilityProbe | None:
    """Look at the moment that is due at `now` (aware), and keep what was seen. Raises StoreError.

    None where the plan wants no watch, or this vantage has looked at that moment already. `jitter` is waited before
    (default: up to 30 s, each machine and site its own), so that all machines do not knock at once. To be called every
    `plan.availability.every`, or oftener.
    """
    watch, site = plan.availability, plan.site.name
    if not watch.enabled:
        return None
    now = now.astimezone(UTC)
    slot = slot_of(watch.every, now)
    # In threads: a database that is busy or away would hold up everything else that this process does.
    if await asyncio.to_thread(store.was_probed, site, slot, settings.vantage):
        return None
    loop = asyncio.get_running_loop()
    began = loop.time()
    wait = spread(settings.vantage, site, watch.every) if jitter is None else jitter
    await asyncio.sleep(wait.total_seconds())
    policy = FetchPolicy.of(plan)
    probed_at = now + timedelta(seconds=loop.time() - began)
    opened = await open_or_blame_line(plan.site.home_url, _controls(plan, store), policy, watch.timeout.total_seconds())
    probe = AvailabilityProbe(site, slot, settings.vantage, probed_at, **asdict(opened))
    await asyncio.to_thread(store.record_probe, probe)
    if _endpoint_is_due(await asyncio.to_thread(store.endpoints, site), settings.vantage, probed_at):
        home, limit = plan.site.home_url, replace(policy, timeout=watch.timeout.total_seconds())
        facts = await look_at_endpoint(home, limit, settings.vantage, probed_at, controls=_controls(plan, store))
        await asyncio.to_thread(store.record_endpoint, site, facts)
    return probe


def spread(vantage: str, site: str, every: timedelta) -> timedelta:
    """How long this machine waits before it looks at that site: always the same, at most a quarter of the interval."""
    digest = blake2b(f"{vantage}\x00{site}".encode(), digest_size=4).digest()
    return min(MOST_JITTER, every / 4) * (int.from_bytes(digest, "little") / 2**32)


def _controls(plan: Plan, store: Store) -> Iterator[str]:
    """Addresses elsewhere, looked up only when somebody asks for them."""
    if plan.availability.control:
        yield from plan.availability.control
    else:
        yield from store.control_addresses(plan.site.name, plan.site.inspected_hosts)


def _endpoint_is_due(known: list[EndpointFacts], vantage: str, now: datetime) -> bool:
    last = next((facts for facts in known if facts.vantage == vantage), None)
    if last is None:
        return True
    poor = bool(last.lookup_error) or "certificate" in last.extra
    return abs(now - last.looked_at) >= (ENDPOINT_AGAIN if poor else ENDPOINT_EVERY)
