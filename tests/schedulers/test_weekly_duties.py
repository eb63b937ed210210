"""职责清单 in the weekly digest: what is overdue, near and in doubt; of units; the same whenever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from inspection.duties import Ticked
from inspection.findings import Undecided
from inspection.plan_file import parse_plan
from notifications.digest import html, text, word
from notifications.digest.document import digest_document
from notifications.digest.duty_facts import DutiesFact
from notifications.digest.facts import DigestFacts, Week
from schedulers.weekly import weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, MONDAY, PLAN, PLAN_TEXT, Office, finding

WEEK = Week(2025, 13)
LATER = MONDAY + 60 * DAY
TEXT = f"""{PLAN_TEXT}
duties:
  - {{number: "1", name: 维护, units: [办公室], checks: [broken-link], columns: [通知公告]}}
  - number: "24"
    name: 培训
    units: [宣传处]
    ticks:
      - {{name: 一季度培训, due: {{by: 2025-03-20}}}}
      - {{name: 四月培训, due: {{by: 2025-04-10}}}}
      - {{name: 年终总结, due: {{by: 2025-12-31}}}}
"""
WITH = parse_plan(TEXT, "plan.yaml")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        yield Office(store, WITH, TEXT)


def facts(office: Office, unit: str | None = None) -> DigestFacts:
    return weekly_facts(office.store, WITH, WEEK, unit, LATER)


def duties(office: Office, unit: str | None = None) -> DutiesFact:
    found = facts(office, unit).duties
    assert found is not None
    return found


def tick(office: Office, name: str, at: datetime, occurrence: str = "2025年3月20日前") -> None:
    office.store.tick(WITH.site.name, Ticked("24", name, occurrence, "张三", at, at.date()))


def test_what_nobody_confirmed_and_what_is_near_are_told(office: Office) -> None:
    office.round(MONDAY + DAY)

    told = duties(office)

    assert [(one.what, one.on) for one in told.overdue] == [("一季度培训（2025年3月20日前）", date(2025, 3, 20))]
    assert [one.what for one in told.coming] == ["四月培训（2025年4月10日前）"]
    assert told.summary == "职责 2 项：逾期 1 项，已落实 1 项。"


def test_a_week_in_which_nobody_looked_calls_nothing_met(office: Office) -> None:
    told = duties(office)

    assert [(one.number, one.note) for one in told.undecided] == [("1", "近 7 天没有完整的巡检，现状不明")]


def test_what_a_round_could_not_judge_is_in_doubt(office: Office) -> None:
    office.round(MONDAY + DAY, undecided=[Undecided("stale-column", "通知公告", "not-read")])

    assert [one.what for one in duties(office).undecided] == ["通知公告"]


def test_an_issue_that_stood_then_is_a_fault_of_the_duty(office: Office) -> None:
    office.round(MONDAY, [finding("a", unit="办公室")])
    office.round(MONDAY + DAY, [finding("a", unit="办公室")])

    assert ("有问题", 1) in duties(office).counts


def test_each_unit_has_its_own(office: Office) -> None:
    office.round(MONDAY + DAY)

    assert (duties(office, "办公室").overdue, len(duties(office, "宣传处").overdue)) == ((), 1)


def test_words_given_later_change_nothing(office: Office) -> None:
    office.round(MONDAY + DAY)
    before = facts(office)

    tick(office, "一季度培训", MONDAY + 20 * DAY)

    assert facts(office) == before


def test_a_word_in_time_for_the_digest_counts_and_stays_when_it_is_taken_back_later(office: Office) -> None:
    office.round(MONDAY + DAY)
    tick(office, "一季度培训", MONDAY + DAY)
    word_ = Ticked("24", "一季度培训", "2025年3月20日前", "李四", MONDAY + 20 * DAY)
    office.store.untick(WITH.site.name, word_)

    assert duties(office).overdue == ()


def test_a_plan_without_duties_says_nothing_of_them(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'y.db'}") as store:
        office = Office(store)
        office.round(MONDAY + DAY)
        found = weekly_facts(store, PLAN, WEEK, None, LATER)

    assert found.duties is None
    assert "职责清单" not in text.terminal(found) + html.render(found)


def test_every_form_tells_the_same(office: Office) -> None:
    office.round(MONDAY + DAY)
    found = facts(office)
    paper = Document(BytesIO(word.document(found)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    written = "\n".join([*(one.text for one in paper.paragraphs), *cells])

    for form in (text.terminal(found), text.chat(found), html.render(found), written):
        assert "一季度培训" in form
        assert "职责 2 项" in form
    assert digest_document(found)["duties"]["overdue"][0]["on"] == "2025-03-20"
