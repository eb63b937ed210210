"""The weekly digest's facts: from the store, by the digest's clock, the same whenever they are asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from inspection.findings import Severity, Undecided
from inspection.issue import Act
from inspection.plan_file import parse_plan
from inspection.records import ColumnState
from notifications.digest.facts import Cell, ComingKind, Standing, Week
from schedulers.weekly import enqueue_digest, last_week, weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, HOUR, MONDAY, PLAN, PLAN_TEXT, Office, every, finding, reading

WEEK = Week(2025, 13)
LATER = MONDAY + 60 * DAY


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def test_a_week_without_rounds_says_that_nothing_was_looked_at(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY - 3 * DAY, [finding("a")])

    facts = weekly_facts(store, PLAN, WEEK, None, LATER)

    assert (facts.looked, facts.rounds, facts.vetoes, facts.undecided_at) == (False, (), (), None)
    assert facts.counts.end == 1


def test_a_site_that_was_never_inspected_has_a_digest_too(store: Store) -> None:
    facts = weekly_facts(store, PLAN, WEEK, None, LATER)

    assert not facts.looked
    assert facts.before is None
    assert {column.standing for column in facts.columns} == {Standing.UNKNOWN}


def test_what_happens_after_the_week_changes_nothing(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY - 5 * DAY, [finding("a"), finding("b")], [reading(days=[date(2025, 3, 1)])])
    office.round(MONDAY + DAY, [finding("a"), finding("c")], [reading(days=[date(2025, 3, 1)])])
    office.act(finding("a").fingerprint, Act.ASSIGN, MONDAY + 2 * DAY, unit="宣传处")
    first = weekly_facts(store, PLAN, WEEK, None, LATER)

    other = PLAN_TEXT.replace("示例民政", "改名")
    later = Office(store, parse_plan(other, "later"), other)
    later.issues = office.issues
    worse = finding("a", severity=Severity.CRITICAL, title="后来的标题", column="工作动态", found_on=())
    later.round(MONDAY + 8 * DAY, [worse, finding("b")], [reading(days=[date(2025, 4, 1)])])
    later.act(finding("c").fingerprint, Act.REOPEN, MONDAY + 9 * DAY)
    later.act(finding("a").fingerprint, Act.ASSIGN, MONDAY + 9 * DAY, unit="办公室")
    later.act(finding("a").fingerprint, Act.DISMISS, MONDAY + 10 * DAY)

    assert weekly_facts(store, parse_plan(other, "later"), WEEK, None, LATER + DAY) == first


def test_an_issue_is_told_as_it_stood_then(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY + DAY, [finding("a", severity=Severity.WARNING, title="当时的标题")])
    office.round(MONDAY + 8 * DAY, [finding("a", severity=Severity.CRITICAL, title="后来的标题")])

    facts = weekly_facts(store, PLAN, WEEK, None, LATER)

    assert [(one.title, one.severity) for one in facts.new] == [("当时的标题", Severity.WARNING)]


def test_the_running_week_is_told_up_to_now(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY + DAY, [finding("a")])
    office.round(MONDAY + 3 * DAY, [finding("a"), finding("b")])

    facts = weekly_facts(store, PLAN, WEEK, None, MONDAY + 2 * DAY)

    assert (facts.counts.new, facts.finished, facts.until) == (1, False, MONDAY + 2 * DAY)
    assert [kind.count for kind in facts.rounds] == [1]


def test_a_round_at_the_digests_own_moment_counts(store: Store) -> None:
    Office(store).round(MONDAY + DAY, [finding("a")])

    assert weekly_facts(store, PLAN, WEEK, None, MONDAY + DAY).counts.new == 1


def test_sundays_last_minute_belongs_to_the_week_and_mondays_first_to_the_next(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY + 7 * DAY - timedelta(minutes=1), [finding("a")])
    office.round(MONDAY + 7 * DAY, [finding("a"), finding("b")])

    new = [weekly_facts(store, PLAN, week, None, LATER).counts.new for week in (WEEK, WEEK.earlier(-1))]

    assert new == [1, 1]


def test_a_unit_has_its_own_digest(store: Store) -> None:
    mine = finding("b", column="工作动态")
    Office(store).round(MONDAY, [finding("a"), mine], [reading(), reading("工作动态")])

    facts = weekly_facts(store, PLAN, WEEK, "宣传处", LATER)

    assert [one.title for one in facts.new] == [mine.title]
    assert [one.column for one in facts.columns] == ["工作动态"]
    assert facts.by_unit == ()


def test_a_week_that_has_not_begun_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="还没有开始"):
        weekly_facts(store, PLAN, WEEK, None, MONDAY - DAY)


def test_a_unit_that_the_plan_does_not_have_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="办公室"):
        weekly_facts(store, PLAN, WEEK, "不存在处", LATER)


def test_last_week_is_the_last_one_that_is_over() -> None:
    assert last_week(PLAN, datetime(2025, 3, 31, 0, 0, tzinfo=PLAN.zone)) == WEEK
    assert last_week(PLAN, datetime(2025, 3, 30, 23, 59, tzinfo=PLAN.zone)) == WEEK.earlier()


@pytest.mark.parametrize(
    ("published", "standing"),
    [
        (date(2025, 3, 20), Standing.FRESH),
        (date(2025, 3, 19), Standing.SOON),  # 14 days: stale from the 7th of April on... unless read again
        (date(2025, 3, 1), Standing.STALE),
    ],
)
def test_a_column_is_told_of_before_it_goes_stale(store: Store, published: date, standing: Standing) -> None:
    fresh_until = {date(2025, 3, 20): date(2025, 3, 24)}.get(published, published)
    Office(store).round(MONDAY + 4 * DAY, [], [reading("工作动态", [fresh_until])])

    facts = weekly_facts(store, PLAN, WEEK, None, LATER)

    column = next(one for one in facts.columns if one.column == "工作动态")
    assert column.standing is standing
    assert any(one.kind is ComingKind.COLUMN for one in facts.coming) == (standing is Standing.SOON)


def test_a_publication_due_next_week_is_told_of_unless_it_was_found(store: Store) -> None:
    office = Office(store)
    office.round(MONDAY + 4 * DAY, [], [reading(), reading("工作动态"), reading("机构职能")])

    due = [one for one in weekly_facts(store, PLAN, WEEK, None, LATER).coming if one.kind is ComingKind.PUBLICATION]

    # 清明 of 2025 is April 4; 5 days before is Sunday, March 30: this week's own end.
    assert [(one.name, one.on) for one in due] == [("清明祭扫", date(2025, 3, 30))]
    assert due[0].note.startswith("尚未找到")


def test_a_publication_is_not_said_to_be_missing_where_nothing_was_looked_at(store: Store) -> None:
    coming = weekly_facts(store, PLAN, WEEK, None, LATER).coming

    assert [one.note for one in coming if one.kind is ComingKind.PUBLICATION] == ["无法判断是否已经发布"]


def test_what_could_not_be_judged_is_told_with_its_reason(store: Store) -> None:
    Office(store).round(MONDAY, [], [reading("工作动态", state=ColumnState.BLOCKED, reason="blocked-by-firewall")], [
        Undecided("stale-column", "工作动态", "blocked-by-firewall"),
        Undecided("blank-column", "工作动态", "blocked-by-firewall"),
    ])  # fmt: skip

    facts = weekly_facts(store, PLAN, WEEK, None, LATER)

    assert [(one.subject, len(one.checks)) for one in facts.undecided] == [("工作动态", 2)]
    column = next(one for one in facts.columns if one.column == "工作动态")
    assert (column.standing, column.cells[-1].cell) == (Standing.UNKNOWN, Cell.UNKNOWN)


@pytest.mark.parametrize("day", [-3, 1, 8])
def test_a_later_replay_of_the_week_changes_nothing(store: Store, day: int) -> None:
    office = Office(store)
    office.round(MONDAY - 5 * DAY, [finding("a")], [reading(days=[date(2025, 3, 1)])])
    office.round(MONDAY + HOUR, [finding("b")], [reading(days=[date(2025, 3, 1)])])
    first = [weekly_facts(store, PLAN, week, None, LATER) for week in (WEEK, WEEK.earlier(), Week(2025, 14))]
    office.text = PLAN_TEXT.replace("示例民政", "改名")
    office.round(MONDAY + day * DAY, [finding("c")], [reading(days=[date(2025, 3, 20)])], began=MONDAY + 30 * DAY)

    again = [weekly_facts(store, PLAN, week, None, LATER) for week in (WEEK, WEEK.earlier(), Week(2025, 14))]

    assert again == first


def test_a_database_of_set_dates_has_digests_of_its_rounds(store: Store) -> None:
    Office(store).round(MONDAY + DAY, [], [reading()], began=MONDAY + 30 * DAY)

    assert weekly_facts(store, PLAN, WEEK, None, LATER).looked


def test_week_53_and_weeks_of_two_years_are_weeks_like_others(store: Store) -> None:
    week = Week(2026, 53)
    Office(store).round(datetime(2027, 1, 2, 9, tzinfo=PLAN.zone), [finding("a")])

    facts = weekly_facts(store, PLAN, week, None, datetime(2027, 3, 1, tzinfo=PLAN.zone))

    assert (facts.start.date(), facts.until.date(), facts.counts.new) == (date(2026, 12, 28), date(2027, 1, 3), 1)


def test_a_week_in_which_the_clock_is_put_forward_is_an_hour_shorter(store: Store) -> None:
    text = PLAN_TEXT.replace("Asia/Shanghai", "Europe/Berlin")
    plan = parse_plan(text, "plan")
    Office(store, plan, text).round(datetime(2025, 3, 30, 3, 30, tzinfo=plan.zone), [finding("a")])

    facts = weekly_facts(store, plan, WEEK, None, LATER)

    assert facts.until.timestamp() - facts.start.timestamp() == pytest.approx(7 * 86_400 - 3600, abs=1)
    assert facts.counts.new == 1


def test_a_digest_is_put_into_the_outbox_once(store: Store) -> None:
    Office(store).round(MONDAY, [finding("a")])
    messages, added = enqueue_digest(store, PLAN, WEEK, LATER)

    again, none = enqueue_digest(store, PLAN, WEEK, LATER + HOUR)

    assert len(added) == len(messages) == 3  # the whole by mail and robot, the office's own by mail
    assert ([one.id for one in again], none) == ([one.id for one in messages], [])


def test_every_article_of_a_whole_list_is_in_the_strip(store: Store) -> None:
    days = every(date(2024, 10, 1), date(2025, 3, 25), 9)
    Office(store).round(MONDAY + 4 * DAY, [], [reading("工作动态", days)])

    column = next(one for one in weekly_facts(store, PLAN, WEEK, None, LATER).columns if one.column == "工作动态")

    assert sum(week.count for week in column.cells) == len([d for d in days if d >= column.cells[0].week.monday])
    assert Cell.UNKNOWN not in {week.cell for week in column.cells}
