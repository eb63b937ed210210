"""Commands about issues and alerts, misused: one line that says what is wrong, never a trace, never a silent guess."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from store.store import Store
from tests.hostile.command import ROOT
from tests.schedulers.channels import message
from tests.schedulers.weeks import DAY, MONDAY, PLAN_TEXT, Office, finding
from xunjian.__main__ import app

HUGE = "9" * 23
TITLE = "附件\x1b[31m\x1b]0;x\x07“年报”\u202e打不开\x9b2J"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usage")
    (folder / "plan.yaml").write_text(PLAN_TEXT, "utf-8")
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        Office(store).round(MONDAY + DAY, [finding("a", title=TITLE), finding("b")])
    return folder


def run(place: Path, line: str) -> Result:
    words = [word.format(plan=place / "plan.yaml", huge=HUGE, digits="9" * 5000) for word in line.split()]
    return CliRunner().invoke(app, [*words, "--database", f"sqlite:///{place / 'x.db'}"])


@pytest.mark.parametrize(
    "line",
    [
        "issues show {huge}",
        "issues show 0",
        "issues set {huge} 受理",
        "issues set {digits} 受理",
        "issues set 1 静默 --why 维护 --until 9999-12-31T23:59:59-12:00",
        "issues set 1 静默 --why 维护 --until 0001-01-01",
        "issues set 1 静默 --why 维护 --until 99999999d",
        "issues set 1 受理 --as-of 0001-01-01",
        "issues list --overdue --as-of 9999-12-31T23:59:59-12:00",
        "issues list --limit {huge}",
        "alerts list --limit {huge}",
        "alerts explain {huge}",
        "alerts send --as-of 0001-01-01",
        "alerts send --as-of 9999-12-31",
        "digest {plan} --week 0001-W01",
        "digest {plan} --week 9999-W52",
        "digest {plan} --as-of 9999-12-31",
    ],
)
def test_numbers_and_times_at_the_end_of_the_world_are_refused_in_a_line(place: Path, line: str) -> None:
    result = run(place, line)

    assert (result.exit_code, type(result.exception)) == (2, SystemExit)


def test_what_a_page_called_itself_gives_the_terminal_no_orders(place: Path) -> None:
    result = run(place, "issues set 1 备注 --why 看过 --by 值班编辑")

    assert result.exit_code == 0, result.output
    assert not set("\x1b\x07\x9b\u202e") & set(result.stdout)


def test_a_date_is_not_ignored_where_there_are_two_sites(place: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        Office(store).round(MONDAY + DAY, [finding("a")])
        other = store.begin_round(site="另一个局", kind="full", as_of=MONDAY, plan_digest="p", started_at=MONDAY)
        store.finish_round(other, finished_at=MONDAY + DAY, complete=True, counters={})

    result = run(tmp_path, "issues list --overdue --as-of 2025-03-01")

    assert result.exit_code == 2
    assert "--plan" in result.stderr


def test_messages_of_a_site_that_was_renamed_are_not_forgotten_in_silence(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT.replace("示例市民政局", "示例市民政和社会工作局"), "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        Office(store).round(MONDAY + DAY, [finding("a")])
        with store.casework("示例市民政局") as work:
            work.enqueue([replace(message("m1"), site="示例市民政局")])

    result = run(tmp_path, "alerts send {plan} --as-of 2025-04-01")

    assert "示例市民政局" in result.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="only root can run a command under a number that has no name")
def test_a_process_without_a_login_name_asks_who_acts(place: Path) -> None:
    names = {line.split(":")[2] for line in Path("/etc/passwd").read_text("utf-8").splitlines() if line.count(":") > 2}
    nobody = next(number for number in itertools.count(40_000) if str(number) not in names)
    program = "import os, sys; from xunjian.issues import _login; os.setuid(int(sys.argv[1])); _login()"
    environment = {
        key: value for key, value in os.environ.items() if key not in {"LOGNAME", "USER", "LNAME", "USERNAME"}
    }

    ended = subprocess.run(
        [sys.executable, "-c", program, str(nobody)], cwd=ROOT, env=environment, capture_output=True, check=False
    )

    assert "--by" in ended.stderr.decode("utf-8")
