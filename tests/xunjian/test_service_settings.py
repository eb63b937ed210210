"""A setting of the machine that is wrong is named by every command that heeds it, and what to write instead."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from schedulers.settings import ServiceSettings
from xunjian.__main__ import application

COMMANDS = (["serve", "plan.yaml"], ["prune"], ["worker", "--database", "postgresql://nobody@127.0.0.1:1/x"])
WRONG = {
    "XUNJIAN_LISTEN": "8710",
    "XUNJIAN_PING_URL": "hc.example/5f1b6c1e",
    "XUNJIAN_LOG_LEVEL": "loud",
    "XUNJIAN_ROUNDS_AT_ONCE": "99",
    "XUNJIAN_KEEP_ROUNDS": "14",
    "XUNJIAN_KEEP_EVIDENCE_GB": "ten",
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_every_wrong_setting_is_named_in_chinese(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)

    result = CliRunner().invoke(application(command[0]), command)

    said = result.stderr.splitlines()
    assert result.exit_code == 2
    assert [line.partition("：")[0].removeprefix("环境变量 ") for line in said] == list(WRONG)
    assert not re.search(r"[Ii]nput|[Vv]alue|5f1b6c1e", result.stderr)


def test_a_setting_that_is_empty_is_as_if_it_were_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WRONG:
        monkeypatch.setenv(name, "")

    assert ServiceSettings().rounds_at_once == 2
