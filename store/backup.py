"""A backup while the service runs: one moment of the database, and the evidence that it names, in one file."""

from __future__ import annotations

import fcntl
import gzip
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Connection, Engine, inspect, text

from store import engine, schema
from store.archive import FORMAT, MANIFEST, NAMED, EvidenceSaid, Manifest, TableSaid
from store.database import evidence_folder
from store.database_errors import told
from store.dumping import columns_of, dump
from store.errors import StoreError
from store.tables import metadata

# Who runs at this moment is nothing that another day should believe.
NOT_KEPT = frozenset({"leases", "processes", "progress"})
# Columns that name evidence, by table.
_SHOWN_IN = {
    "pages": ("evidence",),
    "probes": ("evidence",),
    "readings": ("evidence",),
    "source_readings": ("evidence",),
    "visits": ("evidence",),
    "pictures": ("evidence", "snapshot", "har"),
}
_MEMORY = 1 << 24  # of a table, before it is put aside on the disk
_CHUNK = 1 << 18
_DIGEST = 32
_MARK, _END = ".xunjian-", ".part"  # of a backup that is being written: .NAME.xunjian-abcdefgh.part

Tell = Callable[[str], None]


@dataclass(slots=True)
class _Gathered:
    """One moment of the database."""

    revision: str
    tables: list[TableSaid]
    digests: bytearray  # of the evidence, 32 bytes each


def backup(
    url: URL, file: Path, now: datetime, program: str, tell: Tell, evidence: Path | None = None, *, whole: bool = True
) -> Manifest:
    """Write the backup to `file`, which must not be there yet. Raises StoreError; then nothing is left behind.

    The schema is left at the revision that it has. `whole`: with the evidence. `tell` hears in Chinese what is done.
    """
    opened = engine.connect(url)
    database = engine.sqlite_file(url)
    if database is not None and not database.exists():
        raise StoreError(f"没有数据库 {database}", "cannot-open")
    try:
        with (
            told(str(file)),
            _beside(file) as written,
            tarfile.open(fileobj=written, mode="w", format=tarfile.GNU_FORMAT) as tar,
        ):
            gathered = _tables(opened, engine.place_of(url), tar, file, tell)
            copied = EvidenceSaid(included=False)
            if whole:
                tell(f"存证：{len(gathered.digests) // _DIGEST} 件")
                copied = _evidence(tar, evidence or evidence_folder(url), _each(gathered.digests))
            manifest = Manifest(
                format=FORMAT,
                made_at=now,
                program=program,
                revision=gathered.revision,
                database="postgresql" if opened.dialect.name == "postgresql" else "sqlite",
                tables=gathered.tables,
                evidence=copied,
            )
            said = manifest.model_dump_json(indent=1).encode()
            _add(tar, MANIFEST, BytesIO(said), len(said), now.timestamp())
        return manifest
    finally:
        opened.dispose()


@contextmanager
def _beside(file: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when it is whole and on the disk."""
    if file.exists():
        raise StoreError(f"{file} 已经存在，不予覆盖；请另起一个文件名", "read-only")
    _clear_away(file.parent)
    number, temporary = _held(file)
    try:
        with open(number, "wb") as written:  # noqa: PTH123 (it has a number, not a path)
            yield written
            written.flush()
            os.fsync(number)
            temporary.rename(file)  # while it is still held
    finally:
        temporary.unlink(missing_ok=True)


def _held(file: Path) -> tuple[int, Path]:
    """A new hidden file beside it, locked as long as this process lives."""
    while True:
        number, name = tempfile.mkstemp(prefix=f".{file.name}{_MARK}", suffix=_END, dir=file.parent)
        with suppress(OSError):  # some file systems know no locks; nothing is cleared away there
            fcntl.flock(number, fcntl.LOCK_EX)
        if os.fstat(number).st_nlink:
            return number, Path(name)
        os.close(number)  # before it was locked, another backup took it for a dead one's


def _clear_away(folder: Path) -> None:
    """Remove what backups left that were killed: nobody holds it. What cannot be removed stays, and hinders nobody."""
    for left in folder.glob(f".*{_MARK}{'?' * 8}{_END}"):
        if left.is_symlink() or not left.is_file():
            continue
        with suppress(OSError), left.open("rb") as body:
            fcntl.flock(body, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _tables(opened: Engine, place: str, tar: tarfile.TarFile, file: Path, tell: Tell) -> _Gathered:
    """Every table as it was in one moment, whatever is written meanwhile."""
    snapshot = opened
    if opened.dialect.name == "postgresql":
        snapshot = opened.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with told(place), snapshot.connect() as connection:
        revision = schema.revision(connection)
        if revision is None:
            raise StoreError(f"{place} 里没有巡检的数据", "not-found")
        if revision not in schema.REVISIONS:
            raise StoreError(f"数据库由更新版本的巡检程序建立（版本 {revision}），请用该版本的程序备份", "newer")
        there = set(inspect(connection).get_table_names())
        names = [one.name for one in metadata.sorted_tables if one.name in there and one.name not in NOT_KEPT]
        tables = [_table(connection, name, tar, file, tell) for name in names]
        return _Gathered(revision, tables, _digests(connection, there))


def _table(connection: Connection, name: str, tar: tarfile.TarFile, file: Path, tell: Tell) -> TableSaid:
    columns = columns_of(connection, name)
    rows = size = 0
    # In the archive a member's size stands before it.
    with tempfile.SpooledTemporaryFile(_MEMORY, dir=str(file.parent)) as aside:
        packed = gzip.GzipFile(fileobj=aside, mode="wb", compresslevel=1, mtime=0)
        for line in dump(connection, name, columns):
            with told(str(file)):
                packed.write(line)
            rows += 1
            size += len(line)
        with told(str(file)):
            packed.close()
            digest = _append(tar, f"tables/{name}.jsonl.gz", aside)
    if rows:
        tell(f"{name}：{rows} 行")
    return TableSaid(name=name, columns=columns, rows=rows, bytes=size, sha256=digest)


def _append(tar: tarfile.TarFile, name: str, aside: IO[bytes]) -> str:
    """The file as a member; its hash."""
    length = aside.tell()
    aside.seek(0)
    digest = sha256()
    while chunk := aside.read(_CHUNK):
        digest.update(chunk)
    aside.seek(0)
    _add(tar, name, aside, length, 0)
    return digest.hexdigest()


def _digests(connection: Connection, there: set[str]) -> bytearray:
    places = [(name, column) for name, columns in _SHOWN_IN.items() if name in there for column in columns]
    parts = [f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL" for name, column in places]  # noqa: S608
    found = bytearray()
    query = text(" UNION ".join(parts) + " ORDER BY 1")  # in the order of the folders
    with connection.execute(query, execution_options={"yield_per": 10_000}) as rows:
        for (digest,) in rows:
            found += bytes.fromhex(digest)
    return found


def _each(digests: bytearray) -> Iterator[str]:
    return (digests[start : start + _DIGEST].hex() for start in range(0, len(digests), _DIGEST))


def _evidence(tar: tarfile.TarFile, folder: Path, digests: Iterable[str]) -> EvidenceSaid:
    files = size = missing = 0
    named: list[str] = []
    for digest in digests:
        path = folder / digest[:2] / f"{digest[2:]}.gz"
        copied = _copy(tar, digest, path)
        files += copied > 0
        size += copied
        if not copied:
            missing += 1
            named += [digest] if len(named) < NAMED else []
    return EvidenceSaid(included=True, files=files, bytes=size, missing=missing, named=named)


def _copy(tar: tarfile.TarFile, digest: str, path: Path) -> int:
    """How many bytes; none where the file is not there, or empty, which is what a power cut may leave."""
    with told(str(path)):
        try:
            body = path.open("rb")
        except FileNotFoundError:
            return 0
        facts = os.fstat(body.fileno())
    with body:
        if facts.st_size:
            _add(tar, f"evidence/{digest[:2]}/{digest[2:]}.gz", body, facts.st_size, facts.st_mtime)
    return facts.st_size


def _add(tar: tarfile.TarFile, name: str, body: IO[bytes], size: int, at: float) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(at), 0o444
    tar.addfile(member, body)
    tar.members = []  # type: ignore[attr-defined]  # it would remember a million
