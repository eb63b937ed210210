"""`xunjian issues show` names the files that show an issue, and writes them out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from inspection.pictures import Picture
from store.store import Store
from tests.store.samples import SITE, issue, open_issues
from xunjian.issues import app

NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)
PLAN = f"site: {{name: {SITE}, home: 'https://mzj.example/'}}\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    """One issue with a picture and a request; its page's source was cleared away."""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as store:
        store.record_plan(SITE, "p", PLAN, NOW)
        [opened] = open_issues(store, issue("gone"))
        digests = [store.evidence.put(body) for body in (b"\x89PNG", b"<html>", b"{}")]
        store.evidence.path(digests[1]).unlink()
        shows = "断链：找不到"
        store.record_picture(
            SITE, Picture(opened.fingerprint, NOW, "r", "https://a.test/", shows, "opens-in-browser", *digests)
        )
    return url


def show(database: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["show", "1", "--database", database, *more])


def test_it_says_what_the_picture_shows_and_that_people_should_look(database: str) -> None:
    said = show(database).output

    assert "断链：找不到" in said
    assert "请人工核对" in said
    assert "网页源码　已按保存期限清理" in said


def test_the_files_are_written_out(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"

    said = show(database, "--pictures", str(folder))

    assert said.exit_code == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "问题单1.png": b"\x89PNG",
        "问题单1.har": b"{}",
    }


def test_other_programs_get_the_digests(database: str) -> None:
    document = json.loads(show(database, "--format", "json").output)

    assert set(document["picture"]) == {"evidence", "snapshot", "har", "shows", "page", "reason", "taken_at"}


def test_a_folder_that_cannot_be_written_is_named(database: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    said = show(database, "--pictures", str(tmp_path / "file"))

    assert said.exit_code == 2
