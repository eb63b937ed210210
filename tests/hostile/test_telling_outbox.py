"""The outbox under attack: damaged rows, channels that vanish, busy databases, messages that no channel can take."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from inspection.errors import DeliveryError
from inspection.plan_file import parse_plan
from inspection.telling import ChannelHealth, Kind, Status
from notifications.outbox import alert_of, stuck_notice
from schedulers.casework import tick
from schedulers.sending import Sender
from store.errors import StoreError
from store.store import Store
from tests.schedulers.channels import NOW, PLAN, SITE, Noted, message, plan, put

HOUR = timedelta(hours=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "x.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{file}", busy_timeout=0.1) as opened:
        yield opened


def sender(store: Store, channels: Mapping[str, Noted], after: timedelta = timedelta()) -> Sender:
    return Sender(store, plan(), channels, lambda: NOW + after)


def statuses(store: Store) -> dict[str, Status]:
    return {m.id: m.status for m in store.messages(SITE, limit=None) if m.kind is not Kind.NOTICE}


def busy() -> DeliveryError:
    return DeliveryError("忙", permanent=False)


def damage(store: Store, id_: str, payload: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE messages SET payload = ? WHERE id = ?", (payload, id_))


@pytest.mark.parametrize("payload", ['{"headline":', '{"headline":"断链"}', "[]", "null", '"断链"', ""])
async def test_a_damaged_message_is_told_of_elsewhere_and_holds_up_no_other(store: Store, payload: str) -> None:
    one, two = Noted(), Noted()
    put(store, message("m1", kind=Kind.DIGEST), message("m2", kind=Kind.DIGEST))
    damage(store, "m1", payload)
    tick(store, plan(), NOW)

    await sender(store, {"one": one, "two": two}).send_due()

    assert statuses(store) == {"m1": Status.FAILED, "m2": Status.SENT}
    assert "m1" in two.sent[0].text


@pytest.mark.parametrize("kind", [Kind.NOTICE, Kind.DIGEST, Kind.RECOVERY, Kind.ESCALATION, Kind.NEW])
async def test_what_waits_for_a_channel_that_the_plan_lost_is_told_elsewhere(store: Store, kind: Kind) -> None:
    one = Noted()
    put(store, message("m1", channel="gone", kind=kind))

    await sender(store, {"one": one}).send_due()

    assert store.message("m1").status is Status.FAILED  # type: ignore[union-attr]
    assert "m1" in one.sent[0].text


async def test_what_waits_for_a_channel_of_the_newest_rounds_plan_is_left_to_its_own_sender(store: Store) -> None:
    store.record_plan(SITE, "p2", PLAN.replace("three:", "fresh:"), NOW)
    put(store, message("m1", channel="fresh"))

    await sender(store, {"one": Noted()}).send_due()

    assert statuses(store) == {"m1": Status.QUEUED}


async def test_a_message_that_waited_over_a_weekend_is_not_given_up_at_its_first_failure(store: Store) -> None:
    put(store, message("m1", at=NOW - 3 * 24 * HOUR))
    one = Noted(fails=lambda n: busy() if n == 1 else None)

    await sender(store, {"one": one, "two": Noted()}).send_due()
    await sender(store, {"one": one, "two": Noted()}, HOUR).send_due()

    assert [alert.id for alert in one.sent] == ["m1"]


@pytest.mark.parametrize("error", [busy(), TypeError("x")], ids=["refused", "broken"])
async def test_a_message_that_its_channel_never_takes_holds_up_no_other(store: Store, error: Exception) -> None:
    class Choosy(Noted):
        async def send(self, rendered: Mapping[str, object]) -> Mapping[str, object]:
            if rendered["alert"].id == "m1":  # type: ignore[attr-defined]
                raise error
            return await super().send(rendered)

    one = Choosy()
    put(store, message("m1"), message("m2"), message("m3"))

    for hours in range(4):
        await sender(store, {"one": one}, hours * HOUR).send_due()

    assert [alert.id for alert in one.sent] == ["m2", "m3"]


async def test_a_dead_channel_with_many_messages_is_tried_seldom_and_told_of_once(store: Store) -> None:
    one, two = Noted(fails=lambda _n: busy()), Noted()
    put(store, *(message(f"m{n:03}") for n in range(200)))

    for minutes in range(0, 12 * 60, 5):
        await sender(store, {"one": one, "two": two}, timedelta(minutes=minutes)).send_due()

    assert one.attempts < 100
    assert len(two.sent) == 1


async def test_a_yes_is_not_forgotten_because_the_database_was_busy_just_then(store: Store, file: Path) -> None:
    class Locking(Noted):
        async def send(self, rendered: Mapping[str, object]) -> Mapping[str, object]:
            other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
            other.execute("BEGIN IMMEDIATE")
            threading.Timer(0.8, other.close).start()
            return await super().send(rendered)

    one = Locking()
    put(store, message("m1"))

    await sender(store, {"one": one}).send_due()

    assert statuses(store) == {"m1": Status.SENT}


async def test_a_store_that_fails_cuts_off_no_message_in_hand(store: Store) -> None:
    slow = Noted(slow=0.5)
    put(store, message("m1", channel="two"))

    class Failing(Sender):
        async def _drain(self, name: str, channel: object, tally: object) -> None:
            if name == "one":
                raise StoreError("数据库已损坏", "damaged")
            await super()._drain(name, channel, tally)  # type: ignore[arg-type]

    with pytest.raises(StoreError):
        await Failing(store, plan(), {"one": Noted(), "two": slow}, lambda: NOW).send_due()

    assert statuses(store) == {"m1": Status.SENT}


async def test_answers_are_read_while_another_channel_waits_for_the_database(store: Store, file: Path) -> None:
    """A busy database must not make an answer that is there look like one that never came."""

    class Impatient(Noted):
        async def send(self, rendered: Mapping[str, object]) -> Mapping[str, object]:
            async with asyncio.timeout(0.5):
                return await super().send(rendered)

    with Store.open(f"sqlite:///{file}", busy_timeout=5) as patient:
        one, two = Impatient(slow=0.2), Noted(slow=0.1)
        put(patient, message("m1"), message("m2", channel="two"), message("m3", channel="two"))
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        work = sender(patient, {"one": one, "two": two})
        asyncio.get_running_loop().call_later(0.05, other.execute, "BEGIN IMMEDIATE")
        threading.Timer(1.2, other.close).start()

        tally = await work.send_due()

    assert (tally.delivered, tally.postponed) == (3, 0)


def test_since_when_a_channel_fails_is_told_by_the_offices_clock() -> None:
    health = ChannelHealth(SITE, "one", NOW - HOUR, "超时")

    told = alert_of(stuck_notice(health, 3, "two", NOW.astimezone(plan().zone), "m9"))

    assert told is not None
    assert "2025-03-25 09:00" in told.text


async def test_a_channel_with_a_blank_in_its_name_makes_one_notice_of_many_failures(store: Store) -> None:
    refuses = Noted(fails=lambda _n: DeliveryError("密钥无效", permanent=True))
    slow = Noted(fails=lambda n: busy() if n == 1 else None)
    put(store, message("m0", channel="two"), *(message(f"m{n}", channel="办公室 群") for n in range(1, 9)))
    work = parse_plan(PLAN.replace("three:", "办公室 群:").encode())

    for after in (timedelta(), HOUR):
        clock = NOW + after
        await Sender(store, work, {"two": slow, "办公室 群": refuses}, lambda now=clock: now).send_due()

    assert len([alert for alert in slow.sent if alert.kind is Kind.NOTICE]) == 1


async def test_a_wait_that_a_wrong_clock_wrote_does_not_silence_the_channel(store: Store) -> None:
    put(store, message("m1"))
    await sender(store, {"one": Noted(fails=lambda _n: busy())}, timedelta(days=2)).send_due()
    one = Noted()
    put(store, message("m2"))

    await sender(store, {"one": one}, HOUR).send_due()

    assert [alert.id for alert in one.sent] == ["m2"]
