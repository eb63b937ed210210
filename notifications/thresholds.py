"""How far a site is from a veto (单项否决), and when the early warning is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from inspection.findings import Finding

_INDICATORS = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决"
_WATCHED_KINDS = frozenset({"动态要闻", "通知公告", "政策文件"})


class Threshold(TypedDict):
    """One veto: `count` columns now; `warn` and `veto` are the counts at which its state is reached."""

    name: str
    count: int
    warn: int
    veto: int
    left: int
    state: str  # clear, warning or vetoed
    basis: str
    columns: list[str]


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


def thresholds_of(findings: Iterable[Finding], kinds: Mapping[str, str]) -> list[Threshold]:
    """The distance to every veto that this round's findings bear on. `kinds` maps a column's name to its kind."""
    told = list(findings)
    return [_measure(rule, told, kinds) for rule in _RULES]


def _measure(rule: _Rule, findings: list[Finding], kinds: Mapping[str, str]) -> Threshold:
    columns = sorted(
        {
            f.subject
            for f in findings
            if f.check == rule.check and (rule.kinds is None or kinds.get(f.subject) in rule.kinds)
        }
    )
    count = len(columns)
    return {
        "name": rule.name,
        "count": count,
        "warn": rule.warn,
        "veto": rule.veto,
        "left": max(0, rule.veto - count),
        "state": "vetoed" if count >= rule.veto else "warning" if count >= rule.warn else "clear",
        "basis": rule.basis,
        "columns": columns,
    }
