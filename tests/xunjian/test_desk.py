"""`xunjian desk`, as a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.store import Store
from xunjian.__main__ import application

ROOT = Path(__file__).parents[2]


def test_the_first_start_shows_a_password_once_and_ends_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "xunjian", "desk", "--listen", "127.0.0.1:0"]
    asked = [*command, "--database", f"sqlite:///{tmp_path / 'x.db'}"]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(5))
        address = re.search(r"http://\S+", said)
        assert address is not None
        with urllib.request.urlopen(f"{address[0]}sign-in?next=/x%3Ftoken%3Dgeheim", timeout=30) as answer:
            status = answer.status
        process.send_signal(signal.SIGTERM)
        more, logged = process.communicate(timeout=30)

    shown = re.search(r"一次性密码：(\S+)", said)
    assert shown is not None
    assert more == ""
    assert (status, process.returncode) == (200, 0)
    assert (shown[1] in logged, "geheim" in logged, "/sign-in" in logged) == (False, False, True)
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        assert [(person.login, person.must_change) for person in store.people()] == [("admin", True)]


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["--listen", "nowhere"], {}, "LISTEN"),
        (["--listen", "off"], {}, "监听地址"),
        ([], {"XUNJIAN_DESK_URL": "xunjian.example"}, "XUNJIAN_DESK_URL"),
        ([], {"XUNJIAN_DESK_URL": "https://a.example/desk"}, "XUNJIAN_DESK_URL"),
        ([], {"XUNJIAN_DESK_PROXIES": "10.0.0.1, proxy"}, "XUNJIAN_DESK_PROXIES"),
        ([], {"XUNJIAN_DESK_OIDC_ISSUER": "https://sso.example"}, "XUNJIAN_DESK_OIDC_CLIENT_ID"),
        (["missing.yaml"], {}, "missing.yaml"),
        (["--database", "mysql://x"], {}, "数据库"),
    ],
)
def test_what_is_set_wrongly_is_told_before_anything_starts(
    arguments: list[str], environment: dict[str, str], words: str
) -> None:
    said = CliRunner().invoke(application("desk"), ["desk", *arguments], env=environment)

    assert (said.exit_code, words in said.output) == (2, True)
