"""A second look in a process of its own, driven over standard input: `python -m schedulers.second_look_process`.

It says what it is doing, a line of JSON each, and at last the answer. The end of input means that nobody wants it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from schedulers.stopping import StoppedError, Stopping
from spiders import logs
from store.second_looks import LookOutcome

MODULE = "schedulers.second_look_process"
_TIDY = 5.0  # seconds of the time allowed that are kept for judging and ending

log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class LookAsk:
    """What is asked of the process."""

    issue: int
    plan_text: str
    folder: str  # where the plan stands
    database: str
    scratch: str  # a folder that is removed afterwards
    seconds: float  # that it may take
    as_of: str = ""  # ISO; empty: now

    def line(self) -> str:
        """As the process is told it."""
        return json.dumps(asdict(self)) + "\n"


@dataclass(frozen=True, slots=True)
class LookResult:
    """What the process came to."""

    outcome: str
    words: str
    facts: dict[str, object]


async def look_again(ask: LookAsk, say: Callable[[str], None], stopping: Stopping) -> LookResult:
    """Look and judge. Raises StoreError, PlanError, StoppedError."""
    from inspection.plan_file import digest_of, parse_plan  # late: the process that asks needs none of this
    from schedulers.headless import Headless
    from schedulers.second_look_seeing import Sight, see_again
    from schedulers.second_look_verdict import verdict_of
    from schedulers.second_look_ways import CannotAlone, narrowed, way_of
    from store.store import Store

    whole, began = parse_plan(ask.plan_text), datetime.now(UTC)
    as_of = (datetime.fromisoformat(ask.as_of) if ask.as_of else began).astimezone(whole.zone)
    scratch_url = f"sqlite:///{Path(ask.scratch) / 'look.sqlite'}"
    with Store.open(ask.database) as real, Store.open(scratch_url, Path(ask.scratch) / "evidence") as scratch:
        issue = real.issue(ask.issue)
        if issue is None:
            return LookResult(LookOutcome.FAILED, f"没有第 {ask.issue} 号问题单", {})
        way = way_of(issue, whole, as_of.date())
        if isinstance(way, CannotAlone):
            return LookResult(LookOutcome.UNCLEAR, way.why, {})
        text = narrowed(
            ask.plan_text, whole, issue, way, real.control_addresses(whole.site.name, whole.site.inspected_hosts)
        )
        plan = parse_plan(text)
        digest = digest_of(text)
        scratch.record_plan(plan.site.name, digest, text, began)
        round_id = scratch.begin_round(
            site=plan.site.name, kind="full", as_of=as_of, plan_digest=digest, started_at=began
        )
        sight = Sight(
            plan, text, issue, way, scratch, scratch_url, real, ask.database, round_id, as_of, Path(ask.folder), say
        )
        async with Headless(plan, text, scratch.evidence.root, stopping) as headless:
            seen = await stopping.obeyed_by(see_again(sight, stopping, headless))
        say("正在判断")
        answer = await asyncio.to_thread(verdict_of, sight, seen)
        return LookResult(answer.outcome.value, answer.words, dict(answer.facts))


async def _bounded(ask: LookAsk, say: Callable[[str], None], stopping: Stopping) -> LookResult:
    from inspection.errors import PlanError
    from store.errors import StoreError

    try:
        async with asyncio.timeout(max(ask.seconds - _TIDY, 1.0)):
            return await look_again(ask, say, stopping)
    except TimeoutError:
        words = f"{ask.seconds:.0f} 秒内没有看完，网站可能应答很慢。请等下一轮巡检"
        return LookResult(LookOutcome.UNCLEAR, words, {})
    except StoppedError:
        return LookResult(LookOutcome.FAILED, "程序要停下，请稍后再试", {})
    except StoreError as error:
        return LookResult(LookOutcome.FAILED, " ".join(error.message.split()), {})
    except PlanError as error:
        return LookResult(LookOutcome.FAILED, f"方案有误，{' '.join(str(error).split())}", {})


async def _main(out: Callable[[dict[str, object]], None]) -> None:
    ask = LookAsk(**json.loads(await asyncio.to_thread(sys.stdin.readline)))
    loop, stopping = asyncio.get_running_loop(), Stopping()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.asked.set)
    loop.add_reader(sys.stdin.fileno(), _at_end_of_input, loop, stopping)
    try:
        result = await _bounded(ask, lambda words: out({"say": words}), stopping)
    finally:
        shutil.rmtree(ask.scratch, ignore_errors=True)  # who asked may be gone
    out({"result": asdict(replace(result, words=result.words[:2000]))})


def _at_end_of_input(loop: asyncio.AbstractEventLoop, stopping: Stopping) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        loop.remove_reader(sys.stdin.fileno())
        stopping.asked.set()


def main() -> int:
    """Read what is asked, look, write the answer."""
    logs.configure_child("look")
    stdout, sys.stdout = sys.stdout, sys.stderr  # only what is said is written there

    def out(said: dict[str, object]) -> None:
        with contextlib.suppress(BrokenPipeError):
            stdout.write(json.dumps(said, default=str) + "\n")
            stdout.flush()

    asyncio.run(_main(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
