"""Bodies that look suspicious, with the places that lead to them, out of the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from inspection.addresses import host_of
from inspection.belonging import Belonging
from inspection.findings import Json
from inspection.observed import Noted, Target
from inspection.plan import Plan
from inspection.suspicion import MADE_BY
from schedulers.seeing import Seen
from store.body_facts import Facts
from store.store import Store

_HOPS = 20  # redirects that are followed back


def noted_of(plan: Plan, store: Store, seen: Seen) -> tuple[Noted, ...]:
    """What the round's pages and targets show that is suspicious, by whatever round their bodies were looked at."""
    belonging = Belonging(plan, seen.readings, {})
    pages = store.page_facts(seen.round_id, MADE_BY)
    own = (_own(url, digest, facts, belonging) for url, digest, facts in pages if not _is_foreign(plan, url))
    return (*own, *_targets(plan, store, seen, belonging))


def _own(url: str, digest: str, facts: Facts, belonging: Belonging) -> Noted:
    column = belonging.of(url)
    return Noted(url, digest, False, facts, columns=(column,) if column else ())


def _targets(plan: Plan, store: Store, seen: Seen, belonging: Belonging) -> Iterator[Noted]:
    """Every target whose own body is suspicious, or that redirects to such a one."""
    bodies = {url: (digest, facts) for url, digest, facts in store.target_facts(seen.round_id, MADE_BY)}
    if not bodies:
        return
    ends = {url: url for url in bodies} | _leading_to(bodies, store.aliases(seen.round_id))
    for target in store.targets_at(seen.round_id, list(ends), plan.site.home_url):
        url = target.probe.url
        digest, facts = bodies[ends[url]]
        if target.links:
            final: dict[str, Json] = {"final": ends[url]} if ends[url] != url else {}
            yield Noted(url, digest, True, {**facts, **final}, target.links, _columns(target, belonging))


def _leading_to(bodies: Iterable[str], redirects: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Addresses that lead to one of these by redirects, each with that one."""
    sources: dict[str, list[str]] = defaultdict(list)
    for source, target in redirects:
        sources[target].append(source)
    found: dict[str, str] = {}
    for body in bodies:
        reached = [body]
        for _ in range(_HOPS):
            reached = [source for url in reached for source in sources[url] if source not in found and source != body]
            found.update(dict.fromkeys(reached, body))
    return found


def _columns(target: Target, belonging: Belonging) -> tuple[str, ...]:
    names = (belonging.of(link.page) for link in target.links)
    return tuple(name for name, _ in Counter(name for name in names if name).most_common())


def _is_foreign(plan: Plan, url: str) -> bool:
    return host_of(url) not in plan.site.inspected_hosts
