"""How far a running round is, for whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spiders.sweep import Sweep


@dataclass(frozen=True, slots=True)
class State:
    """One moment of a round."""

    stage: str  # sweep, read, judge
    done: int
    waiting: int
    pages: int
    faulty: int
    note: str = ""  # Chinese: what it waits for


Watch = Callable[[State], None]


def state_of(stage: str, sweep: Sweep) -> State:
    """The moment as the sweep knows it."""
    return State(stage, sweep.done, sweep.waiting, sweep.recorder.pages, len(sweep.ledger.probes), waits_for(sweep))


def waits_for(sweep: Sweep) -> str:
    """Which hosts asked for a pause, or why the site is not asked any more; empty when all goes on."""
    if sweep.stopped:
        return "网站的防火墙拦截了巡检，已停止访问"
    paused = [host.name for host in sweep.hosts.values() if host.pause and host.queue]
    more = f"等 {len(paused)} 台主机" if len(paused) > 1 else ""
    return f"{paused[0]}{more}要求放慢（429、503），暂停访问后再继续" if paused else ""


def watcher(watch: Watch) -> Callable[[Sweep], None]:
    """A sweep's progress, told as states."""
    return lambda sweep: watch(state_of("sweep", sweep))
