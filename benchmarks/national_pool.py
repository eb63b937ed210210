"""A pool of places that run rounds, played event by event: one site by one at a time, the most urgent first."""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

PRIORITY = {"watch": 0, "daily": 1, "full": 2}  # as the queue's


@dataclass(order=True, slots=True)
class Job:
    """One round that is asked for."""

    order: tuple[int, float, int]
    kind: str = field(compare=False)
    site: int = field(compare=False)
    at: float = field(compare=False)
    seconds: float = field(compare=False)


@dataclass(slots=True)
class Played:
    """What became of all rounds within the measured time. `waiting` and `running` are integrals, in job-seconds."""

    places: int
    length: float
    asked: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)  # a watch while a round of the site runs or waits
    left: Counter[str] = field(default_factory=Counter)  # waiting or running at the end
    waits: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in PRIORITY})
    waiting: float = 0.0
    running: float = 0.0
    waited: float = 0.0  # the same as `waiting`, added up job by job: Little's law

    @property
    def utilisation(self) -> float:
        """Share of the places' time that was used."""
        return self.running / (self.places * self.length)

    def wait(self, kind: str, share: float) -> float:
        """The wait that this share of the rounds did not exceed, in seconds."""
        waits = sorted(self.waits[kind])
        return waits[min(len(waits) - 1, int(share * len(waits)))] if waits else 0.0


class Pool:
    """Places that run rounds: the most urgent first, one site by one at a time."""

    def __init__(self, places: int, begin: float, end: float) -> None:
        self.played = Played(places, end - begin)
        self._begin, self._end, self._free = begin, end, places
        self._ready: list[Job] = []
        self._held: dict[int, deque[Job]] = {}
        self._site: dict[int, str] = {}  # the kind that runs there
        self._running: list[tuple[float, int, Job]] = []
        self._watching: set[int] = set()  # sites whose watch waits
        self._count, self._last = 0, 0.0  # jobs that wait, since when

    def play(self, jobs: Iterable[Job]) -> Played:
        """All of them, until the end of the measured time."""
        for job in jobs:
            self._until(job.at)
            if self._within(job.at):
                self.played.asked[job.kind] += 1
            self._tick(job.at)
            if job.kind == "watch" and (job.site in self._site or job.site in self._held or job.site in self._watching):
                self.played.skipped[job.kind] += self._within(job.at)
            else:
                self._offer(job)
        self._until(self._end)
        self._tick(self._end)
        for job in [*self._ready, *(job for held in self._held.values() for job in held)]:
            self._waited(job, self._end)
            self.played.left[job.kind] += 1
        for _, _, job in self._running:
            self.played.left[job.kind] += 1
        return self.played

    def _within(self, at: float) -> bool:
        return self._begin <= at < self._end

    def _until(self, now: float) -> None:
        while self._running and self._running[0][0] <= now:
            at, _, job = heapq.heappop(self._running)
            self._tick(at)
            self._free += 1
            del self._site[job.site]
            self.played.done[job.kind] += self._within(at)
            held = self._held.get(job.site)
            if held:
                heapq.heappush(self._ready, held.popleft())
                if not held:
                    del self._held[job.site]
            self._fill(at)

    def _tick(self, now: float) -> None:
        """So many have waited since the last change."""
        self.played.waiting += self._count * max(0.0, min(now, self._end) - max(self._last, self._begin))
        self._last = now

    def _offer(self, job: Job) -> None:
        self._count += 1
        if job.kind == "watch":
            self._watching.add(job.site)
        if job.site in self._site:
            self._held.setdefault(job.site, deque()).append(job)
        else:
            heapq.heappush(self._ready, job)
            self._fill(job.at)

    def _fill(self, now: float) -> None:
        while self._free and self._ready:
            job = heapq.heappop(self._ready)
            if job.site in self._site:
                self._held.setdefault(job.site, deque()).append(job)
                continue
            self._free -= 1
            self._count -= 1
            self._watching -= {job.site} if job.kind == "watch" else set()
            self._site[job.site] = job.kind
            heapq.heappush(self._running, (now + job.seconds, job.order[2], job))
            self._waited(job, now)
            ends = min(now + job.seconds, self._end)
            self.played.running += max(0.0, ends - max(now, self._begin))

    def _waited(self, job: Job, until: float) -> None:
        if self._begin <= until <= self._end:
            self.played.waited += max(0.0, until - max(job.at, self._begin))
        if self._within(until):
            self.played.waits[job.kind].append(until - job.at)
