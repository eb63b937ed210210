"""Channels of one round compared, each pair once, whichever check asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from checks.counterpart_search import Side
from checks.counterparts import Counterpart, compare
from inspection.observed import Observed


@dataclass
class _Memory:
    """What was worked out of one round's channels."""

    sides: dict[str, Side] = field(default_factory=dict)
    compared: dict[tuple[str, str], dict[str, list[Counterpart]]] = field(default_factory=dict)


# Two checks ask the same of one round: the answer lives as long as what it was drawn from.
_MEMORY: WeakKeyDictionary[Observed, _Memory] = WeakKeyDictionary()


def side(observed: Observed, channel: str) -> Side:
    """The articles of a channel of the round."""
    memory = _MEMORY.setdefault(observed, _Memory())
    if channel not in memory.sides:
        memory.sides[channel] = Side(observed.articles((channel,)), observed.plan.zone)
    return memory.sides[channel]


def counterparts(observed: Observed, ours: str, theirs: str) -> dict[str, list[Counterpart]]:
    """`compare` for two channels of a round, by name."""
    memory = _MEMORY.setdefault(observed, _Memory())
    if (ours, theirs) not in memory.compared:
        memory.compared[ours, theirs] = compare(side(observed, ours), side(observed, theirs))
    return memory.compared[ours, theirs]
