"""Steps and decisions cannot be rewritten: the database itself refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from inspection.telling import Decision
from store import engine, schema
from store.store import Store
from tests.store.samples import NOW, SITE, issue, open_issues

REWRITES = {
    "steps": "UPDATE steps SET why = '没有这回事'",
    "decisions": "UPDATE decisions SET reason = '没有这回事'",
}
COLUMNS = {
    "steps": ('issue, at, who, act, "before", after, why, round, detail, recorded_at'),
    "decisions": "issue, channel, at, stage, reason, detail, message, until",
}


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def attempt(store: Store, statement: str) -> None:
    with store.writing() as connection:
        connection.execute(text(statement))


@pytest.fixture
def history(store: Store) -> Store:
    (one,) = open_issues(store, issue())
    with store.casework(SITE) as work:
        work.record([Decision(one.id, "one", NOW, "dedup", "told-already")])
    return store


@pytest.mark.parametrize("table", ["steps", "decisions"])
def test_nothing_is_changed(history: Store, table: str) -> None:
    before = rows(history, table)

    with pytest.raises(DBAPIError, match="append only"):
        attempt(history, REWRITES[table])

    assert len(before) == 1
    assert rows(history, table) == before


@pytest.mark.parametrize("table", ["steps", "decisions"])
def test_nothing_is_removed(history: Store, table: str) -> None:
    with pytest.raises(DBAPIError, match="append only"):
        attempt(history, f"DELETE FROM {table}")

    assert len(rows(history, table)) == 1


@pytest.mark.parametrize("table", ["steps", "decisions"])
def test_nothing_is_replaced_or_emptied(history: Store, table: str) -> None:
    before = rows(history, table)
    with history.reading() as connection:
        sqlite = connection.dialect.name == "sqlite"
    names = COLUMNS[table]
    replace = f"INSERT OR REPLACE INTO {table} (id, {names}) SELECT id, {names} FROM {table}"

    with pytest.raises(DBAPIError, match="append only"):
        attempt(history, replace if sqlite else f"TRUNCATE {table}")

    assert rows(history, table) == before


def test_an_issue_that_has_a_history_cannot_be_removed(history: Store) -> None:
    with pytest.raises(DBAPIError):
        attempt(history, "DELETE FROM issues")

    assert len(history.issues_of(SITE)) == 1


@pytest.mark.parametrize("table", ["steps", "decisions"])
def test_a_migrated_database_refuses_too(empty_database_url: str, tmp_path: Path, table: str) -> None:
    opened = engine.connect(engine.parse_url(empty_database_url))
    schema.move(engine.writer(opened), schema.HEAD)
    opened.dispose()

    with Store.open(empty_database_url, tmp_path / "evidence") as store:
        (one,) = open_issues(store, issue())
        with store.casework(SITE) as work:
            work.record([Decision(one.id, "one", NOW, "dedup", "told-already")])
        for statement in (REWRITES[table], f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="append only"):
                attempt(store, statement)
