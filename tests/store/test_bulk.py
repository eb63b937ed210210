"""Many rows at once, whatever the order in which their columns are named."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select

from store.bulk import change, insert, upsert
from store.case_tables import plans
from store.store import Store
from tests.store.samples import NOW

BEIJING = timezone(timedelta(hours=8))


def plan(digest: str, **fields: object) -> dict[str, Any]:
    """In an order that is not the table's."""
    return {"recorded_at": NOW, "text": "方案", "digest": digest, "site": "民政局", **fields}


def kept(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(plans).order_by(plans.c.digest))]


def test_rows_are_written_to_the_columns_that_they_name(store: Store) -> None:
    with store.writing() as connection:
        insert(connection, plans, [plan("a"), plan("b", recorded_at=NOW.astimezone(BEIJING), text="另一个")])

    assert kept(store) == [("a", "民政局", "方案", NOW), ("b", "民政局", "另一个", NOW)]


def test_a_known_key_is_brought_up_to_date_and_an_unknown_one_is_new(store: Store) -> None:
    with store.writing() as connection:
        insert(connection, plans, [plan("a")])
        upsert(connection, plans, [plan("b"), plan("a", text="新的")])

    assert [(row[0], row[2]) for row in kept(store)] == [("a", "新的"), ("b", "方案")]


def test_only_the_columns_named_change(store: Store) -> None:
    with store.writing() as connection:
        insert(connection, plans, [plan("a"), plan("b")])
        change(connection, plans, "digest", [{"digest": "b", "text": "新的"}, {"digest": "c", "text": "没有"}])

    assert kept(store) == [("a", "民政局", "方案", NOW), ("b", "民政局", "新的", NOW)]


def test_no_rows_are_no_statement(store: Store) -> None:
    with store.writing() as connection:
        insert(connection, plans, [])
        upsert(connection, plans, [])
        change(connection, plans, "digest", [])

    assert kept(store) == []


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"), store.writing() as connection:
        insert(connection, plans, [plan("a", recorded_at=datetime(2025, 3, 25))])
