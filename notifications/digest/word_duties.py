"""职责清单 in the Word digest: what is overdue, what is due within two weeks, what could not be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notifications.digest.duty_facts import DutyLine
from notifications.digest.facts import DigestFacts
from notifications.digest.phrases import cell_day, cut, rest, said, unit_name
from notifications.digest.word_blocks import Block, Body, Column, Grid, Heading, Note

SHOWN = 20  # lines of one table


def duties(facts: DigestFacts) -> Iterator[Block]:
    """Nothing where the plan has no duties."""
    told = facts.duties
    if told is None:
        return
    yield Heading(2, "职责清单")
    yield Body(told.summary)
    lists = (
        ("以下事项已到期，没有人确认完成，请责任单位尽快完成并确认。", told.overdue),
        ("以下事项两周内到期，请提前完成并确认。", told.coming),
        ("以下职责的情况未能判定，既不算已落实，也不算没有落实。", told.undecided),
    )
    for before, lines in lists:
        if lines:
            shown, left = cut(lines, SHOWN)
            yield Body(before, keep=True)
            yield _grid(shown, whole=facts.unit is None)
            if left:
                yield Note(rest(left, "办理台“职责清单”"))


def _grid(lines: Sequence[DutyLine], *, whole: bool) -> Grid:
    """With the days where there are any; `whole`: of all units, each named."""
    dated = any(line.on for line in lines)
    columns = [Column("最迟日期", 2.0, centred=True)] if dated else []
    columns += [Column("序号", 1.2, centred=True), Column("事项", 4.6)]
    columns += [Column("责任单位", 2.0)] if whole and dated else []
    columns += [Column("说明", 3.6)]
    rows = []
    for line in lines:
        row = [(cell_day(line.on) if line.on else "—",)] if dated else []
        row += [(said(line.number, 12),), (said(line.what, 80),)]
        row += [(unit_name(line.unit),)] if whole and dated else []
        rows.append((*row, (said(line.note, 80) or "—",)))
    return Grid(tuple(columns), tuple(rows))
