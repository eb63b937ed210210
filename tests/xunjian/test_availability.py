"""`xunjian availability`: the last seven days by day, as a table and as JSON; what was not watched is not sound."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from inspection.availability import Answering
from store.store import Store
from tests.checks.watched import facts, probe, slots
from xunjian.availability import availability

APP = typer.Typer()
APP.command("availability")(availability)
AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text("site: {name: 某某局, home: https://example.gov.cn/}\n", "utf-8")
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        for n, slot in enumerate(slots(AS_OF, 3)):
            store.record_probe(probe(slot, Answering.DOWN if n in (60, 61) else Answering.UP))
        store.record_endpoint("某某局", facts(AS_OF))
    return tmp_path


def run(place: Path, *options: str, as_of: datetime = AS_OF) -> Result:
    words = [str(place / "plan.yaml"), "--database", f"sqlite:///{place / 'x.db'}", "--as-of", as_of.isoformat()]
    return CliRunner().invoke(APP, [*words, *options])


def test_the_week_and_each_of_its_days_are_shown(place: Path) -> None:
    result = run(place)

    assert result.exit_code == 0
    assert "近七天探测 144 次，打不开 2 次（1.4%）" in result.stdout
    assert "7 天中有 4 天有效探测不足 20 次" in result.stdout
    assert "2025-03-23" in result.stdout
    assert "打不开的原因：超时未应答 2 次" in result.stdout
    assert "IPv6 连通" in result.stdout


def test_the_same_as_json(place: Path) -> None:
    known = json.loads(run(place, "--format", "json").stdout)

    assert (known["schema"], known["site"]) == ("xunjian/availability/1", "某某局")
    assert (known["availability"]["probes"], known["availability"]["down"]) == (144, 2)


def test_a_site_that_nobody_watched_is_not_called_sound(place: Path) -> None:
    result = run(place, as_of=AS_OF + timedelta(days=30))

    assert (result.exit_code, "没有可用性探测的记录" in result.stdout) == (0, True)
    assert json.loads(run(place, "--format", "json", as_of=AS_OF + timedelta(days=30)).stdout)["availability"] is None


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, place: Path) -> None:
    result = CliRunner().invoke(APP, [str(place / "plan.yaml"), "--database", f"sqlite:///{tmp_path / 'none.db'}"])

    assert result.exit_code == 2
    assert not (tmp_path / "none.db").exists()
