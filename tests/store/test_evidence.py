"""Evidence: immutable bytes named by their hash."""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import StoreError
from store.evidence import EvidenceStore


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=100_000))
def test_any_bytes_come_back_by_their_hash(evidence: EvidenceStore, body: bytes) -> None:
    digest = evidence.put(body)

    assert digest == sha256(body).hexdigest()
    assert evidence.get(digest) == body


def test_the_file_is_gzip_and_named_by_the_hash(evidence: EvidenceStore) -> None:
    digest = evidence.put("巡检".encode() * 1000)

    path = evidence.path(digest)
    assert path == evidence.root / digest[:2] / f"{digest[2:]}.gz"
    assert gzip.decompress(path.read_bytes()) == "巡检".encode() * 1000


def test_the_same_bytes_are_written_once(evidence: EvidenceStore) -> None:
    first = evidence.path(evidence.put(b"same")).stat()

    second = evidence.path(evidence.put(b"same")).stat()

    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)


def test_the_same_bytes_make_the_same_file_on_another_day(tmp_path: Path) -> None:
    one, other = EvidenceStore(tmp_path / "1"), EvidenceStore(tmp_path / "2")

    packed = {store.path(store.put(b"x" * 5000)).read_bytes() for store in (one, other)}

    assert len(packed) == 1
    assert packed.pop()[4:8] == b"\0\0\0\0"  # gzip's field for the time


def test_a_damaged_file_is_told(evidence: EvidenceStore) -> None:
    digest = evidence.put(b"the truth")
    for damage in (b"not gzip at all", gzip.compress(b"a lie"), gzip.compress(b"the truth")[:-9]):
        path = evidence.path(digest)
        path.unlink()
        path.write_bytes(damage)

        with pytest.raises(StoreError, match="已损坏"):
            evidence.get(digest)


def test_missing_evidence_is_told(evidence: EvidenceStore) -> None:
    with pytest.raises(StoreError, match="不存在"):
        evidence.get("0" * 64)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_digest_leads_to_no_file(evidence: EvidenceStore, digest: str) -> None:
    with pytest.raises(StoreError):
        evidence.path(digest)


def test_an_empty_file_that_a_power_cut_left_is_written_again(evidence: EvidenceStore) -> None:
    path = evidence.path(evidence.put(b"body"))
    path.unlink()
    path.touch()

    assert evidence.get(evidence.put(b"body")) == b"body"


def test_many_threads_may_put_the_same_bytes_at_once(evidence: EvidenceStore) -> None:
    bodies = [f"{number % 20}".encode() * 3000 for number in range(400)]
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(evidence.put, bodies))

    assert {evidence.get(digest) for digest in digests} == set(bodies)
    assert list(evidence.root.rglob("*.part")) == []


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    program = (
        "import os, sys, resource; from pathlib import Path; from store.evidence import EvidenceStore\n"
        "from store.errors import StoreError\n"
        "store = EvidenceStore(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: store.put(os.urandom(50_000))\n"
        "except StoreError as error: print(error.reason)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout

    assert said.strip() == "disk-full"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000  # it was the other process that was limited


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError):
        EvidenceStore(tmp_path / "file" / "evidence")
