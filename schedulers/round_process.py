"""A round in a process of its own: a crash, a leak or a kill costs one round, which the next start takes up."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from schedulers.child_log import ChildLog
from schedulers.child_process import begin
from schedulers.stopping import GRACE, StoppedError, Stopping
from spiders import logs

MODULE = "schedulers.round_process"
STOP_WITHIN = GRACE + 25.0  # seconds from the word to stop to the kill: what is in hand, its writing, the readers' end
_LOOK_EVERY = 0.5  # seconds
_LONGEST = 1 << 20  # bytes of a line on standard output

Status = Literal["finished", "stopped", "busy", "failed"]
log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class RoundAsk:
    """What is asked of a round's process."""

    site: str
    kind: str  # watch, daily, full
    plan_text: str
    folder: str  # where the plan stands
    database: str
    as_of: datetime | None = None  # aware; None: now
    due_at: str = ""  # ISO: the moment by the timetable that this round serves; many machines run it once
    shared: bool = False  # other machines may ask the same hosts: turns are given out by the database

    def line(self) -> str:
        """As the process is told it."""
        return json.dumps({**asdict(self), "as_of": self.as_of.isoformat() if self.as_of else None}) + "\n"

    @classmethod
    def read(cls, line: str) -> RoundAsk:
        """What `line` wrote."""
        said = json.loads(line)
        as_of = said.pop("as_of")
        return cls(**said, as_of=datetime.fromisoformat(as_of) if as_of else None)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round's process came to. `words` are Chinese: what went wrong, or a summary."""

    status: Status
    round_id: str | None = None
    complete: bool = False
    findings: int = 0
    words: str = ""


async def run_round_process(ask: RoundAsk, stop: asyncio.Event, *, module: str = MODULE) -> RoundResult:
    """Run the round to its end, or until `stop`. Cancelled: the process is killed.

    It never raises for what befalls the round: a process that dies, or cannot be begun, is a failed round.
    """
    try:
        process = await begin(module, limit=_LONGEST, own_session=True)
    except OSError as error:  # no memory, no process, no file left
        return RoundResult(
            "failed", words=f"不能启动巡检进程（{error.strerror or error}），请检查内存、进程数和打开文件数"
        )
    assert process.stdin is not None
    assert process.stderr is not None
    child_log = ChildLog(process.stderr, site=ask.site, kind=ask.kind)
    stopping, clearing = asyncio.create_task(_stop(process, stop)), asyncio.create_task(_clear_up(process))
    try:
        with contextlib.suppress(ConnectionError):
            process.stdin.write(ask.line().encode())
            await process.stdin.drain()
        result = await _result(process)
        status = await process.wait()
        if result is not None:
            return result
        if stop.is_set():
            return RoundResult("stopped", words="巡检进程未能及时停下，已终止；已记录的内容都保留")
        last = (await child_log.last_words()).splitlines()[-1:]
        return RoundResult(
            "failed", words=f"巡检进程意外结束（{_ended(status)}）" + "".join(f"：{one}" for one in last)
        )
    finally:
        stopping.cancel()
        clearing.cancel()
        _kill(process)
        await child_log.end()


async def _result(process: asyncio.subprocess.Process) -> RoundResult | None:
    assert process.stdout is not None
    result = None
    while line := await process.stdout.readline():
        with contextlib.suppress(ValueError, TypeError):
            said = json.loads(line)
            if "result" in said:
                result = RoundResult(**said["result"])
    return result


async def _stop(process: asyncio.subprocess.Process, stop: asyncio.Event) -> None:
    await stop.wait()
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    await asyncio.sleep(STOP_WITHIN)
    _kill(process)


async def _clear_up(process: asyncio.subprocess.Process) -> None:
    """What a dead process left running holds its pipes, and would be waited for: `wait`, too, waits for the pipes."""
    while process.returncode is None:  # noqa: ASYNC110 (there is no event for it but `wait`)
        await asyncio.sleep(_LOOK_EVERY)
    _kill(process)


def _kill(process: asyncio.subprocess.Process) -> None:
    """End the process and what it started: it leads a group of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _ended(status: int) -> str:
    return f"信号 {-status}" if status < 0 else f"退出码 {status}"


# The child's side


async def _run(ask: RoundAsk, stopping: Stopping) -> RoundResult:
    from inspection.plan_file import parse_plan  # late: the parent, which runs for months, needs none of this
    from schedulers.lease import BusyError
    from schedulers.round import Order, run_round
    from store.errors import StoreError
    from store.store import Store

    plan, folder = parse_plan(ask.plan_text), Path(ask.folder)
    order = Order(plan, ask.plan_text, ask.kind, ask.as_of, folder=folder, shared=ask.shared)
    try:
        with Store.open(ask.database) as store:
            outcome = await run_round(order, store, ask.database, None, stopping)
    except BusyError as error:
        return RoundResult("busy", words=str(error))
    except StoppedError:
        return RoundResult("stopped", words="已按要求停下，下次接着做")
    except StoreError as error:
        return RoundResult("failed", words=" ".join(str(error).split()))
    words = (
        f"{len(outcome.findings)} 个问题"
        if outcome.facts.complete
        else "本轮未能完成：" + "；".join(outcome.facts.missing)
    )
    return RoundResult("finished", outcome.facts.id, outcome.facts.complete, len(outcome.findings), words)


async def _main() -> RoundResult:
    ask = RoundAsk.read(await asyncio.to_thread(sys.stdin.readline))
    logs.bind(site=ask.site, kind=ask.kind)
    loop, stopping = asyncio.get_running_loop(), Stopping()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.asked.set)
    # The parent holds the other end until it dies, however it dies: nobody then would want the round.
    loop.add_reader(sys.stdin.fileno(), _at_end_of_input, loop, stopping)
    return await _run(ask, stopping)


def _at_end_of_input(loop: asyncio.AbstractEventLoop, stopping: Stopping) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        loop.remove_reader(sys.stdin.fileno())
        stopping.asked.set()


def main() -> int:
    """Read the order, run the round, write the result."""
    logs.configure_child("round")
    out, sys.stdout = sys.stdout, sys.stderr  # only the result is written there
    result = asyncio.run(_main())
    with contextlib.suppress(BrokenPipeError):
        out.write(json.dumps({"result": asdict(replace(result, words=result.words[:2000]))}) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
