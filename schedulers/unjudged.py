"""Which checks a round did not ask, kept beside its figures: what they would have seen is not sound for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from checks.all import CHECKS

_PREFIX = "unjudged "


def unjudged(asked: Collection[str], kind: str) -> dict[str, int]:
    """For the round's figures; a watch is not expected to ask all."""
    return {} if kind == "watch" else {f"{_PREFIX}{one.name}": 1 for one in CHECKS if one.name not in asked}


def unjudged_of(counters: Mapping[str, int | float]) -> frozenset[str]:
    """The names of the checks."""
    return frozenset(name.removeprefix(_PREFIX) for name in counters if name.startswith(_PREFIX))
