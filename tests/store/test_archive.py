"""A backup file from anywhere: whatever is in it, it is refused in one sentence, and nothing is written outside."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.backup import backup
from store.engine import parse_url
from store.errors import StoreError
from store.recording import Batch
from store.restore import Restored, restore
from store.store import Store
from tests.store.samples import NOW, SITE, link, page, probe

Members = dict[str, bytes]
NOISE = Random(7).randbytes(5000)  # the same in every process that collects
CUT = gzip.compress(b"<html>" * 100, mtime=0)[:-6]  # the bytes that its name says, and no end
WORDS = r"不能用：.+；没有恢复任何内容|不认识|升级程序"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    with Store.open(f"sqlite:///{folder / 'x.db'}", folder / "evidence") as store:
        round_id = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p1", started_at=NOW)
        digest = store.evidence.put(b"<html>" * 100)
        store.record(round_id, Batch(pages=[(page(evidence=digest), [link("a")])], probes=[probe("a")]))
    backup(parse_url(f"sqlite:///{folder / 'x.db'}"), folder / "x.tar", NOW, "1", lambda _: None, folder / "evidence")
    return folder / "x.tar"


def members(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def write(file: Path, some: Members, *extra: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
        for info, body in extra:
            tar.addfile(info, io.BytesIO(body))
        for name, body in some.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    return file


def with_table(some: Members, name: str, lines: bytes, **said: Any) -> Members:
    """The archive as its maker would have made it with these lines in the table."""
    packed = gzip.compress(lines, mtime=0)
    manifest = json.loads(some["manifest.json"])
    for one in manifest["tables"]:
        if one["name"] == name:
            one |= {"rows": lines.count(b"\n"), "bytes": len(lines), "sha256": sha256(packed).hexdigest()} | said
    return some | {f"tables/{name}.jsonl.gz": packed, "manifest.json": json.dumps(manifest).encode()}


def attempt(file: Path, folder: Path) -> Restored:
    return restore(file, parse_url(f"sqlite:///{folder / 'new.db'}"), lambda _: None, folder / "restored")


def refused(file: Path, folder: Path) -> None:
    with pytest.raises(StoreError, match=WORDS):
        attempt(file, folder)
    assert not any(one.is_file() for one in (folder / "restored").rglob("*"))
    assert [one.name for one in folder.iterdir() if "new.db" in one.name] == []


@settings(max_examples=30)
@given(st.data())
def test_a_file_that_was_cut_off_anywhere_is_refused(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = sound.read_bytes()
    end = whole.index(b"manifest.json") + 512
    folder = tmp_path_factory.mktemp("cut")
    file = folder / "cut.tar"
    file.write_bytes(whole[: data.draw(st.integers(0, end) | st.integers(end - 600, end))])

    refused(file, folder)


@settings(max_examples=30)
@given(st.data())
def test_a_changed_byte_is_refused_or_does_not_matter(
    sound: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    changed = bytearray(sound.read_bytes())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("changed")
    file = folder / "changed.tar"
    file.write_bytes(changed)

    try:
        done = attempt(file, folder)
    except StoreError:
        assert not (folder / "new.db").exists()
    else:
        assert done.rows["pages"] == 1
        assert done.evidence + len(done.damaged) == 1


@pytest.mark.parametrize("name", ["../x", "/etc/x", "evidence/../x", "evidence/ab/../../x", "tables/x.jsonl.gz", "注"])
def test_a_name_that_is_none_of_ours_is_refused(sound: Path, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "x.tar", {name: b"x"} | members(sound))

    refused(file, tmp_path)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_what_is_no_plain_file_is_refused(sound: Path, tmp_path: Path, kind: bytes) -> None:
    trap = tarfile.TarInfo(f"evidence/ab/{'c' * 62}.gz")
    trap.type, trap.linkname = kind, "/etc/passwd"

    refused(write(tmp_path / "x.tar", members(sound), (trap, b"")), tmp_path)


def test_a_file_with_holes_is_refused_whatever_size_it_claims(sound: Path, tmp_path: Path) -> None:
    trap = tarfile.TarInfo("tables/pages.jsonl.gz")
    trap.type, trap.size = tarfile.GNUTYPE_SPARSE, 512
    header = bytearray(trap.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = tarfile.itn(2**62, 12, tarfile.GNU_FORMAT)  # type: ignore[attr-defined]
    header[148:156] = b"%06o\0 " % (sum(header) - sum(header[148:156]) + 8 * 32)
    (tmp_path / "x.tar").write_bytes(bytes(header) + b"x" * 512 + sound.read_bytes())

    refused(tmp_path / "x.tar", tmp_path)


@pytest.mark.parametrize("at", [2**70, -(2**70), 2**33])
def test_evidence_that_is_dated_ahead_is_of_today(sound: Path, tmp_path: Path, at: int) -> None:
    some, body = members(sound), b"anything"
    manifest = json.loads(some.pop("manifest.json"))
    manifest["evidence"]["files"] += 1
    digest, dated = sha256(body).hexdigest(), tarfile.TarInfo()
    dated.name, dated.mtime, packed = f"evidence/{digest[:2]}/{digest[2:]}.gz", at, gzip.compress(body)
    dated.size = len(packed)
    file = tmp_path / "x.tar"
    with tarfile.open(file, "w", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(dated, io.BytesIO(packed))
        for name, one in (some | {"manifest.json": json.dumps(manifest).encode()}).items():
            plain = tarfile.TarInfo(name)
            plain.size = len(one)
            tar.addfile(plain, io.BytesIO(one))

    assert attempt(file, tmp_path).damaged == []
    assert all(one.stat().st_mtime <= time.time() for one in (tmp_path / "restored").rglob("*.gz"))


def test_a_header_that_would_fill_the_memory_is_refused(sound: Path, tmp_path: Path) -> None:
    trap = tarfile.TarInfo("manifest.json")
    trap.pax_headers = {"comment": "x" * 1_000_000}

    refused(write(tmp_path / "x.tar", members(sound), (trap, b"")), tmp_path)


def test_a_bomb_is_refused_after_as_much_as_was_said(sound: Path, tmp_path: Path) -> None:
    some = with_table(members(sound), "pages", b"[" + b" " * 30_000_000 + b"]\n", bytes=1000, rows=1)

    refused(write(tmp_path / "x.tar", some), tmp_path)


def changed_manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Members], Members]:
    def apply(some: Members) -> Members:
        manifest = json.loads(some["manifest.json"])
        change(manifest)
        return some | {"manifest.json": json.dumps(manifest).encode()}

    return apply


@pytest.mark.parametrize(
    "change",
    [
        lambda some: {name: body for name, body in some.items() if name != "tables/pages.jsonl.gz"},
        lambda some: some | {"tables/pages.jsonl.gz": gzip.compress(b"")},
        lambda some: {name: body for name, body in some.items() if not name.startswith("evidence")},
        lambda some: some | {"manifest.json": b"{}"},
        lambda some: some | {"manifest.json": b"\xff" * 100},
        lambda some: {"manifest.json": some["manifest.json"]} | some,
        lambda some: with_table(some, "rounds", b""),  # pages refer to it
        lambda some: with_table(some, "pages", b"[1,2]\n"),
        lambda some: with_table(some, "pages", b"{}\n"),
        lambda some: with_table(some, "pages", b"no\n"),
        lambda some: with_table(some, "pages", b"[" * 100_000 + b"\n"),
        lambda some: with_table(some, "pages", b"[" + b"{}," * 14 + b"{}]\n"),
        lambda some: with_table(some, "rounds", gzip.decompress(some["tables/rounds.jsonl.gz"]) * 2),
        lambda some: with_table(some, "pages", b"", rows=1),
        changed_manifest(lambda one: one.update(revision="9999")),
        changed_manifest(lambda one: one.update(revision="0001")),
        changed_manifest(lambda one: one.update(format="xunjian/backup/2")),
        changed_manifest(lambda one: one["tables"][0].update(name="sqlite_master")),
        changed_manifest(lambda one: one["tables"][0].update(name="x; drop table rounds")),
        changed_manifest(lambda one: one["tables"][0]["columns"].append(["more", "text"])),
        changed_manifest(lambda one: one["tables"][0]["columns"].append(["more", "picture"])),
        changed_manifest(lambda one: one["tables"].pop()),
        changed_manifest(lambda one: one["tables"].append(one["tables"][0])),
    ],
)
def test_what_does_not_hold_together_is_refused(
    sound: Path, tmp_path: Path, change: Callable[[Members], Members]
) -> None:
    file = write(tmp_path / "x.tar", change(members(sound)))

    with pytest.raises(StoreError, match=WORDS):
        attempt(file, tmp_path)

    assert [one.name for one in tmp_path.iterdir() if "new.db" in one.name] == []


@pytest.mark.parametrize(
    "body", [b"", b"no gzip", gzip.compress(b"other bytes", mtime=0), gzip.compress(NOISE[:9], mtime=0)[:-9], CUT]
)
def test_evidence_that_is_not_what_its_name_says_is_left_out_and_named(
    sound: Path, tmp_path: Path, body: bytes
) -> None:
    some = members(sound)
    [name] = [one for one in some if one.startswith("evidence")]

    done = attempt(write(tmp_path / "x.tar", some | {name: body}), tmp_path)

    assert (done.evidence, len(done.damaged)) == (0, 1)
    assert not any(one.is_file() for one in (tmp_path / "restored").rglob("*"))


@pytest.mark.parametrize("body", [b"", b"x", b"\0" * 10240, NOISE, gzip.compress(b"x" * 9999, mtime=0)])
def test_any_other_file_is_no_backup(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(body)

    refused(tmp_path / "x.tar", tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.tar"):
        attempt(tmp_path / "none.tar", tmp_path)
