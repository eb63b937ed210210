"""What becomes of a message that could not be delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.errors import DeliveryError
from inspection.findings import Severity
from inspection.telling import ChannelHealth, Kind, Message
from notifications.alert import Alert, Line, from_payload, to_payload
from notifications.outbox import (
    GIVE_UP_AFTER,
    LONGEST_ASKED,
    LONGEST_WAIT,
    SAY_AFTER,
    Again,
    GiveUp,
    after_failure,
    is_stuck,
    notice,
    other_channel,
    stuck_notice,
    ways_of,
)

NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)


def message(channel: str = "wecom", headline: str = "通知公告：3 条断链", kind: Kind = Kind.NEW) -> Message:
    alert = Alert(
        id="m1",
        kind=kind,
        site="某某局",
        at=NOW,
        group="g",
        severity=Severity.ERROR,
        headline=headline,
        because="首次发现",
        lines=(Line(7, "附件“申请表”打不开", Severity.ERROR, "suspected", "broken-link"),),
        total=1,
    )
    return Message("m1", "某某局", channel, kind, "g", Severity.ERROR, NOW, NOW, to_payload(alert))


def temporary(retry_after: timedelta | None = None) -> DeliveryError:
    return DeliveryError("服务器忙", permanent=False, retry_after=retry_after)


def test_a_permanent_error_is_given_up_at_once() -> None:
    assert after_failure(message(), DeliveryError("密钥无效", permanent=True), NOW) == GiveUp()


@given(st.integers(0, 10_000))
def test_waits_grow_and_never_exceed_the_longest(attempts: int) -> None:
    now = after_failure(replace(message(), attempts=attempts), temporary(), NOW)
    later = after_failure(replace(message(), attempts=attempts + 1), temporary(), NOW)

    assert isinstance(now, Again)
    assert isinstance(later, Again)
    assert NOW < now.at <= later.at <= NOW + LONGEST_WAIT


@given(st.timedeltas(timedelta(seconds=-5), timedelta(days=400)))
def test_the_wait_that_a_channel_asks_for_is_honoured_within_reason(asked: timedelta) -> None:
    again = after_failure(message(), temporary(asked), NOW)

    assert isinstance(again, Again)
    assert NOW + min(asked, LONGEST_ASKED) <= again.at <= NOW + LONGEST_ASKED
    assert again.at > NOW


def test_a_day_of_temporary_failures_is_enough() -> None:
    assert after_failure(message(), temporary(), NOW + GIVE_UP_AFTER, failing_since=NOW) == GiveUp()


def test_a_channel_that_is_known_to_fail_is_not_the_first_to_be_told() -> None:
    failing = {"a": ChannelHealth("s", "a", NOW, "超时"), "b": ChannelHealth("s", "b", NOW, "密钥无效", permanent=True)}

    assert other_channel(["x"], ["x", "a", "b", "c"], failing) == "c"
    assert other_channel(["x"], ["x", "b", "a"], failing) == "a"
    assert other_channel(["x"], ["x", "b"], failing) is None


def test_a_notice_names_the_channel_the_reason_and_what_was_not_delivered() -> None:
    said = from_payload(notice(message(), "密钥无效", "mail", NOW, "m2").payload)

    for part in ("wecom", "密钥无效", "通知公告：3 条断链", "附件“申请表”打不开", "m1"):
        assert part in said.headline + said.text


def test_notices_that_wait_are_put_together() -> None:
    first = notice(message(headline="甲栏目断链"), "密钥无效", "mail", NOW, "m2")
    both = notice(message(headline="乙栏目断链"), "密钥无效", "mail", NOW, "m3", first)

    text = from_payload(both.payload).text
    assert "甲栏目断链" in text
    assert "乙栏目断链" in text


def test_the_same_failure_said_twice_is_one_line() -> None:
    first = notice(message(), "密钥无效", "mail", NOW, "m2")
    both = notice(message(), "密钥无效", "mail", NOW, "m3", first)

    assert from_payload(both.payload).text.count("通知公告") == 1


def test_a_thousand_failures_make_one_notice_of_bounded_length() -> None:
    said = None
    for number in range(1000):
        said = notice(message(headline=f"第 {number} 组"), "密钥无效", "mail", NOW, f"m{number}", said)

    assert said is not None
    assert len(from_payload(said.payload).text.split("\n")) < 25
    assert "alerts list" in from_payload(said.payload).text


def test_a_notice_that_fails_goes_on_to_a_channel_that_has_not_had_it() -> None:
    first = notice(message("wecom"), "密钥无效", "mail", NOW, "m2")
    second = notice(first, "邮件服务器拒绝", "slack", NOW, "m3")

    assert ways_of(first) == ["wecom", "mail"]
    assert ways_of(second) == ["wecom", "mail", "slack"]
    assert "通知公告：3 条断链" in from_payload(second.payload).text


@pytest.mark.parametrize(
    ("failing_for", "noticed", "permanent", "stuck"),
    [
        (SAY_AFTER, None, False, True),
        (SAY_AFTER - timedelta(seconds=1), None, False, False),
        (SAY_AFTER, NOW, False, False),
        (SAY_AFTER, None, True, False),
    ],
)
def test_a_channel_is_stuck_when_it_failed_for_a_while_and_nobody_heard(
    failing_for: timedelta, noticed: datetime | None, permanent: bool, stuck: bool
) -> None:
    health = ChannelHealth("s", "wecom", NOW - failing_for, "超时", permanent, None, noticed)

    assert is_stuck(health, NOW) is stuck
    assert "超时" in from_payload(stuck_notice(health, 3, "mail", NOW, "m9").payload).text
