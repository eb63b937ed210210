"""当场复查: asked for by a person, done by a process of its own, kept with the issue. It moves no issue."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import secrets
import shutil
import signal
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inspection.issue import Issue, RefusedError
from inspection.plan import Plan
from schedulers.child_log import ChildLog
from schedulers.child_process import ROOT, begin
from schedulers.second_look_process import MODULE, LookAsk, LookResult
from schedulers.second_look_ways import CannotAlone, Way, deadline_of, way_of
from spiders import logs
from store.errors import StoreError
from store.second_looks import LookOutcome, Refused, SecondLook
from store.store import Store

MOST = 3  # looks that a person may ask for in a minute
MINUTE = timedelta(minutes=1)
GRACE = 15.0  # seconds beyond its time, after which a look is ended
LONGEST = timedelta(seconds=120 + 2 * GRACE)  # after which nobody does it any more, whoever began it
KILLED = "复查进程意外结束，请再试一次"
WAIT = "这类问题要等下一轮巡检"
LEFT = "办理台在复查时重新启动，请再试一次"
_LONGEST_LINE = 1 << 20  # bytes
_RUN = secrets.token_hex(4)  # a process's number alone may be another's after a restart

log = logs.get(__name__)


class TooOftenError(RefusedError):
    """The person asked for too many looks in a minute."""


def this_process() -> str:
    """Who does looks here: machine, process, and a mark of this start."""
    return f"{platform.node()} {os.getpid()} {_RUN}"


def why_not(plan: Plan, issue: Issue, now: datetime) -> str | None:
    """Why the issue cannot be looked at again on the spot, in Chinese; None: it can."""
    way = way_of(issue, plan, now.astimezone(plan.zone).date())
    return f"{way.why}。{WAIT}。" if isinstance(way, CannotAlone) else None


def ask(store: Store, plan: Plan, issue: Issue, who: str, now: datetime) -> int:
    """Begin a second look; its number, for `run`. Raises RefusedError, in words; StoreError.

    One of a site at a time, three of a person in a minute. `now` is the machine's clock.
    """
    if (why := why_not(plan, issue, now)) is not None:
        raise RefusedError(why)
    sweep_up(store, now)
    begun = store.begin_second_look(
        site=issue.site,
        issue=issue.id,
        version=issue.version,
        who=who,
        process=this_process(),
        at=now,
        since=now - MINUTE,
        most=MOST,
    )
    if not isinstance(begun, Refused):
        return begun
    if begun.busy is not None:
        other = "这张问题单" if begun.busy == issue.id else f"第 {begun.busy} 号问题单"
        raise RefusedError(f"{other}正在复查，一个网站同时只复查一张，请等它结束")
    raise TooOftenError(f"每人一分钟最多复查 {MOST} 次，请稍后再试")


def sweep_up(store: Store, now: datetime) -> int:
    """Looks whose process is gone are said to have failed; how many."""
    lost = [look for look in store.open_second_looks() if is_lost(look, now, this_process(), _is_alive)]
    return sum(store.finish_second_look(look.id, LookOutcome.FAILED, LEFT, {}, now) for look in lost)


def is_lost(look: SecondLook, now: datetime, here: str, is_alive: Callable[[int], bool]) -> bool:
    """Whether nobody does it any more: too long ago, or by a process of this machine that has ended."""
    if now - look.asked_at > LONGEST:
        return True
    if look.process == here:
        return False
    theirs, ours = look.process.split(" "), here.split(" ")
    if len(theirs) != 3 or theirs[0] != ours[0] or not theirs[1].isdecimal():
        return False
    return theirs[1] == ours[1] or not is_alive(int(theirs[1]))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


async def run(
    store: Store,
    database: str,
    look: int,
    plan: Plan,
    plan_text: str,
    *,
    folder: Path = ROOT,
    stop: asyncio.Event | None = None,
    module: str = MODULE,
    as_of: datetime | None = None,
) -> LookResult:
    """Do the look that `ask` began, to its answer, which is kept. It never raises for what befalls the look.

    `folder`: where the plan stands, absolute. `stop`: the desk ends. Cancelled, the process is killed, the look failed.
    """
    known = await asyncio.to_thread(store.second_look, look)
    issue = await asyncio.to_thread(store.issue, known.issue) if known is not None else None
    if known is None or issue is None:
        return LookResult(LookOutcome.FAILED, "没有这次复查", {})
    way = way_of(issue, plan, datetime.now(UTC).astimezone(plan.zone).date())
    seconds = deadline_of(way) if isinstance(way, Way) else 60.0
    scratch = await asyncio.to_thread(tempfile.mkdtemp, "", "xunjian-look-")
    when = as_of.isoformat() if as_of else ""
    asked = LookAsk(issue.id, plan_text, str(folder), database, scratch, seconds, when)
    result = LookResult(LookOutcome.FAILED, LEFT, {})
    try:
        result = await _child(asked, module, lambda words: _tell(store, look, words), stop or asyncio.Event())
    finally:
        await asyncio.shield(asyncio.to_thread(_end, store, look, result, scratch))
    return result


def _tell(store: Store, look: int, words: str) -> None:
    with contextlib.suppress(StoreError):  # what it is doing is not worth waiting for
        store.tell_second_look(look, words)


def _end(store: Store, look: int, result: LookResult, scratch: str) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        store.finish_second_look(look, LookOutcome(result.outcome), result.words, result.facts, datetime.now(UTC))  # type: ignore[arg-type]
    except StoreError as error:
        log.warning("复查的结果没有记下", error=error.reason)  # whoever looks later says that it failed


async def _child(asked: LookAsk, module: str, tell: Callable[[str], None], stop: asyncio.Event) -> LookResult:
    try:
        process = await begin(module, limit=_LONGEST_LINE, own_session=True)
    except OSError as error:
        return LookResult(LookOutcome.FAILED, f"不能启动进程（{error.strerror or error}）", {})
    assert process.stdin is not None
    assert process.stderr is not None
    child_log = ChildLog(process.stderr)
    stopping = asyncio.create_task(_stop(process, stop))
    try:
        with contextlib.suppress(ConnectionError):
            process.stdin.write(asked.line().encode())
            await process.stdin.drain()
        async with asyncio.timeout(asked.seconds + GRACE):
            result = await _heard(process, tell)
        return result or LookResult(LookOutcome.FAILED, KILLED, {})
    except TimeoutError:
        return LookResult(LookOutcome.FAILED, f"超过 {asked.seconds:.0f} 秒没有结果，已终止", {})
    finally:
        stopping.cancel()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await child_log.end()
        await process.wait()


async def _heard(process: asyncio.subprocess.Process, tell: Callable[[str], None]) -> LookResult | None:
    assert process.stdout is not None
    while line := await process.stdout.readline():
        with contextlib.suppress(ValueError, TypeError):
            said = json.loads(line)
            if "say" in said:
                await asyncio.to_thread(tell, str(said["say"]))
            if "result" in said:
                return LookResult(**said["result"])
    return None


async def _stop(process: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    await stop.wait()
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
