"""What reports say of a week of probes: the figures as they are, and what is not known beside them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from inspection.availability import Answering, AvailabilityRecord
from inspection.plan import Plan
from notifications.availability import AvailabilityEntry, availability_entry, endpoint_words, week_words
from notifications.html import render_html
from notifications.report import report_document
from notifications.text import print_report
from tests.checks.watched import facts, probe, slots
from tests.notifications.samples import HOSTILE
from tests.notifications.samples import facts as round_facts
from tests.notifications.test_report import VALIDATOR

PLAN = Plan.model_validate({"site": {"name": "某某局", "home": "https://example.gov.cn/"}})
AS_OF = datetime(2025, 3, 25, 9, tzinfo=PLAN.zone)
DOWN, UNKNOWN = Answering.DOWN, Answering.UNKNOWN


def entry(record: AvailabilityRecord, as_of: datetime = AS_OF) -> AvailabilityEntry:
    made = availability_entry(PLAN, record, as_of)
    assert made is not None
    return made


def week(down: tuple[int, ...] = (), unknown: tuple[int, ...] = (), days: float = 7) -> AvailabilityRecord:
    """Half-hourly; the moments of these numbers, the earliest is 0."""
    outcomes = dict.fromkeys(down, DOWN) | dict.fromkeys(unknown, UNKNOWN)
    every = [probe(slot, outcomes.get(n, Answering.UP)) for n, slot in enumerate(slots(AS_OF, days))]
    return AvailabilityRecord(every, [facts(AS_OF)])


def document(made: AvailabilityEntry | None) -> Any:
    return report_document("某某局", AS_OF, round_facts(), [], [], availability=made)


def test_where_nobody_watches_the_report_has_no_word_of_it() -> None:
    assert availability_entry(PLAN, None, AS_OF) is None
    assert "availability" not in document(None)


@settings(max_examples=30)
@given(
    outcomes=st.lists(st.sampled_from(list(Answering)), min_size=1, max_size=200),
    name=HOSTILE,
    as_of=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_was_seen_fits_the_schema_and_every_form(
    outcomes: list[Answering], name: str, as_of: datetime
) -> None:
    moments = slots(as_of, len(outcomes) / 48)
    every = [probe(slot, outcome) for slot, outcome in zip(moments, outcomes, strict=True)]
    seen = facts(as_of, name, certificate_name=name, certificate_error=name, lookup_error="")

    made = document(entry(AvailabilityRecord(every, [seen]), as_of))

    VALIDATOR.validate(made)
    assert json.loads(json.dumps(made)) == made
    out = StringIO()
    print_report(made, Console(file=out, width=100))
    for said in (render_html(made), out.getvalue()):
        assert "近七天探测" in said
        assert "<script>alert" not in said


def test_the_week_is_told_with_its_longest_outage() -> None:
    said = week_words(entry(week(down=(100, 101, 102, 200))))

    assert said == "近七天探测 336 次，打不开 4 次（1.2%），最长一次 3月20日 11:30 至 12:30（连续 3 次）"


def test_an_outage_over_midnight_says_both_days() -> None:
    assert "3月18日 23:00 至 3月19日 00:30" in week_words(entry(week(down=(27, 28, 29, 30))))


def test_what_is_not_known_is_said_beside_what_is() -> None:
    said = week_words(entry(week(unknown=(5,), days=2)))

    assert "都打得开；另有 1 次未能判断；7 天中有 5 天有效探测不足 20 次，不能按一周计" in said


def test_days_are_the_offices_own_and_a_moment_at_midnight_is_the_new_days() -> None:
    days = entry(week())["days"]

    assert [day["day"] for day in days] == [f"2025-03-{n}" for n in range(19, 26)]
    assert [day["probes"] for day in days] == [48] * 6 + [19]


def test_what_stands_behind_the_address_is_told_in_a_line() -> None:
    sound, poor = facts(AS_OF), facts(AS_OF, ipv6=(), certificate_error="域名不符", https_redirect=False)
    told = [endpoint_words(one) for one in entry(AvailabilityRecord(week().probes, [sound, poor]))["endpoints"]]

    assert told == [
        "证书 2026-01-19 到期；IPv6 连通；http:// 跳转到 https://",
        "证书 2026-01-19 到期（域名不符）；没有 IPv6 地址；http:// 没有跳转到 https://",
    ]


@pytest.mark.parametrize("hours", [0, 5, 23])
def test_every_probe_of_the_shown_days_is_counted_once(hours: int) -> None:
    as_of = AS_OF + timedelta(hours=hours)
    every = [probe(slot) for slot in slots(as_of, 7)]

    shown = entry(AvailabilityRecord(every), as_of)["days"]

    first = datetime.fromisoformat(f"{shown[0]['day']}T00:00+08:00")
    assert sum(day["probes"] for day in shown) == sum(one.slot >= first for one in every)
