"""The sender: takes messages out of the outbox, one channel beside the other, and writes down what became of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inspection.calendar import Workdays
from inspection.errors import DeliveryError, PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from inspection.telling import Kind, Message, Post
from notifications.alert import from_payload, to_payload
from notifications.channels.channel import Channel, Receipt
from notifications.message_ids import new_message_id
from notifications.outbox import (
    FIRST_WAIT,
    Again,
    after_failure,
    alert_of,
    is_stuck,
    notice,
    other_channel,
    stuck_notice,
    told_of,
    ways_of,
)
from notifications.quiet_hours import quiet
from schedulers.attaching import with_pictures
from schedulers.tally import Tally
from store.claims import Limit
from store.errors import PASSING, StoreError
from store.store import Store

SEND_WITHIN = timedelta(seconds=45)  # a channel's own limits are shorter
POST_LASTS = timedelta(days=7)
BREATH = timedelta(seconds=3)  # a rate is waited for within a run where its span is no longer
HOLD = timedelta(minutes=5)  # another machine's claim is taken over after so long
KEEP_AFTER = (0.5, 2.0, 5.0, 10.0)  # seconds between tries to write down that a message arrived
_NO_LIMIT = 1_000_000
_ALWAYS = frozenset({Kind.UPDATE, Kind.DIGEST, Kind.TEST})  # silent, or asked for at this time

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends one site's messages. `channels` are the plan's, by name; `clock` is the clock of judgement."""

    store: Store
    plan: Plan
    channels: Mapping[str, Channel]
    clock: Clock
    stopping: Callable[[], bool] = lambda: False  # asked before each message is taken

    async def send_due(self) -> Tally:
        """Deliver everything that is due; a slow channel holds up no other. Raises StoreError."""
        tally = Tally()
        while True:
            before = tally.delivered + tally.gave_up
            self._give_up_without_channel(tally)
            draining = (self._drain(name, channel, tally) for name, channel in self.channels.items())
            # All to the end, whatever befalls one: a message that is cut off in mid-send may have arrived.
            ended = await asyncio.gather(*draining, return_exceptions=True)
            for error in filter(None, ended):
                raise error
            self._say_what_is_stuck()
            if tally.delivered + tally.gave_up == before or self.stopping():
                return tally

    async def _drain(self, name: str, channel: Channel, tally: Tally) -> None:
        limits = {name: (channel.rate.count, channel.rate.per)}
        paced = False
        while not self.stopping():
            message = await self._claim(limits)
            if message is not None:
                await self._deliver(message, channel, tally)
                paced = channel.rate.per <= BREATH
            elif paced and await self._is_due(name):
                await asyncio.sleep(channel.rate.per.total_seconds())  # or a run would send but one message to Slack
                paced = False
            else:
                return

    async def _is_due(self, name: str) -> bool:
        due = await asyncio.to_thread(self.store.next_due, self._site, [name], HOLD)
        return due is not None and due <= self.clock()

    async def _claim(self, limits: Mapping[str, Limit]) -> Message | None:
        # In a thread: while it waits for a busy database, other channels' answers must be read before they time out.
        return await asyncio.to_thread(self.store.claim, self._site, self.clock(), limits, HOLD)

    def _give_up_without_channel(self, tally: Tally) -> None:
        """What waits for a channel that was taken out of the plan would wait for ever: others are told instead.

        Both this plan and the one of the newest round must be without it: one of them may be the newer.
        """
        gone = self.store.channels_waiting(self._site) - _channels(self.plan)
        if gone and self.channels:
            gone -= self._channels_of_newest()
        limits = dict.fromkeys(gone, (_NO_LIMIT, FIRST_WAIT))
        while limits and self.channels and (message := self.store.claim(self._site, self.clock(), limits, HOLD)):
            self._failed(message, DeliveryError("巡检方案里已没有这个渠道", permanent=True), tally)

    def _channels_of_newest(self) -> set[str]:
        text = self.store.plan_text(self._site)
        try:
            return _channels(parse_plan(text, "上次巡检所用的方案")) if text is not None else set()
        except PlanError:
            return set()

    async def _deliver(self, message: Message, channel: Channel, tally: Tally) -> None:
        quiet = self._quiet_until(message)
        if quiet is not None:
            self.store.held(message.id, quiet, "免打扰时段")
            tally.postponed += 1
            return
        alert = alert_of(message)
        if alert is None:
            damaged = DeliveryError("消息内容已损坏，或由其他版本的程序写入，无法读取", permanent=True)
            self._failed(message, damaged, tally, channel_waits=False)
            return
        try:
            alert = await asyncio.to_thread(with_pictures, self.store, alert)
            post = self._post_before(message) if channel.updates else None
            async with asyncio.timeout(SEND_WITHIN.total_seconds()):
                receipt = await channel.send(channel.render(alert, post))
        except DeliveryError as error:
            self._failed(message, error, tally)
        except TimeoutError:
            self._failed(message, DeliveryError("渠道迟迟没有应答", permanent=False), tally)
        except Exception as error:  # noqa: BLE001
            # The other broad except of the house: a channel that meets an answer it did not foresee must not stop the
            # delivery of everything else. The message stays in the outbox and is tried again, then told of elsewhere.
            kind = type(error).__name__
            failure = DeliveryError(f"发送程序出错（{kind}）", permanent=False)
            self._failed(message, failure, tally, channel_waits=False)
        else:
            await self._keep(message, channel, receipt, post)
            tally.delivered += 1

    async def _keep(self, message: Message, channel: Channel, receipt: Receipt, post: Post | None) -> None:
        """The channel said yes: a database that is busy just then is asked again, or the message would be repeated."""
        now = self.clock()
        for wait in (*KEEP_AFTER, None):
            try:
                await asyncio.to_thread(self._left_out, message, receipt, now)
                made = self._post_of(message, channel, receipt, post, now)
                await asyncio.to_thread(self.store.delivered, message.id, now, receipt, made)
            except StoreError as error:
                if wait is None or error.reason not in PASSING:
                    raise
                await asyncio.sleep(wait)
            else:
                return

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

    def _failed(self, message: Message, error: DeliveryError, tally: Tally, *, channel_waits: bool = True) -> None:
        now, said = self.clock(), str(error)
        known = self.store.health(self._site).get(message.channel)
        what_next = after_failure(message, error, now, known.failing_since if known else None)
        if isinstance(what_next, Again):
            self.store.postponed(message.id, what_next.at, said, now, what_next.at if channel_waits else None)
            tally.postponed += 1
            tally.troubles.append(f"{message.channel}：{said}；{what_next.at:%H:%M:%S} 再试")
            return
        if message.kind is Kind.UPDATE:  # silent: the post is gone, and what it would say was told
            self.store.forget_post(self._site, message.channel, message.group)
            self.store.withdrawn(message.id, now, said)
            tally.withdrawn += 1
            return
        self._say_elsewhere(message, said, now)
        self.store.gave_up(message.id, now, said, channel_fails=error.permanent and channel_waits)
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


def _channels(plan: Plan) -> set[str]:
    return set(plan.alerts.channels) if plan.alerts else set()


def _about(waiting: Message, failed: Message) -> bool:
    return failed.channel in told_of(waiting)
