"""Stage 5, fold: where very many groups fall due at once, people get few messages instead: one a unit, or one in all.

A first round over a neglected portal, or a morning after the holidays, else sends a message for every column. What is
folded stays together: reminders aside, later words about these issues go to the folded group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspection.issue import Issue
from inspection.telling import Kind
from notifications.situation import Ruling

MOST = 5  # groups that are told one by one
MOST_UNITS = 8  # units that are told one by one: each finds its own message among so many
EVERY = "*"  # stands in a folded group's name for what its issues do not share
_FOLDED = frozenset({Kind.NEW, Kind.REMINDER, Kind.ESCALATION, Kind.RECOVERY})

Key = tuple[str, str, Kind, int]  # channel, group, kind, rung
Items = Sequence[tuple[Issue, Ruling]]


def folded(ready: Iterable[tuple[Key, Items]]) -> list[tuple[Key, Items]]:
    """The groups that are due, each channel's and kind's put together by unit where they are more than MOST.

    Where the units are more than MOST_UNITS, one message is made of all. The link that speaks for a silent host stays
    alone: its words are about the host.
    """
    kept: list[tuple[Key, Items]] = []
    by_way: dict[tuple[str, Kind, int], list[tuple[Key, Items]]] = {}
    for key, items in ready:
        channel, name, kind, rung = key
        if kind in _FOLDED and not name.startswith("host|"):
            by_way.setdefault((channel, kind, rung), []).append((key, items))
        else:
            kept.append((key, items))
    for (channel, kind, rung), groups in by_way.items():
        if len(groups) <= MOST:
            kept += groups
            continue
        units = _by_unit(groups)
        if len(units) > MOST_UNITS:
            units = {EVERY: [item for items in units.values() for item in items]}
        kept += [((channel, f"{unit}|{EVERY}|{EVERY}", kind, rung), items) for unit, items in units.items()]
    return kept


def _by_unit(groups: Iterable[tuple[Key, Items]]) -> dict[str, list[tuple[Issue, Ruling]]]:
    units: dict[str, list[tuple[Issue, Ruling]]] = {}
    for (_, name, _, _), items in groups:
        units.setdefault(name.partition("|")[0], []).extend(items)
    return units
