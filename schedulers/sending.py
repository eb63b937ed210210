"""The sender: takes messages out of the outbox, one channel beside the other, and writes down what became of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from inspection.calendar import Workdays
from inspection.errors import DeliveryError
from inspection.plan import Plan
from inspection.telling import Kind, Message, Post
from notifications.alert import from_payload, to_payload
from notifications.channels.channel import Channel
from notifications.message_ids import new_message_id
from notifications.outbox import (
    FIRST_WAIT,
    Again,
    after_failure,
    is_stuck,
    notice,
    other_channel,
    stuck_notice,
    ways_of,
)
from notifications.quiet_hours import quiet
from store.store import Store

SEND_WITHIN = timedelta(seconds=45)  # a channel's own limits are shorter
POST_LASTS = timedelta(days=7)
HOLD = timedelta(minutes=5)  # another machine's claim is taken over after so long
_ALWAYS = frozenset({Kind.UPDATE, Kind.DIGEST, Kind.TEST})  # silent, or asked for at this time

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Tally:
    """What became of the messages of one run. `troubles` are Chinese, a line each."""

    delivered: int = 0
    postponed: int = 0
    withdrawn: int = 0
    gave_up: int = 0
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends one site's messages. `channels` are the plan's, by name; `clock` is the clock of judgement."""

    store: Store
    plan: Plan
    channels: Mapping[str, Channel]
    clock: Clock

    async def send_due(self) -> Tally:
        """Deliver everything that is due; a slow channel holds up no other. Raises StoreError."""
        tally = Tally()
        while True:
            before = tally.delivered + tally.gave_up
            await asyncio.gather(*(self._drain(name, channel, tally) for name, channel in self.channels.items()))
            self._say_what_is_stuck()
            if tally.delivered + tally.gave_up == before:
                return tally

    async def _drain(self, name: str, channel: Channel, tally: Tally) -> None:
        limits = {name: (channel.rate.count, channel.rate.per)}
        while (message := self.store.claim(self._site, self.clock(), limits, HOLD)) is not None:
            await self._deliver(message, channel, tally)

    async def _deliver(self, message: Message, channel: Channel, tally: Tally) -> None:
        quiet = self._quiet_until(message)
        if quiet is not None:
            self.store.held(message.id, quiet, "免打扰时段")
            tally.postponed += 1
            return
        try:
            post = self._post_before(message) if channel.updates else None
            async with asyncio.timeout(SEND_WITHIN.total_seconds()):
                receipt = await channel.send(channel.render(from_payload(message.payload), post))
        except DeliveryError as error:
            self._failed(message, error, tally)
        except TimeoutError:
            self._failed(message, DeliveryError("渠道迟迟没有应答", permanent=False), tally)
        except Exception as error:  # noqa: BLE001
            # The other broad except of the house: a channel that meets an answer it did not foresee must not stop the
            # delivery of everything else. The message stays in the outbox and is tried again, then told of elsewhere.
            kind = type(error).__name__
            self._failed(message, DeliveryError(f"发送程序出错（{kind}）", permanent=False), tally)
        else:
            now = self.clock()
            self._left_out(message, receipt, now)
            self.store.delivered(message.id, now, receipt, self._post_of(message, channel, receipt, post, now))
            tally.delivered += 1

    def _post_before(self, message: Message) -> Post | None:
        """The group's post. News of a group whose post is old begins a new one: nobody looks that far back."""
        post = self.store.post(self._site, message.channel, message.group)
        old = post is not None and message.kind is Kind.NEW and self.clock() - post.at > POST_LASTS
        return None if old else post

    def _left_out(self, message: Message, receipt: Mapping[str, object], now: datetime) -> None:
        """An e-mail that some recipients did not get: those who may later are tried again, of the others it is said."""
        later, refused = receipt.get("later"), receipt.get("refused")
        if later and isinstance(later, dict):
            again = replace(from_payload(message.payload), id=f"{message.id}-2", recipients=tuple(later))
            with self.store.casework(self._site) as work:
                work.enqueue([replace(message, id=again.id, not_before=now + FIRST_WAIT, payload=to_payload(again))])
        if refused and isinstance(refused, dict):
            self._say_elsewhere(message, f"收件人 {'、'.join(refused)} 被拒收", now)

    def _post_of(
        self, message: Message, channel: Channel, receipt: Mapping[str, object], earlier: Post | None, now: datetime
    ) -> Post | None:
        """The first message of a group is the one that is brought up to date; answers in its thread are not."""
        if not channel.updates or not receipt or message.kind in {Kind.DIGEST, Kind.NOTICE, Kind.TEST}:
            return None
        if earlier is not None and not receipt.get("root"):
            return None
        return Post(self._site, message.channel, message.group, message.id, now, dict(receipt))  # type: ignore[arg-type]

    def _quiet_until(self, message: Message) -> datetime | None:
        hours = self.plan.alerts.quiet_hours if self.plan.alerts else None
        if hours is None or message.kind in _ALWAYS:
            return None
        now = self.clock().astimezone(self.plan.zone)
        ruling = quiet(hours, Workdays(self.plan.workdays), message.severity, now)
        return ruling.until if ruling is not None else None

    def _failed(self, message: Message, error: DeliveryError, tally: Tally) -> None:
        now, said = self.clock(), str(error)
        what_next = after_failure(message, error, now)
        if isinstance(what_next, Again):
            self.store.postponed(message.id, what_next.at, said, now, channel_until=what_next.at)
            tally.postponed += 1
            tally.troubles.append(f"{message.channel}：{said}；{what_next.at:%H:%M:%S} 再试")
            return
        if message.kind is Kind.UPDATE:  # silent: the post is gone, and what it would say was told
            self.store.withdrawn(message.id, now, said)
            tally.withdrawn += 1
            return
        self._say_elsewhere(message, said, now)
        self.store.gave_up(message.id, now, said)
        tally.gave_up += 1
        tally.troubles.append(f"{message.channel}：{said}；已放弃（{message.id}）")

    def _say_elsewhere(self, failed: Message, error: str, now: datetime) -> None:
        """Before giving up, so that a kill in between repeats a line rather than lose the message."""
        with self.store.casework(self._site) as work:
            target = other_channel(ways_of(failed), list(self.channels), work.health())
            if target is None:
                return
            earlier = next((m for m in work.queued(target) if m.kind is Kind.NOTICE and _about(m, failed)), None)
            said = notice(failed, error, target, now, new_message_id(now), earlier)
            if earlier is not None:
                work.withdraw(earlier.id, now, f"并入 {said.id}")
            work.enqueue([said])

    def _say_what_is_stuck(self) -> None:
        now = self.clock()
        with self.store.casework(self._site) as work:
            health = work.health()
            for one in health.values():
                if not is_stuck(one, now) or one.channel not in self.channels:
                    continue
                waiting = work.queued(one.channel)
                target = other_channel([one.channel], list(self.channels), health)
                if waiting and target is not None:
                    work.enqueue([stuck_notice(one, len(waiting), target, now, new_message_id(now))])
                    work.noticed(one.channel, now)

    @property
    def _site(self) -> str:
        return self.plan.site.name


def _about(waiting: Message, failed: Message) -> bool:
    return failed.channel in waiting.group.removeprefix("notice ").split(" ")
