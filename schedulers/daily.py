"""The sweep of a daily round that begins with an earlier round's knowledge, and what that comes to in the report."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from inspection.findings import Finding, Severity
from inspection.plan import Plan
from inspection.records import ColumnReading
from notifications.carried import CarriedFacts
from schedulers.beside import beside
from schedulers.leaks import places_told
from spiders.due_looks import Asking
from spiders.earlier import Earlier, hand_over
from spiders.recheck import Recheck
from spiders.resume import restore_looks
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.rounds import RoundRow
from store.store import Store

YOUNG = timedelta(days=14)
_DAY = timedelta(days=1)
_SHOWN = 2  # pages of a finding whose subject is no address
_ROUNDS = 500  # of the site, by which targets are put in the order of their last look


@dataclass(frozen=True, slots=True)
class Carried:
    """What a daily round says by an earlier look. `since`: the oldest such look; None: there is none."""

    base: str
    pages: int
    links: int  # targets
    since: datetime | None
    everything: bool  # the site was found transformed, and everything was looked at after all
    all_pages: int  # that the round knows
    all_links: int  # on these pages, but those read today

    def facts(self, zone: tzinfo) -> CarriedFacts:
        """For the report."""
        since = self.since.astimezone(zone) if self.since is not None else None
        return CarriedFacts(self.base, self.pages, self.links, since, self.everything)


class Daily:
    """One round's, from the copy of its base to what is left of it."""

    def __init__(self, plan: Plan, store: Store, row: RoundRow, sweep: Sweep, settlement: Settlement) -> None:
        assert row.base is not None
        self._plan, self._store, self._row, self._base = plan, store, row, row.base
        self._sweep, self._settlement = sweep, settlement
        self._earlier: Earlier | None = None
        self._recheck: Recheck | None = None
        self._leaks: list[str] = []

    async def run(self, *, resumed: bool) -> None:
        """Copy what the base knows, look at what is due and at all that this leads to. Raises as the sweep does."""
        earlier, pending = await beside(lambda: self._take_over(resumed=resumed))
        self._earlier, self._recheck = earlier, Recheck(self._sweep, self._settlement, earlier)
        asking = await beside(self._asking)
        columns = [self._plan.column_url(column) for column in self._plan.columns]
        await self._recheck.run(asking, columns + pending)

    async def settle(self) -> None:
        """After a further sweep: follow up, and make every verdict final."""
        assert self._recheck is not None
        await self._recheck.follow_up()

    def finish(self, readings: Mapping[str, ColumnReading]) -> Carried:
        """Forget what nothing leads to any more: a round that looked at everything would not have met it."""
        store, round_id, earlier, recheck = self._store, self._row.id, self._earlier, self._recheck
        assert earlier is not None
        assert recheck is not None
        gone = set(recheck.unreached(self._roots(readings)))
        kept = [page for page in earlier.pages.values() if page.key not in gone]
        store.drop(round_id, sorted(gone), self._void(earlier, recheck, [page.key for page in kept]))
        changes = self._sweep.ledger.changes
        assert changes is not None
        old = [page for page in kept if page.url not in changes.looked]
        aged = self._sweep.aged
        probes = [probe for probe in earlier.probes if probe.url in aged and probe.key not in gone]
        still = [page for page in kept if page.url not in changes.pages and page.url not in changes.lost]
        return Carried(
            base=self._base,
            pages=len(old),
            links=len(probes),
            since=min((probe.probed_at for probe in probes if probe.probed_at is not None), default=None),
            everything=recheck.everything,
            all_pages=len(still) + sum(earlier.key(url) not in gone for url in changes.pages),
            all_links=sum(len(page.links) // 4 for page in still),
        )

    def _take_over(self, *, resumed: bool) -> tuple[Earlier, list[str]]:
        store, row = self._store, self._row
        store.carry(row.id, self._base)
        earlier = Earlier.load(store, self._base)
        hand_over(earlier, self._sweep, self._settlement, store, row.started_at)
        pending = restore_looks(self._sweep, store, row.id, earlier, row.started_at) if resumed else []
        return earlier, pending

    def _asking(self) -> Asking:
        store, row, plan = self._store, self._row, self._plan
        assert self._earlier is not None
        base, self._leaks = store.round(self._base), places_told(plan, store)
        elapsed = max(row.as_of - base.as_of, row.started_at - base.started_at)
        return Asking(
            lists=[*(plan.column_url(column) for column in plan.columns), *store.listed(self._base)],
            leaks=self._leaks,
            told=list(told_pages(store.findings(self._base), self._earlier.pages)),
            young=store.published_since(self._base, (row.as_of - YOUNG).astimezone(plan.zone).date()),
            days=plan.verify_within / _DAY,
            elapsed=elapsed / _DAY,
            rounds=sorted(one.started_at for one in store.rounds(plan.site.name, _ROUNDS)),
            overdue=row.started_at - plan.verify_within + _DAY,
            salt=int.from_bytes(hashlib.sha256(self._base.encode()).digest()[:7]),
        )

    def _roots(self, readings: Mapping[str, ColumnReading]) -> Iterable[str]:
        """Where a sweep begins: home, columns, what only their readers found, and where accounts' articles lead."""
        plan, store, round_id = self._plan, self._store, self._row.id
        yield plan.site.home_url
        yield from self._leaks
        for column in plan.columns:
            yield plan.column_url(column)
            if column.name in readings:
                yield from readings[column.name].visited
                yield from (article.url for article in readings[column.name].articles)
        for article in store.named_only(round_id) if plan.accounts else ():
            yield from store.leads_to(round_id, article)

    @staticmethod
    def _void(earlier: Earlier, recheck: Recheck, pages: list[int]) -> list[int]:
        """Anchors of the base that no page has any more, where they are many: a chain of daily rounds gathers them."""
        unused = earlier.targets.keys() - earlier.graph.used(pages)
        return sorted(set(recheck.void) | (unused if len(unused) * 10 > len(earlier.targets) else set()))


def told_pages(findings: Iterable[Finding], pages: Container[str]) -> Iterator[str]:
    """Pages that findings speak of, vetoes first, then all checks by turns: whoever has mended one is not to wait."""
    nth, ranked = Counter[str](), list[tuple[bool, int, Finding]]()
    for finding in findings:
        nth[finding.check] += 1
        ranked.append((finding.severity is not Severity.CRITICAL, nth[finding.check], finding))
    for _, _, finding in sorted(ranked, key=lambda one: one[:2]):
        if finding.subject in pages:
            yield finding.subject
        elif "://" not in finding.subject:
            yield from (url for url in finding.found_on[:_SHOWN] if url in pages)
