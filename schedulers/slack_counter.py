"""The counter at which Slack's buttons are served: who asks, what for, and what they are told."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter as Tally
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.issue import ACT_NAMES, Act, Deed, Issue, RefusedError
from inspection.plan import Plan
from notifications.channels.channel import Environment
from notifications.channels.slack import DEFAULT_BASE, call, http_session, web_client
from notifications.channels.slack_actions import Requested, Target, complaints, parse
from notifications.channels.slack_blocks import site_tag
from notifications.channels.slack_text import escape, without_markup
from notifications.channels.slack_views import unit_value, window
from notifications.readable import plain
from schedulers.casework import act
from store.store import Store

log = logging.getLogger(__name__)

UNMAPPED = "您尚未登记为工作人员，只能查看，不能办理。请联系管理员，把您的 Slack 成员编号写进巡检方案的联系人。"
ELSEWHERE = "这条消息不属于本服务所巡检的网站，请在相应的巡检服务中办理。"
NOT_OPENED = "窗口未能打开，请再按一次按钮。"
NOT_DONE = "办理未成功，请稍后再试，或用命令 xunjian issues set 办理。"
NO_UNITS = "巡检方案没有写明责任单位，无法分派。"
_REMEMBERED = 2000  # payloads known to have been served
_REFUSALS_SHOWN = 5

# Does the deed on what the target names, in one transaction, and says of each issue what became of it. Blocks.
Perform = Callable[[Target, Deed], Mapping[int, Issue | RefusedError]]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Served:
    """One site that this process answers for. `plan_now` is asked for each press: the office edits its plan."""

    plan_now: Callable[[], Plan]
    perform: Perform

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.plan_now()

    @property
    def staff(self) -> dict[str, str]:
        """Names of the plan's people by their Slack member id."""
        people = [person for unit in self.plan.units for person in (*unit.contacts, unit.leader) if person is not None]
        return {person.slack: person.name for person in reversed(people) if person.slack}


def perform_on(store: Store, plan_now: Callable[[], Plan]) -> Perform:
    """Deeds on the issues of one site; a message stands for the issues that it was about."""

    def perform(target: Target, deed: Deed) -> Mapping[int, Issue | RefusedError]:
        plan, issues = plan_now(), target.issues
        if target.message is not None:
            message = store.message(target.message)
            issues = message.issues if message is not None and message.site == plan.site.name else ()
        return act(store, plan, issues, deed)

    return perform


class SlackCounter:
    """Takes payloads from Socket Mode or HTTP: `take` says at once what to acknowledge, the work goes on behind it.

    `clock` is the clock of judgement, `machine_clock` the machine's; in service both are the same.
    """

    def __init__(
        self, served: Sequence[Served], settings: Slack, environment: Environment, clock: Clock, machine_clock: Clock
    ) -> None:
        self._served = {site_tag(one.plan.site.name): one for one in served}
        self._settings = settings
        self._environment = environment
        self._clock = clock
        self._machine_clock = machine_clock
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._running: set[asyncio.Task[None]] = set()

    def take(self, payload: object) -> dict[str, Any] | None:
        """What to acknowledge the payload with: field errors of a window, or nothing. Raises UnreadableError."""
        requested = parse(payload)
        if requested is None:
            return None
        if missing := complaints(requested):
            return {"response_action": "errors", "errors": missing}
        if requested.key in self._seen:
            return None  # delivered twice
        self._seen[requested.key] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        self._start(self._serve(requested))
        return None

    async def finish(self) -> None:
        """Wait for what was begun."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("办理 Slack 操作时出错", exc_info=error)

    async def _serve(self, requested: Requested) -> None:
        """Whatever goes wrong, the person hears of it; the error itself goes to the log."""
        said: str | None = NOT_DONE
        try:
            said = await self._answer(requested)
        finally:
            if said is not None:
                await self._tell(requested, said)

    async def _answer(self, requested: Requested) -> str | None:
        served = self._served.get(requested.site)
        if served is None:
            return ELSEWHERE
        name = served.staff.get(requested.user)
        if name is None:
            return UNMAPPED
        if requested.needs_window:
            return await self._open(requested, [unit.name for unit in served.plan.units])
        try:
            deed = self._deed(requested, name, served.plan)
        except RefusedError as refusal:
            return escape(str(refusal))
        return summary(requested.act, await asyncio.to_thread(served.perform, requested.target, deed))

    def _deed(self, requested: Requested, name: str, plan: Plan) -> Deed:
        at = self._clock().astimezone(plan.zone)
        unit = next((one.name for one in plan.units if unit_value(one.name) == requested.unit), None)
        if requested.act is Act.ASSIGN and unit is None:
            raise RefusedError("所选单位已不在巡检方案中，请重新分派")
        return Deed(
            act=requested.act,
            who=name,
            at=at,
            recorded_at=self._machine_clock(),
            why=plain(requested.why, 500),
            unit=unit if requested.act is Act.ASSIGN else None,
            until=at + timedelta(days=requested.days) if requested.act is Act.MUTE and requested.days else None,
        )

    async def _open(self, requested: Requested, units: Sequence[str]) -> str | None:
        if requested.act is Act.ASSIGN and not units:
            return NO_UNITS
        body = {"trigger_id": requested.trigger or "", "view": window(requested, units)}
        try:
            async with http_session() as session:
                await call(web_client(self._settings, self._token(), session), "views.open", body)
        except DeliveryError as error:
            log.warning("Slack 窗口未能打开：%s", error)
            return NOT_OPENED
        return None

    async def _tell(self, requested: Requested, words: str) -> None:
        """To that person alone: by the payload's own address, else beside the message."""
        try:
            async with http_session() as session:
                if requested.answer and self._is_slacks(requested.answer):
                    body = {"response_type": "ephemeral", "replace_original": False, "text": words}
                    async with session.post(requested.answer, json=body, allow_redirects=False) as answer:
                        if answer.status == 200:
                            return
                if requested.channel:
                    body = {"channel": requested.channel, "user": requested.user, "text": words}
                    await call(web_client(self._settings, self._token(), session), "chat.postEphemeral", body)
        except (DeliveryError, aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("未能在 Slack 中答复操作人（%s）", type(error).__name__)

    def _is_slacks(self, address: str) -> bool:
        """Answers go to Slack, or to where the plan says that Slack is; nowhere else, whatever a payload says."""
        try:
            asked, base = urlsplit(address), urlsplit(self._settings.base_url or DEFAULT_BASE)
            same = (asked.scheme, asked.hostname, asked.port) == (base.scheme, base.hostname, base.port)
        except ValueError:
            return False
        host = asked.hostname or ""
        return same or (asked.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com")))

    def _token(self) -> str:
        return self._environment.get(self._settings.token_env, "").strip()


def summary(act: Act, results: Mapping[int, Issue | RefusedError]) -> str:
    """What the person is told of a deed, in Slack's markup."""
    if not results:
        return "没有找到这条消息涉及的问题单，可能已被清理，请用命令 xunjian issues list 查看。"
    refusals = Tally(str(result) for result in results.values() if isinstance(result, RefusedError))
    done = len(results) - refusals.total()
    words = [f"已登记“{ACT_NAMES[act]}”：{done} 个问题单。"] if done else []
    shown = refusals.most_common(_REFUSALS_SHOWN)
    words += [f"{count} 个未能“{ACT_NAMES[act]}”：{without_markup(why, 200)}。" for why, count in shown]
    if left := refusals.total() - sum(count for _, count in shown):
        words.append(f"另有 {left} 个未能办理。")
    return "\n".join(words)
