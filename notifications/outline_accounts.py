"""The accounts of a report's outline: what text and HTML both say of each, worded once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspection.source_names import platform_name, source_name
from notifications.accounts import AccountEntry, SourceEntry
from notifications.outline import Place
from notifications.readable import clickable, plain
from notifications.structured import source_state

STANDINGS: dict[str, str] = {"fresh": "正常", "soon": "临近期限", "stale": "超期", "unknown": "未能判定"}
SEVERITY_OF: dict[str, str] = {"fresh": "clear", "soon": "warning", "stale": "critical", "unknown": "unknown"}
_WORST_FIRST = ("stale", "soon", "unknown", "fresh")
NAME_LENGTH = 60
TITLE_LENGTH = 80
REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class AccountShown:
    """One account, ready to be read."""

    name: str
    platform: str
    unit: str
    standing: str  # fresh, soon, stale, unknown
    standing_name: str
    severity: str  # how it is coloured
    note: str  # `已 23 天没有更新，期限 14 天`
    newest: Place | None  # the newest article
    newest_on: str
    sources: tuple[str, ...]


def accounts(entries: Iterable[AccountEntry]) -> tuple[AccountShown, ...]:
    """Every account, those that need somebody first."""
    ordered = sorted(entries, key=lambda one: _WORST_FIRST.index(one["standing"]))
    return tuple(_shown(entry) for entry in ordered)


def _shown(entry: AccountEntry) -> AccountShown:
    title, url = plain(entry["newest_title"] or "", TITLE_LENGTH), entry["newest_url"] or ""
    return AccountShown(
        name=plain(entry["name"], NAME_LENGTH),
        platform=plain(platform_name(entry["platform"]), 20),
        unit=plain(entry["unit"] or "", NAME_LENGTH),
        standing=entry["standing"],
        standing_name=STANDINGS[entry["standing"]],
        severity=SEVERITY_OF[entry["standing"]],
        note=_note(entry),
        newest=Place(title or url, url if clickable(url) else "") if entry["newest"] else None,
        newest_on=entry["newest"] or "",
        sources=tuple(_source(one) for one in entry["sources"]),
    )


def _note(entry: AccountEntry) -> str:
    if entry["standing"] == "unknown":
        reason = entry["reason"] or ""
        said_below = any(one["said"] and one["said"] in reason for one in entry["sources"])
        return "原因见来源" if said_below else plain(reason, REASON_LENGTH)
    days, limit = entry["days"], entry["deadline_days"]
    if days is None:
        return f"没有看到任何文章，期限 {limit} 天"
    since = (
        "今天有更新" if days == 0 else f"{days} 天前更新" if entry["standing"] == "fresh" else f"已 {days} 天没有更新"
    )
    return f"{since}，期限 {limit} 天"


def _source(entry: SourceEntry) -> str:
    newest = f"，最新 {entry['newest']}" if entry["newest"] else ""
    state = source_state(entry["state"], entry["said"])
    mend = f"；{entry['mend']}" if entry["mend"] else ""
    keeper = f"（由{entry['keeper']}处理）" if mend and entry["keeper"] else ""
    return plain(f"{source_name(entry['source'])}：{state}{newest}{mend}{keeper}", REASON_LENGTH)
