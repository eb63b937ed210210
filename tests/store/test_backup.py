"""A backup made while others write, and brought back: the same rows, the same evidence, on either database."""

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

from store import schema
from store.archive import Manifest
from store.backup import NOT_KEPT, backup
from store.engine import parse_url
from store.errors import StoreError
from store.recording import Batch
from store.restore import Restored, restore
from store.store import Store
from tests.store.filling import contents, fill
from tests.store.samples import NOW, SITE, another_round, issue, link, message, open_issues, page, probe, put


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the backup goes: every database into every other."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    return str(request.getfixturevalue("new_postgres_database")())


def save(url: str, folder: Path, name: str = "all.tar", *, whole: bool = True) -> Manifest:
    return backup(parse_url(url), folder / name, NOW, "1.0", lambda _: None, evidence=folder / "evidence", whole=whole)


def bring_back(folder: Path, url: str, name: str = "all.tar") -> Restored:
    return restore(folder / name, parse_url(url), lambda _: None, evidence=folder / "restored")


def test_every_row_of_every_table_comes_back_but_who_was_running(
    database_url: str, store: Store, empty_place: str, tmp_path: Path
) -> None:
    fill(store)
    before = {name: rows for name, rows in contents(store).items() if name not in NOT_KEPT}

    save(database_url, tmp_path)
    done = bring_back(tmp_path, empty_place)

    with Store.open(empty_place, tmp_path / "restored") as restored:
        after = contents(restored)
    assert {name: rows for name, rows in after.items() if rows} == before
    assert set(done.rows.values()) == {3}


def test_work_goes_on_with_the_next_numbers_after_a_restoration(
    database_url: str, store: Store, round_id: str, empty_place: str, tmp_path: Path
) -> None:
    body = b"<html>" + os.urandom(5000)
    digest = store.evidence.put(body)
    store.record(round_id, Batch(pages=[(page(evidence=digest), [link("a")])], probes=[probe("a")]))
    [first] = open_issues(store, issue("one"))
    put(store, message("m1"))
    save(database_url, tmp_path)

    bring_back(tmp_path, empty_place)

    with Store.open(empty_place, tmp_path / "restored") as restored:
        restored.record(round_id, Batch(pages=[(page("new"), [link("a"), link("b")])]))
        [second] = open_issues(restored, issue("two"))
        put(restored, message("m2"))
        assert restored.issues_of(SITE) == [first, second]
        assert second.id == first.id + 1
        assert restored.evidence.get(digest) == body
        assert len(restored.links_from(round_id, page("new").url)) == 2
        assert another_round(restored, finish=True)


def test_a_backup_of_an_earlier_revision_is_brought_to_this_programs(empty_database_url: str, tmp_path: Path) -> None:
    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p", started_at=NOW)
        schema.move(store._writer, "0002")

    manifest = save(empty_database_url, tmp_path)
    bring_back(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")

    with Store.open(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "restored") as restored:
        assert [one.started_at for one in restored.rounds(SITE)] == [NOW]
    assert manifest.revision == "0002"


def test_a_backup_leaves_the_schema_as_it_is(empty_database_url: str, tmp_path: Path) -> None:
    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        schema.move(store._writer, "0003")
        save(empty_database_url, tmp_path)

        with store.reading() as connection:
            assert schema.revision(connection) == "0003"


def test_a_backup_shows_one_moment_though_rounds_are_written_meanwhile(
    database_url: str, store: Store, round_id: str, tmp_path: Path
) -> None:
    store.record(round_id, Batch(pages=[(page(), [link("a")])]))

    def meanwhile(said: str) -> None:
        if said.startswith("rounds"):  # the first table is written, pages are not yet
            store.record(another_round(store), Batch(pages=[(page(str(n)), [link("b")]) for n in range(50)]))

    manifest = backup(parse_url(database_url), tmp_path / "all.tar", NOW, "1", meanwhile, tmp_path / "evidence")

    assert {one.name: one.rows for one in manifest.tables if one.rows} == {"rounds": 1, "pages": 1, "anchors": 1}
    assert len(store.rounds(SITE)) == 2


def test_evidence_that_is_missing_is_named_and_stops_nothing(
    database_url: str, store: Store, round_id: str, tmp_path: Path
) -> None:
    kept, lost, emptied = (store.evidence.put(os.urandom(50)) for _ in range(3))
    pages = [page(str(n), evidence=digest) for n, digest in enumerate((kept, lost, emptied))]
    store.record(round_id, Batch(pages=[(one, []) for one in pages]))
    store.evidence.path(lost).unlink()
    store.evidence.path(emptied).chmod(0o644)
    store.evidence.path(emptied).write_bytes(b"")

    manifest = save(database_url, tmp_path)

    assert (manifest.evidence.files, sorted(manifest.evidence.named)) == (1, sorted([lost, emptied]))


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


def test_a_place_that_is_in_use_is_refused(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    save(database_url, tmp_path)

    with pytest.raises(StoreError, match="恢复只写入空的地方"):
        bring_back(tmp_path, database_url)

    assert len(store.rounds(SITE)) == 1


def test_what_a_killed_sqlite_left_is_not_taken_for_the_new_databases(store: Store, tmp_path: Path) -> None:
    save(f"sqlite:///{tmp_path / 'x.db'}" if store.place.endswith(".db") else str(store._engine.url), tmp_path)
    (tmp_path / "other.db-wal").write_bytes(b"old")

    with pytest.raises(StoreError, match=r"other\.db-wal"):
        bring_back(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")


def test_an_earlier_backup_is_not_overwritten(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    save(database_url, tmp_path)
    before = (tmp_path / "all.tar").read_bytes()

    with pytest.raises(StoreError, match="已经存在"):
        save(database_url, tmp_path)

    assert (tmp_path / "all.tar").read_bytes() == before


@pytest.mark.parametrize("most", [20_000, 400_000])
def test_a_full_disk_leaves_nothing_half(
    store: Store, round_id: str, database_url: str, tmp_path: Path, most: int
) -> None:
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
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "disk-full 磁盘已满" in said.stdout
    assert list(there.iterdir()) == []


def test_a_database_without_our_tables_is_told(empty_database_url: str, tmp_path: Path) -> None:
    if empty_database_url.startswith("sqlite"):
        Path(str(parse_url(empty_database_url).database)).touch()

    with pytest.raises(StoreError, match="没有巡检的数据"):
        save(empty_database_url, tmp_path)


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
