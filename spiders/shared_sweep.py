"""The sweep of a round on many machines: links off the site may be looked at by other machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from spiders.hosts import Task
from spiders.sweep import Sweep
from spiders.verdict import kind_of


class Others(Protocol):
    """Other machines, which look at some of the links off the site."""

    def take(self, url: str) -> bool:
        """Whether they look at this one; to be asked once for each."""
        ...

    async def collect(self, sweep: SharedSweep) -> None:
        """Get what they have seen; look oneself at what they did not come to."""
        ...


class SharedSweep(Sweep):
    """A round's sweep that gives links off the site away, where there are many."""

    others: Others | None = None

    async def run(self, seeds: Iterable[str]) -> None:
        """As `Sweep.run`; nothing is outstanding at others, either, when this returns."""
        await super().run(seeds)
        if self.others is not None:
            await self.others.collect(self)

    async def look_oneself(self, urls: Iterable[str]) -> None:
        """At what was given away and nobody has looked at."""
        for url in urls:
            super()._push(Task(url, kind_of(url, foreign=True)))
        await super().run([])

    def _push(self, task: Task) -> None:
        is_new = task.kind.is_foreign and task.looks == 0 and task.before is None
        if not (is_new and self.others is not None and self.others.take(task.url)):
            super()._push(task)


class SliceSweep(Sweep):
    """The sweep of one slice: links off the site alone. What leads back to the site is the round's own."""

    async def look(self, urls: Iterable[str]) -> None:
        """At all of them, and wherever they lead off the site."""
        self._begun = True  # the home page is the round's
        await self.run(urls)
        for url in [url for url in self.ledger.aliases if self._leads_home(url)]:
            del self.ledger.aliases[url]  # no verdict here: the round looks itself

    def _leads_home(self, url: str) -> bool:
        return not self.frontier.is_foreign(self.ledger.end_of(url))

    def _push(self, task: Task) -> None:
        if task.kind.is_foreign:
            super()._push(task)
