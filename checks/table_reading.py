"""Whether the tables of one place have every column that is asked for, and every cell of it filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from checks.names import fold
from checks.table_places import Place
from inspection.contents import Blank, TableFacts
from inspection.gathering import TableRule

_SHORTEST = 2  # letters of a wording that may be a part of a heading
_LONGEST = 16  # letters of a heading of which a wording may be a part
_MODELS = 20  # tables that another one is compared with
_SAMPLES = 10  # blanks of one place that are kept
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in tables: rows, blank cells by heading as the plan calls it, columns that are not there."""

    tables: int = 0
    rows: int = 0
    blanks: dict[str, int] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    samples: tuple[Blank, ...] = ()

    def __add__(self, other: Judged) -> Judged:
        blanks = Counter(self.blanks) + Counter(other.blanks)
        lacking = tuple(dict.fromkeys((*self.lacking, *other.lacking)))
        samples = self.samples + other.samples
        return Judged(self.tables + other.tables, self.rows + other.rows, dict(blanks), lacking, samples)


def judged(rule: TableRule, places: Sequence[Place]) -> list[Judged]:
    """For each place the tables that are the list, as far as their headings tell.

    Such a table has as many of the asked columns as any, or one of them and headings that are half those of one that
    has. What has none is another table. Where only one column is asked, its lack cannot be told from another table.
    """
    matched = [[(table, _columns(rule, table)) for table in place.tables] for place in places]
    best = max((len(columns) for of_place in matched for _, columns in of_place), default=0)
    models = [
        set(map(_bare, table.headings)) for of_place in matched for table, columns in of_place if len(columns) == best
    ]
    return [_of_place(rule, of_place, best, models[:_MODELS]) for of_place in matched]


def _of_place(
    rule: TableRule, matched: Sequence[tuple[TableFacts, dict[str, int]]], best: int, models: Sequence[set[str]]
) -> Judged:
    found = Judged()
    for table, columns in matched:
        own = set(map(_bare, table.headings))
        if columns and (len(columns) == best or any(len(own & model) * 2 >= len(model) for model in models)):
            found += _of_table(rule, table, columns)
    return found


def _of_table(rule: TableRule, table: TableFacts, columns: dict[str, int]) -> Judged:
    names = {element: element.split("|")[0].strip() for element in rule.headings}
    empty = {names[element]: table.rows - table.filled[at] for element, at in columns.items()}
    shown = {table.headings[at] for at in columns.values()}
    samples = tuple(blank for blank in table.blanks if blank.heading in shown)[:_SAMPLES]
    lacking = tuple(names[element] for element in rule.headings if element not in columns) if table.rows else ()
    return Judged(1, table.rows, {name: count for name, count in empty.items() if count > 0}, lacking, samples)


def _columns(rule: TableRule, table: TableFacts) -> dict[str, int]:
    """By element of the rule, the number of the column that bears it; no column for two elements."""
    taken: dict[str, int] = {}
    for least in (3, 2, 1):  # the surest first, so that 地址 is not given away to 名称
        for element in rule.headings:
            if element in taken:
                continue
            free = [at for at in range(len(table.headings)) if at not in taken.values()]
            fits = [(_fit(element, table.headings[at]), at) for at in free]
            good = [at for fit, at in fits if fit == least]
            if good:
                taken[element] = max(good, key=lambda at: (table.filled[at], -at))
    return taken


def _fit(element: str, heading: str) -> int:
    """How well a heading bears one of the wordings: 3 the same, 2 ends so, 1 holds it, 0 not."""
    parts = [_bare(heading), *(_bare(part) for part in heading.split("/"))]
    return max((_wording(_bare(word), part) for word in element.split("|") for part in parts), default=0)


def _wording(word: str, heading: str) -> int:
    if not word or not heading:
        return 0
    if word == heading:
        return 3
    if len(word) < _SHORTEST or len(heading) > _LONGEST or word not in heading:
        return 0
    return 2 if heading.endswith(word) else 1


def _bare(heading: str) -> str:
    folded = fold(heading)
    return re.sub(r"[^\w]|_", "", _BRACKETS.sub("", folded)) or re.sub(r"[^\w]|_", "", folded)
