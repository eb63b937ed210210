"""A site's round as a job: what it is asked, what is noted beside it, and that the same is not asked for twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, LiteralString

from procrastinate.exceptions import AlreadyEnqueued

from inspection.plan_file import digest_of
from schedulers.cluster.queue import Queue
from schedulers.round_process import RoundAsk, RoundResult

ROUNDS = "rounds"  # the queue
ROUND = "xunjian.round"  # the task
# What takes a minute goes before what takes hours; rounds of one site wait for each other in any case.
_PRIORITY = {"watch": 20, "daily": 10, "full": 0}

_SAME: LiteralString = """
SELECT id FROM procrastinate_jobs
 WHERE task_name = %(task)s AND queueing_lock = %(name)s
   AND (status IN ('todo', 'doing') OR (status = 'succeeded' AND %(due)s <> '' AND args->>'due_at' = %(due)s))
 ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class RoundJob:
    """A job's arguments. `as_of` is noted when it is begun: with it every further attempt means the same round."""

    site: str
    kind: str
    plan: str  # digest of its text, which is in the store
    folder: str = ""
    due_at: str = ""
    as_of: str = ""
    failures: int = 0
    result: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, args: Mapping[str, Any]) -> RoundJob:
        """Out of a job's arguments; what a newer program added is passed over. Raises TypeError for another's job."""
        return cls(**{name: value for name, value in args.items() if name in cls.__slots__})

    def ask(self, plan_text: str, database: str) -> RoundAsk:
        """What the round's process is told, once `as_of` is known."""
        as_of = datetime.fromisoformat(self.as_of)
        return RoundAsk(self.site, self.kind, plan_text, self.folder, database, as_of, self.due_at, shared=True)


async def defer(queue: Queue, ask: RoundAsk) -> int:
    """Ask for a round; the id of its job. The plan must be in the store.

    A job that is there for the same site and kind, waiting or being done, is that job: a timetable that took over asks
    for what its predecessor asked for. So is one that was done for the same due moment.
    """
    name = f"{ask.site}/{ask.kind}"
    if (there := await _same(queue, name, ask.due_at)) is not None:
        return there
    job = RoundJob(ask.site, ask.kind, digest_of(ask.plan_text), ask.folder, ask.due_at)
    args = {key: value for key, value in asdict(job).items() if value not in ("", 0, None)}
    try:
        return await queue.app.configure_task(
            ROUND,
            allow_unknown=True,
            queue=ROUNDS,
            lock=f"site:{ask.site}",
            queueing_lock=name,
            priority=_PRIORITY.get(ask.kind, 0),
        ).defer_async(**args)
    except AlreadyEnqueued:  # another asked in the same moment
        there = await _same(queue, name, ask.due_at)
        if there is None:
            raise
        return there


async def _same(queue: Queue, name: str, due: str) -> int | None:
    rows = await queue.ask(_SAME, task=ROUND, name=name, due=due)
    return rows[0][0] if rows else None


def result_of(args: Mapping[str, Any], *, well: bool) -> RoundResult:
    """What was noted of a job that is over."""
    noted = args.get("result")
    if noted is not None:
        return RoundResult(**noted)
    return RoundResult("finished" if well else "failed", words="" if well else "没有机器能完成这一轮")
