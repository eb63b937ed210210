"""The sender: what is in the outbox is delivered once, in order, when it may be, or somebody hears that it was not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.errors import DeliveryError
from inspection.findings import Severity
from inspection.plan import Plan
from inspection.telling import Kind, Status
from notifications.channels.channel import Rate
from schedulers.sending import Sender
from store.store import Store
from tests.schedulers.channels import NOW, SITE, Noted, message, plan, put

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


class Hand:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def sender(store: Store, channels: Mapping[str, Noted], clock: Hand | None = None, of: Plan | None = None) -> Sender:
    return Sender(store, of or plan(), channels, clock or Hand())


def status(store: Store, id_: str) -> Status:
    found = store.message(id_)
    assert found is not None
    return found.status


async def test_what_is_due_is_sent_once_and_what_is_not_due_waits(store: Store) -> None:
    one = Noted()
    put(store, message("m1"), message("m2", at=NOW + MINUTE))
    work = sender(store, {"one": one})

    await work.send_due()
    await work.send_due()

    assert [alert.id for alert in one.sent] == ["m1"]


async def test_messages_of_one_group_go_in_their_order(store: Store) -> None:
    one = Noted(slow=0.001)
    put(store, *(message(f"m{n}", group="g") for n in range(20)))

    await asyncio.gather(*(sender(store, {"one": one}).send_due() for _ in range(3)))

    assert [alert.id for alert in one.sent] == [f"m{n}" for n in range(20)]


async def test_a_temporary_failure_is_tried_again_later_and_makes_the_channel_wait(store: Store) -> None:
    clock, one = Hand(), Noted(fails=lambda n: DeliveryError("系统繁忙", permanent=False) if n == 1 else None)
    put(store, message("m1"), message("m2"))
    work = sender(store, {"one": one}, clock)

    await work.send_due()
    assert one.attempts == 1
    clock.now += MINUTE
    await work.send_due()

    assert [alert.id for alert in one.sent] == ["m1", "m2"]


async def test_the_wait_that_the_channel_asks_for_is_kept(store: Store) -> None:
    asked = DeliveryError("太快", permanent=False, retry_after=timedelta(minutes=7))
    clock, one = Hand(), Noted(fails=lambda n: asked if n == 1 else None)
    put(store, message("m1"))
    work = sender(store, {"one": one}, clock)
    await work.send_due()

    clock.now = NOW + timedelta(minutes=6, seconds=59)
    await work.send_due()
    assert one.attempts == 1
    clock.now = NOW + timedelta(minutes=7)
    await work.send_due()

    assert len(one.sent) == 1


async def test_a_permanent_failure_is_said_on_another_channel_with_what_was_lost(store: Store) -> None:
    one, two = Noted(fails=lambda _n: DeliveryError("密钥无效", permanent=True)), Noted()
    put(store, message("m1"), message("m2"))

    tally = await sender(store, {"one": one, "two": two}).send_due()

    assert tally.gave_up == 2
    said = "\n".join(alert.text for alert in two.sent)
    assert all(part in said for part in ("密钥无效", "断链 m1", "断链 m2"))
    assert status(store, "m1") is Status.FAILED


async def test_a_notice_that_nobody_takes_ends(store: Store) -> None:
    dead = {name: Noted(fails=lambda _n: DeliveryError("密钥无效", permanent=True)) for name in ("one", "two", "three")}
    put(store, message("m1"))

    tally = await sender(store, dead).send_due()

    assert tally.gave_up == 3
    assert store.next_due(SITE, list(dead)) is None


async def test_a_slow_channel_holds_up_no_other(store: Store) -> None:
    slow, quick = Noted(slow=0.3), Noted()
    put(store, message("m1", "one"), *(message(f"q{n}", "two") for n in range(5)))

    task = asyncio.create_task(sender(store, {"one": slow, "two": quick}).send_due())
    await asyncio.sleep(0.2)

    assert len(quick.sent) == 5
    assert not slow.sent
    await task


async def test_an_error_that_nobody_foresaw_loses_nothing_and_stops_nobody(store: Store) -> None:
    clock, one, two = Hand(), Noted(fails=lambda n: KeyError("ts") if n == 1 else None), Noted()
    put(store, message("m1"), message("m2", "two"))
    work = sender(store, {"one": one, "two": two}, clock)

    await work.send_due()
    clock.now += MINUTE
    await work.send_due()

    assert len(one.sent) == len(two.sent) == 1


async def test_a_retry_that_falls_into_quiet_hours_waits_for_the_morning(store: Store) -> None:
    quiet = plan('  quiet_hours: {from: "18:00", to: "09:00", except: [critical]}\n')
    evening = Hand(NOW + timedelta(hours=9))  # 19:00 in Shanghai
    one = Noted()
    put(store, message("m1"), message("m2", severity=Severity.CRITICAL), message("m3", kind=Kind.DIGEST))
    work = sender(store, {"one": one}, evening, quiet)

    await work.send_due()
    assert {alert.id for alert in one.sent} == {"m2", "m3"}
    evening.now = NOW + timedelta(hours=23)  # 09:00
    await work.send_due()

    assert {alert.id for alert in one.sent} == {"m1", "m2", "m3"}


async def test_no_more_than_the_channel_takes_in_a_minute(store: Store) -> None:
    class Robot(Noted):
        rate = Rate(20, MINUTE)

    clock, one = Hand(), Robot()
    put(store, *(message(f"m{n:02}") for n in range(50)))
    work = sender(store, {"one": one}, clock)
    counts = []
    for _ in range(4):
        await work.send_due()
        counts.append(len(one.sent))
        clock.now += timedelta(seconds=61)

    assert counts == [20, 40, 50, 50]


async def test_the_first_post_of_a_group_is_the_one_that_later_messages_answer_to(store: Store) -> None:
    one = Noted(updates=True, answer={"channel": "C1", "ts": "1.1"})
    put(store, message("m1", group="g"), message("m2", group="g", kind=Kind.REMINDER))

    await sender(store, {"one": one}).send_due()

    assert one.posts[0] is None
    assert one.posts[1] is not None
    assert one.posts[1].place["ts"] == "1.1"


async def test_a_channel_that_fails_for_long_is_told_of_while_it_is_still_tried(store: Store) -> None:
    clock, one, two = Hand(), Noted(fails=lambda _n: DeliveryError("连接超时", permanent=False)), Noted()
    put(store, message("m1"))
    work = sender(store, {"one": one, "two": two}, clock)

    for _ in range(40):
        await work.send_due()
        clock.now += MINUTE

    assert len(two.sent) == 1
    assert "连接超时" in two.sent[0].text
    assert status(store, "m1") is Status.QUEUED


async def test_recipients_who_could_not_be_served_yet_are_tried_again_alone(store: Store) -> None:
    clock, one = Hand(), Noted(answer={"later": {"b@example.org": "450"}})
    put(store, message("m1"))
    work = sender(store, {"one": one}, clock)
    await work.send_due()

    one.answer = {}
    clock.now += MINUTE
    await work.send_due()

    assert [alert.recipients for alert in one.sent] == [(), ("b@example.org",)]


async def test_a_recipient_who_is_refused_is_told_of_on_another_channel(store: Store) -> None:
    one, two = Noted(answer={"refused": {"gone@example.org": "550"}}), Noted()
    put(store, message("m1"))

    await sender(store, {"one": one, "two": two}).send_due()

    assert "gone@example.org" in two.sent[0].text
    assert status(store, "m1") is Status.SENT


async def test_one_run_sends_all_to_a_channel_that_takes_one_at_a_time(store: Store) -> None:
    class Paced(Noted):
        rate = Rate(1, timedelta(milliseconds=30))

    one, began = Paced(), time.monotonic()
    put(store, *(message(f"m{n}") for n in range(4)), message("m9", at=NOW + MINUTE))

    await Sender(store, plan(), {"one": one}, lambda: NOW + timedelta(seconds=time.monotonic() - began)).send_due()

    assert [alert.id for alert in one.sent] == ["m0", "m1", "m2", "m3"]


async def test_a_post_that_is_gone_is_forgotten_so_that_the_next_message_begins_anew(store: Store) -> None:
    gone = DeliveryError("消息已被删除", permanent=True)
    one = Noted(updates=True, answer={"channel": "C1", "ts": "1.1"}, fails=lambda n: gone if n == 2 else None)
    put(store, message("m1", group="g"), message("m2", group="g", kind=Kind.UPDATE), message("m3", group="g"))

    tally = await sender(store, {"one": one}).send_due()

    assert one.posts[-1] is None
    assert (tally.gave_up, status(store, "m2")) == (0, Status.WITHDRAWN)
