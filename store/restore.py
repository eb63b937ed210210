"""A backup brought back into an empty place: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
import tarfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Connection, func, inspect, select, table
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from inspection.telling import Status
from store import engine, schema
from store.archive import EVIDENCE, TABLE, Manifest, TableSaid, broken, lines_of, manifest_of, members
from store.case_tables import messages
from store.database import evidence_folder
from store.database_errors import told
from store.dumping import columns_of, count_serials, load
from store.errors import StoreError
from store.evidence import EvidenceStore

_CHUNK = 1 << 18
_MOST = 1 << 31  # bytes of one piece of evidence, unpacked

Tell = Callable[[str], None]


@dataclass(slots=True)
class Restored:
    """What was brought back."""

    manifest: Manifest
    rows: dict[str, int] = field(default_factory=dict)
    evidence: int = 0
    damaged: list[str] = field(default_factory=list)  # evidence that is not what its name says, left out
    waiting: int = 0  # messages that are sent when the service starts


def restore(file: Path, url: URL, tell: Tell, evidence: Path | None = None) -> Restored:
    """Fill an empty database, and the folder of its evidence, with what the backup holds. Raises StoreError.

    The database appears when all of it is there: a process that is killed leaves none.
    """
    place = engine.place_of(url)
    _must_be_empty(url, place)
    manifest = manifest_of(file)
    if manifest.revision not in schema.REVISIONS:
        raise StoreError(f"备份由更新版本的巡检程序制作（版本 {manifest.revision}），请升级程序", "newer")
    _must_fit(manifest, url)
    tell(f"备份完整：{manifest.made_at:%Y-%m-%d %H:%M}，存证 {manifest.evidence.files} 件")
    done = Restored(manifest)
    folder = evidence or evidence_folder(url)
    with told(place), _new_database(url, place) as connection:
        _rows(file, connection, done, tell)
        with told(str(folder)):  # before the database is to be seen: a row whose file is not there yet would be wrong
            _evidence(file, EvidenceStore(folder), done)
    return done


def _must_be_empty(url: URL, place: str) -> None:
    database = engine.sqlite_file(url)
    if database is not None:
        there = [path for path in (database, *_beside(database)) if path.exists()]
        if there:
            raise StoreError(f"{there[0]} 已经存在；恢复只写入空的地方，请先把它移走或另写一个地址", "read-only")
        return
    opened = engine.connect(url)
    try:
        with told(place), opened.connect() as connection:
            if schema.revision(connection) is not None:
                raise StoreError(f"{place} 里已有巡检的数据表；恢复只写入空的地方，请新建一个数据库", "read-only")
    finally:
        opened.dispose()


def _beside(database: Path) -> tuple[Path, ...]:
    """What an SQLite that was killed leaves: it would be taken for the new database's own."""
    return tuple(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))


def _must_fit(manifest: Manifest, url: URL) -> None:
    database = engine.sqlite_file(url)
    if database is None:
        return
    wanted = sum(one.bytes for one in manifest.tables)
    with told(str(database)):
        database.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(database.parent).free
    if wanted > free:
        raise StoreError(
            f"磁盘空间不够：数据库需要约 {wanted >> 20} MB，{database.parent} 只剩 {free >> 20} MB", "disk-full"
        )


@contextmanager
def _new_database(url: URL, place: str) -> Iterator[Connection]:
    """One transaction in an empty database; nothing of it is to be seen before its end."""
    database = engine.sqlite_file(url)
    aside = None if database is None else database.with_name(f".{database.name}.{os.getpid()}.restoring")
    opened = engine.connect(url if aside is None else url.set(database=str(aside)))
    try:
        with engine.writer(opened).begin() as connection:
            schema.lock(connection)
            if schema.revision(connection) is not None:
                raise StoreError(f"{place} 刚刚被其他程序写入；请先停止服务", "locked")
            yield connection
        opened.dispose()  # what was written ahead is now in the file
        if aside is not None and database is not None:
            _put_in_place(aside, database)
    finally:
        opened.dispose()
        if aside is not None:
            for path in (aside, *_beside(aside)):
                path.unlink(missing_ok=True)


def _put_in_place(aside: Path, database: Path) -> None:
    try:
        os.link(aside, database)  # unlike renaming, it replaces nothing
    except FileExistsError:
        raise StoreError(f"{database} 刚刚被其他程序建立；请先停止服务", "locked") from None
    except OSError:  # a file system without second names
        if database.exists():
            raise StoreError(f"{database} 刚刚被其他程序建立；请先停止服务", "locked") from None
        aside.rename(database)


def _rows(file: Path, connection: Connection, done: Restored, tell: Tell) -> None:
    """The tables as they were at the backup's revision, filled, checked, and brought to this program's."""
    manifest = done.manifest
    if manifest.revision == schema.HEAD:
        schema.create_in(connection)
    else:
        schema.move_in(connection, manifest.revision)
    said = {one.name: one for one in manifest.tables}
    there = set(inspect(connection).get_table_names())
    for name, one in said.items():
        if name not in there or set(one.columns) != set(columns_of(connection, name)):
            raise broken(file, f"表 {name} 与版本 {manifest.revision} 的不同")
    for member, body in members(file):
        if (found := TABLE.match(member.name)) is None:
            continue
        one = said[found[1]]
        done.rows[one.name] = _table(file, connection, one, body)
        if done.rows[one.name]:
            tell(f"{one.name}：{done.rows[one.name]} 行")
    count_serials(connection)
    if manifest.revision != schema.HEAD:
        schema.move_in(connection, schema.HEAD)
    waits = select(func.count()).select_from(messages).where(messages.c.status == Status.QUEUED.value)
    done.waiting = connection.execute(waits).scalar_one()


def _table(file: Path, connection: Connection, said: TableSaid, body: IO[bytes]) -> int:
    try:
        rows = load(connection, said.name, said.columns, lines_of(file, said, body))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise broken(file, f"表 {said.name} 里有看不懂的行") from error
    except (IntegrityError, DataError, InterfaceError, ProgrammingError) as error:
        raise broken(file, f"表 {said.name} 里有数据库不接受的行（{error.orig}）") from error
    if rows != said.rows or rows != connection.execute(select(func.count()).select_from(table(said.name))).scalar():
        raise broken(file, f"表 {said.name} 应有 {said.rows} 行，实有 {rows} 行")
    return rows


def _evidence(file: Path, store: EvidenceStore, done: Restored) -> None:
    for member, body in members(file):
        if (found := EVIDENCE.match(member.name)) is None:
            continue
        digest = found[1] + found[2]
        if _unpack(body, store.path(digest), digest, member.mtime):
            done.evidence += 1
        else:
            done.damaged.append(digest)


def _unpack(body: IO[bytes], path: Path, digest: str, at: float) -> bool:
    """The file under its name, if its bytes are those that the name promises; the same file is left as it is."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    opener, unpacked = zlib.decompressobj(47), sha256()
    size = 0
    try:
        with beside.open("wb") as written:
            while chunk := body.read(_CHUNK):
                written.write(chunk)
                while chunk:
                    piece = opener.decompress(chunk, _CHUNK)
                    unpacked.update(piece)
                    size += len(piece)
                    chunk = opener.unconsumed_tail if size <= _MOST else b""
        if size > _MOST or not opener.eof or unpacked.hexdigest() != digest:
            return False
        at = min(max(at, 0), time.time())  # what is dated ahead would be fresh for ever
        os.utime(beside, (at, at))  # its age decides how long it is kept
        beside.chmod(0o444)
        beside.replace(path)
    except (zlib.error, tarfile.ReadError):
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True
