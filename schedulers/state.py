"""How far a running round is, for whoever watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from spiders import logs
from spiders.sweep import Sweep

log = logs.get(__name__)


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


class Waiting:
    """A watch that also says what is waited for, while nothing else is to be said."""

    def __init__(self, watch: Watch | None) -> None:
        self._watch = watch or (lambda _: None)
        self._note = ""
        self._last = State("begin", 0, 0, 0, 0)

    def show(self, state: State) -> None:
        """One state."""
        self._last = state
        self._watch(replace(state, note=self._note) if self._note else state)

    def tell(self, note: str) -> None:
        """A Chinese sentence about what is waited for; "" when it is over. From any thread."""
        if note and not self._note:
            log.warning(note)
        elif self._note and not note:
            log.info("数据库恢复正常，继续巡检")
        self._note = note
        self.show(self._last)


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
