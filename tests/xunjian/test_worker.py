"""`xunjian worker`: what is said to whoever starts it wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from xunjian.__main__ import app


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(app, ["worker", *words], env=environment)


def test_sqlite_cannot_serve_many_machines(tmp_path: Path) -> None:
    done = run("--database", f"sqlite:///{tmp_path / 'x.db'}")

    assert done.exit_code == 2
    assert "需要 PostgreSQL" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    done = run("--database", "postgresql://inspector:secret@127.0.0.1:9/none")

    assert done.exit_code == 3
    assert "打不开数据库" in done.stderr
    assert "secret" not in done.stderr


def test_a_wrong_setting_is_named() -> None:
    pytest.importorskip("psycopg")
    done = run("--database", "postgresql://127.0.0.1:9/none", XUNJIAN_ROUNDS_AT_ONCE="many")

    assert done.exit_code == 2
    assert "XUNJIAN_ROUNDS_AT_ONCE" in done.stderr
