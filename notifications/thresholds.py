"""How far a site and its accounts are from a veto (单项否决): the scorecard's own figures, in a few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypedDict

from inspection.findings import Finding, Undecided
from inspection.scoring.card import Light, VetoLine
from inspection.scoring.facts import Doubt, Facts, Fault, Looked
from inspection.scoring.standard import Certainty, Standard
from inspection.scoring.standard_file import built_in
from inspection.scoring.vetoes import vetoes_of

_STATES = {Light.VETOED: "vetoed", Light.RED: "warning", Light.YELLOW: "warning"}
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# A veto of the account itself: one is enough. The early word is the plan's (10 of 14 days by default).
OF_ACCOUNTS = "政务新媒体账号2周内未更新"


class Threshold(TypedDict):
    """One veto: `count` columns now; `warn` and `veto` are the counts at which its state is reached."""

    name: str
    count: int
    warn: int
    veto: int
    left: int
    unknown: int  # columns that count for it, and that the round could not judge
    state: str  # clear, warning or vetoed
    basis: str
    columns: list[str]  # columns or accounts; of a warning without any yet, those that come near


def thresholds_of(
    findings: Iterable[Finding],
    kinds: Mapping[str, str],
    undecided: Iterable[Undecided] = (),
    accounts: Sequence[str] = (),
) -> list[Threshold]:
    """The distance to every veto that this round's findings bear on, by the national standard.

    `kinds` maps a column's name to its kind; where there are `accounts` (their names), they have a veto of their own.
    """
    facts = Facts(
        site="",
        home="",
        at=_ANY_TIME,
        columns=kinds,
        accounts=tuple(accounts),
        faults=tuple(
            Fault(one.check, one.subject, one.severity, column=one.column, evidence=one.evidence) for one in findings
        ),
        doubts=tuple(Doubt(one.check, one.subject, one.reason) for one in undecided),
        looked=Looked("", _ANY_TIME, "full", complete=True),
    )
    return thresholds(built_in(), facts)


def thresholds(standard: Standard, facts: Facts) -> list[Threshold]:
    """Of columns and accounts each; what else there is, once it comes near."""
    lines = list(vetoes_of(standard.vetoes, facts))
    of = {rule.id: rule.of for rule in standard.vetoes}
    found: list[Threshold] = []
    for id_ in dict.fromkeys(line.id for line in lines):
        mine = [line for line in lines if line.id == id_]
        first = mine[0]
        if of[id_] == "columns":
            found.append(_counted(standard, first))
        elif first.account:
            found.append(_of_accounts(standard, mine))
        elif first.measure == "subjects" and first.light in _STATES and not _only_early(first):
            found.append(_counted(standard, first))
        elif first.measure == "days" and first.light in _STATES:
            found.append(_of_accounts(standard, mine))
    return found


def noun_of(name: str) -> str:
    """What a veto counts: `个栏目`, `个指南`."""
    return next((rule.noun for rule in built_in().vetoes if rule.name == name), "个")


def near(name: str, count: int, left: int, columns: Sequence[str]) -> str:
    """That a veto is near: so many already, or none yet and these come near."""
    if count:
        return f"{name}已有 {count} 个，距单项否决还差 {left} 个"
    if list(columns) == [name]:  # of the site itself: 首页不更新
        return f"{name}：临近单项否决线"
    return f"{'、'.join(columns)}临近单项否决线（{name}）"


def standing(count: int, unknown: int, left: int) -> str:
    """`现有 2 个，距否决还差 3 个`; what was not judged is said, so that none of it is taken for sound."""
    doubt = f"，另有 {unknown} 个未能判定" if unknown else ""
    if not left:
        return f"现有 {count} 个{doubt}，已达否决线"
    if not count and left == 1:
        return f"尚未触及{doubt}，一经出现即否决"
    return f"现有 {count} 个{doubt}，距否决{'最多' if unknown else ''}还差 {left} 个"


def _counted(standard: Standard, line: VetoLine) -> Threshold:
    count = int(line.count)
    return {
        "name": line.name,
        "count": count,
        "warn": line.yellow or line.veto,
        "veto": line.veto,
        "left": max(0, line.veto - count),
        "unknown": line.undecided,
        "state": _STATES.get(line.light, "clear"),
        "basis": _basis(standard, line),
        "columns": sorted(one.subject for one in line.behind if not one.doubt and not one.early),
    }


def _of_accounts(standard: Standard, lines: Sequence[VetoLine]) -> Threshold:
    """Each is over by itself; what comes near is named while none is."""
    over = sorted(line.account or line.name for line in lines if line.light is Light.VETOED)
    coming = sorted(line.account or line.name for line in lines if line.light in (Light.RED, Light.YELLOW))
    return {
        "name": lines[0].name,
        "count": len(over),
        "warn": 1,
        "veto": 1,
        "left": 0 if over else 1,
        "unknown": sum(line.undecided > 0 for line in lines),
        "state": "vetoed" if over else "warning" if coming else "clear",
        "basis": _basis(standard, lines[0]),
        "columns": over or coming,
    }


def _only_early(line: VetoLine) -> bool:
    return not any(not one.early and not one.doubt for one in line.behind)


def _basis(standard: Standard, line: VetoLine) -> str:
    """The clause; a rule that is customary practice is not called the standard's."""
    if line.mark is Certainty.CUSTOM:
        return f"工作惯例：{line.rule}"
    warning = "；预警线为工作惯例" if line.yellow is not None else ""
    return f"《{standard.name}》（{standard.version}）单项否决：{line.rule}{warning}"
