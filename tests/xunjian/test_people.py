"""`xunjian people`: what the machine's owner types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk.passwords import checked
from inspection.people import Role
from store.store import Store
from xunjian.__main__ import application


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url):
        return url


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(application("people"), ["people", *arguments, "--database", url])


def test_somebody_is_put_down_and_comes_in_by_the_password_shown(url: str) -> None:
    said = run(url, "add", "zhang", "--name", "张科", "--role", "triage")

    shown = re.search(r"一次性密码：(\S+)", said.output)
    assert shown is not None
    with Store.open(url) as store:
        person = store.person_by_login("zhang")
        assert person is not None
        assert (person.role, person.must_change) == (Role.TRIAGE, True)
        assert checked(shown[1], store.password_hash(person.id))[0]
        assert [(row.who, row.act) for row in store.audited()] == [("本机命令行", "person-add")]


def test_who_is_locked_out_gets_another_password(url: str) -> None:
    first = run(url, "add", "admin", "--name", "管理员", "--role", "admin").output

    second = run(url, "password", "ADMIN").output

    assert re.findall(r"一次性密码：(\S+)", first) != re.findall(r"一次性密码：(\S+)", second) != []


def test_the_last_admin_stays(url: str) -> None:
    run(url, "add", "admin", "--name", "管理员", "--role", "admin")

    said = run(url, "disable", "admin")

    assert (said.exit_code, "最后一位管理员" in said.output) == (2, True)


def test_roles_change_and_people_are_listed(url: str) -> None:
    run(url, "add", "li", "--name", "李工")
    wrong, changed = run(url, "role", "li", "handler"), run(url, "role", "li", "handler", "--unit", "养老处")
    run(url, "disable", "li")

    assert ("须写明单位" in wrong.output, changed.exit_code) == (True, 0)
    assert run(url, "list").output == "li  李工  承办人员（养老处），已停用\n"


def test_nobody_of_that_name_is_said(url: str) -> None:
    assert [run(url, command, "nobody").exit_code for command in ("password", "disable", "enable")] == [2, 2, 2]
