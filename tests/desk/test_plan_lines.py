"""A plan as a person reads it, each line with what it has found."""

from __future__ import annotations

from desk.plan_found import Ledger
from desk.plan_lines import Entry, annotated, sections
from inspection.findings import Undecided
from inspection.plan_file import parse_plan
from store.plan_edits import Tally
from tests.desk.conftest import NOW, PLAN, SITE

RICH = (
    PLAN
    + """\
accounts:
  - name: 示例民政
    platform: wechat
    source:
      - {feed: "https://rss.example.org/a.xml"}
      - {export: 导出.csv}
crossposts:
  - {name: 上微信, from: [工作动态], to: [示例民政]}
interpretation: {policies: [工作动态], interpretations: [养老服务]}
availability: {ipv6: true}
"""
)


def tally(check: str, column: str | None = None, unit: str | None = None, subject: str | None = None) -> Tally:
    return Tally(check, column, unit, subject, 1, 2, 5, NOW)


def entry(ledger: Ledger, section: str, name: str) -> Entry:
    shown = {one.key: one for one in sections(RICH, parse_plan(RICH), ledger)}
    return next(one for one in shown[section].entries if one.name == name)


def test_each_part_has_its_own() -> None:
    found = [
        tally("stale-column", "工作动态", "办公室"),
        tally("missing-crosspost", "工作动态"),
        tally("missing-publication", None, None, "清明祭扫提示"),
        tally("silent-source", "示例民政", None, "示例民政：export"),
        tally("missing-interpretation", "工作动态"),
        tally("missing-ipv6"),
    ]
    ledger = Ledger(SITE, found)
    counted = {
        (section, name): (it.found.open, it.found.sightings)
        for section, name in (
            ("columns", "工作动态"),
            ("columns", "养老服务"),
            ("units", "办公室"),
            ("expectations", "清明祭扫提示"),
            ("accounts", "示例民政：export"),
            ("accounts", "示例民政：feed"),
            ("crossposts", "上微信"),
            ("interpretation", ""),
            ("availability", ""),
        )
        if (it := entry(ledger, section, name)).found is not None
    }

    assert list(counted.values()) == [(3, 15), (0, 0), *[(1, 5)] * 3, (0, 0), *[(1, 5)] * 3]


def test_the_way_to_its_issues_is_the_list_s_own_address() -> None:
    found = entry(Ledger("甲&乙"), "columns", "工作动态").found

    assert found is not None
    assert found.address == "/issues?site=%E7%94%B2%26%E4%B9%99&column=%E5%B7%A5%E4%BD%9C%E5%8A%A8%E6%80%81"


def test_what_could_not_be_judged_is_said_beside_it() -> None:
    doubts = [Undecided("stale-column", "工作动态", "no-dates", "列表没有日期"), Undecided("x", "别的", "y")]

    found = entry(Ledger(SITE, (), doubts), "columns", "工作动态").found

    assert found is not None
    assert found.doubts == ("列表没有日期",)


def test_what_begins_on_a_line_stands_beside_it() -> None:
    lines = annotated(RICH, sections(RICH, parse_plan(RICH), Ledger(SITE)))

    assert [(line.number, [one.name for one in line.entries]) for line in lines if line.entries][:4] == [
        (1, [""]),
        (2, ["传媒中心", "办公室", "养老处"]),
        (4, ["工作动态"]),
        (5, ["养老服务"]),
    ]


def test_the_deadline_of_a_column_that_writes_none_is_its_kind_s() -> None:
    text = PLAN.replace(", update_within: 14d", ", kind: 动态要闻")
    entries = next(one for one in sections(text, parse_plan(text), Ledger(SITE)) if one.key == "columns").entries

    assert [fact.words for fact in entries[0].facts if fact.title == "更新期限"] == ["14天（按类型）"]
