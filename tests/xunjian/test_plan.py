"""The commands around the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from inspection.plan_file import load_plan
from spiders.policy import FetchPolicy
from xunjian.plan import app, draft

PLAN = """\
site: {name: 局, home: 'http://a.gov.cn/'}
columns:
  - {name: 通知公告, url: /tzgg/, kind: 通知公告}
  - {name: 养老服务, url: /yl/, kind: 业务工作, update_within: 90d}
  - {name: 志愿者, url: /zyz/, kind: 志愿服务}
expectations:
  - {name: 清明祭扫, due: {before: 清明, lead: 14d}, all_of: [清明, 祭扫]}
"""
MENU = "<ul class=nav><li><a href=/tzgg/>通知公告</a><li><a href=/gzdt/>工作动态</a></ul>"
HOME = f"<meta charset=gbk><title>某局</title>{MENU}"

runner = CliRunner()


def written(folder: Path, text: str) -> str:
    file = folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_sound_plan_is_summed_up(tmp_path: Path) -> None:
    result = runner.invoke(app, ["check", written(tmp_path, PLAN), "--as-of", "2025-03-25"])

    assert result.exit_code == 0
    for said in ("方案无误", "180天内应有更新", "国办秘函〔2019〕19号", "养老服务 90天", "“志愿服务”不在内置类型中"):
        assert said in result.output
    assert "已到期：2025年清明，2025-02-03 起发布的算数，应不晚于 2025-03-21" in result.output


def test_a_lexicon_with_mistakes_ends_with_2_and_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "词表.txt").write_text("残废人 -> 残疾人\n没有箭头\n", "utf-8")
    file = written(tmp_path, f"{PLAN}\nwording: {{lexicons: [词表.txt, 没有.txt]}}\n")

    result = runner.invoke(app, ["check", file])

    assert result.exit_code == 2
    assert "词表“词表.txt”有写错的地方：第 2 行“没有箭头”没有箭头" in result.output
    assert "没有找到词表“没有.txt”" in result.output


def test_a_year_that_the_calendar_lacks_is_told(tmp_path: Path) -> None:
    result = runner.invoke(app, ["check", written(tmp_path, PLAN), "--as-of", "2098-12-01"])

    assert "尚未收录 2098年、2099年" in result.output


def test_a_wrong_plan_ends_with_2_and_names_every_place(tmp_path: Path) -> None:
    file = written(tmp_path, PLAN.replace("90d", "90").replace("清明,", "清命,"))

    result = runner.invoke(app, ["check", file])

    assert result.exit_code == 2
    lines = PLAN.splitlines()
    length, festival = lines[3].index("90d") + 1, lines[6].index("清明,") + 1
    assert f"{file}:4:{length} columns[1].update_within: “90”不是时长；" in result.output
    assert f"{file}:7:{festival} expectations[0].due.before: " in result.output
    assert "共 2 处错误" in result.output


@pytest.mark.parametrize("day", ["2025-02-30", "昨天"])
def test_a_wrong_day_ends_with_2(tmp_path: Path, day: str) -> None:
    assert runner.invoke(app, ["check", written(tmp_path, PLAN), "--as-of", day]).exit_code == 2


def test_a_plan_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = runner.invoke(app, ["check", str(tmp_path / "none.yaml")])

    assert (result.exit_code, "找不到" in result.output) == (2, True)


def test_the_schema_is_printed() -> None:
    schema = json.loads(runner.invoke(app, ["schema"]).output)

    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "巡检方案"


def test_the_manual_is_printed() -> None:
    assert runner.invoke(app, ["reference"]).output.startswith("# 巡检方案说明")


def test_a_plan_is_proposed_from_a_home_page_in_gbk(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(HOME.encode("gb18030"), content_type="text/html")

    result = runner.invoke(app, ["new", httpserver.url_for("/")])

    assert [c.name for c in load_plan(result.output).columns] == ["通知公告", "工作动态"]


def test_a_home_page_that_does_not_open_ends_with_2(httpserver: HTTPServer) -> None:
    result = runner.invoke(app, ["new", httpserver.url_for("/none")])

    assert (result.exit_code, "首页打不开" in result.output) == (2, True)


def test_a_saved_page_is_read_with_its_address(tmp_path: Path) -> None:
    file = tmp_path / "home.html"
    file.write_bytes(HOME.encode("gb18030"))

    result = runner.invoke(app, ["new", str(file), "--url", "https://mzj.example.gov.cn/"])

    assert load_plan(result.output).site.home == "https://mzj.example.gov.cn/"


def test_a_saved_page_without_its_address_is_refused(tmp_path: Path) -> None:
    result = runner.invoke(app, ["new", str(tmp_path / "home.html")])

    assert (result.exit_code, "--url" in result.output) == (2, True)


def test_private_addresses_are_asked_only_where_the_command_names_one() -> None:
    asked: list[bool] = []

    async def fetch(url: str, policy: FetchPolicy) -> tuple[str, bytes, str]:
        asked.append(policy.allow_private_hosts)
        return url, b"", "text/html"

    for url in ("https://mzj.example.gov.cn/", "http://127.0.0.1:1/"):
        draft(url, None, fetch)

    assert asked == [False, True]
