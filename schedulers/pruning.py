"""The nightly clearing: rounds, messages, single probes and evidence that are kept no longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import parse_plan
from schedulers.keeping import FOR_EVER, Limits, Part, parts, protected, trusted_today
from schedulers.settings import ServiceSettings
from store.clearing import Cleared, Clearing, Digests, forgotten, named
from store.retention import MET, OF_ROUNDS, Retention
from store.store import Store

_ZONE = ZoneInfo("Asia/Shanghai")  # of a site whose plan can no longer be read
_JUDGED = tuple(table for table in OF_ROUNDS if table not in MET)
_TRACES = timedelta(days=90)
_DAYS = 3
_GB = 10**9


@dataclass(slots=True)
class Pruned:
    """What was taken out, or would be."""

    met: int = 0  # rows of pages, links and verdicts
    judged: int = 0  # rows of what was read and judged
    rounds: int = 0
    messages: int = 0
    availability: int = 0
    traces: int = 0
    looks: int = 0  # rows of what browsers saw, of pictures, of what bodies said
    evidence: Cleared | None = None
    held: list[str] = field(default_factory=list)  # Chinese: what was left alone, and why
    stopped: bool = False


def prune(
    store: Store, settings: ServiceSettings, now: datetime, *, dry: bool = False, stop: Callable[[], bool] | None = None
) -> Pruned:
    """Take out what is older than the settings keep; `dry` only counts. Raises StoreError.

    Rows go in small transactions, which takes minutes where there is much: not in an event loop's thread. It may be
    asked to stop, killed, or run twice at once; the next one goes on.
    """
    asked = stop or (lambda: False)
    retention, done = Retention(store, dry=dry, stop=asked), Pruned()
    today = trusted_today(retention.days(_DAYS), now)
    if today < now:
        done.held.append(f"很久没有巡检（或本机时钟不准），保存期限从 {today:%Y-%m-%d} 算起")
    needed: set[str] = set()
    for site in store.sites():
        if asked():
            break
        needed |= _prune_site(store, retention, site, settings, today, done)
    if settings.keep_messages != FOR_EVER:
        done.messages = retention.take_messages(today - settings.keep_messages)
    if settings.keep_availability != FOR_EVER:
        done.availability = retention.take_availability(today - settings.keep_availability)
    done.traces = retention.take_traces(today - _TRACES)
    if settings.keep_rounds != FOR_EVER:
        before = today - settings.keep_rounds
        done.looks = retention.take_visits(before) + retention.take_pictures(before)
    if not asked():
        known = named(store)
        done.looks += retention.take_body_facts(partial(forgotten, store.evidence, known, now.timestamp()))
        done.evidence = _clear(store, retention.keys(needed), known, settings, today, done, asked, dry=dry)
    done.stopped = asked()
    return done


def _prune_site(
    store: Store, retention: Retention, site: str, settings: ServiceSettings, today: datetime, done: Pruned
) -> set[str]:
    """The ids of the site's rounds whose evidence is needed."""
    plan = _plan(store, site)
    rounds = retention.rounds(site)
    shown = retention.shown(site)
    limits = Limits(settings.keep_rounds, settings.keep_messages)
    if plan is not None and limits.rounds != FOR_EVER:  # what a daily round may begin with must be there
        limits = Limits(max(limits.rounds, plan.verify_within + timedelta(days=1)), limits.messages)
    kept = parts(rounds, shown, plan.zone if plan is not None else _ZONE, limits, today)
    less = {part: retention.keys(id_ for id_, has in kept.items() if has < part) for part in Part}
    done.met += retention.take_rows(MET, less[Part.ALL])
    done.judged += retention.take_rows(_JUDGED, less[Part.JUDGED])
    done.rounds += retention.take_rounds(less[Part.ROW])
    return protected(rounds, shown, today)


def _plan(store: Store, site: str) -> Plan | None:
    text = store.plan_text(site)
    try:
        return None if text is None else parse_plan(text, "")
    except PlanError:
        return None


def _clear(
    store: Store,
    needed: set[int],
    known: Digests,
    settings: ServiceSettings,
    today: datetime,
    done: Pruned,
    stop: Callable[[], bool],
    *,
    dry: bool,
) -> Cleared | None:
    users = store.evidence.users()
    if len(users) > 1:
        files = "；".join(f"{mark.name}：{place}" for mark, place in users.items())
        done.held.append(
            f"存证文件夹 {store.evidence.root} 由几个数据库共用，没有清理（{files}）；"
            "其中已不用的，请删去以它命名的那个标记文件；都在用的，请用 XUNJIAN_EVIDENCE 分开"
        )
        return None
    cleared = Clearing(
        store.evidence.root,
        known,
        named(store, needed),
        today.timestamp(),
        settings.keep_evidence.total_seconds(),
        int(settings.keep_evidence_gb * _GB),
        dry=dry,
        stop=stop,
    ).run()
    if settings.keep_evidence_gb and cleared.left_bytes > settings.keep_evidence_gb * _GB:
        done.held.append("存证仍多于 XUNJIAN_KEEP_EVIDENCE_GB：其余是最近几轮和未办结问题所用，或写入未满一天")
    return cleared
