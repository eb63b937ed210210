"""The file of a backup: a plain tar of tables and evidence, whose last member says what is in it.

    tables/rounds.jsonl.gz   a row a line: a JSON list, in the order of the manifest's columns
    evidence/ab/cdef….gz     as in the folder of the evidence, named by the SHA-256 of what is packed in it
    manifest.json            last, so that a file that was cut off is known by its absence

A file may come from anywhere: nothing in it is believed before it was looked at, and nothing of it names a path.
"""

from __future__ import annotations

import gzip
import re
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from store.database_errors import told
from store.dumping import KINDS
from store.errors import StoreError

FORMAT: Literal["xunjian/backup/1"] = "xunjian/backup/1"
MANIFEST = "manifest.json"
TABLE = re.compile(r"tables/([a-z_]{1,63})\.jsonl\.gz\Z")
EVIDENCE = re.compile(r"evidence/([0-9a-f]{2})/([0-9a-f]{62})\.gz\Z")
NAMED = 100  # evidence files that are named where many are missing
_MANIFEST_BYTES = 1 << 20
_LINE_BYTES = 1 << 26  # of one row; the longest honest ones have a few megabytes
_CHUNK = 1 << 18
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)  # tarfile's own list of regular types has files with holes, of any size

_CUT = "没有写完，或传输时被截断"

Count = Annotated[int, Field(ge=0)]
Name = Annotated[str, Field(pattern=r"^[a-z_]{1,63}$")]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Plain(tarfile.TarInfo):
    """A header that is followed by a plain file: links, devices, holes and headers of any length are refused."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in _PLAIN:
            raise tarfile.ReadError(f"type {self.type!r}")
        return super()._proc_member(tar)  # type: ignore[no-any-return, misc]


class TableSaid(_Said):
    """One table: its columns with their kinds, and its member."""

    name: Name
    columns: Annotated[list[tuple[Name, Name]], Field(min_length=1, max_length=200)]
    rows: Count
    bytes: Count  # as lines
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]  # of the packed member


class EvidenceSaid(_Said):
    """The evidence that came along."""

    included: bool
    files: Count = 0
    bytes: Count = 0
    missing: Count = 0  # rows name them, the folder does not have them: cleared away, or lost
    named: Annotated[list[str], Field(max_length=NAMED)] = []


class Manifest(_Said):
    """What a backup holds."""

    format: Literal["xunjian/backup/1"]
    made_at: Annotated[datetime, Field(strict=False)]
    program: str
    revision: str  # of the schema
    database: Literal["sqlite", "postgresql"]
    tables: Annotated[list[TableSaid], Field(max_length=200)]
    evidence: EvidenceSaid


def manifest_of(path: Path) -> Manifest:
    """Look through the whole file: every member's name, every table's hash. Raises StoreError where anything is wrong.

    Evidence is compared with its name when it is unpacked.
    """
    seen: dict[str, str] = {}
    evidence = 0
    manifest: Manifest | None = None
    for member, body in members(path):
        if manifest is not None:
            raise broken(path, "说明之后还有内容")
        if member.name == MANIFEST:
            manifest = _manifest(path, member, body)
        elif table := TABLE.match(member.name):
            if table[1] in seen:
                raise broken(path, f"{member.name} 出现了两次")
            seen[table[1]] = _digest(path, member, body)
        elif EVIDENCE.match(member.name):
            evidence += 1
        else:
            raise broken(path, f"里面有不认识的文件“{member.name[:80]}”")
    if manifest is None:
        raise broken(path, _CUT)
    if {one.name: one.sha256 for one in manifest.tables} != seen or len(seen) != len(manifest.tables):
        raise broken(path, "表的内容与说明不符")
    if evidence != manifest.evidence.files:
        raise broken(path, f"存证应有 {manifest.evidence.files} 件，实有 {evidence} 件")
    return manifest


def members(path: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Every member with its bytes, good until the next is asked for. Raises StoreError: only plain files may be."""
    with told(str(path)), path.open("rb") as file:
        try:
            with tarfile.open(fileobj=file, mode="r:", tarinfo=_Plain) as tar:
                while (member := tar.next()) is not None:
                    tar.members = []  # type: ignore[attr-defined]  # it would remember a million
                    body = tar.extractfile(member)
                    if body is None:
                        raise broken(path, f"“{member.name[:80]}”不是普通文件")
                    yield member, body
        except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
            raise broken(path, "不是巡检备份，或已被截断") from error


def lines_of(path: Path, said: TableSaid, body: IO[bytes]) -> Iterator[bytes]:
    """The table's rows, no more than the manifest says. Raises StoreError."""
    rest = said.bytes
    try:
        with gzip.GzipFile(fileobj=body) as lines:
            while line := lines.readline(min(rest, _LINE_BYTES) + 1):
                rest -= len(line)
                if rest < 0 or not line.endswith(b"\n"):
                    raise broken(path, f"表 {said.name} 比说明的大")
                yield line
    except (EOFError, zlib.error, gzip.BadGzipFile, tarfile.ReadError) as error:
        raise broken(path, f"表 {said.name} 解不开") from error


def unknown_kinds(manifest: Manifest) -> set[str]:
    """Kinds of columns that this program does not know."""
    return {kind for table in manifest.tables for _, kind in table.columns} - set(KINDS)


def broken(path: Path, why: str) -> StoreError:
    """What is wrong with the file."""
    return StoreError(f"备份文件 {path} 不能用：{why}；没有恢复任何内容，请换一份备份", "damaged")


def _manifest(path: Path, member: tarfile.TarInfo, body: IO[bytes]) -> Manifest:
    if member.size > _MANIFEST_BYTES:
        raise broken(path, "说明过大")
    try:
        said = body.read(_MANIFEST_BYTES)
    except tarfile.ReadError as error:
        raise broken(path, _CUT) from error
    try:
        manifest = Manifest.model_validate_json(said)
    except ValidationError as error:
        if f'"{FORMAT}"'.encode() not in said:
            raise broken(path, "不是本程序的备份格式，可能由更新版本的程序制作") from error
        raise broken(path, "说明已损坏") from error
    if unknown_kinds(manifest):
        raise broken(path, "可能由更新版本的程序制作")
    return manifest


def _digest(path: Path, member: tarfile.TarInfo, body: IO[bytes]) -> str:
    digest, read = sha256(), 0
    try:
        while chunk := body.read(_CHUNK):
            digest.update(chunk)
            read += len(chunk)
    except tarfile.ReadError as error:
        raise broken(path, _CUT) from error
    if read != member.size:
        raise broken(path, _CUT)
    return digest.hexdigest()
