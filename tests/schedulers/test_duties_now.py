"""How duties stand, out of a real store: what rounds found, what nobody looked at, what people said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checks.all import CHECKS
from inspection.duties import Ticked
from inspection.duty_standing import Stand, Standing
from inspection.findings import Undecided
from inspection.plan import Plan
from inspection.plan_file import digest_of, parse_plan
from inspection.records import Article, ColumnReading, ColumnState
from schedulers.duties_now import duties_now
from schedulers.unjudged import unjudged, unjudged_of
from store.store import Store

TEXT = """\
site: {name: 示例局, home: "https://www.example.gov.cn/"}
units: [办公室, 法规处]
columns:
  - {name: 通知公告, url: /tzgg/, kind: 通知公告, unit: 办公室}
  - {name: 政策文件, url: /zcwj/, kind: 政策文件, unit: 法规处}
  - {name: 政策解读, url: /zcjd/, kind: 政策解读, unit: 法规处}
interpretation: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays}
expectations: [{name: 年报, due: {yearly: 03-31}, all_of: [年度报告], columns: [通知公告], unit: 办公室}]
duties:
  - {number: "1", name: 年报, units: [办公室], expectations: [年报]}
  - {number: "2", name: 维护, units: [办公室], columns: [通知公告]}
  - {number: "3", name: 解读, units: [法规处], checks: [missing-interpretation]}
  - {number: "4", name: 浏览器, units: [办公室], checks: [blank-page, frequent-outage]}
  - {number: "5", name: 征求意见, units: [法规处], checks: [missing-feedback]}
  - {number: "6", name: 培训, units: [法规处], ticks: [{name: 培训, due: {yearly: 06-30}}]}
"""
PLAN = parse_plan(TEXT)
NOW = datetime.fromisoformat("2024-07-10T09:00:00+08:00")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        opened.record_plan("示例局", digest_of(TEXT), TEXT, NOW - timedelta(days=30))
        yield opened


def column(name: str, *rows: tuple[str, date]) -> ColumnReading:
    articles = tuple(
        Article(name, title, f"https://www.example.gov.cn/{name}/{at}.html", published_at=day)
        for at, (title, day) in enumerate(rows)
    )
    return ColumnReading(
        name, f"https://www.example.gov.cn/{name}/", ColumnState.READ, articles=articles, complete=True
    )


def looked(
    store: Store,
    *readings: ColumnReading,
    at: datetime = NOW - timedelta(hours=2),
    kind: str = "daily",
    complete: bool = True,
    undecided: tuple[Undecided, ...] = (),
    counters: dict[str, int] | None = None,
) -> None:
    id_ = store.begin_round(site="示例局", kind=kind, as_of=at, plan_digest=digest_of(TEXT), started_at=at)
    for one in readings:
        store.record_reading(id_, one)
    store.record_findings(id_, [], undecided)
    store.finish_round(id_, finished_at=at + timedelta(minutes=5), complete=complete, counters=counters or {})


def stands(store: Store, plan: Plan = PLAN, now: datetime = NOW) -> dict[str, Stand]:
    return {one.duty.number: one.stand for one in now_(store, plan, now).duties}


def now_(store: Store, plan: Plan = PLAN, now: datetime = NOW) -> Standing:
    return duties_now(store, plan, now)


REPORT = column("通知公告", ("2023年政府信息公开年度报告", date(2024, 1, 20)))


def test_where_nobody_ever_looked_nothing_is_known_but_what_people_owe(store: Store) -> None:
    found = stands(store)

    assert found.pop("6") is Stand.OVERDUE
    assert set(found.values()) == {Stand.UNDECIDED}


def test_a_round_that_read_all_says_what_is_met(store: Store) -> None:
    looked(store, REPORT)

    found = stands(store)

    assert (found["1"], found["2"], found["3"]) == (Stand.MET, Stand.MET, Stand.MET)


def test_what_no_browser_and_nobody_around_the_clock_looked_at_is_not_met(store: Store) -> None:
    looked(store, REPORT)

    (duty,) = [one for one in now_(store).duties if one.duty.number == "4"]

    assert duty.stand is Stand.UNDECIDED
    assert {part.said.partition("，")[0] for part in duty.parts} == {"近期没有用浏览器查看", "近期没有全天候监测"}


def test_what_the_plan_does_not_ask_of_a_check_is_not_met(store: Store) -> None:
    looked(store, REPORT)

    assert stands(store)["5"] is Stand.UNDECIDED


@pytest.mark.parametrize(
    "blind",
    [
        {"kind": "watch"},
        {"complete": False},
        {"at": NOW - timedelta(days=8)},
        {"at": NOW + timedelta(days=1)},
        {"counters": unjudged({check.name for check in CHECKS} - {"missing-interpretation"}, "daily")},
        {"undecided": (Undecided("missing-interpretation", "https://www.example.gov.cn/1", "not-read"),)},
    ],
    ids=["a watch", "cut short", "long ago", "to come", "not asked", "in doubt"],
)
def test_a_round_that_did_not_see_says_nothing(store: Store, blind: dict[str, object]) -> None:
    looked(store, REPORT, **blind)  # type: ignore[arg-type]

    assert stands(store)["3"] is Stand.UNDECIDED


def test_what_was_written_into_the_plan_after_the_round_is_not_met(store: Store) -> None:
    looked(store, REPORT)
    more = TEXT.replace('columns: [通知公告]}\n  - {number: "3"', 'columns: [新栏目]}\n  - {number: "3"')
    more = more.replace("interpretation:", "  - {name: 新栏目, url: /new/}\ninterpretation:")

    assert stands(store, parse_plan(more))["2"] is Stand.UNDECIDED


def test_a_word_counts_from_the_day_on_which_it_was_done(store: Store) -> None:
    looked(store, REPORT)
    store.tick("示例局", Ticked("6", "培训", "2024年", "张三", NOW, date(2024, 7, 5)))

    earlier = datetime.fromisoformat("2024-07-04T09:00:00+08:00")

    assert (stands(store)["6"], stands(store, now=earlier)["6"]) == (Stand.LATE, Stand.OVERDUE)


def test_lag_is_counted_for_the_unit_of_the_policy(store: Store) -> None:
    policy = ("关于印发《社会救助办法》的通知", date(2024, 7, 1))
    looked(
        store, REPORT, column("政策文件", policy), column("政策解读", ("《社会救助办法》政策解读", date(2024, 7, 3)))
    )

    unit = now_(store).unit("法规处")

    assert unit is not None
    assert (unit.lag, unit.interpreted) == (2.0, 1)


def test_the_checks_that_were_not_asked_come_back_out_of_the_figures() -> None:
    names = {check.name for check in CHECKS}

    assert unjudged_of(unjudged(names - {"stale-home"}, "full")) == {"stale-home"}
    assert unjudged(names, "full") == unjudged(set(), "watch") == {}
