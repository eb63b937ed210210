"""Procrastinate's tables in our database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schedulers.cluster.address import queue_url
from schedulers.cluster.tables import prepare, scripts
from store.errors import StoreError
from store.store import Store


def test_two_that_come_first_make_the_tables_once(new_postgres_database: Callable[[], str], tmp_path: Path) -> None:
    url = new_postgres_database()
    with Store.open(url, tmp_path) as one, Store.open(url, tmp_path) as two, ThreadPoolExecutor(2) as pool:
        list(pool.map(prepare, (one, two)))
        with one.reading() as connection:
            comment = connection.exec_driver_sql("SELECT obj_description('procrastinate_jobs'::regclass)").scalar()

    assert str(comment).startswith("xunjian: 3.")


def test_a_newer_version_brings_only_its_own_migrations() -> None:
    later = scripts(is_there=True, comment="xunjian: 3.3.0")

    assert later
    assert "procrastinate_retry_job_v2" in "".join(later)
    assert scripts(is_there=True, comment="xunjian: 999.0.0") == []


def test_tables_of_another_application_are_left_alone() -> None:
    assert scripts(is_there=True, comment="") == []


def test_the_queue_needs_postgresql_and_says_so() -> None:
    with pytest.raises(StoreError, match="需要 PostgreSQL"):
        queue_url("sqlite:///x.db")
