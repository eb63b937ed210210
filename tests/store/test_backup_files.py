"""The files of a backup: whole or not there, of any address, with the evidence or without."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from store.errors import StoreError
from store.recording import Batch
from store.restore import restore
from store.store import Store
from tests.store.backups import bring_back, save
from tests.store.samples import NOW, SITE, page


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is a matter of files is the same on both databases."""
    return f"sqlite:///{tmp_path / 'x.db'}"


def test_evidence_keeps_its_age_and_that_which_is_there_already_is_no_hindrance(
    database_url: str, store: Store, round_id: str, tmp_path: Path
) -> None:
    digest = store.evidence.put(b"page")
    store.record(round_id, Batch(pages=[(page(evidence=digest), [])]))
    os.utime(store.evidence.path(digest), (1_000_000_000, 1_000_000_000))
    save(database_url, tmp_path)

    for name in ("a.db", "b.db"):
        bring_back(tmp_path, f"sqlite:///{tmp_path / name}")

    restored = tmp_path / "restored" / store.evidence.path(digest).relative_to(store.evidence.root)
    assert restored.stat().st_mtime == 1_000_000_000


def test_evidence_may_be_left_out(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    digest = store.evidence.put(b"page")
    store.record(round_id, Batch(pages=[(page(evidence=digest), [])]))

    manifest = save(database_url, tmp_path, whole=False)
    done = bring_back(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")

    assert (manifest.evidence.included, done.evidence, done.rows["pages"]) == (False, 0, 1)


def test_what_a_killed_sqlite_left_is_not_taken_for_the_new_databases(store: Store, tmp_path: Path) -> None:
    save(f"sqlite:///{tmp_path / 'x.db'}", tmp_path)
    (tmp_path / "other.db-wal").write_bytes(b"old")

    with pytest.raises(StoreError, match=r"other\.db-wal"):
        bring_back(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")


def test_an_earlier_backup_is_not_overwritten(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    save(database_url, tmp_path)
    before = (tmp_path / "all.tar").read_bytes()

    with pytest.raises(StoreError, match="已经存在"):
        save(database_url, tmp_path)

    assert (tmp_path / "all.tar").read_bytes() == before


def test_a_full_disk_leaves_nothing_half(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    digest = store.evidence.put(os.urandom(2_000_000))
    pages = [(page(str(n), evidence=digest, title=os.urandom(40).hex()), []) for n in range(500)]
    store.record(round_id, Batch(pages=pages))
    there = tmp_path / "there"
    there.mkdir()

    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from store.backup import backup; from store.engine import parse_url; from store.errors import StoreError\n"
        "url, file, evidence = sys.argv[1:]\n"
        "try: backup(parse_url(url), Path(file), datetime.now(UTC), '1', print, Path(evidence))\n"
        "except StoreError as error: print(error.reason, error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, database_url, str(there / "all.tar"), str(tmp_path / "evidence")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "disk-full 磁盘已满" in said.stdout
    assert list(there.iterdir()) == []


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有数据库"):
        save(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_killed_restoration_leaves_no_database(
    database_url: str, store: Store, round_id: str, new_postgres_database: Callable[[], str], tmp_path: Path
) -> None:
    save(database_url, tmp_path)
    places = [f"sqlite:///{tmp_path / 'other.db'}", new_postgres_database()]
    program = (
        "import os, sys; from pathlib import Path\n"
        "from store.engine import parse_url; from store.restore import restore\n"
        "def tell(said):\n    if said.startswith('rounds'): os.kill(os.getpid(), 9)\n"
        "restore(Path(sys.argv[1]), parse_url(sys.argv[2]), tell, Path(sys.argv[3]))"
    )

    for place in places:
        killed = subprocess.run([sys.executable, "-c", program, str(tmp_path / "all.tar"), place, str(tmp_path / "r")])
        assert killed.returncode == -9
        done = bring_back(tmp_path, place)
        assert done.rows["rounds"] == 1


def test_an_address_may_be_of_any_form(tmp_path: Path, store: Store, round_id: str, database_url: str) -> None:
    save(database_url, tmp_path)
    url = URL.create("sqlite", database=str(tmp_path / "数据 100%.db"))

    restore(tmp_path / "all.tar", url, lambda _: None, tmp_path / "restored")

    with Store.open(url.render_as_string(), tmp_path / "restored") as restored:
        assert restored.rounds(SITE)[0].started_at - NOW == timedelta()
