"""Whether rounds ran as they should have: what 今日 says of the inspection itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from desk.moments import lately
from desk.today import LATE, SILENT, Trouble
from notifications.wording import ROUND_KINDS
from schedulers.timetable import ROUND_KINDS as TIMED
from schedulers.timetable import Entry
from store.due_runs import DueRun
from store.rounds import RoundRow

_FAILED = frozenset({"failed", "skipped"})


def of_rounds(
    last: RoundRow | None, entries: Sequence[Entry], runs: Mapping[str, DueRun], now: datetime
) -> list[Trouble]:
    """What is wrong with the rounds: none yet, none for long, due and not begun, failed, not finished in full.

    `last`: the newest finished round; `runs`: what the timetable last set going, by entry.
    """
    found = [said for entry in entries if (said := _of_entry(entry, runs.get(entry.name), now))]
    if last is None:
        return [Trouble("unknown", "巡检", "还没有完成过巡检，网站情况不明", "/rounds", "看巡检"), *found]
    if not found and now - last.as_of > SILENT:
        days = (now.date() - last.as_of.astimezone(now.tzinfo).date()).days
        words = f"已 {days} 天没有巡检，最近一次是{lately(last.as_of, now)}；下面所列是那时的情况"
        found.append(Trouble("unknown", "巡检", words, "/rounds", "看巡检"))
    if not last.complete:
        kind = ROUND_KINDS.get(last.kind, last.kind)
        words = f"最近一次{kind}（{lately(last.as_of, now)}）没有做完，没有查到的部分不能视为正常"
        found.append(Trouble("unknown", "巡检", words, f"/rounds/{last.id}", "看这一轮"))
    return found


def _of_entry(entry: Entry, run: DueRun | None, now: datetime) -> Trouble | None:
    """Only what the timetable has run before can be missed: a line that is new has never been due."""
    if entry.name not in TIMED or run is None:
        return None
    due = entry.last_due(now)
    if run.due_at < due < now - LATE:
        words = f"{entry.title}应于{lately(due, now)}开始，没有开始；请管理员检查巡检服务是否在运行"
        return Trouble("bad", "巡检", words, "/rounds", "看巡检")
    if run.result in _FAILED:
        what = "没有成功" if run.result == "failed" else "没有进行"
        why = f"：{run.words}" if run.words else ""
        return Trouble("unknown", "巡检", f"{entry.title}（{lately(run.due_at, now)}）{what}{why}", "/rounds", "看巡检")
    return None
