"""Wrong commands: one Chinese line that says what is wrong, exit status 2, and no traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xunjian.__main__ import app
from xunjian.failure import why

PLAN = "site: {name: 局, home: 'http://a.gov.cn/'}\n"


def ended(*arguments: str) -> tuple[int, str]:
    """The exit status, and what was said on stderr."""
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "gbk.yaml").write_bytes(PLAN.encode("gb18030"))
    (tmp_path / "scrap.db").write_bytes(b"\x00no database\xff" * 100)
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("read {}/none.html", "没有这个文件"),
        ("read {}/folder", "这是文件夹，不是文件"),
        ("read {}/plan.yaml/x", "路径中有一段不是文件夹"),
        ("read ftp://a.gov.cn/", "不是网页的地址"),
        ("read http://", "不是有效的网址"),
        ("read http://127.0.0.1:9/", "服务器拒绝连接"),
        ("read {}/plan.yaml --url mailto:a@b.cn", "--url 不是网址"),
        ("articles --database nonsense", "数据库地址无法识别"),
        ("articles --database sqlite:///{}/none.db", "还没有数据库"),
        ("articles --database sqlite:///{}/none/none.db", "还没有数据库"),
        ("articles --database sqlite:///{}/scrap.db", "不是巡检数据库"),
        ("articles --plan {}/none.yaml", "找不到这个文件"),
        ("articles --plan {}/folder", "这是文件夹"),
        ("inspect {}/none.yaml", "找不到这个文件"),
        ("inspect {}/folder", "这是文件夹"),
        ("inspect {}/gbk.yaml", "像是 GBK"),
        ("inspect {}/plan.yaml --as-of 昨天", "--as-of “昨天”不是日期"),
        ("inspect {}/plan.yaml --as-of 2025-02-30", "不是日期或时间"),
        ("inspect {}/plan.yaml --checks nope", "没有名为“nope”的检查"),
        ("inspect {}/plan.yaml --report {}/none/r.json", "不能写报告"),
        ("inspect {}/plan.yaml --database nonsense", "数据库地址无法识别"),
        ("plan check {}/gbk.yaml", "像是 GBK"),
        ("plan check {}/folder", "这是文件夹"),
        ("plan new {}/folder", "不是网址"),
        ("plan new {}/none.html --url http://a.gov.cn/", "没有这个文件"),
        ("plan new {}/folder --url http://a.gov.cn/", "这是文件夹，不是文件"),
        ("plan new http://127.0.0.1:9/", "服务器拒绝连接"),
    ],
)
def test_what_is_wrong_is_said_in_chinese_with_status_two(folder: Path, command: str, said: str) -> None:
    status, error = ended(*command.replace("{}", str(folder)).split())
    assert (status, said in error, "Traceback" in error) == (2, True, False), error


def test_a_mistyped_database_is_not_made(folder: Path) -> None:
    before = sorted(folder.iterdir())
    ended("articles", "--database", f"sqlite:///{folder}/typo.db")
    assert sorted(folder.iterdir()) == before


def test_an_error_that_the_system_alone_knows_is_told_in_its_words() -> None:
    assert why(OSError(2, "x")) == "没有这个文件"
    assert re.search("odd", why(OSError(4242, "odd")))
