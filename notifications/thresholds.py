"""How far a site and its accounts are from a veto (单项否决), and when the early warning is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from inspection.asking import STALE_ACCOUNT
from inspection.findings import Finding, Severity, Undecided

_INDICATORS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决"
_NO_LIST = "static-column"  # a page without a list of articles has none that could be missing
_WATCHED_KINDS = frozenset({"动态要闻", "通知公告", "政策文件"})


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


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    check: str
    kinds: frozenset[str] | None  # None: columns of every kind count
    warn: int
    veto: int
    basis: str


# The early warnings are those of the commercial monitors: blank > 2 (veto 5), stale > 6 (veto 10). For the watched
# kinds nobody states one; half of the way, as for blank columns, is taken.
_RULES = (
    _Rule(
        "动态要闻、通知公告、政策文件类栏目未及时更新",
        "stale-column",
        _WATCHED_KINDS,
        3,
        5,
        f"{_INDICATORS}：动态、要闻类和一级通知公告、政策文件栏目不更新合计≥5个；预警线为工作惯例",
    ),
    _Rule(
        "应更新栏目长期未更新",
        "stale-column",
        None,
        7,
        10,
        f"{_INDICATORS}：应更新而长期未更新的栏目≥10个（“长期”未作界定，本报告按方案时限从严计）；预警线为工作惯例",
    ),
    _Rule("空白栏目", "blank-column", None, 3, 5, f"{_INDICATORS}：空白栏目≥5个；预警线为工作惯例"),
)


# A veto of the account itself: one is enough. The early word is the plan's (10 of 14 days by default).
OF_ACCOUNTS = "政务新媒体账号2周内未更新"
_ACCOUNTS_BASIS = f"{_INDICATORS}：政务新媒体检查前2周内未更新的，该账号即不合格；预警线为工作惯例"


def thresholds_of(
    findings: Iterable[Finding],
    kinds: Mapping[str, str],
    undecided: Iterable[Undecided] = (),
    accounts: Sequence[str] = (),
) -> list[Threshold]:
    """The distance to every veto that this round's findings bear on.

    `kinds` maps a column's name to its kind; where there are `accounts` (their names), they have a veto of their own.
    """
    told, open_ = list(findings), list(undecided)
    doubts = [one for one in open_ if one.subject in kinds and one.reason != _NO_LIST]
    measured = [_measure(rule, told, kinds, doubts) for rule in _RULES]
    return [*measured, _of_accounts(told, open_, accounts)] if accounts else measured


def near(name: str, count: int, left: int, columns: Sequence[str]) -> str:
    """That a veto is near: so many already, or none yet and these come near."""
    if count:
        return f"{name}已有 {count} 个，距单项否决还差 {left} 个"
    return f"{'、'.join(columns)}临近单项否决线（{name}）"


def standing(count: int, unknown: int, left: int) -> str:
    """`现有 2 个，距否决还差 3 个`; what was not judged is said, so that none of it is taken for sound."""
    doubt = f"，另有 {unknown} 个未能判定" if unknown else ""
    if not left:
        return f"现有 {count} 个{doubt}，已达否决线"
    return f"现有 {count} 个{doubt}，距否决{'最多' if unknown else ''}还差 {left} 个"


def _of_accounts(findings: Sequence[Finding], undecided: Sequence[Undecided], accounts: Sequence[str]) -> Threshold:
    """An account counts once it is over the national limit; the plan's own limit and early word come before that."""
    mine = [one for one in findings if one.check == STALE_ACCOUNT and one.subject in accounts]
    over = sorted({one.subject for one in mine if one.severity is Severity.CRITICAL})
    coming = sorted({one.subject for one in mine} - set(over))
    return {
        "name": OF_ACCOUNTS,
        "count": len(over),
        "warn": 1,
        "veto": 1,
        "left": 0 if over else 1,
        "unknown": len({one.subject for one in undecided if one.check == STALE_ACCOUNT and one.subject in accounts}),
        "state": "vetoed" if over else "warning" if coming else "clear",
        "basis": _ACCOUNTS_BASIS,
        "columns": over or coming,
    }


def _concerned(rule: _Rule, said: Iterable[Finding | Undecided], kinds: Mapping[str, str]) -> list[str]:
    """Names of the columns of which the rule's check said so."""
    mine = {one.subject for one in said if one.check == rule.check}
    return sorted(name for name in mine if rule.kinds is None or kinds.get(name) in rule.kinds)


def _measure(
    rule: _Rule, findings: Sequence[Finding], kinds: Mapping[str, str], doubts: Sequence[Undecided]
) -> Threshold:
    columns = _concerned(rule, findings, kinds)
    count = len(columns)
    return {
        "name": rule.name,
        "count": count,
        "warn": rule.warn,
        "veto": rule.veto,
        "left": max(0, rule.veto - count),
        "unknown": len(_concerned(rule, doubts, kinds)),
        "state": "vetoed" if count >= rule.veto else "warning" if count >= rule.warn else "clear",
        "basis": rule.basis,
        "columns": columns,
    }
