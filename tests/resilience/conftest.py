"""What the tests of this room are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.store import Store
from tests.resilience.line import Line, line_to
from tests.store.samples import NOW, SITE


@pytest.fixture(scope="package")
def far_database(new_postgres_database: Callable[[], str]) -> str:
    """One PostgreSQL database for this room."""
    return new_postgres_database()


@pytest.fixture
def line(far_database: str) -> Iterator[tuple[Line, str]]:
    """A line to PostgreSQL, and the URL that leads through it."""
    with line_to(far_database) as opened:
        yield opened


@pytest.fixture
def far_store(line: tuple[Line, str], tmp_path: Path) -> Iterator[Store]:
    """A store at the other end of the line."""
    with Store.open(line[1], tmp_path / "evidence") as store:
        yield store


@pytest.fixture
def round_id(far_store: Store) -> str:
    return far_store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p1", started_at=NOW)
