"""Rounds as their pages show them: what ran, how it ended, what could not be looked at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from desk.exports import Cell
from desk.live_facts import share, words_of
from inspection.findings import Severity
from inspection.plan import Plan
from inspection.reasons import explain
from notifications.wording import ROUND_KINDS, check_order
from schedulers.timetable import entries_of, next_runs
from store.due_runs import DueRun
from store.progress import ProgressRow
from store.round_lists import DoubtCount, RoundLine
from store.rounds import RoundRow

HEADINGS = (
    "轮次", "类型", "开始", "结束", "用时（秒）", "结果", "网页", "请求", "链接", "严重", "问题", "提醒", "未能判定",
)  # fmt: skip
_STALE = timedelta(hours=24)  # an open round that began before is not taken up any more
Tone = Literal["good", "near", "bad", "none"]


@dataclass(frozen=True, slots=True)
class End:
    """How a round ended, or that it has not."""

    words: str
    tone: Tone
    why: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """A round that is under way, or waits to be taken up."""

    id: str
    kind: str
    started_at: datetime
    words: str
    share: int | None  # percent
    machine: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What could not be judged for one reason. `count`: of each of the checks."""

    checks: tuple[str, ...]
    words: str
    mend: str
    count: int
    subject: str


def running_of(rows: Sequence[ProgressRow], now: datetime) -> list[Running]:
    """Those of which somebody hears, the oldest first."""
    return [
        Running(row.round, row.kind, row.started_at, words_of(row, now), share(row), row.machine or "") for row in rows
    ]


def end_of(row: RoundRow, now: datetime, *, running: bool = False) -> End:
    """In words. `running`: a process has it in hand."""
    if row.abandoned_at is not None:
        return End("已放弃", "none", "中断后没有接着做，已记录的内容都保留；问题单不因这一轮变动")
    if row.finished_at is None:
        if running:
            return End("进行中", "near")
        if now - row.started_at > _STALE:
            return End("没有做完", "bad", "中断后超过 24 小时，不再接着做；下一轮重新开始")
        return End("已中断", "bad", "下次同样的巡检会接着做")
    if row.complete:
        return End("完整", "good")
    return End("不完整", "bad", "没有看全：没见到的问题不算消除，详见“未能判定的”")


def took(row: RoundRow) -> timedelta | None:
    """How long it lasted; None: it is not over."""
    over = row.finished_at or row.abandoned_at
    return max(over - row.started_at, timedelta()) if over is not None else None


def say_length(length: timedelta | None) -> str:
    """`1 小时 5 分`, `3 分 20 秒`, `42 秒`."""
    if length is None:
        return ""
    seconds = round(length.total_seconds())
    if seconds >= 3600:
        return f"{seconds // 3600} 小时 {seconds % 3600 // 60} 分"
    return f"{seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"{seconds} 秒"


def number(row: RoundRow, name: str) -> int:
    """A figure of the round; 0 where it was not kept."""
    value = row.counters.get(name, 0)
    return int(value) if isinstance(value, int | float) else 0


def ran_by(row: RoundRow, runs: Sequence[DueRun], zone: tzinfo) -> str:
    """By the timetable, for which moment; or by hand, as far as anybody knows."""
    for run in runs:
        if run.entry == row.kind and timedelta() <= row.started_at - run.claimed_at <= timedelta(minutes=10):
            return f"按时间表（{run.due_at.astimezone(zone):%m-%d %H:%M}）"
    return "没有时间表记录，可能是手动运行，或记录已按期清理"


def doubts_of(counts: Sequence[DoubtCount]) -> list[tuple[str, list[Doubts]]]:
    """By reason in Chinese, the most frequent first; of each reason the checks that it stopped, those that were
    stopped by the same in one."""
    groups: dict[str, dict[tuple[str, int], Doubts]] = {}
    for one in counts:
        words = explain(one.reason, one.detail)
        alike = groups.setdefault(words, {})
        held = alike.get((one.subject, one.count))
        checks = (*(held.checks if held else ()), one.check)
        alike[one.subject, one.count] = Doubts(checks, words, mend_of(one.reason), one.count, one.subject)
    told = [(words, list(alike.values())) for words, alike in groups.items()]
    return sorted(told, key=lambda pair: -sum(one.count * len(one.checks) for one in pair[1]))


_MENDS: Mapping[str, str] = {
    "blocked-by-firewall": "请网站的防火墙放行巡检程序的地址或标识",
    "robots": "网站的 robots.txt 不让访问；如本单位拥有该网站，请在方案中写明 site.owned: true",
    "private-address": "目标是内网地址；如确需巡检，请在方案中写明 site.allow_private_hosts: true",
    "page-limit": "网页数到了上限，请加大方案的 crawl.max_pages",
    "depth-limit": "点击层数到了上限，请加大方案的 crawl.max_depth",
    "site-down": "网站当时打不开，恢复后下一轮会重新检查",
    "scripted-page": "网页由脚本生成，请在巡检机上安装浏览器",
    "timeout": "网站应答太慢，可适当加大方案的 crawl.timeout",
    "needs-login": "需要登录才能看到，巡检不登录",
}


def mend_of(reason: str) -> str:
    """What one can do, in Chinese; empty: nothing in particular."""
    return _MENDS.get(reason, "")


def by_check(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, Severity, int]]:
    """What a round found, in the order of reports. `counts` by check and severity."""
    rows = [(check, Severity(severity), count) for (check, severity), count in counts.items()]
    return sorted(rows, key=lambda row: (list(Severity).index(row[1]), check_order(row[0]), row[0]))


def coming(plan: Plan, now: datetime) -> list[tuple[datetime, str]]:
    """The next round of each kind by the plan's timetable, the earliest first."""
    entries = [entry for entry in entries_of(plan) if entry.name in ROUND_KINDS]
    return [(due.astimezone(plan.zone), entry.name) for due, entry in next_runs(entries, now, 1)]


def table(lines: Sequence[RoundLine], now: datetime) -> list[tuple[Cell, ...]]:
    """The list as rows of a sheet. `now` in the plan's zone, in which times are written."""
    return [
        (
            line.row.id,
            ROUND_KINDS.get(line.row.kind, line.row.kind),
            line.row.started_at.astimezone(now.tzinfo),
            line.row.finished_at.astimezone(now.tzinfo) if line.row.finished_at is not None else None,
            round(length.total_seconds()) if (length := took(line.row)) is not None else None,
            end_of(line.row, now).words,
            number(line.row, "pages"),
            number(line.row, "requests"),
            number(line.row, "links"),
            *(line.found.get(severity, 0) for severity in Severity),
            line.undecided,
        )
        for line in lines
    ]
