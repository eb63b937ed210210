"""Evidence: immutable bytes in files named by their SHA-256, compressed."""

from __future__ import annotations

import itertools
import os
import re
import time
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from store.errors import StoreError, told_of_files

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_LEVEL = 1
# gzip with a window of 16 KB: as small as with 32 KB on real portal pages, and a third faster, since a page is short.
_GZIP_WINDOW = 16 + 14
FRESH = 3600.0  # seconds; who puts what is there already makes it fresh: it is not to be cleared before it is recorded
_number = itertools.count()


class EvidenceStore:
    """Files `aa/bb….gz` below `root`. A file under its final name is whole: it is written beside it and renamed.

    A process that is killed may leave one `.part` file, which nobody reads.
    """

    def __init__(self, root: Path) -> None:
        """Creates the folder. Raises StoreError."""
        self.root = root
        self._folders: set[str] = set()
        with told_of_files(str(root)):
            root.mkdir(parents=True, exist_ok=True)

    def put(self, body: bytes) -> str:
        """Keep these bytes; their SHA-256 in hex. The same bytes are written once. Raises StoreError."""
        digest = sha256(body).hexdigest()
        folder = f"{self.root}/{digest[:2]}"
        final = f"{folder}/{digest[2:]}.gz"
        with told_of_files(str(self.root)):
            if digest[:2] not in self._folders:
                Path(folder).mkdir(exist_ok=True)
                self._folders.add(digest[:2])
            if not _is_there(final):
                self._write(body, final)
        return digest

    def used_by(self, place: str) -> None:
        """Leave word that this database names files here: what no row of one database names may be another's."""
        mark = self.root / f".database-{sha256(place.encode()).hexdigest()[:12]}"
        with suppress(OSError):  # a folder that can only be read is read
            if not mark.exists():
                mark.write_text(f"{place}\n", "utf-8")

    def users(self) -> dict[Path, str]:
        """The databases that left word here, by the file in which they did."""
        with told_of_files(str(self.root)):
            return {mark: mark.read_text("utf-8").strip() for mark in sorted(self.root.glob(".database-*"))}

    def path(self, digest: str) -> Path:
        """Where the bytes of that digest are, if they are. Raises StoreError when it is no digest."""
        if not _DIGEST.match(digest):
            raise StoreError(f"“{digest}”不是证据编号", "not-found")
        return self.root / digest[:2] / f"{digest[2:]}.gz"

    def get(self, digest: str) -> bytes:
        """The bytes, compared with their digest. Raises StoreError when they are missing or damaged."""
        path = self.path(digest)
        try:
            # wbits 47: gzip or zlib, by the header
            body = zlib.decompress(path.read_bytes(), 47)
        except FileNotFoundError:
            raise StoreError(f"证据文件 {path} 不存在，可能已按保存期限清理", "not-found") from None
        except zlib.error as error:
            raise StoreError(f"证据文件 {path} 已损坏", "damaged") from error
        if sha256(body).hexdigest() != digest:
            raise StoreError(f"证据文件 {path} 已损坏", "damaged")
        return body

    def _write(self, body: bytes, final: str) -> None:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        packed = packer.compress(body) + packer.flush()
        # In the same folder: ext4 places files by folder, and one folder for all of them is ten times slower at worst.
        temporary = f"{final}.{os.getpid()}-{next(_number)}-{time.monotonic_ns():x}.part"
        file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        try:
            try:
                _write_all(file, packed)
            finally:
                os.close(file)
            os.rename(temporary, final)  # noqa: PTH104 (Path costs more than the system call)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def _is_there(path: str) -> bool:
    """Whole, as far as its name says; an empty file is what a power cut may leave, and is written again."""
    try:
        found = os.stat(path)  # noqa: PTH116 (Path costs more than the system call)
        if found.st_size and time.time() - found.st_mtime > FRESH:
            os.utime(path)
    except FileNotFoundError:
        return False
    except PermissionError:
        return False  # another user's: put beside it, and in its place
    return found.st_size > 0


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
