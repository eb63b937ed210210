"""`xunjian digest`: any week in any form, sent once; what is wrong is said in one line."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from store.store import Store
from tests.schedulers.weeks import DAY, MONDAY, PLAN_TEXT, Office, finding, reading
from xunjian.digest import digest

APP = typer.Typer()
APP.command("digest")(digest)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        Office(store).round(MONDAY + DAY, [finding("a")], [reading()])
    return tmp_path


def run(place: Path, *options: str) -> Result:
    database = f"sqlite:///{place / 'x.db'}"
    words = [str(place / "plan.yaml"), "--database", database, "--as-of", "2025-04-02", *options]
    return CliRunner().invoke(APP, words)


def test_the_last_complete_week_is_told_by_default(place: Path) -> None:
    result = run(place)

    assert (result.exit_code, "2025年第13周" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("format_", "looks"),
    [
        ("text", lambda b: "附件“a”打不开".encode() in b),
        ("html", lambda b: b.startswith(b"<!DOCTYPE html>")),
        ("json", lambda b: json.loads(b)["counts"]["new"] == 1),
        ("docx", lambda b: "word/document.xml" in zipfile.ZipFile(io.BytesIO(b)).namelist()),
    ],
)
def test_every_form_is_written_and_the_same_twice(place: Path, format_: str, looks) -> None:
    files = [place / "one", place / "two"]

    for file in files:
        assert run(place, "--week", "2025-W13", "--format", format_, "--output", str(file)).exit_code == 0

    one, two = (file.read_bytes() for file in files)
    assert one == two
    assert looks(one)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--week", "2025-W60"), "没有第 60 周"),
        (("--week", "2025-W53"), "没有第 53 周"),
        (("--week", "2025-W00"), "没有第 0 周"),
        (("--week", "上周"), "2025-W13"),
        (("--week", "2025-W20"), "还没有开始"),
        (("--week", "0000-W01"), "年份"),
        (("--unit", "不存在处"), "办公室"),
        (("--output", "/nowhere/x.txt"), "不存在"),
        (("--send", "--unit", "办公室"), "不能"),
        (("--as-of", "昨天"), "昨天"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(place: Path, options: tuple[str, ...], said: str) -> None:
    result = run(place, *options)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_units_own_digest_names_it(place: Path) -> None:
    assert "宣传处" in run(place, "--unit", "宣传处").stdout


def test_a_database_that_is_not_there_is_not_made(place: Path) -> None:
    result = run(place, "--database", f"sqlite:///{place / 'none.db'}")

    assert (result.exit_code, (place / "none.db").exists()) == (2, False)


def test_sending_twice_puts_it_into_the_outbox_once(place: Path) -> None:
    first, second = run(place, "--send"), run(place, "--send")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert (first.stdout.count("已放入发件箱"), second.stdout.count("不重复发送")) == (3, 3)
    with Store.open(f"sqlite:///{place / 'x.db'}") as store:
        assert len(store.messages("示例市民政局")) == 3


def test_a_plan_without_a_digest_has_nowhere_to_send(place: Path) -> None:
    (place / "plan.yaml").write_text(PLAN_TEXT.partition("alerts:")[0], "utf-8")

    assert run(place, "--send").exit_code == 2
