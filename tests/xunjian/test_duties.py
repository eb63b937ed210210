"""`xunjian duties`: the list, a word given, a word taken back, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from store.store import Store
from xunjian.duties import app

PLAN = """\
site: {name: 示例局, home: "https://www.example.gov.cn/"}
units: [办公室, 法规处]
columns: [{name: 通知公告, url: /tzgg/, unit: 办公室}]
duties:
  - {number: "23", name: 网站日常维护, units: [办公室], columns: [通知公告]}
  - number: "24"
    name: 学习培训
    units: [法规处]
    ticks: [{name: 上半年培训, due: {yearly: 06-30, warn: 30d}}, {name: 依申请公开, due: {monthly: 10}}]
"""
DAY = ("--as-of", "2024-07-10")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, tuple[str, ...]]:
    """The plan's file, and where the database is."""
    path, url = tmp_path / "plan.yaml", f"sqlite:///{tmp_path / 'x.db'}"
    path.write_text(PLAN, "utf-8")
    Store.open(url).close()
    return str(path), ("--database", url)


Files = tuple[str, tuple[str, ...]]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def tick(files: Files, *more: str, name: str = "上半年培训", number: str = "24") -> Result:
    return run("tick", files[0], number, name, *files[1], *DAY, "--by", "张三", *more)


def listed(files: Files, *more: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(run(files[0], "--json", *files[1], *DAY, *more).output)
    return document


def states(files: Files, *more: str) -> dict[str, str]:
    found = listed(files, *more)["duties"]
    assert isinstance(found, list)
    return {one["number"]: one["state"] for one in found}


def test_every_duty_is_listed_with_how_it_stands(files: Files) -> None:
    assert states(files) == {"23": "undecided", "24": "overdue"}


def test_people_read_the_same(files: Files) -> None:
    said = run(files[0], *files[1], *DAY)

    assert said.exit_code == 1
    assert "职责 2 项：逾期 1，未能判定 1" in said.output
    assert "近 7 天没有完整的巡检" in said.output


def test_a_word_that_was_given_is_seen(files: Files) -> None:
    said = tick(files, "--done-on", "2024-05-20", "--proof", "沪民便函〔2024〕80号")

    assert (said.exit_code, said.output) == (0, "已确认：第 24 项“上半年培训”（2024年）\n")
    assert tick(files, name="依申请公开", number="24").exit_code == 0


def test_a_late_word_says_so(files: Files) -> None:
    assert "晚于到期日 10 天" in tick(files).output


def test_the_earliest_that_is_owed_is_meant_and_asked_again_no_other(files: Files) -> None:
    first, again = tick(files, name="依申请公开"), tick(files, name="依申请公开")
    named = tick(files, "--occurrence", "2024年7月", name="依申请公开")

    assert "（2024年6月）" in first.output
    assert again.output == "张三已经确认过“依申请公开”（2024年6月）；如果要确认2024年7月，请写明是这一期\n"
    assert [one.exit_code for one in (first, again, named)] == [0, 2, 0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"number": "9"}, "没有第 9 项"),
        ({"name": "下半年培训"}, "可确认的有：上半年培训、依申请公开"),
    ],
)
def test_what_the_plan_does_not_have_cannot_be_confirmed(files: Files, words: dict[str, str], said: str) -> None:
    found = tick(files, **words)

    assert found.exit_code == 2
    assert said in found.output


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--done-on", "2024-07-11"), "晚于今天"),
        (("--done-on", "1990-01-01"), "早一年多，请核对年份"),
        (("--done-on", "七月"), "--done-on"),
        (("--occurrence", "2019年"), "没有“2019年”这一期"),
        (("--occurrence", "2025年"), "从 2025-01-01 起才能确认"),
        (("--note", "长" * 1001), "最多 1000 个字"),
    ],
)
def test_what_cannot_be_is_refused(files: Files, more: tuple[str, ...], said: str) -> None:
    found = tick(files, *more)

    assert found.exit_code == 2
    assert said in found.output


def test_the_second_hears_who_was_first(files: Files) -> None:
    tick(files)

    found = run("tick", files[0], "24", "上半年培训", *files[1], *DAY, "--by", "李四", "--occurrence", "2024年")

    assert (found.exit_code, found.output.strip()) == (2, "张三已经确认过“上半年培训”（2024年）")


def test_a_word_is_taken_back_with_a_reason(files: Files) -> None:
    tick(files)
    asked = ("untick", files[0], "24", "上半年培训", *files[1], *DAY, "--by", "李四")

    without, with_ = run(*asked), run(*asked, "--why", "名单不全")

    assert without.exit_code == 2
    assert (with_.exit_code, states(files)["24"]) == (0, "overdue")


def test_a_word_that_is_taken_back_twice_leaves_the_one_before(files: Files) -> None:
    for label in ("2024年6月", "2024年7月"):
        tick(files, "--occurrence", label, name="依申请公开")
    asked = ("untick", files[0], "24", "依申请公开", *files[1], *DAY, "--by", "李四", "--why", "名单不全")

    first, again = run(*asked), run(*asked)

    assert "（2024年7月）" in first.output
    assert (again.exit_code, again.output) == (2, "李四已经撤回了“依申请公开”（2024年7月）的确认\n")


def test_units_and_states_narrow_the_list(files: Files) -> None:
    assert list(states(files, "--unit", "办公室")) == ["23"]
    assert list(states(files, "--state", "逾期")) == ["24"]
    assert run(files[0], *files[1], "--unit", "养老处").exit_code == 2
    assert run(files[0], *files[1], "--state", "很好").exit_code == 2


def test_a_plan_without_duties_is_told(tmp_path: Path, files: Files) -> None:
    path = tmp_path / "other.yaml"
    path.write_text('site: {name: 示例局, home: "https://www.example.gov.cn/"}\n', "utf-8")

    found = run(str(path), *files[1])

    assert (found.exit_code, "没有职责清单" in found.output) == (2, True)
