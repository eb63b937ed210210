"""The schema: up, down, up again, and the same as the tables in code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, insert, inspect, text

import store.migrations
from store import account_tables, case_tables, desk_tables, duty_tables, engine, headless_tables, schema, service_tables
from store.errors import StoreError
from store.recording import Batch
from store.store import Store
from store.tables import metadata, rounds
from tests.store.samples import NOW, SITE, article, issue, link, message, open_issues, page, probe, put, reading

ADDED_SINCE_0002 = {
    one.name
    for room in (account_tables, desk_tables, duty_tables, headless_tables, service_tables)
    for one in vars(room).values()
    if isinstance(one, Table)
}
ADDED_SINCE_0001 = ADDED_SINCE_0002 | {one.name for one in vars(case_tables).values() if isinstance(one, Table)}


def tables(url: str) -> set[str]:
    opened = engine.connect(engine.parse_url(url))
    try:
        return set(inspect(opened).get_table_names())
    finally:
        opened.dispose()


def migrate(url: str, *revisions: str) -> None:
    opened = engine.connect(engine.parse_url(url))
    try:
        for revision in revisions:
            schema.move(engine.writer(opened), revision)
    finally:
        opened.dispose()


def made_here(connection: Connection) -> Callable[..., bool]:
    """Whether a table or index is this kind of database's: a comparison knows nothing of such conditions."""

    def made(one: object, *_: object) -> bool:
        condition = getattr(one, "_ddl_if", None)
        return condition is None or condition.dialect == connection.dialect.name

    return made


def indexes(url: str) -> dict[str, str]:
    """Indexes and triggers by name, as the database describes them; those of its own making apart."""
    sqlite = "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    postgres = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    )
    opened = engine.connect(engine.parse_url(url))
    try:
        with opened.connect() as connection:
            rows = connection.execute(text(sqlite if connection.dialect.name == "sqlite" else postgres))
            return {name: " ".join(said.replace('"', "").split()) for name, said in rows}
    finally:
        opened.dispose()


def test_migrations_make_the_indexes_and_triggers_that_the_code_declares(
    empty_database_url: str, tmp_path: Path
) -> None:
    migrate(empty_database_url, schema.HEAD)
    migrated = indexes(empty_database_url)
    migrate(empty_database_url, "base")

    Store.open(empty_database_url, tmp_path / "evidence").close()

    assert migrated == indexes(empty_database_url)
    assert {"ix_steps_issue", "ix_tellings_unsettled"} < set(migrated)


def test_migrations_make_the_tables_that_the_code_declares(empty_database_url: str, tmp_path: Path) -> None:
    migrate(empty_database_url, schema.HEAD)
    with Store.open(empty_database_url, tmp_path / "evidence") as store, store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE, "include_object": made_here(connection)}
        )

        assert compare_metadata(context, metadata) == []


def test_the_schema_goes_down_and_up_again(empty_database_url: str, tmp_path: Path) -> None:
    Store.open(empty_database_url, tmp_path / "evidence").close()
    up = tables(empty_database_url)

    opened = engine.connect(engine.parse_url(empty_database_url))
    schema.move(engine.writer(opened), "base")
    opened.dispose()
    down = tables(empty_database_url)
    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    assert up == {*metadata.tables, schema.VERSION_TABLE}
    assert down == {schema.VERSION_TABLE}


def test_a_database_of_the_first_revision_keeps_what_it_has(empty_database_url: str, tmp_path: Path) -> None:
    migrate(empty_database_url, "0001")
    opened = engine.connect(engine.parse_url(empty_database_url))
    with engine.writer(opened).begin() as connection:
        connection.execute(
            insert(rounds).values(
                id="r1", site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW, counters="{}"
            )
        )
    opened.dispose()

    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        assert store.round("r1").site == "s"
        open_issues(store, issue())
        put(store, message())
    migrate(empty_database_url, "0001")
    before = tables(empty_database_url)

    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        assert store.round("r1").site == "s"
        assert (store.issues_of(SITE), store.messages(SITE)) == ([], [])
    assert before == tables(empty_database_url) - ADDED_SINCE_0001


def test_what_was_read_before_accounts_were_remembered_is_kept_up_and_down(
    empty_database_url: str, tmp_path: Path
) -> None:
    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)
        store.record_reading(id_, reading("甲", article("1")))
    migrate(empty_database_url, "0002")
    before = tables(empty_database_url)

    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        assert store.readings(id_) == {"甲": reading("甲", article("1"))}
    assert before == tables(empty_database_url) - ADDED_SINCE_0002


def test_the_revisions_in_code_are_those_on_disk() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store.migrations.__path__[0])))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    on_disk = [step.revision for step in script.walk_revisions()][::-1]

    assert (tuple(on_disk), script.get_current_head()) == (schema.REVISIONS, schema.HEAD)


def test_a_schema_that_is_newer_than_the_program_is_refused(empty_database_url: str, tmp_path: Path) -> None:
    with Store.open(empty_database_url, tmp_path / "evidence") as store, store.writing() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(StoreError, match="请升级程序") as told:
        Store.open(empty_database_url, tmp_path / "evidence")

    assert told.value.reason == "newer"


def test_opening_again_changes_nothing(empty_database_url: str, tmp_path: Path) -> None:
    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        id_ = store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)

    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        assert store.round(id_).site == "s"


def test_processes_that_open_a_new_database_at_once_all_succeed(empty_database_url: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from store.store import Store\n"
        "input(); Store.open(sys.argv[1], Path(sys.argv[2])).close()"
    )
    command = [sys.executable, "-c", program, empty_database_url, str(tmp_path / "evidence")]
    many = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _number in range(3)]

    for process in many:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[1] for process in many]

    assert [process.returncode for process in many] == [0] * 3, said


def test_removing_a_round_removes_all_that_belongs_to_it(store: Store, round_id: str) -> None:

    store.record(round_id, Batch(pages=[(page(), [link("a")])], probes=[probe()], aliases=[("a", "b")]))
    store.record_reading(round_id, reading("甲", article("1")))

    with store.writing() as connection:
        connection.execute(text("DELETE FROM rounds"))

    with store.reading() as connection:
        left = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in metadata.tables}
    assert set(left.values()) == {0}
