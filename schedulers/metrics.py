"""What Prometheus is told. Read from the store when it is asked for: right, whichever process on which machine worked.

Labels come from plans and from lists in code (sites, checks, channels, kinds), never from addresses or titles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TypeVar

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from inspection.outages import unavailability
from schedulers.beats import program_version
from schedulers.disk import folder_bytes, free_bytes
from schedulers.standing import Standing
from schedulers.watchman import Judgement
from store.errors import StoreError
from store.figures import Counts, Figures
from store.rounds import RoundRow
from store.store import Store

MOST_SITES = 200  # with more, figures of all sites together are given: a province would be a million series
ALL_SITES = "*"
WALK_EVERY = 3600.0  # seconds between two countings of the evidence's files
_COUNTERS = ("pages", "requests", "links", "bytes", "seconds")
_WORDS = {
    "pages": "Pages of the newest finished round",
    "requests": "Requests of the newest finished round",
    "links": "Links of the newest finished round",
    "bytes": "Bytes received in the newest finished round",
    "seconds": "How long the newest finished round took",
}
T = TypeVar("T")
Samples = Iterable[tuple[Sequence[str], float]]


class StoreCollector(Collector):
    """Collects from the store; a database that does not answer gives `xunjian_database_up 0` and little else."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self.judgement: Judgement | None = None  # the watchman's newest
        self._of_rounds: dict[Hashable, object] = {}  # what is said of a finished round does not change
        self._evidence = _Folder(store.evidence.root, clock)

    def collect(self) -> Iterator[Metric]:
        """Everything, at this moment."""
        yield gauge("xunjian_build_info", "The program's version", ["version"], [([program_version()], 1)])
        if self.judgement is not None:
            yield gauge("xunjian_healthy", "Whether nothing grave is wrong", [], [([], self.judgement.sound)])
            codes = {trouble.code for trouble in self.judgement.troubles}
            yield gauge("xunjian_trouble", "What is wrong", ["code"], [([code], 1) for code in sorted(codes)])
        try:
            now = self._store.clock()
            figures = self._store.figures(now)
            families = [
                *self._counted(figures, now),
                *self._rounds(figures.newest),
                *self._availability(sorted({row.site for row in figures.newest}), now),
            ]
        except StoreError:
            yield gauge("xunjian_database_up", "Whether the database answers", [], [([], 0)])
            return
        yield gauge("xunjian_database_up", "Whether the database answers", [], [([], 1)])
        yield from families
        yield from self._disk(figures.database_bytes)
        if self.judgement is not None and self.judgement.standing is not None:
            yield from _running(self.judgement.standing)

    def _counted(self, figures: Figures, now: datetime) -> Iterator[Metric]:
        site = _labels({key[0] for counts in (figures.rounds, figures.issues, figures.messages) for key in counts})
        yield gauge("xunjian_rounds", "Rounds in the database", ["site", "kind", "outcome"], _sum(figures.rounds, site))
        yield gauge("xunjian_issues", "Issues", ["site", "state", "severity"], _sum(figures.issues, site))
        named = ["site", "channel", "status"]
        yield gauge("xunjian_messages", "Messages in the database", named, _sum(figures.messages, site))
        ages: dict[str, float] = {site(name): 0.0 for name, _, _ in figures.messages}
        for (name, _), since in figures.oldest_due.items():
            ages[site(name)] = max(ages.get(site(name), 0.0), (now - since).total_seconds())
        words = "For how long the oldest message that is due has not been sent"
        yield gauge("xunjian_oldest_due_message_seconds", words, ["site"], [([one], age) for one, age in ages.items()])
        failing: dict[tuple[str, str], float] = {}
        for (name, channel), failing_since in figures.failing.items():
            key = (site(name), channel)
            failing[key] = max(failing.get(key, 0.0), 0.0 if failing_since is None else 1.0)
        yield gauge(
            "xunjian_channel_failing", "Whether a channel takes no messages", ["site", "channel"], failing.items()
        )

    def _rounds(self, newest: Sequence[RoundRow]) -> Iterator[Metric]:
        site = _labels({row.site for row in newest})
        ended: dict[tuple[str, str], float] = {}
        complete: dict[tuple[str, str], float] = {}
        sums: dict[str, dict[tuple[str, str], float]] = {name: {} for name in _COUNTERS}
        for row in newest:
            key = (site(row.site), row.kind)
            at = row.finished_at.timestamp() if row.finished_at is not None else 0.0
            ended[key] = min(ended.get(key, at), at)  # of many sites, the one that is furthest behind
            complete[key] = min(complete.get(key, 1.0), float(row.complete))
            for name, values in sums.items():
                values[key] = values.get(key, 0.0) + float(row.counters.get(name, 0))
        labels = ["site", "kind"]
        words = "When the newest finished round of this kind ended"
        yield gauge("xunjian_last_round_timestamp_seconds", words, labels, ended.items())
        words = "Whether the newest finished round of this kind was complete"
        yield gauge("xunjian_last_round_complete", words, labels, complete.items())
        for name, values in sums.items():
            unit = "duration_seconds" if name == "seconds" else name
            yield gauge(f"xunjian_last_round_{unit}", _WORDS[name], labels, values.items())
        yield from self._judged([row for row in newest if row.kind != "watch"], site)

    def _judged(self, whole: Sequence[RoundRow], site: Callable[[str], str]) -> Iterator[Metric]:
        """What the newest round of each site that looked at all of it said."""
        last = {row.site: row for row in sorted(whole, key=lambda row: row.started_at)}
        found: Counts = {}
        targets: dict[tuple[str, str], float] = {}
        for row in last.values():
            counted = self._once(("findings", row.id), partial(self._store.finding_counts, row.id))
            for (check, severity), count in counted.items():
                key = (site(row.site), check, severity)
                found[key] = found.get(key, 0) + count
            verdicts = self._once(("targets", row.id), partial(self._store.verdict_counts, row.id))
            for verdict, count in verdicts.items():
                pair = (site(row.site), verdict.value)
                targets[pair] = targets.get(pair, 0.0) + count
        self._forget({row.id for row in last.values()})
        words = "Findings of the newest full or daily round"
        yield gauge("xunjian_findings", words, ["site", "check", "severity"], found.items())
        words = "Link targets of the newest full or daily round"
        yield gauge("xunjian_targets", words, ["site", "verdict"], targets.items())

    def _availability(self, sites: Sequence[str], now: datetime) -> Iterator[Metric]:
        shares: list[tuple[Sequence[str], float]] = []
        probes: list[tuple[Sequence[str], float]] = []
        for name in sites if len(sites) <= MOST_SITES else ():
            record = self._store.availability(name, now)
            if record is None:
                continue
            week = unavailability(record.probes, now).week
            probes += [([name, "up"], week.up), ([name, "down"], week.down), ([name, "unknown"], week.unknown)]
            if week.decided:
                shares.append(([name], 1 - week.share))
        words = "Share of decided moments of the last seven days at which the home page opened"
        yield gauge("xunjian_availability_ratio", words, ["site"], shares)
        yield gauge("xunjian_availability_moments", "Probed moments of seven days", ["site", "outcome"], probes)

    def _disk(self, database_bytes: int) -> Iterator[Metric]:
        yield gauge("xunjian_database_bytes", "Size of the database", [], [([], database_bytes)])
        if (size := self._evidence.size()) is not None:
            yield gauge("xunjian_evidence_bytes", "Size of the evidence, counted hourly", [], [([], size)])
        if (free := free_bytes(self._store.evidence.root)) is not None:
            yield gauge("xunjian_evidence_free_bytes", "Free space on the evidence's disk", [], [([], free)])

    def _once(self, key: Hashable, ask: Callable[[], T]) -> T:
        if key not in self._of_rounds:
            self._of_rounds[key] = ask()
        return self._of_rounds[key]  # type: ignore[return-value]

    def _forget(self, kept: set[str]) -> None:
        self._of_rounds = {key: said for key, said in self._of_rounds.items() if key[1] in kept}  # type: ignore[index]


class _Folder:
    """The size of a folder of many files, counted in a thread: who asks is told what was counted last."""

    def __init__(self, root: Path, clock: Callable[[], float]) -> None:
        self._root, self._clock = root, clock
        self._counted_at: float | None = None
        self._size: int | None = None

    def size(self) -> int | None:
        """In bytes; None: not counted yet, or there is no such folder."""
        if self._counted_at is None or self._clock() - self._counted_at > WALK_EVERY:
            self._counted_at = self._clock()
            Thread(target=self._count, name="evidence", daemon=True).start()
        return self._size

    def _count(self) -> None:
        self._size = folder_bytes(self._root)


def gauge(name: str, words: str, labels: Sequence[str], samples: Samples) -> GaugeMetricFamily:
    """One family with its samples."""
    family = GaugeMetricFamily(name, words, labels=labels)
    for values, number in samples:
        family.add_metric(values, float(number))
    return family


def _labels(sites: set[str]) -> Callable[[str], str]:
    return (lambda name: name) if len(sites) <= MOST_SITES else (lambda _: ALL_SITES)


def _sum(counts: Counts, site: Callable[[str], str]) -> Iterable[tuple[Sequence[str], float]]:
    summed: dict[Sequence[str], float] = {}
    for (name, *rest), count in counts.items():
        key = (site(name), *rest)
        summed[key] = summed.get(key, 0.0) + count
    return summed.items()


def _running(standing: Standing) -> Iterator[Metric]:
    alive = [one for one in standing.processes if one.is_alive(standing.at)]
    roles: dict[str, float] = {}
    beats: dict[tuple[str, str], float] = {}
    for one in alive:
        roles[one.role] = roles.get(one.role, 0.0) + 1
        key = (one.role, one.machine)
        beats[key] = min(beats.get(key, one.beat_at.timestamp()), one.beat_at.timestamp())
    yield gauge("xunjian_processes", "Processes that run", ["role"], [([role], n) for role, n in roles.items()])
    words = "The last heartbeat; of several processes of one machine the oldest"
    yield gauge("xunjian_process_beat_timestamp_seconds", words, ["role", "machine"], beats.items())
    leader = standing.leader
    if leader is not None:
        words = "The last heartbeat of who leads the timetable"
        at = leader.heartbeat_at.timestamp()
        yield gauge("xunjian_leader_beat_timestamp_seconds", words, ["machine"], [([leader.machine], at)])
    running = [one for one in standing.open_rounds if one.machine is not None]
    site = _labels({one.site for one in running})
    for name, words in _PROGRESS.items():
        sums: dict[tuple[str, str], float] = {}
        for row in running:
            pair = (site(row.site), row.kind)
            sums[pair] = sums.get(pair, 0.0) + float(getattr(row, name))
        yield gauge(f"xunjian_running_round_{name}", words, ["site", "kind"], sums.items())


_PROGRESS: Mapping[str, str] = {
    "pages": "Pages that the running round has recorded",
    "done": "Targets that the running round has tried",
    "waiting": "Targets that the running round has still to try",
}
