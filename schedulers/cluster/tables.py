"""Procrastinate's tables beside our own: made, and brought to the version that is installed, by whoever comes first."""

from __future__ import annotations

import re
from importlib import resources
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, text

from store import schema
from store.store import Store

_MARK = "xunjian: "  # before the version, in the comment of procrastinate's table of jobs
_FILE = re.compile(r"(\d+)\.(\d+)\.(\d+)_\d+_\w+\.sql\Z")
_THERE = "SELECT to_regclass('procrastinate_jobs')::text, obj_description(to_regclass('procrastinate_jobs'))"

Version = tuple[int, ...]


def prepare(store: Store) -> None:
    """Everything in one transaction; two that come at once do it once. Raises StoreError."""
    here = version("procrastinate")
    with store.writing() as connection:
        schema.lock(connection)
        name, comment = connection.execute(text(_THERE)).one()
        for script in scripts(is_there=name is not None, comment=comment or ""):
            _run(connection, script)
        if name is None or _since(comment or "") not in (None, _numbers(here)):
            _run(connection, f"COMMENT ON TABLE procrastinate_jobs IS '{_MARK}{here}'")


def scripts(*, is_there: bool, comment: str) -> list[str]:
    """The schema, for a database without it; else the migrations after the version that it was last brought to.

    What another application made is left to that application.
    """
    folder = resources.files("procrastinate.sql")
    if not is_there:
        return [(folder / "schema.sql").read_text("utf-8")]
    since = _since(comment)
    if since is None:
        return []
    files = sorted(file.name for file in (folder / "migrations").iterdir() if _FILE.match(file.name))
    later = (name for name in files if _numbers(name.partition("_")[0]) > since)
    return [(folder / "migrations" / name).read_text("utf-8") for name in later]


def _since(comment: str) -> Version | None:
    return _numbers(comment.removeprefix(_MARK)) if comment.startswith(_MARK) else None


def _numbers(said: str) -> Version:
    return tuple(int(part) for part in re.findall(r"\d+", said)[:3])


def _run(connection: Connection, script: str) -> None:
    """Past SQLAlchemy, which would take a `%` for a parameter: several statements in one go."""
    driver: Any = connection.connection.driver_connection
    driver.execute(script.encode())
