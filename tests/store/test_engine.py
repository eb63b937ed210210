"""Opening: where the database is, and what is said when it cannot be had."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from store import engine, rounds
from store.database_errors import told
from store.errors import PASSING, StoreError
from store.recording import Batch
from store.store import Store
from tests.store.samples import NOW, link, page


def test_the_default_is_a_file_in_the_users_data_folder(tmp_path: Path) -> None:
    url = engine.default_database_url({"XDG_DATA_HOME": str(tmp_path)})

    assert engine.sqlite_file(engine.parse_url(url)) == tmp_path / "xunjian" / "xunjian.db"


@pytest.mark.parametrize("named", ["", "relative/folder"])
def test_without_a_data_folder_of_its_own_it_is_below_the_home(named: str) -> None:
    url = engine.default_database_url({"XDG_DATA_HOME": named})

    assert engine.sqlite_file(engine.parse_url(url)) == Path.home() / ".local/share/xunjian/xunjian.db"


def test_the_environment_names_another_database() -> None:
    assert engine.default_database_url({"XUNJIAN_DATABASE": "postgresql://h/d"}) == "postgresql://h/d"


def test_a_path_with_spaces_marks_and_chinese_is_that_path(tmp_path: Path) -> None:
    url = engine.default_database_url({"XDG_DATA_HOME": str(tmp_path / "数据 100%? #1")})

    with Store.open(url) as store:
        assert store.place == str(tmp_path / "数据 100%? #1" / "xunjian" / "xunjian.db")

    assert Path(store.place).exists()
    assert store.evidence.root == Path(f"{store.place}.evidence")


@pytest.mark.parametrize("url", ["nonsense", "mysql://h/d", "sqlite://", "sqlite:///:memory:", ""])
def test_an_address_that_is_no_database_of_ours_is_told_with_the_mend(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///"):
        engine.parse_url(url)


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://office:secret1@127.0.0.1:1/x?connect_timeout=2", tmp_path)

    assert told.value.reason == "cannot-open"
    assert "secret1" not in str(told.value)
    assert "127.0.0.1" in str(told.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="打不开数据库"):
        Store.open(f"sqlite:///{tmp_path / 'file' / 'x.db'}")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is a letter, not a database" * 100)

    with pytest.raises(StoreError) as told:
        Store.open(f"sqlite:///{tmp_path / 'x.db'}")

    assert told.value.reason == "damaged"


def test_a_database_that_may_only_be_read_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with Store.open(f"sqlite:///{file}") as store:
        id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    with Store.open(f"sqlite:///file:{file}?mode=ro&uri=true", tmp_path / "evidence") as store:
        assert store.round(id_).site == "s"
        with pytest.raises(StoreError, match="只读") as told:
            store.finish_round(id_, finished_at=NOW, complete=True, counters={})

    assert told.value.reason == "read-only"


def test_a_full_disk_is_told_and_what_was_recorded_stays(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)
        store.record(id_, Batch(pages=[(page("first"), [link("a", "甲")])]))
        with store.writing() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        with store.reading() as connection:
            connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))

        with pytest.raises(StoreError, match="磁盘已满") as told:
            store.record(id_, Batch(pages=[(page(str(n)), [link(f"{n}")]) for n in range(2000)]))

        assert told.value.reason == "disk-full"
        assert [one.url for one in store.pages(id_)] == [page("first").url]


def test_a_database_that_another_program_holds_is_told_after_a_while(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", busy_timeout=0.1) as store:
        other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreError, match="占用") as told:
            store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

        other.execute("ROLLBACK")
        other.close()
    assert told.value.reason == "locked"


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        other = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()

        id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

        other.close()
        assert store.round(id_).id == id_


def test_a_transaction_that_reads_first_and_writes_later_is_not_overtaken(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        other = threading.Thread(
            target=store.begin_round,
            kwargs={"site": "b", "kind": "full", "as_of": NOW, "plan_digest": "p", "started_at": NOW},
        )
        with store.writing() as connection:
            connection.execute(text("SELECT count(*) FROM rounds")).scalar()
            other.start()
            other.join(0.2)
            rounds.begin(connection, site="a", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)
        other.join()

        assert (len(store.rounds("a")), len(store.rounds("b"))) == (1, 1)


def test_sqlite_is_set_as_the_traps_demand(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store, store.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in asked}

    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 15000}


def test_a_process_whose_connections_are_all_in_use_is_told_that_it_may_wait() -> None:
    with pytest.raises(StoreError) as raised, told("x.db"):
        raise NoConnectionFree("QueuePool limit of size 5 overflow 10 reached")

    assert raised.value.reason in PASSING


def test_writers_that_wait_keep_no_reader_waiting(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "e", busy_timeout=3) as store:
        other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        writers = [threading.Thread(target=_try_to_write, args=(store,)) for _ in range(30)]
        for one in writers:
            one.start()
        time.sleep(0.3)
        began = time.monotonic()

        store.people()

        took = time.monotonic() - began
        other.execute("ROLLBACK")
        other.close()
        for one in writers:
            one.join()
    assert took < 1


def _try_to_write(store: Store) -> None:
    with suppress(StoreError), store.writing():
        pass
