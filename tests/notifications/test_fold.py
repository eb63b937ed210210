"""Many groups at once become few messages; nothing is lost in folding."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspection.calendar import Workdays
from inspection.telling import Kind, Telling
from notifications.alert import from_payload
from notifications.fold import EVERY, MOST, MOST_UNITS, folded
from notifications.situation import Ruling, Situation
from notifications.telling import decide
from tests.notifications.telling_world import TUESDAY, make_issue, make_plan

RULING = Ruling("dedup", "first-time", Kind.NEW)


def ready(*groups):
    """(unit, column, how many, kind) → what is due on one channel."""
    return [
        (("wecom", f"{unit}|broken-link|{column}", kind, 0), [(make_issue(n), RULING) for n in range(1, many + 1)])
        for unit, column, many, kind in groups
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("甲乙丙丁戊己庚"),
            st.integers(0, 30).map(str),
            st.integers(1, 3),
            st.sampled_from([Kind.NEW, Kind.RECOVERY, Kind.REMINDER, Kind.ESCALATION]),
        ),
        max_size=40,
        unique_by=lambda group: (group[0], group[1], group[3]),
    )
)
def test_every_issue_is_in_one_message_and_no_kind_makes_a_storm(groups):
    given_, out = ready(*groups), folded(ready(*groups))

    assert sum(len(items) for _, items in out) == sum(len(items) for _, items in given_)
    messages = Counter(kind for (_, _, kind, _), _ in out)
    assert all(count <= MOST_UNITS for count in messages.values())


def test_a_few_groups_are_told_one_by_one():
    few = ready(*(("办公室", str(n), 2, Kind.NEW) for n in range(MOST)))

    assert folded(few) == few


def test_many_columns_of_few_units_become_one_message_a_unit():
    many = ready(*((unit, str(n), 1, Kind.NEW) for n in range(MOST) for unit in ("办公室", "宣传处")))

    assert {key[1] for key, _ in folded(many)} == {f"办公室|{EVERY}|{EVERY}", f"宣传处|{EVERY}|{EVERY}"}


def test_the_link_that_speaks_for_a_silent_host_stays_alone():
    host = (("wecom", "host|a.gov.cn", Kind.NEW, 0), [(make_issue(99), RULING)])
    many = [*ready(*((str(n), str(n), 1, Kind.NEW) for n in range(20))), host]

    assert [key[1] for key, _ in folded(many)] == ["host|a.gov.cn", f"{EVERY}|{EVERY}|{EVERY}"]


def told(issues, now):
    plan = make_plan(units=[{"name": name} for name in "甲乙丙丁戊己庚辛壬"] + ["办公室", "宣传处"])
    waiting = {
        (issue.id, "wecom"): Telling(issue.id, "wecom", waiting_since=TUESDAY, stage="group", reason="group-wait")
        for issue in issues
    }
    numbers = iter(range(100_000))
    return decide(Situation(plan, Workdays(), issues, waiting, now, lambda: f"m{next(numbers)}"))


def test_a_neglected_portals_first_round_is_one_message_that_counts_and_lists_the_worst():
    checks, units = ("broken-link", "stale-column", "blank-column", "missing-publication"), "甲乙丙丁戊己庚辛壬"
    issues = [make_issue(n, unit=units[n % 9], check=checks[n % 4], column=f"栏目{n}") for n in range(1, 101)]

    messages = [m for m in told(issues, TUESDAY + timedelta(minutes=10)).messages if m.channel == "wecom"]

    assert len(messages) == 1
    alert = from_payload(messages[0].payload)
    assert alert.headline == "空白栏目 25 项、栏目更新不及时 25 项、应发布内容未发布 25 项等共 100 项（9 个单位）"
    assert (alert.total, len(alert.lines), alert.more) == (100, 8, "xunjian issues list")
    assert {line.check for line in alert.lines} == set(checks)
    assert set(messages[0].issues) == set(range(1, 101))
