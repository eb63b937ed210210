"""Evidence that is kept no longer: what no row names, what is too old, and the oldest where there is too much.

A round puts a file and records it afterwards; putting a file that is there already makes it fresh. So what is fresh is
let be, and a file is moved aside and looked at once more before it goes.
"""

from __future__ import annotations

import os
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, select, union

from inspection.issue import ALIVE
from store.bulk import chunks
from store.case_tables import issues
from store.database import Database
from store.database_errors import told
from store.evidence import EvidenceStore
from store.headless_tables import pictures, visits
from store.retention import EVIDENCE_OF, Stop

DAY = 86_400.0
GRACE = DAY  # seconds from a file's writing to its row, at the very most
_NAME = re.compile(r"[0-9a-f]{62}\.gz\Z")
_ASIDE = ".gone"
_LEFT = re.compile(r".*\.(part|gone)\Z")  # by a process that was killed


@dataclass(slots=True)
class Cleared:
    """What went, and what is left."""

    unnamed: int = 0  # files that no row names
    aged: int = 0  # files that kept rows name, older than evidence is kept
    crowded: int = 0  # the oldest files, where there was too much
    halves: int = 0  # that killed processes left
    bytes: int = 0  # of all of these
    left: int = 0
    left_bytes: int = 0


class Digests:
    """The beginnings of many digests, eight bytes each; where one is taken for another, a file too many is kept."""

    def __init__(self, digests: Iterator[str]) -> None:
        self._known = array("Q", sorted(int(one[:16], 16) for one in digests))

    def __contains__(self, digest: str) -> bool:
        wanted = int(digest[:16], 16)
        place = bisect_left(self._known, wanted)
        return place < len(self._known) and self._known[place] == wanted


def named(database: Database, of_rounds: Collection[int] | None = None) -> Digests:
    """The evidence that rows name: all of them, or those of the rounds with these keys and of faults not over."""
    return Digests(chain(_named(database, of_rounds), _shown(database, of_rounds is not None)))


def forgotten(evidence: EvidenceStore, known: Digests, now: float, digests: Collection[str]) -> list[str]:
    """Those of the bodies that no row names, and that nobody has put anew: a round puts a body before it names it."""
    return [one for one in digests if one not in known and _age(evidence.path(one), now) > GRACE]


def _age(path: Path, now: float) -> float:
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:
        return now


def _named(database: Database, of_rounds: Collection[int] | None) -> Iterator[str]:
    some = [None] if of_rounds is None else list(chunks(sorted(of_rounds)))
    with database.reading() as connection:
        for chunk in some:
            query = union(
                *(
                    table.select()
                    .with_only_columns(table.c.evidence)
                    .where(table.c.evidence.is_not(None), *(() if chunk is None else (table.c.round.in_(chunk),)))
                    for table in EVIDENCE_OF
                )
            )
            for (digest,) in connection.execute(query, execution_options={"yield_per": 10_000}):
                yield digest


def _shown(database: Database, alive_only: bool) -> Iterator[str]:
    """What pictures of faults are made of, and pictures of looks; they outlive their rounds."""
    of_faults: list[Select[Any]] = []
    for column in (pictures.c.evidence, pictures.c.snapshot, pictures.c.har):
        query = select(column).where(column.is_not(None))
        if alive_only:
            same = and_(issues.c.site == pictures.c.site, issues.c.fingerprint == pictures.c.fingerprint)
            query = query.join(issues, same).where(issues.c.state.in_([one.value for one in ALIVE]))
        of_faults.append(query)
    if not alive_only:
        of_faults.append(select(visits.c.evidence).where(visits.c.evidence.is_not(None)))
    with database.reading() as connection:
        rows = connection.execute(union(*of_faults), execution_options={"yield_per": 10_000})
        yield from rows.scalars()


@dataclass(slots=True)
class Clearing:
    """One look through the folder. What `needed` has stays whatever its age; `dry`: nothing is done."""

    root: Path
    known: Digests  # named by any row
    needed: Digests
    now: float  # seconds since the epoch, by a clock that is believed
    longest: float = 0  # seconds; 0: for ever
    most: int = 0  # bytes; 0: without limit
    dry: bool = False
    stop: Stop = lambda: False
    done: Cleared = field(default_factory=Cleared)
    _by_day: Counter[int] = field(default_factory=Counter)  # bytes that might go, by the day on which they were put

    def run(self) -> Cleared:
        """Raises StoreError."""
        with told(str(self.root)):
            for file in self._files():
                self._judge(file)
            if self.most and self.done.left_bytes > self.most:
                self._make_room()
        return self.done

    def _files(self) -> Iterator[os.DirEntry[str]]:
        folders = sorted(one for one in self.root.iterdir() if len(one.name) == 2 and one.is_dir())
        for folder in folders:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if self.stop():
                        return
                    yield entry

    def _judge(self, file: os.DirEntry[str]) -> None:
        found = _facts(file)
        if found is None:
            return
        age, size = self.now - found.st_mtime, found.st_size
        if not _NAME.match(file.name):
            if _LEFT.match(file.name) and age > GRACE and self._remove(file.path, size):
                self.done.halves += 1
            return
        digest = _digest(file)
        if self._is_due(digest, age) and self._remove(file.path, size):
            unnamed = digest not in self.known
            self.done.unnamed += unnamed
            self.done.aged += not unnamed
            return
        self.done.left += 1
        self.done.left_bytes += size
        if age > GRACE and digest not in self.needed:
            self._by_day[int(found.st_mtime // DAY)] += size

    def _is_due(self, digest: str, age: float) -> bool:
        """Whether it goes whatever room there is."""
        return age > GRACE and (digest not in self.known or (0 < self.longest < age and digest not in self.needed))

    def _make_room(self) -> None:
        """The oldest first, to the day."""
        wanted, last = self.done.left_bytes - self.most, -1
        for last in sorted(self._by_day):
            wanted -= self._by_day[last]
            if wanted <= 0:
                break
        for file in self._files():
            if self.done.left_bytes <= self.most:
                return
            found = _facts(file)
            if found is None or not _NAME.match(file.name) or int(found.st_mtime // DAY) > last:
                continue
            digest, age = _digest(file), self.now - found.st_mtime
            if self.dry and self._is_due(digest, age):
                continue  # counted already, and only for that it is still there
            if age > GRACE and digest not in self.needed and self._remove(file.path, found.st_size):
                self.done.crowded += 1
                self.done.left -= 1
                self.done.left_bytes -= found.st_size

    def _remove(self, path: str, size: int) -> bool:
        """Whether it went: one that was made fresh in this very moment is put back."""
        if not self.dry and not _removed(Path(path), self.now):
            return False
        self.done.bytes += size
        return True


def _removed(path: Path, now: float) -> bool:
    aside = path.with_name(path.name + _ASIDE)
    try:
        path.rename(aside)
        if now - aside.stat().st_mtime <= GRACE:
            aside.rename(path)
            return False
        aside.unlink()
    except FileNotFoundError:
        return False  # another look through the folder had it
    return True


def _facts(file: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return file.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def _digest(file: os.DirEntry[str]) -> str:
    return Path(file.path).parent.name + file.name[:62]
