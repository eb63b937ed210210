"""Facts of a made-up site for the tests of scoring, and a small standard of another county."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.scoring.facts import Answered, Doubt, Facts, Fault, Looked

NOW = datetime(2025, 3, 25, 16, tzinfo=UTC)
HOME = "https://portal.example/"
COLUMNS = {
    **{f"要闻{n}": "动态要闻" for n in range(6)},
    **{f"公告{n}": "通知公告" for n in range(3)},
    **{f"业务{n}": "业务工作" for n in range(8)},
    "政策文件": "政策文件",
    "办事统计": "办事统计",
    "留言选登": "留言公开",
}
COUNTY = """
name: 示例县政务新媒体检查办法
version: 2024版
source: 示例县政府办公室
full: 10.0
pass_at: 6.0
vetoes:
  - id: account-stale
    group: 新媒体单项否决
    name: 新媒体账号10天内未更新
    rule: 每10天至少更新一次
    mark: F
    measure: days
    of: accounts
    limits: {yellow: 7, red: 9, veto: 10}
    feeds: [{check: stale-account}]
deductions:
  - {id: links, group: 功能, name: 链接, rule: 每处扣2分, mark: F, points: 10.0,
     feeds: [{check: broken-link, each: 2.0}]}
"""


def facts(*faults: Fault, doubts: tuple[Doubt, ...] = (), **more: Any) -> Facts:
    """A site that a whole round looked at yesterday."""
    known: dict[str, Any] = {
        "looked": Looked("r1", NOW - timedelta(days=1), "full", complete=True),
        "answered": Answered(decided=336, down=0),
        "accounts": ("示例民政",),
        "newest": {"示例民政": date(2025, 3, 24)},
        "columns": COLUMNS,
    } | more
    return Facts(site="示例市民政局", home=HOME, at=NOW, faults=faults, doubts=doubts, **known)


def stale(name: str, days: int = 400, **more: Any) -> Fault:
    """A column without anything new for so long."""
    known: dict[str, Any] = {"title": f"栏目“{name}”已 {days} 天没有更新", "column": name} | more
    return Fault("stale-column", name, Severity.ERROR, evidence={"days": days}, **known)


def blank(name: str) -> Fault:
    """A column without rows."""
    return Fault("blank-column", name, Severity.ERROR, f"栏目“{name}”是空白栏目", column=name)


def broken(n: int, *, home: bool = False) -> Fault:
    """A broken link, on the home page or elsewhere."""
    place = HOME if home else f"{HOME}a/{n}.html"
    return Fault("broken-link", f"{HOME}gone/{n}", Severity.ERROR, f"链接 {n} 打不开", found_on=(place,), issue=n)


def silent(days: int, account: str = "示例民政") -> Fault:
    """An account without anything new for so long."""
    severity = Severity.CRITICAL if days > 14 else Severity.WARNING
    return Fault("stale-account", account, severity, f"{account}已 {days} 天没有更新", evidence={"days": days})


_NAMES = st.sampled_from(sorted(COLUMNS))
FAULTS = st.one_of(
    st.builds(stale, _NAMES, st.integers(1, 700)),
    st.builds(blank, _NAMES),
    st.builds(lambda n, home: broken(n, home=home), st.integers(1, 80), st.booleans()),
    st.builds(silent, st.integers(11, 40)),
    st.sampled_from(
        [
            Fault("missing-interpretation", f"{HOME}p/1", Severity.ERROR),
            Fault("missing-ipv6", HOME, Severity.WARNING),
            Fault("failing-search", HOME, Severity.ERROR),
            Fault("tampered-page", f"{HOME}t", Severity.CRITICAL),
            Fault("missing-identity", "footer-1", Severity.ERROR),
            Fault("overdue-reply", f"{HOME}m/1", Severity.CRITICAL),
            Fault("overdue-reply", f"{HOME}m/2", Severity.ERROR),
        ]
    ),
)
DOUBTS = st.builds(
    Doubt,
    st.sampled_from(["stale-column", "blank-column", "broken-link", "stale-account", "missing-ipv6"]),
    st.one_of(_NAMES, st.just("示例民政"), st.just("示例市民政局")),
    st.sampled_from(["could-not-be-read", "blocked", "static-column"]),
)
