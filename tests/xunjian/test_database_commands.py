"""`xunjian backup`, `restore`, `prune`, `database`: what an administrator types, and what is said to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from store import schema
from store.engine import connect, parse_url, writer
from store.leases import this_process
from store.store import Store
from tests.store.samples import SITE, article, issue, message, open_issues, put, reading
from xunjian.__main__ import app

NOW = datetime.now(UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return filled(f"sqlite:///{tmp_path / 'x.db'}", tmp_path, monkeypatch)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("url"))
    make: Callable[[], str] = request.getfixturevalue("new_postgres_database")
    return filled(make(), tmp_path, monkeypatch)


def filled(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XUNJIAN_EVIDENCE", str(folder / "evidence"))
    with Store.open(url) as store:
        id_ = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p", started_at=NOW, base="r0")
        store.record_reading(id_, reading("甲", article("1")))
        store.finish_round(id_, finished_at=NOW, complete=True, counters={})
        open_issues(store, issue(round=id_))
        put(store, message())
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def revision(url: str) -> str | None:
    opened = connect(parse_url(url))
    try:
        with opened.connect() as connection:
            return schema.revision(connection)
    finally:
        opened.dispose()


def at(url: str, to: str) -> None:
    opened = connect(parse_url(url))
    schema.move(writer(opened), to)
    opened.dispose()


def test_down_and_up_again_keeps_all_that_both_revisions_know(either: str, tmp_path: Path) -> None:
    down = run(
        "database", "downgrade", "--to", "0003", "--backup", str(tmp_path / "b.tar"), "--yes", "--database", either
    )
    between = revision(either)
    up = run("database", "upgrade", "--database", either)

    with Store.open(either) as store:
        [one] = store.rounds(SITE)
        assert (one.base, len(store.readings(one.id)["甲"].articles)) == (None, 1)
        assert [i.id for i in store.issues_of(SITE)] == [1]
    assert (down.exit_code, between, up.exit_code, revision(either)) == (0, "0003", 0, "0007")
    assert "rounds.base" in down.stdout


def test_what_was_lost_on_the_way_down_comes_back_from_the_backup(url: str, tmp_path: Path) -> None:
    run("database", "downgrade", "--to", "0001", "--backup", str(tmp_path / "b.tar"), "--yes", "--database", url)
    other = f"sqlite:///{tmp_path / 'other.db'}"

    result = run("restore", str(tmp_path / "b.tar"), "--database", other)

    assert (result.exit_code, "1 条备份时待发的消息" in result.stdout) == (0, True)
    with Store.open(other) as store:
        assert [(one.base, one.complete) for one in store.rounds(SITE)] == [("r0", True)]
        assert len(store.issues_of(SITE)) == 1


@pytest.mark.parametrize("options", [[], ["--yes"], ["--backup", "b.tar"]])
def test_nothing_goes_down_without_a_word_and_a_backup(url: str, options: list[str]) -> None:
    result = run("database", "downgrade", "--to", "0003", "--database", url, *options)

    assert (result.exit_code != 0, revision(url), "due_runs（0 行）" in result.stdout) == (True, "0007", True)


@pytest.mark.parametrize("to", ["0007", "0009", "base", ""])
def test_only_an_earlier_revision_is_gone_down_to(url: str, to: str) -> None:
    result = run("database", "downgrade", "--to", to, "--yes", "--without-backup", "--database", url)

    assert (result.exit_code, "可以退到：0001、0002、0003、0004" in result.stderr) == (2, True)


def test_a_database_in_use_is_let_be_until_it_is_said_twice(either: str) -> None:
    with Store.open(either) as store:
        store.acquire(SITE, "round", datetime.now(UTC))
        asked = ["database", "downgrade", "--to", "0003", "--yes", "--without-backup", "--database", either]

        refused, done = run(*asked), run(*asked, "--while-running")

    assert (refused.exit_code, done.exit_code, revision(either)) == (3, 0, "0003")
    assert f"{this_process().pid}" in refused.stderr


def test_looking_changes_nothing(url: str) -> None:
    at(url, "0002")

    result = run("database", "status", "--database", url)

    assert (result.exit_code, revision(url)) == (0, "0002")
    for said in ("0002（本程序为 0007", "巡检轮次 1", "问题单 1", "没有"):
        assert said in result.stdout


def test_an_empty_and_a_newer_database_are_told(url: str, tmp_path: Path) -> None:
    opened = connect(parse_url(url))
    with writer(opened).begin() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    opened.dispose()
    Path(tmp_path / "empty.db").touch()

    newer = run("database", "status", "--database", url)
    empty = run("database", "status", "--database", f"sqlite:///{tmp_path / 'empty.db'}")

    assert "请升级程序" in newer.stdout
    assert "还没有数据表" in empty.stdout
    for command in (["database", "upgrade"], ["backup", str(tmp_path / "b.tar")]):
        refused = run(*command, "--database", url)
        assert (refused.exit_code, "请用该版本的程序" in refused.stderr) == (3, True)


def test_a_folder_gets_a_backup_named_by_the_time(url: str, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()

    result = run("backup", str(tmp_path / "backups"), "--database", url, "--quiet")

    [made] = (tmp_path / "backups").iterdir()
    assert (result.exit_code, result.output, made.suffix, made.stat().st_mode & 0o777) == (0, "", ".tar", 0o600)


def test_clearing_says_what_went_and_what_would(either: str) -> None:
    with Store.open(either) as store:
        for days in (1, 2, 3, 800):
            then = NOW - timedelta(days=days)
            id_ = store.begin_round(site=SITE, kind="full", as_of=then, plan_digest="p", started_at=then)
            store.finish_round(id_, finished_at=then, complete=True, counters={})
        digest = store.evidence.put(b"x")
        os.utime(store.evidence.path(digest), (1, 1))

    would = run("prune", "--dry-run", "--database", either)
    done = run("prune", "--vacuum", "--database", either)

    for said in (would.stdout, done.stdout):
        assert "整轮 1 轮" in said
        assert "存证 1 件，21 B" in said
    assert (would.stdout.startswith("将清理"), "整理为" in done.stdout) == (True, True)


def test_a_wrong_setting_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNJIAN_KEEP_ROUNDS", "14")

    result = run("prune", "--database", url)

    assert (result.exit_code, "XUNJIAN_KEEP_ROUNDS" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "command",
    [
        "backup {}/b.tar --database sqlite:///{}/none.db",
        "backup {}/none/b.tar",
        "backup {}/b.tar --database nonsense",
        "restore {}/none.tar --database sqlite:///{}/y.db",
        "restore {} --database sqlite:///{}/y.db",
        "restore {}/b.tar --database nonsense",
        "prune --database sqlite:///{}/none.db",
        "prune --database nonsense",
        "database status --database sqlite:///{}/none.db",
        "database upgrade --database sqlite:///{}/none.db",
        "database downgrade --to 0001 --database sqlite:///{}/none.db",
        "database status --database postgresql://nobody@127.0.0.1:9/none",
        "backup {}/b.tar --database postgresql://nobody@127.0.0.1:9/none",
        "restore {}/b.tar --database postgresql://nobody@127.0.0.1:9/none",
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_and_nothing_is_made(tmp_path: Path, command: str) -> None:
    result = run(*command.replace("{}", str(tmp_path)).split())

    assert result.exit_code in (2, 3)
    assert "Traceback" not in result.output
    assert any("一" <= sign <= "鿿" for sign in result.stderr)
    assert list(tmp_path.iterdir()) == []
