"""`xunjian articles`: what the store holds, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from inspection.records import Article, ColumnReading, ColumnState, DateFrom, PairedBy, Pairing
from store.store import Store
from xunjian.__main__ import app

HOME = "https://mzj.example.gov.cn/"
NOW = datetime(2025, 3, 25, 9, tzinfo=UTC)


def listed(database: str, *arguments: str) -> tuple[str, str]:
    """What was printed, and what was said beside it."""
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["articles", "--database", database, *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.fixture
def empty(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/x.db"
    with Store.open(url):
        return url


@pytest.fixture
def filled(empty: str) -> str:
    policy = Article("政策文件", "养老办法", HOME + "p", date(2025, 3, 10), DateFrom.LIST, "沪民规〔2025〕3号")
    reading = Article("政策解读", "=图解养老办法", HOME + "i", date(2025, 3, 12), DateFrom.META)
    with Store.open(empty) as store:
        round_id = store.begin_round(site="局", kind="full", as_of=NOW, plan_digest="x", started_at=NOW)
        for article in (policy, reading):
            column = ColumnReading(article.channel, HOME, ColumnState.READ, articles=(article,))
            store.record_reading(round_id, column)
        store.record_pairings(round_id, [Pairing(policy.url, reading.url, PairedBy.QUOTED, "养老办法")])
    return empty


def test_the_newest_article_comes_first(filled: str) -> None:
    out, _ = listed(filled, "--format", "json")
    assert [a["title"] for a in json.loads(out)["articles"]] == ["=图解养老办法", "养老办法"]


def test_each_says_what_it_is_paired_with_and_why(filled: str) -> None:
    out, _ = listed(filled, "--format", "json", "--channel", "政策文件")
    assert [(p["url"], p["reason"]) for p in json.loads(out)["articles"][0]["paired_with"]] == [
        (HOME + "i", "quoted-title")
    ]


def test_people_read_the_reasons_in_chinese(filled: str) -> None:
    out, _ = listed(filled)
    text = "".join(out.split())
    assert "标题引用" in text
    assert "（列表）" in text
    assert "quoted-title" not in text


def test_a_spreadsheet_takes_no_title_for_a_formula(filled: str) -> None:
    out, _ = listed(filled, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))["标题"] == "'=图解养老办法"


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_an_empty_database_is_told_beside_the_list(empty: str, format_: str) -> None:
    out, said = listed(empty, "--format", format_)
    assert said.startswith("没有符合条件的稿件")
    assert (json.loads(out)["articles"] if format_ == "json" else out.splitlines()[1:]) == []


def test_what_another_site_published_is_not_listed_with_a_plan(filled: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("site: {name: 另一局, home: 'http://b.gov.cn/'}\n", "utf-8")
    assert json.loads(listed(filled, "--plan", str(plan), "--format", "json")[0])["articles"] == []
