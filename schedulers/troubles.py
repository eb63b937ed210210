"""What is wrong with the service, said in sentences. Pure: from how it stands to what somebody should look after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from notifications.wording import ROUND_KINDS
from schedulers.standing import SiteStanding, Standing
from store.processes import SILENT, ProcessRow

Code = Literal[
    "no-service",  # nothing runs the timetable
    "no-leader",  # services run, and none of them leads
    "process-silent",
    "versions-differ",
    "overdue",
    "loop-silent",
    "database",
    "unsent",  # messages are due, the channel works, and nobody sends
    "channels-fail",  # every channel that has something to tell
    "channel-fails",
    "plan-refused",
    "plan-unreadable",
    "round-failed",
    "round-incomplete",
    "round-interrupted",
    "round-stuck",  # its process has the site, and does nothing
    "disk-nearly-full",
]

BEGINNING = timedelta(minutes=2)  # a service that has just begun does not lead yet
UNSENT = timedelta(minutes=10)
FAILING = timedelta(hours=1)  # an outage of a chat service passes; staff are told on other channels meanwhile
INTERRUPTED = timedelta(minutes=10)
STUCK = timedelta(minutes=30)  # a round that lives says so every few seconds, whatever it does
LATELY = timedelta(days=1)  # a process that fell silent earlier is history
NEARLY_FULL = 1_000_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong. Grave: the service does not do what it is there for, or could tell nobody."""

    code: Code
    words: str  # a Chinese sentence
    grave: bool = False


def troubles_of(standing: Standing) -> list[Trouble]:
    """Everything that is wrong, what is grave first."""
    found = [*_processes(standing), *_rounds(standing), *_disk(standing)]
    for site in standing.sites:
        found += _site(site, standing.at)
    return sorted(found, key=lambda trouble: not trouble.grave)


def _processes(standing: Standing) -> Iterator[Trouble]:
    now = standing.at
    services = [one for one in standing.processes if one.role == "serve" and one.is_alive(now)]
    led = standing.leader is not None and now - standing.leader.heartbeat_at <= SILENT * 1.5
    if not services:
        yield Trouble("no-service", "没有运行中的常驻服务，请运行 xunjian serve", grave=True)
    elif not led and all(now - one.started_at > BEGINNING for one in services):
        yield Trouble("no-leader", "没有进程主持时间表，到点的事无人去做", grave=True)
    for one in standing.processes:
        if not one.is_alive(now) and now - one.beat_at <= LATELY and not _replaced(one, standing):
            ago = say_ago(now - one.beat_at)
            yield Trouble("process-silent", f"{one.machine} 上的 {one.role}（进程 {one.pid}）{ago}起没有消息")
    versions = sorted({one.version for one in standing.processes if one.is_alive(now)})
    if len(versions) > 1:
        yield Trouble("versions-differ", f"各进程的程序版本不一致：{'、'.join(versions)}，请升级到同一版本")
    for one in standing.processes:
        refused = one.facts.get("refused")
        if one.is_alive(now) and isinstance(refused, dict):
            for site, lines in refused.items():
                said = " ".join(map(str, lines)) if isinstance(lines, list) else str(lines)
                yield Trouble("plan-refused", f"{site}：方案文件{said}（仍按原来的方案运行）")


def _replaced(gone: ProcessRow, standing: Standing) -> bool:
    """Whether it was killed and started again: another service, or another worker of its machine, began since."""
    return any(
        one.role == gone.role
        and one.started_at >= gone.beat_at
        and (one.role == "serve" or one.machine == gone.machine)
        for one in standing.processes
        if one.is_alive(standing.at)
    )


def _rounds(standing: Standing) -> Iterator[Trouble]:
    for one in standing.open_rounds:
        heard = one.updated_at or one.started_at
        if one.machine is None and standing.at - heard > INTERRUPTED:
            words = f"{one.site}：{kind_name(one.kind)}{say_ago(standing.at - heard)}中断，等待接着做"
            yield Trouble("round-interrupted", words)
    for site, (heard, machine) in _held(standing).items():
        if standing.at - heard > STUCK:
            words = f"{site}：{machine} 上的巡检进程{say_ago(standing.at - heard)}起没有动静，又占着网站，请结束该进程"
            yield Trouble("round-stuck", words, grave=True)


def _held(standing: Standing) -> dict[str, tuple[datetime, str]]:
    """By site that some process holds: when anything was last heard of its rounds, one that was cut short included."""
    newest: dict[str, tuple[datetime, str]] = {}
    for one in standing.open_rounds:
        if one.machine is not None:
            heard = max(filter(None, (one.updated_at, one.started_at, one.held_since)))
            newest[one.site] = max(newest.get(one.site, (heard, one.machine)), (heard, one.machine))
    return newest


def _disk(standing: Standing) -> Iterator[Trouble]:
    free = standing.free_bytes
    if free is not None and free < NEARLY_FULL:
        yield Trouble("disk-nearly-full", f"保存网页原文的磁盘只剩 {free / 1e6:.0f} MB，请清理")


def _site(site: SiteStanding, now: datetime) -> Iterator[Trouble]:
    if site.plan is None:
        yield Trouble("plan-unreadable", f"{site.site}：方案无法读取，{site.wrong}")
    for due, entry in site.overdue:
        at = due.astimezone(entry.zone)
        yield Trouble("overdue", f"{site.site}：{at:%m-%d %H:%M} 的{entry.title}到点没有做", grave=True)
    for name, run in site.runs.items():
        if run.result == "failed":
            yield Trouble("round-failed", f"{site.site}：{kind_name(name)}没有做成，{run.words or '原因不明'}")
    for kind, row in site.last.items():
        if kind != "watch" and not row.complete and row.id == _newest_of(site):
            yield Trouble("round-incomplete", f"{site.site}：最近一轮{kind_name(kind)}未能完成")
    yield from _channels(site, now)


def _newest_of(site: SiteStanding) -> str | None:
    whole = [row for kind, row in site.last.items() if kind != "watch"]
    return max(whole, key=lambda row: row.started_at).id if whole else None


def _channels(site: SiteStanding, now: datetime) -> Iterator[Trouble]:
    failing = {name: one for name, one in site.health.items() if one.failing_since is not None}
    for name, one in failing.items():
        since = say_ago(now - (one.failing_since or now))
        yield Trouble("channel-fails", f"{site.site}：通知渠道“{name}”{since}起发送失败，{one.error}")
    named = site.plan.alerts.channels if site.plan is not None and site.plan.alerts is not None else {}
    long = [one for one in failing.values() if one.failing_since is not None and now - one.failing_since > FAILING]
    if named and len(long) == len(named):
        yield Trouble("channels-fail", f"{site.site}：所有通知渠道都发送失败，问题告知不了任何人", grave=True)
    unsent = {name: since for name, since in site.due.items() if name not in failing and now - since > UNSENT}
    if unsent:
        oldest = say_ago(now - min(unsent.values()))
        yield Trouble("unsent", f"{site.site}：{'、'.join(unsent)} 的消息{oldest}就该发出，没有发", grave=True)


def say_ago(span: timedelta) -> str:
    """How long ago, as people say it: 40 秒前, 12 分钟前, 3 小时前, 2 天前."""
    seconds = max(0, int(span.total_seconds()))
    units: Iterable[tuple[int, str]] = ((86_400, "天"), (3600, "小时"), (60, "分钟"))
    return next((f"{seconds // size} {name}前" for size, name in units if seconds >= size), f"{seconds} 秒前")


def kind_name(name: str) -> str:
    """A round's kind, or an entry of the timetable, for people."""
    return _NAMES.get(name, name)


_NAMES = {**ROUND_KINDS, "digest": "巡检周报", "prune": "清理过期数据"}
