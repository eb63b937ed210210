"""A daily sweep: what is due of what an earlier round knew, and whatever that turns up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inspection.addresses import host_of
from inspection.records import Verdict
from spiders.due_looks import Asking, Due, Why, due_looks
from spiders.earlier import Earlier
from spiders.list_addresses import is_beside, is_called_next
from spiders.sample import RARE, Sample
from spiders.settle import Settlement
from spiders.sweep import Sweep

LEAST, MANY, HUBS = 3, 10, 0.005  # see `_hubs`; the last is their share of all targets
_DROPPED = 5  # pages that have lost a link which no page looked at has kept: all pages have lost it
_WAVES = (1, 3, 9)  # pages that are asked whether they still link to a target that is not sound
_CALM = frozenset({Why.TURN, Why.YOUNG, Why.OVERDUE})


class Recheck:
    """One daily sweep."""

    def __init__(self, sweep: Sweep, settlement: Settlement, earlier: Earlier) -> None:
        assert sweep.ledger.changes is not None, "the sweep was handed no earlier knowledge"
        self._sweep, self._settlement, self._earlier = sweep, settlement, earlier
        self._changes = sweep.ledger.changes
        self._graph = earlier.graph
        self._absorbed: dict[str, frozenset[str]] = {}
        self._asked: Counter[int] = Counter()  # waves of pages asked for the sake of a target
        self._sample = Sample(earlier, sweep.ledger, self._changes)
        self._degrees: Counter[int] = Counter()
        self._depths: dict[int, int] = {}
        self._listing: set[int] = set()  # pages that are lists for sure
        self._lists: dict[int, int] = {}  # pages that lead to what little else leads to
        self._barred = False  # no way leads into the site today
        self.void: list[int] = []  # numbers of anchors for links that the whole site has dropped
        self.everything = False  # the site was found transformed, so that everything was looked at

    async def run(self, asking: Asking, seeds: Iterable[str]) -> None:
        """Look at what is due, follow up what that shows, and settle it."""
        sweep = self._sweep
        self._degrees = self._graph.degrees()
        sweep.frontier.depths = self._depth_of
        await sweep.run([])
        self._bar()
        seeds = list(seeds)
        if not self._home_opens():
            self._again(seeds)
            await sweep.run(seeds)
            self._barred = self._changes.unchanged.isdisjoint(seeds) and self._changes.pages.keys().isdisjoint(seeds)
        if not self._barred:
            due = due_looks(self._earlier.probes, replace(asking, hubs=self._hubs(asking), passed=self._passed()))
            for one in due:
                self._look(one)
        await sweep.run([*seeds, *(asking.leaks if not self._barred else ())])
        await self.follow_up()

    async def follow_up(self) -> None:
        """Look at what the looks so far have made doubtful, until nothing is left; settle it."""
        while not self._barred:
            self._absorb()
            if self._is_transformed() or self._distrusted() or self._twins() or self._vanished():
                await self._sweep.run([])
                continue
            await self._settlement.run()
            self._absorb()
            if not self._unconfirmed():
                return
            await self._sweep.run([])
        await self._settlement.run()

    def unreached(self, roots: Iterable[str]) -> list[int]:
        """Keys of what was known and nothing leads to any more."""
        self._absorb()
        reached = self._graph.reached(self._earlier.key(url) for url in roots)
        looked = map(self._earlier.key, (*self._changes.looked, *self._sweep.ledger.probes))
        return [key for key in {*self._earlier.addresses, *looked} if key not in reached]

    def _home_opens(self) -> bool:
        """Whether the home page is there: where it is not, nor any column, no round gets any further."""
        ledger = self._sweep.ledger
        return ledger.end_of(ledger.home_url) not in ledger.probes  # what is sound is not among these

    def _look(self, due: Due) -> None:
        anew = due.why is Why.NOT_SOUND
        looked = self._sweep.look_again(due.url, freely=due.freely, anew=anew)
        if looked and due.why in _CALM:
            self._sample.add(due.url)

    def _hubs(self, asking: Asking) -> list[str]:
        """Pages that lead to what few pages lead to: to some, where they hang in the navigation, else to many."""
        found = self._lists = self._graph.hubs(self._degrees, RARE, LEAST)
        hanging = max(10, len(self._earlier.pages) // 50)  # pages that link to what is in the navigation
        found = {page: n for page, n in found.items() if n >= MANY or self._degrees[page] >= hanging}
        room = max(10, int(HUBS * len(self._earlier.probes)))
        listed = {self._earlier.key(url) for url in asking.lists}
        self._listing = listed | {page for page, n in found.items() if n >= MANY}
        best = sorted(found.keys() - listed, key=lambda page: (-self._degrees[page], -found[page], page))
        return self._named(best[:room])

    def _passed(self) -> list[str]:
        """Redirects that are only met on the way from another."""
        key, ways = self._earlier.key, Counter(self._earlier.redirects.values())
        return [url for url, n in ways.items() if url in self._earlier.redirects and self._degrees[key(url)] == n]

    def _depth_of(self, url: str) -> int:
        if not self._depths:
            plan = self._sweep.plan
            roots = [plan.site.home_url, *(plan.column_url(column) for column in plan.columns)]
            self._depths = self._graph.depths(self._earlier.key(root) for root in roots)
        return self._depths.get(self._earlier.key(url), 0)

    def _absorb(self) -> None:
        """Bring the graph up to what the looks have shown."""
        key = self._earlier.key
        for url, targets in self._changes.pages.items():
            if self._absorbed.get(url) is not targets:
                self._absorbed[url] = targets
                self._graph.read(key(url), map(key, targets))
        for url in self._changes.lost:
            self._graph.lost(key(url))
        self._graph.redirects = {key(url): key(to) for url, to in self._sweep.ledger.aliases.items()}

    def _again(self, urls: Iterable[str], *, anew: bool = False) -> bool:
        """Look at these; whether any was not looked at before."""
        looked = [self._sweep.look_again(url, anew=anew) for url in urls]
        return any(looked)

    def _bar(self) -> None:
        """What robots.txt says today holds for what is not looked at, too; what it said then is asked anew."""
        sweep = self._sweep
        if sweep.robots.restricts:
            for url in [url for url in sweep.aged if not sweep.frontier.is_foreign(url)]:
                if not sweep.robots.allows(url):
                    sweep.look_again(url)
        for probe in self._earlier.probes:
            if probe.reason == "robots":
                sweep.offer(probe.url)

    def _is_transformed(self) -> bool:
        """Pages that should not have changed are gone, or lead elsewhere: everything is looked at."""
        if self.everything or not self._sample.is_transformed(self._degrees):
            return False
        self.everything = True
        return self._again(list(self._sweep.aged), anew=True)

    def _distrusted(self) -> bool:
        """A server that vouches for pages that lead elsewhere now: its word is worth nothing, for none of its pages."""
        sweep, earlier = self._sweep, self._earlier
        vouched, self._changes.vouched = self._changes.vouched, set()
        keys = ((url, earlier.key(url)) for url in vouched)
        hosts = {host_of(url) for url, key in keys if self._graph.before(key) != self._graph.now(key)}
        if not hosts:
            return False
        for url, before in sweep.aged.items():
            if before is not None and host_of(url) in hosts:
                sweep.aged[url] = replace(before, freely=True)
        believed = [url for url in self._changes.on_condition if host_of(url) in hosts]
        for url in believed:
            before = earlier.before(url)
            sweep.aged[url] = replace(before, freely=True) if before is not None else None
        self._changes.on_condition.difference_update(believed)
        return self._again(believed)

    def _twins(self) -> bool:
        """Pages with the very body of one that is new or changed: are they there still?"""
        ledger = self._sweep.ledger
        twins, ledger.twins = ledger.twins, set()
        return self._again(twins, anew=True)

    def _vanished(self) -> bool:
        """What pages have ceased to lead to, and others lead to still, is often gone."""
        key, graph = self._earlier.key, self._graph
        read = [key(url) for url in self._changes.pages if url in self._earlier.pages]
        shed: set[int] = set()  # what pages that are still there have ceased to lead to
        lost: Counter[int] = Counter()  # what pages that are gone led to, too
        risen: set[int] = set()  # rows that a list did not have: what is moved or shown again was often touched
        for page in read:
            gone, come = graph.changed(page)
            # A page that says that it is gone has shed the whole template: that says nothing of the template.
            other = 2 * len(gone) > len(graph.before(page))
            shed |= self._own(gone) if other else gone
            lost.update(gone)
            if page in self._lists:
                risen |= come
        self._drop_from_template(lost, read)
        for page in map(key, self._changes.lost):
            gone, _ = graph.changed(page)
            lost.update(gone)
            if page in self._listing:  # its rows may be gone with it
                shed |= self._own(gone)
        missed = shed - risen  # the others have moved from one list, or page of a list, to another
        left = {target for target in missed if self._degrees[target] > lost[target]}
        looked = self._again(self._named(left | (risen - shed)))
        return self._again(self._named(self._following(read, missed))) or looked

    def _following(self, read: Sequence[int], missed: set[int]) -> set[int]:
        """Lists to which lists lead that have lost rows which no page shows now: a new row moves the others on."""
        graph, followed = self._graph, set[int]()
        addresses, aged = self._earlier.addresses, self._sweep.aged
        for page in read:
            if page in self._lists and not missed.isdisjoint(graph.before(page)):
                further = (other for other in graph.now(page) - followed if addresses.get(other) in aged)
                followed.update(other for other in further if self._is_next(addresses[page], other))
        return followed

    def _is_next(self, here: str, other: int) -> bool:
        """Whether a list may go on there: by its address, and by what it leads to or is called."""
        there = self._earlier.addresses.get(other, "")
        return is_beside(here, there) and (other in self._lists or is_called_next(here, there))

    def _own(self, targets: set[int]) -> set[int]:
        """Of these, what few pages lead to."""
        return {target for target in targets if self._degrees[target] <= RARE}

    def _named(self, keys: Iterable[int]) -> list[str]:
        addresses = self._earlier.addresses
        return [addresses[key] for key in keys if key in addresses]

    def _drop_from_template(self, lost: Counter[int], read: Sequence[int]) -> None:
        """A link that every page looked at has lost, of those that had it, is lost on the others too."""
        graph = self._graph
        dropped = {target for target, count in lost.items() if count >= _DROPPED and self._degrees[target] > count}
        for page in (*read, *map(self._earlier.key, self._changes.unchanged)) if dropped else ():
            dropped -= graph.now(page)
        self.void += graph.drop(dropped)

    def _unconfirmed(self) -> bool:
        """Does a page still link to what is not sound? A few are asked; where none does, the site has dropped it."""
        earlier, graph = self._earlier, self._graph
        wrong = (Verdict.FAULTY, Verdict.UNDECIDED)
        wanted = {earlier.key(url) for url, probe in self._sweep.ledger.probes.items() if probe.verdict in wrong}
        looked = {earlier.key(url) for url in (*self._changes.pages, *self._changes.unchanged)}
        linkers = {t: pages for t, pages in graph.linkers(wanted).items() if pages and looked.isdisjoint(pages)}
        worth = Counter(page for pages in linkers.values() for page in pages)
        asked: set[int] = set()
        for target in sorted(linkers, key=lambda target: len(linkers[target])):
            pages, wave = linkers[target], self._asked[target]
            self._asked[target] += 1
            if wave == len(_WAVES):
                self.void += graph.drop({target})
            elif asked.isdisjoint(pages):
                asked.update(sorted(pages, key=lambda page: (-worth[page], page))[: _WAVES[wave]])
        return self._again(self._named(asked))
