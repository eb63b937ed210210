"""The store: one object that remembers rounds, on SQLite or PostgreSQL, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Literal

from sqlalchemy import URL
from sqlalchemy.exc import IntegrityError

from inspection.findings import Finding, Undecided
from inspection.observed import Target
from inspection.records import ColumnReading, Link, Page, Pairing, Probe, Verdict
from store import articles, judgements, leases, readings, rounds, sightings, targets
from store.accounts import AccountStore
from store.articles import StoredArticle
from store.availability import AvailabilityStore
from store.body_facts import BodyFactStore
from store.carried_readings import ReadingStore
from store.carrying import CarryStore
from store.casework import CaseworkStore
from store.desk_store import DeskStore
from store.due_runs import DueRunStore
from store.duties import DutyStore
from store.evidence import EvidenceStore
from store.families import FamilyStore
from store.figures import FiguresStore
from store.first_seen import FirstSeenStore
from store.issue_lists import IssueLists
from store.outbox import Outbox
from store.pictures import PictureStore
from store.plans import PlanStore
from store.processes import ProcessStore
from store.progress import ProgressStore
from store.recording import Batch, Recorder
from store.rounds import Counters, RoundRow
from store.scores import ScoreStore
from store.visits import VisitStore


class Store(
    CaseworkStore,
    Outbox,
    IssueLists,
    PlanStore,
    AccountStore,
    DueRunStore,
    AvailabilityStore,
    ProgressStore,
    ProcessStore,
    FiguresStore,
    CarryStore,
    ReadingStore,
    FamilyStore,
    VisitStore,
    BodyFactStore,
    PictureStore,
    DeskStore,
    DutyStore,
    ScoreStore,
    FirstSeenStore,
):
    """What rounds saw, read and judged, and what came of it. An iterator holds a connection while it runs."""

    def __init__(self, url: URL, evidence: EvidenceStore, busy_timeout: float) -> None:
        super().__init__(url, evidence, busy_timeout)
        self._recorder = Recorder(self._engine)
        self._recording = Lock()

    # Rounds

    def begin_round(
        self,
        *,
        site: str,
        kind: str,
        as_of: datetime,
        plan_digest: str,
        started_at: datetime,
        base: str | None = None,
    ) -> str:
        """A new round's id, which sorts by time; `base` is the round whose knowledge it begins with."""
        with self.writing() as connection:
            return rounds.begin(
                connection,
                site=site,
                kind=kind,
                as_of=as_of,
                plan_digest=plan_digest,
                started_at=started_at,
                base=base,
            )

    def unfinished_round(self, *, site: str, kind: str, plan_digest: str, since: datetime) -> RoundRow | None:
        """The newest round, begun at or after `since`, that is neither finished nor abandoned."""
        return self._ask(
            lambda connection: rounds.unfinished(connection, site=site, kind=kind, plan_digest=plan_digest, since=since)
        )

    def resume_round(self, round_id: str) -> RoundRow:
        """Go on with an open round."""
        with self.writing_round() as connection:
            return rounds.resume(connection, round_id)

    def abandon_round(self, round_id: str, at: datetime | None = None) -> None:
        """Give an open round up, now by default; what it recorded stays."""
        with self.writing_round() as connection:
            rounds.abandon(connection, round_id, at or datetime.now(UTC))

    def finish_round(self, round_id: str, *, finished_at: datetime, complete: bool, counters: Counters) -> None:
        """Close the round, with its figures for the report."""
        self._write(rounds.finish, round_id, finished_at=finished_at, complete=complete, counters=counters)

    def round(self, round_id: str) -> RoundRow:
        """One round."""
        return self._ask(lambda connection: rounds.find(connection, round_id))

    def rounds(self, site: str, limit: int = 50) -> list[RoundRow]:
        """The site's rounds, newest first."""
        return self._ask(lambda connection: rounds.newest(connection, site, limit))

    # The lease on a site

    def acquire(self, site: str, owner: str, now: datetime | None = None, ttl: timedelta = leases.TTL) -> bool:
        """Take the site for `owner`; False while somebody else who lives has it. No `now`: the database's clock."""
        try:
            with self.writing() as connection:
                now = now or leases.clock(connection)
                return leases.acquire(connection, site, owner, now, ttl, leases.this_process())
        except IntegrityError:
            return False  # PostgreSQL: another process took it in the same moment

    def renew(self, site: str, owner: str, now: datetime | None = None) -> bool:
        """A heartbeat, several times within the lease's time; False: the lease is lost, stop. Never waits long."""
        with self.writing(at_once=True) as connection:
            return leases.renew(connection, site, owner, now or leases.clock(connection))

    def release(self, site: str, owner: str) -> None:
        """Give the site back."""
        with self.writing(at_once=True) as connection:
            leases.release(connection, site, owner)

    # What was seen

    def record(self, round_id: str, batch: Batch) -> None:
        """Write the batch in one transaction. What the round recorded of an address before is replaced."""

        def once() -> None:
            key = self._key(round_id)
            with self._recording:
                with self.writing_round() as connection:
                    fresh = self._recorder.write(connection, key, batch)
                self._recorder.remember(fresh)

        self.patience.persist(once)

    def count(self, round_id: str, counters: Counters) -> None:
        """Keep the figures of a round that is not over yet: a process that takes it up counts on from there."""
        self._write(rounds.count, round_id, counters)

    def known(self, round_id: str) -> Iterator[str]:
        """Every address that the round knows, once: pages, targets of links and of redirects, what was probed."""
        return self._stream(sightings.known, round_id)

    def probed(self, round_id: str) -> Iterator[str]:
        """Addresses that have a verdict."""
        return (probe.url for probe in self.probes(round_id))

    def probes(self, round_id: str) -> Iterator[Probe]:
        """Every probe, in the order of recording."""
        return self._stream(sightings.all_probes, round_id)

    def pages(self, round_id: str) -> Iterator[Page]:
        """Every page, in the order of recording."""
        return self._stream(sightings.all_pages, round_id)

    def aliases(self, round_id: str) -> Iterator[tuple[str, str]]:
        """Every redirect: from, to."""
        return self._stream(sightings.all_aliases, round_id)

    def page(self, round_id: str, url: str) -> Page | None:
        """The page recorded for this address, or for where its redirects led."""
        return self._read(sightings.one_page, round_id, url)

    def links_from(self, round_id: str, url: str) -> list[Link]:
        """The links of the page recorded for this very address, in page order."""
        return self._read(sightings.links_from, round_id, url)

    def probe(self, round_id: str, url: str) -> Probe | None:
        """What happened when this address was tried."""
        return self._read(sightings.one_probe, round_id, url)

    def verdict_counts(self, round_id: str) -> dict[Verdict, int]:
        """How many targets have each verdict; every verdict is named."""
        return self._read(sightings.verdict_counts, round_id)

    def targets_not_sound(self, round_id: str, sample: int = 20, home: str | None = None) -> list[Target]:
        """Targets that are faulty or undecided, with at most `sample` links each (one a page, `home`'s first).

        `columns` is left empty: it takes the plan to fill it.
        """
        return self._read(targets.not_sound, round_id, sample, home)

    # What was read, and what was judged

    def record_reading(self, round_id: str, reading: ColumnReading) -> None:
        """Write one column's reading with its articles; the round's earlier reading of it is replaced."""
        self._write(readings.record, round_id, reading)

    def readings(self, round_id: str, columns: Collection[str] | None = None) -> dict[str, ColumnReading]:
        """The round's readings by the column's name; or of these columns alone."""
        return self._read(readings.of_round, round_id, columns)

    def most_before(self, site: str, column: str, before_round: str) -> int:
        """The most rows that an earlier, finished round of this site read in that column; 0 without history."""
        return self._ask(lambda connection: readings.most_before(connection, site, column, self._key(before_round)))

    def record_findings(self, round_id: str, findings: Iterable[Finding], undecided: Iterable[Undecided]) -> None:
        """What the checks said of the whole round; replaces what they said of it before."""
        self._write(judgements.record_findings, round_id, list(findings), list(undecided))  # it may be written twice

    def findings(self, round_id: str) -> list[Finding]:
        """The round's findings, as recorded."""
        return self._read(judgements.findings_of, round_id)

    def undecided(self, round_id: str) -> list[Undecided]:
        """What could not be judged, as recorded."""
        return self._read(judgements.undecided_of, round_id)

    def stood(self, round_id: str) -> Literal["answered", "down", "unclear"]:
        """How the site stood when the round looked at it, as the check of the home page said."""
        return self._read(judgements.stood, round_id)

    def record_pairings(self, round_id: str, pairings: Iterable[Pairing]) -> None:
        """Which interpretation serves which policy, in the whole round; replaces what was said before."""
        self._write(judgements.record_pairings, round_id, list(pairings))

    def pairings(self, round_id: str) -> list[Pairing]:
        """The round's pairings, as recorded."""
        return self._read(judgements.pairings_of, round_id)

    def articles(
        self, *, site: str | None = None, channel: str | None = None, limit: int | None = None
    ) -> list[StoredArticle]:
        """Articles, newest first, undated last, from the latest round of each site that read their channel."""
        return self._ask(lambda connection: articles.newest(connection, site, channel, limit))
