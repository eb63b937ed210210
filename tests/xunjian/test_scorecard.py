"""`xunjian scorecard`: text, JSON, Word, as of any day; what is wrong is said in one line."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from inspection.scoring.standard_file import built_in
from notifications.scorecard.document import scorecard_schema
from store.store import Store
from tests.inspection.scoring.samples import COUNTY
from tests.schedulers.test_scorekeeping import blank, link
from tests.schedulers.weeks import DAY, MONDAY, PLAN_TEXT, Office, reading
from xunjian.plan import app as plan_app
from xunjian.scorecard import scorecard

APP = typer.Typer()
APP.command("scorecard")(scorecard)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        office = Office(store)
        office.round(MONDAY - 7 * DAY, [link(1, home=True)], [reading()])
        office.round(MONDAY, [blank("通知公告"), blank("工作动态")], [reading()])
    return tmp_path


def run(place: Path, *options: str, as_of: str | None = "2025-03-25") -> Result:
    when = ["--as-of", as_of] if as_of else []
    words = [str(place / "plan.yaml"), "--database", f"sqlite:///{place / 'x.db'}", *when, *options]
    return CliRunner().invoke(APP, words, env={"COLUMNS": "200"})


def test_the_distance_to_each_veto_is_told(place: Path) -> None:
    result = run(place)

    assert result.exit_code == 0
    assert "现有 2 个栏目，距否决还差 3 个栏目" in result.stdout


def test_an_earlier_day_has_its_own_card(place: Path) -> None:
    cards = [json.loads(run(place, "--json", "-", as_of=day).stdout) for day in ("2025-03-18", "2025-03-25")]

    assert [card["total"]["most"] for card in cards] == [
        99.0,
        93.0,
    ]  # a link on the home page; a column of news and another one


def test_the_json_has_the_fields_of_its_schema(place: Path) -> None:
    assert run(place, "--json", str(place / "card.json")).exit_code == 0

    made = json.loads((place / "card.json").read_text("utf-8"))
    assert made.keys() == scorecard_schema()["properties"].keys()


def test_word_is_written(place: Path) -> None:
    assert run(place, "--word", str(place / "card.docx")).exit_code == 0

    held = zipfile.ZipFile(io.BytesIO((place / "card.docx").read_bytes()))
    assert "评分卡" in held.read("word/document.xml").decode()


def test_the_same_day_asked_twice_gives_the_same_card(place: Path) -> None:
    assert run(place, "--json", "-").stdout == run(place, "--json", "-").stdout


def test_weeks_are_as_many_as_asked_for(place: Path) -> None:
    made = [json.loads(run(place, "--json", "-", "--weeks", str(n)).stdout)["trend"] for n in (0, 1, 2, 9)]

    assert [len(one) for one in made] == [0, 1, 2, 2]


def test_a_card_of_today_is_kept_and_one_of_the_past_is_not(place: Path) -> None:
    run(place)
    run(place, as_of=None)

    with Store.open(f"sqlite:///{place / 'x.db'}") as store:
        kept = store.scores("示例市民政局", built_in().key, date(2000, 1, 1), date(2199, 1, 1))
    assert len(kept) == 1


def test_an_old_round_is_said_at_the_top(place: Path) -> None:
    assert "不能视为没有" in run(place, as_of="2025-06-01").stdout.replace("\n", "")


def test_a_standard_of_the_offices_own_counts(place: Path) -> None:
    (place / "county.yaml").write_text(COUNTY, "utf-8")
    (place / "plan.yaml").write_text(PLAN_TEXT + "scorecard: {standard: county.yaml}\n", "utf-8")

    assert "2024版" in run(place).stdout


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("none.yaml", "找不到这个文件"),
        ("gbmh", "没有名为“gbmh”的评分标准"),
        ("county.yaml", "没有名为“broken-lnik”的检查；是不是想写 broken-link"),
    ],
)
def test_a_wrong_standard_ends_with_the_mend(place: Path, written: str, said: str) -> None:
    (place / "county.yaml").write_text(COUNTY.replace("broken-link", "broken-lnik"), "utf-8")
    (place / "plan.yaml").write_text(PLAN_TEXT + f"scorecard: {{standard: {written}}}\n", "utf-8")

    result = run(place)

    assert (result.exit_code, said in result.stderr) == (2, True)


def test_the_plans_check_looks_at_the_standard_too(place: Path) -> None:
    (place / "county.yaml").write_text(COUNTY.replace("points: 10.0", "points: 9.0"), "utf-8")
    (place / "plan.yaml").write_text(PLAN_TEXT + "scorecard: {standard: county.yaml}\n", "utf-8")

    result = CliRunner().invoke(plan_app, ["check", str(place / "plan.yaml")])

    assert (result.exit_code, "与满分 10 不符" in result.stderr) == (2, True)


@pytest.mark.parametrize("option", ["--json", "--word"])
def test_a_folder_is_no_file(place: Path, option: str) -> None:
    result = run(place, option, str(place))

    assert (result.exit_code, "是文件夹" in result.stderr) == (2, True)


def test_a_site_without_rounds_is_said(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, "utf-8")
    Store.open(f"sqlite:///{tmp_path / 'x.db'}").close()

    assert "还没有完成的巡检" in run(tmp_path).stdout
