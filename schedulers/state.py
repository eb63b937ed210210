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


Watch = Callable[[State], None]


def state_of(stage: str, sweep: Sweep) -> State:
    """The moment as the sweep knows it."""
    return State(stage, sweep.done, sweep.waiting, sweep.recorder.pages, len(sweep.ledger.probes))


def watcher(watch: Watch) -> Callable[[Sweep], None]:
    """A sweep's progress, told as states."""
    return lambda sweep: watch(state_of("sweep", sweep))
