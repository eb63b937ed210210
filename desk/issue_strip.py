"""The history of looks at one subject as a strip: one cell a round, with what it saw in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from inspection.asking import OF_ACCOUNTS, OF_COLUMNS
from inspection.availability import Answering, AvailabilityProbe
from inspection.issue import Act, Issue, Step
from inspection.records import ColumnState, Verdict
from notifications.readable import plain
from notifications.reasons import reason_text
from notifications.wording import ROUND_KINDS
from store.looks import LookRow

_ON_ADDRESSES = frozenset({"broken-link"})  # a probe of the subject says all
_READ = frozenset({ColumnState.READ, ColumnState.BLANK})


class Seen(StrEnum):
    """What one look came to."""

    FAULTY = "faulty"
    SOUND = "sound"
    UNKNOWN = "unknown"
    NONE = "none"  # the round recorded nothing of it: neither sound nor faulty
    CLEARED = "cleared"  # what the round recorded is kept no longer


SEEN_WORDS: dict[Seen, str] = {
    Seen.FAULTY: "有此问题",
    Seen.SOUND: "未见此问题",
    Seen.UNKNOWN: "未能判定",
    Seen.NONE: "没有记录",
    Seen.CLEARED: "明细已清理",
}
SEEN_MARKS: dict[Seen, str] = {Seen.FAULTY: "×", Seen.SOUND: "✓", Seen.UNKNOWN: "?", Seen.NONE: "–", Seen.CLEARED: "·"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One look. `words` say all that the cell shows."""

    seen: Seen
    words: str
    day: str  # 11-23
    round: str | None = None

    @property
    def mark(self) -> str:
        """A letter, for who does not see colours."""
        return SEEN_MARKS[self.seen]


def strip(issue: Issue, rows: Sequence[LookRow], steps: Iterable[Step], zone: tzinfo) -> list[Cell]:
    """One cell for each round, the earliest first; rounds of the watch that recorded nothing of it are left out."""
    verified = {step.round for step in steps if step.act is Act.VERIFY and step.round}
    cells = []
    for row in rows:
        seen = _seen(issue, row, row.round in verified)
        if seen is Seen.NONE and row.kind == "watch":
            continue
        if seen is Seen.NONE and not row.kept:
            seen = Seen.CLEARED
        cells.append(_cell(row, seen, zone))
    return cells


def summary(cells: Sequence[Cell]) -> str:
    """The strip in one sentence, for who hears it."""
    if not cells:
        return "还没有巡检记录"
    counted = [(sum(cell.seen is seen for cell in cells), SEEN_WORDS[seen]) for seen in Seen]
    return f"最近 {len(cells)} 轮：" + "，".join(f"{words} {count} 轮" for count, words in counted if count)


def _seen(issue: Issue, row: LookRow, verified: bool) -> Seen:
    if row.found:
        return Seen.FAULTY
    if row.doubtful:
        return Seen.UNKNOWN
    if verified:
        return Seen.SOUND
    if issue.check in _ON_ADDRESSES:
        return _by_probe(row.verdict)
    if issue.check in OF_COLUMNS | OF_ACCOUNTS and row.state is not None:
        # Read, judged, and no fault of this kind: what could not be read says nothing.
        return Seen.SOUND if row.state in _READ and row.complete else Seen.UNKNOWN
    return Seen.NONE


def _by_probe(verdict: Verdict | None) -> Seen:
    if verdict is Verdict.SOUND:
        return Seen.SOUND
    # Faulty, and no finding: what led there is no longer on any page, or another fault speaks for it.
    return Seen.UNKNOWN if verdict in (Verdict.UNDECIDED, Verdict.FAULTY) else Seen.NONE


def _cell(row: LookRow, seen: Seen, zone: tzinfo) -> Cell:
    at = row.as_of.astimezone(zone)
    said = [f"{at:%Y-%m-%d %H:%M}", ROUND_KINDS.get(row.kind, row.kind), SEEN_WORDS[seen]]
    if seen is not Seen.SOUND and (why := _why(row)):
        said.append(why)
    if row.probed_at is not None and row.probed_at < row.started_at:
        said.append(f"沿用 {row.probed_at.astimezone(zone):%m-%d %H:%M} 的结果")
    if not row.complete:
        said.append("本轮没有跑完")
    return Cell(seen, "，".join(said), f"{at:%m-%d}", row.round)


def _why(row: LookRow) -> str:
    why = plain(reason_text(row.reason), 60) if row.reason else ""
    detail = plain(row.detail, 80) if row.detail else ""
    return f"{why}（{detail}）" if why and detail and detail != why else why or detail


_HEAVIEST = (Answering.DOWN, Answering.UNKNOWN, Answering.UP)
_ANSWERED = {Answering.DOWN: Seen.FAULTY, Answering.UNKNOWN: Seen.UNKNOWN, Answering.UP: Seen.SOUND}
_ANSWERS = {Answering.DOWN: "打不开", Answering.UNKNOWN: "未能判定", Answering.UP: "正常"}


def by_hours(probes: Iterable[AvailabilityProbe], zone: tzinfo) -> list[Cell]:
    """Probes of whether the site answers, one cell an hour, the earliest first; the worst of the hour counts."""
    hours: dict[datetime, list[AvailabilityProbe]] = {}
    for probe in probes:
        at = probe.slot.astimezone(zone).replace(minute=0, second=0, microsecond=0)
        hours.setdefault(at, []).append(probe)
    return [_hour(at, seen) for at, seen in sorted(hours.items())]


def _hour(at: datetime, seen: Sequence[AvailabilityProbe]) -> Cell:
    worst = next(one for one in _HEAVIEST if any(probe.outcome is one for probe in seen))
    counted = "，".join(
        f"{_ANSWERS[one]} {count} 次" for one in _HEAVIEST if (count := sum(probe.outcome is one for probe in seen))
    )
    whys = dict.fromkeys(plain(reason_text(probe.reason), 40) for probe in seen if probe.reason)
    words = f"{at:%m-%d %H} 时：{counted}" + (f"（{'、'.join(list(whys)[:3])}）" if whys else "")
    return Cell(_ANSWERED[worst], words, f"{at:%m-%d}")
