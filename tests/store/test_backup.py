"""A backup made while others write, and brought back: the same rows, the same evidence, on either database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store import schema
from store.backup import NOT_KEPT, backup
from store.engine import parse_url
from store.errors import StoreError
from store.recording import Batch
from store.store import Store
from tests.store.backups import bring_back, save
from tests.store.filling import contents, fill
from tests.store.samples import NOW, SITE, another_round, issue, link, message, open_issues, page, probe, put


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the backup goes: every database into every other."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    return str(request.getfixturevalue("new_postgres_database")())


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


def test_a_place_that_is_in_use_is_refused(database_url: str, store: Store, round_id: str, tmp_path: Path) -> None:
    save(database_url, tmp_path)

    with pytest.raises(StoreError, match="恢复只写入空的地方"):
        bring_back(tmp_path, database_url)

    assert len(store.rounds(SITE)) == 1


def test_a_database_without_our_tables_is_told(empty_database_url: str, tmp_path: Path) -> None:
    if empty_database_url.startswith("sqlite"):
        Path(str(parse_url(empty_database_url).database)).touch()

    with pytest.raises(StoreError, match="没有巡检的数据"):
        save(empty_database_url, tmp_path)
