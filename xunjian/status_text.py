"""How the service stands, as people read it in the morning, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspection.durations import say_duration
from notifications.readable import plain, size
from schedulers.standing import SiteStanding, Standing
from schedulers.troubles import Trouble, kind_name, say_ago
from store.progress import ProgressRow
from store.rounds import RoundRow

STAGES = {"sweep": "逐页巡检", "read": "阅读栏目与稿件", "judge": "判定"}
_SHOWN = 10  # moments to come, of all sites together
_LINE = 300  # characters of what others wrote
_FEW = 30  # targets tried before a rate says anything


def lines(standing: Standing, troubles: Sequence[Trouble], zone: ZoneInfo, evidence: int | None) -> Iterator[str]:
    """The whole answer, line by line."""
    now = standing.at
    grave = sum(trouble.grave for trouble in troubles)
    said = f"有 {len(troubles)} 处不正常" + (f"，其中 {grave} 处须立即处理" if grave else "") if troubles else "正常"
    yield f"{now.astimezone(zone):%Y-%m-%d %H:%M:%S}  {said}"
    yield from (f"  {'✗' if trouble.grave else '！'} {plain(trouble.words, _LINE)}" for trouble in troubles)
    yield from ("", "进程", *(_processes(standing) or ["  没有"]))
    yield from ("", "正在进行", *([_running(one, standing, zone) for one in standing.open_rounds] or ["  没有"]))
    last = [line for site in standing.sites for line in _last(site, zone)]
    yield from ("", "最近的巡检", *(last or ["  还没有完成过一轮"]))
    to_come = sorted((due, site.site, entry) for site in standing.sites for due, entry in site.next)[:_SHOWN]
    yield from ("", "接下来")
    yield from (
        f"  {due.astimezone(zone):%m-%d %H:%M}  {site}  {entry.title}（{entry.why}）" for due, site, entry in to_come
    )
    if not to_come:
        yield "  没有：方案没有写 rounds"
    free = "" if standing.free_bytes is None else f"，磁盘剩余 {size(standing.free_bytes)}"
    kept = "尚无" if evidence is None else size(evidence)
    yield from ("", "数据", f"  数据库 {size(standing.database_bytes)}，网页原文 {kept}{free}（{standing.database}）")


def _processes(standing: Standing) -> list[str]:
    now, leader = standing.at, standing.leader
    made = []
    for one in standing.processes:
        if not one.is_alive(now):
            continue
        leads = leader is not None and (leader.machine, leader.pid) == (one.machine, one.pid)
        since, beat = say_duration(_whole(now - one.started_at)), say_ago(now - one.beat_at)
        doing = "，主持时间表" if leads else ""
        made.append(
            f"  {one.role}  {one.machine}（进程 {one.pid}，{one.version} 版）已运行 {since}，心跳 {beat}{doing}"
        )
    return made


def _running(one: ProgressRow, standing: Standing, zone: ZoneInfo) -> str:
    began = f"  {one.site}  {kind_name(one.kind)}  {one.started_at.astimezone(zone):%m-%d %H:%M} 开始"
    resumed = f"，接着做过 {one.resumes} 次" if one.resumes else ""
    if one.machine is None:
        return f"{began}{resumed}，已中断，等待接着做：网页 {one.pages}"
    took = say_duration(_whole(standing.at - one.started_at))
    left = remaining(one, _last_of(standing, one), standing.at)
    until = "" if left is None else f"，约还需 {say_duration(_whole(left))}"
    note = f"；{plain(one.note, _LINE)}" if one.note else ""
    return (
        f"{began}{resumed}，已 {took}：{STAGES.get(one.stage, '准备')}，网页 {one.pages}，已探测 {one.done}，"
        f"待探测 {one.waiting}，未通过 {one.faulty}{until}（{one.machine}）{note}"
    )


def remaining(one: ProgressRow, last: RoundRow | None, now: datetime) -> timedelta | None:
    """How long the round may still take, by the last one of its kind, else by its own rate; None: nobody knows."""
    elapsed = now - one.started_at
    if one.resumes:
        return None  # the time in which nobody worked at it says nothing
    seconds = last.counters.get("seconds", 0) if last is not None else 0
    if seconds > elapsed.total_seconds():
        return timedelta(seconds=seconds) - elapsed
    if one.stage == "sweep" and one.done >= _FEW:
        return elapsed * (one.waiting / one.done)
    return None


def _last_of(standing: Standing, one: ProgressRow) -> RoundRow | None:
    return next((site.last.get(one.kind) for site in standing.sites if site.site == one.site), None)


def _last(site: SiteStanding, zone: ZoneInfo) -> Iterator[str]:
    for kind, row in sorted(site.last.items(), key=lambda pair: pair[1].started_at, reverse=True):
        ended = f"{row.finished_at.astimezone(zone):%m-%d %H:%M}" if row.finished_at is not None else ""
        state = "完成" if row.complete else "未能完成"
        pages, requests = (int(row.counters.get(name, 0)) for name in ("pages", "requests"))
        took = say_duration(_whole(timedelta(seconds=row.counters.get("seconds", 0))))
        yield f"  {site.site}  {kind_name(kind)}  {ended} {state}，用时 {took}，网页 {pages}，请求 {requests}"


def _whole(span: timedelta) -> timedelta:
    """Rounded as people say it: to seconds, minutes or hours."""
    seconds = max(1, int(span.total_seconds()))
    unit = next(unit for least, unit in ((172_800, 3600), (3600, 60), (0, 1)) if seconds >= least)
    return timedelta(seconds=seconds // unit * unit)


def document(standing: Standing, troubles: Sequence[Trouble], zone: ZoneInfo, evidence: int | None) -> dict[str, Any]:
    """The same for programs. Times are ISO 8601 in the plan's zone."""

    def at(moment: datetime | None) -> str | None:
        return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")

    leader = standing.leader
    return {
        "at": at(standing.at),
        "ok": not troubles,
        "troubles": [asdict(trouble) for trouble in troubles],
        "processes": [
            {
                "role": one.role,
                "machine": one.machine,
                "pid": one.pid,
                "version": one.version,
                "alive": one.is_alive(standing.at),
                "leads": leader is not None and (leader.machine, leader.pid) == (one.machine, one.pid),
                "started_at": at(one.started_at),
                "beat_at": at(one.beat_at),
            }
            for one in standing.processes
        ],
        "rounds": [
            {**asdict(one), "started_at": at(one.started_at), "updated_at": at(one.updated_at)}
            for one in standing.open_rounds
        ],
        "sites": [
            {
                "site": one.site,
                "last": {
                    kind: {
                        "id": row.id,
                        "finished_at": at(row.finished_at),
                        "complete": row.complete,
                        **row.counters,
                    }
                    for kind, row in one.last.items()
                },
                "next": [{"at": at(due), "entry": entry.name, "why": entry.why} for due, entry in one.next],
            }
            for one in standing.sites
        ],
        "database": {"place": standing.database, "bytes": standing.database_bytes},
        "evidence": {"bytes": evidence, "free_bytes": standing.free_bytes},
    }
