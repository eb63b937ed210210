"""What a person filled in, read."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.deed_forms import ACT_BUTTONS, ACT_HINTS, FIELDS, HUMAN_ACTS, WHY_LENGTH, WHY_NEEDED, read_deed
from desk.deeds import Asked
from inspection import deeds
from inspection.issue import Act, RefusedError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from tests.desk.conftest import PLAN

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)


_PLAN = parse_plan(PLAN, "方案")


@pytest.fixture
def plan() -> Plan:
    return _PLAN


def test_every_deed_of_people_has_its_fields_its_button_and_its_hint() -> None:
    people = frozenset(act for act in Act if act in deeds._ALLOWED)

    assert people == frozenset(HUMAN_ACTS) == FIELDS.keys() == ACT_HINTS.keys()
    assert people <= ACT_BUTTONS.keys()
    assert WHY_NEEDED == deeds._WHY_NEEDED


def test_a_deed_that_asks_for_nothing_is_its_name_alone(plan: Plan) -> None:
    assert read_deed({"act": "accept", "why": "不读", "unit": "养老处"}, plan, NOW) == Asked(Act.ACCEPT)


def test_an_assignment_names_unit_and_person(plan: Plan) -> None:
    asked = read_deed({"act": "assign", "unit": "养老处", "person": " 经办甲\r\n", "why": ""}, plan, NOW)

    assert (asked.unit, asked.person) == ("养老处", "经办甲")


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("3d", NOW + timedelta(days=3)),
        ("1w", NOW + timedelta(weeks=1)),
        ("3天", NOW + timedelta(days=3)),
        ("2026-12-01", datetime(2026, 12, 1, 23, 59, tzinfo=ZONE)),
        ("2026-12-01T09:00", datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)),
    ],
)
def test_a_mute_ends_after_a_time_or_on_a_day(plan: Plan, written: str, until: datetime) -> None:
    assert read_deed({"act": "mute", "until": written, "why": "改版中"}, plan, NOW).until == until


def test_a_day_that_is_written_goes_before_the_choice(plan: Plan) -> None:
    asked = read_deed({"act": "mute", "until": "1w", "until_date": "2026-12-31", "why": "改版中"}, plan, NOW)

    assert asked.until is not None
    assert asked.until.date().isoformat() == "2026-12-31"


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({}, "没有选择"),
        ({"act": "verify"}, "没有“verify”这项操作"),
        ({"act": "dismiss"}, "理由"),
        ({"act": "dismiss", "why": "\u200b \u202e"}, "理由"),
        ({"act": "note", "why": "长" * (WHY_LENGTH + 1)}, "理由：最多"),
        ({"act": "assign"}, "责任单位：没有选择"),
        ({"act": "assign", "unit": "不存在处"}, "责任单位：方案里没有"),
        ({"act": "mute", "why": "x"}, "静默到何时：没有选择"),
        ({"act": "mute", "why": "x", "until": "2020-01-01"}, "已经过去"),
        ({"act": "mute", "why": "x", "until": "0d"}, "已经过去"),
        ({"act": "mute", "why": "x", "until": "9999-12-31"}, "太久"),
        ({"act": "mute", "why": "x", "until": "0001-01-01T00:00:00+14:00"}, "静默到何时"),
        ({"act": "mute", "why": "x", "until": "明天"}, "不是日期"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_field_and_the_mend(
    plan: Plan, form: dict[str, str], named: str
) -> None:
    with pytest.raises(RefusedError, match=named):
        read_deed(form, plan, NOW)


@given(
    act=st.sampled_from([act.value for act in Act]) | st.text(max_size=20),
    rest=st.dictionaries(st.sampled_from(["why", "unit", "person", "until", "until_date"]), st.text(max_size=60)),
)
def test_whatever_is_filled_in_is_read_or_refused(act: str, rest: dict[str, str]) -> None:
    try:
        asked = read_deed({"act": act, **rest}, _PLAN, NOW)
    except RefusedError as refused:
        str(refused).encode()
    else:
        f"{asked.why}{asked.unit}{asked.person}".encode()
