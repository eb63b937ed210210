"""What a stream tells, as plain values: rounds that run, second looks, steps of issues. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from inspection.findings import Json
from inspection.issue import ACT_NAMES
from notifications.wording import ROUND_KINDS
from store.news import News
from store.processes import SILENT
from store.progress import ProgressRow
from store.second_looks import LookOutcome, SecondLook

STAGES = {
    "": "准备",
    "begin": "准备",
    "sweep": "逐页访问",
    "read": "读栏目和账号",
    "judge": "判断",
}
OUTCOMES = {
    LookOutcome.STILL: "仍然存在",
    LookOutcome.GONE: "本次未见",
    LookOutcome.UNCLEAR: "未能判定",
    LookOutcome.FAILED: "没有查成",
}
STALLED = "已中断，等待接着做"
MANY = 300  # issues, beyond which a stream names none: whoever shows one looks at it anew
FRESH = timedelta(minutes=2)  # for which a finished look is told to who connects


def running(row: ProgressRow, now: datetime) -> bool:
    """Whether somebody does it: a lease is held, and something was heard of it lately."""
    heard = row.updated_at or row.started_at
    return row.machine is not None and now - heard <= 3 * SILENT


def stage_words(row: ProgressRow, now: datetime) -> str:
    """In Chinese: at which stage a round is, or that nobody goes on with it."""
    return STAGES.get(row.stage, row.stage) if running(row, now) else STALLED


def share(row: ProgressRow) -> int | None:
    """How much of what is known is done, in percent; None: that cannot be said at this stage."""
    known = row.done + row.waiting
    return None if row.stage != "sweep" or not known else min(99, row.done * 100 // known)


def words_of(row: ProgressRow, now: datetime) -> str:
    """One line in Chinese."""
    if not running(row, now):
        return STALLED
    said = [STAGES.get(row.stage, row.stage)]
    if row.stage == "sweep":
        said.append(f"已查 {row.done}，待查 {row.waiting}")
    if row.pages:
        said.append(f"{row.pages} 个网页")
    if row.note:
        said.append(row.note)
    return "，".join(said)


def brief_of(row: ProgressRow, now: datetime) -> str:
    """A word for the header: how far it is, else what it does."""
    done = share(row)
    if done is None or not running(row, now):
        return stage_words(row, now)
    return f"{done}%" + ("，等待中" if row.note else "")


def round_event(rows: Iterable[ProgressRow], now: datetime) -> dict[str, Json]:
    """All that are under way; empty: none."""
    told: list[Json] = [
        {
            "id": row.round,
            "site": row.site,
            "kind": ROUND_KINDS.get(row.kind, row.kind),
            "stage": stage_words(row, now),
            "running": running(row, now),
            "share": share(row),
            "done": row.done,
            "waiting": row.waiting,
            "pages": row.pages,
            "faulty": row.faulty,
            "note": row.note,
            "words": words_of(row, now),
            "brief": brief_of(row, now),
        }
        for row in rows
    ]
    return {"rounds": told}


def issue_event(news: Sequence[News]) -> dict[str, Json]:
    """Issues that moved, each once, as they stand now; the newest step of each says who did what."""
    newest: dict[int, News] = {}
    for one in sorted(news, key=lambda one: one.step):
        newest[one.issue] = one
    if len(newest) > MANY:
        return {"issues": [], "many": True}
    told: list[Json] = [
        {"id": one.issue, "site": one.site, "version": one.version, "who": one.who, "act": ACT_NAMES[one.act]}
        for one in newest.values()
    ]
    return {"issues": told}


def look_event(look: SecondLook) -> dict[str, Json]:
    """One second look, as it stands."""
    return {
        "id": look.id,
        "issue": look.issue,
        "who": look.who,
        "outcome": look.outcome.value if look.outcome else None,
        "said": OUTCOMES[look.outcome] if look.outcome else "正在复查",
        "words": look.words or ("正在准备" if look.open else ""),
    }


def stamps(sites: Mapping[str, int]) -> dict[str, Json]:
    """By site, the number of its last change."""
    return {"sites": dict(sites)}
