"""The report's outline: what text and HTML both show, grouped, capped and worded once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from inspection.findings import Json
from notifications.evidence import evidence_name
from notifications.pictures import PictureEntry
from notifications.readable import address, clickable, moment, plain, value
from notifications.reasons import reason_text, with_mend
from notifications.report import NO_UNIT, FindingEntry, ReportDocument, UndecidedEntry
from notifications.structured import parts
from notifications.thresholds import near
from notifications.wording import SEVERITIES, check_advice, check_name, check_order

GROUP_CAP = 100  # findings shown of one check in one unit; the JSON report has all of them
UNDECIDED_CAP = 100
_MORE_THAN_ONE = frozenset({"looks", "link_count"})  # worth a line where it is more than once
_IN_TIME_BELOW_ZERO = frozenset({"days_over", "days_late"})  # an early word is said before any of them
SHORT = 30  # characters; shorter items of a list share a line
FIRST_CHECKS = 3  # named in the conclusion
PLACES_CAP = 5  # places shown that link to a faulty target
_TOLD_APART = frozenset({"reason", "status"})  # evidence that has its own line, or is said by another


@dataclass(frozen=True, slots=True)
class Place:
    """An address or a name; `href` is empty where it must not become a link."""

    text: str
    href: str = ""

    @classmethod
    def of(cls, subject: str) -> Place:
        """A link for http(s) addresses, else plain text."""
        return cls(address(subject), subject) if clickable(subject) else cls(plain(subject))


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding, ready to be read."""

    title: str
    subject: Place
    severity: str
    severity_name: str
    column: str
    reason: str
    places: tuple[Place, ...]
    more_places: int
    evidence: tuple[tuple[str, tuple[Place, ...]], ...]  # label, and what it says: a link where it is an address
    basis: str
    fingerprint: str
    picture: PictureEntry | None


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The findings of one check in one unit; `more` were left out."""

    unit: str
    count: int
    shown: tuple[Shown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The findings of one check."""

    check: str
    name: str
    advice: str
    severity: str
    count: int
    units: tuple[UnitGroup, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that could not be judged, by however many checks, for one reason."""

    checks: str
    subject: Place
    reason: str
    count: int


def check_groups(document: ReportDocument, cap: int = GROUP_CAP) -> tuple[CheckGroup, ...]:
    """Findings by check, then by unit; the gravest check first."""
    ordered = sorted(document["findings"], key=lambda f: (check_order(f["check"]), f["check"]))
    groups = [_check_group(name, list(found), cap) for name, found in groupby(ordered, key=lambda f: f["check"])]
    weights = list(SEVERITIES)
    return tuple(sorted(groups, key=lambda g: weights.index(g.severity) if g.severity in weights else 9))


def doubts(document: ReportDocument, cap: int = UNDECIDED_CAP) -> tuple[tuple[Doubt, ...], int]:
    """The first of what could not be judged, each thing once, and how many entries were left out."""
    told: dict[tuple[str, str], list[UndecidedEntry]] = {}
    for entry in document["undecided"]:
        told.setdefault((entry["subject"], entry["reason"]), []).append(entry)
    shown = tuple(_doubt(entries) for entries in list(told.values())[:cap])
    return shown, len(document["undecided"]) - sum(doubt.count for doubt in shown)


def conclusion(document: ReportDocument) -> tuple[str, ...]:
    """What the chief must know, in at most five sentences; the first says whether anything must be done."""
    summary, facts = document["summary"], document["round"]
    said = [_verdict(summary["by_severity"], summary["by_check"], facts["complete"])]
    said += _first_of_all(summary["by_check"])
    said += [
        f"{t['name']}已有 {t['count']} 个，达到单项否决线（{t['veto']} 个），须立即整改。"
        for t in summary["thresholds"]
        if t["state"] == "vetoed"
    ]
    said += [
        f"{plain(near(t['name'], t['count'], t['left'], t['columns']), 300)}，请抓紧整改。"
        for t in summary["thresholds"]
        if t["state"] == "warning"
    ]
    if summary["undecided"]:
        said.append(f"另有 {summary['undecided']} 项未能判定，既不算问题，也不算正常，需人工复核。")
    if not facts["complete"]:
        said.append("本轮巡检没有做完，未查到的部分不能视为正常。")
    if document["broken_checks"]:
        names = "、".join(check_name(b["check"]) for b in document["broken_checks"])
        said.append(f"检查项“{names}”本轮未能执行，其结果不在本报告内。")
    return tuple(said)


def _verdict(severities: Mapping[str, int], checks: Mapping[str, int], complete: bool) -> str:
    total = sum(severities.values())
    if checks.get("site-down"):
        return "网站无法访问，须立即处置。"
    if not total:
        return "本轮巡检未发现问题。" if complete else "已查部分未发现问题。"
    parts = [f"{name} {severities[key]} 项" for key, name in SEVERITIES.items() if severities.get(key)]
    return f"本轮巡检发现{parts[0]}。" if len(parts) == 1 else f"本轮巡检发现 {total} 项：{'、'.join(parts)}。"


def _first_of_all(checks: Mapping[str, int]) -> list[str]:
    """What to act on first; `checks` is in the order of their weight."""
    parts = [f"{check_name(check)} {count} 项" for check, count in list(checks.items())[:FIRST_CHECKS]]
    return [f"请先办理：{'，'.join(parts)}。"] if len(checks) > 1 else []


def _check_group(check: str, findings: list[FindingEntry], cap: int) -> CheckGroup:
    findings.sort(key=lambda f: (f["unit"] is None, f["unit"] or ""))
    units = []
    for unit, found in groupby(findings, key=lambda f: f["unit"] or NO_UNIT):
        mine = list(found)
        units.append(UnitGroup(plain(unit), len(mine), tuple(map(_shown, mine[:cap])), max(0, len(mine) - cap)))
    return CheckGroup(
        check=check,
        name=check_name(check),
        advice=check_advice(check),
        severity=gravest(f["severity"] for f in findings),
        count=len(findings),
        units=tuple(units),
    )


def gravest(severities: Iterable[str]) -> str:
    """The heaviest of these; `warning` where none is known."""
    present = set(severities)
    return next((s for s in SEVERITIES if s in present), "warning")


def _shown(finding: FindingEntry) -> Shown:
    evidence, subject = finding["evidence"], finding["subject"]
    reason, title = evidence.get("reason"), plain(finding["title"])
    places = [place for place in finding["found_on"] if place != subject]
    return Shown(
        title=title,
        subject=Place.of(subject),
        severity=finding["severity"],
        severity_name=SEVERITIES.get(finding["severity"], finding["severity"]),
        column=plain(finding["column"] or ""),
        reason=plain(reason_text(reason)) if isinstance(reason, str) else "",
        places=tuple(Place.of(p) for p in places[:PLACES_CAP]),
        more_places=max(0, _linking(evidence, len(places)) - PLACES_CAP),
        evidence=tuple(_facts(evidence, title, {subject, *places})),
        basis=plain(finding["basis"], 300),
        fingerprint=finding["fingerprint"],
        picture=finding.get("picture"),
    )


def _linking(evidence: Mapping[str, Json], named: int) -> int:
    stated = evidence.get("link_count", evidence.get("pages"))
    return max(stated, named) if isinstance(stated, int) else named


def _facts(evidence: Mapping[str, Json], title: str, shown: set[str]) -> Iterable[tuple[str, tuple[Place, ...]]]:
    """The evidence that neither the title nor another line says already; 0, no and nothing say nothing."""
    for key, thing in evidence.items():
        if key in _TOLD_APART or not thing or (key in _MORE_THAN_ONE and thing == 1):
            continue
        if key in _IN_TIME_BELOW_ZERO and isinstance(thing, int) and thing < 0:
            continue
        if isinstance(thing, str) and thing in shown:
            continue
        items = parts(key, thing)
        said = [_said(key, item) for item in items[:PLACES_CAP]]
        if len(items) > PLACES_CAP:
            said.append(Place(f"另 {len(items) - PLACES_CAP} 项"))
        if all(not place.href and len(place.text) <= SHORT for place in said):
            said = [Place("、".join(place.text for place in said))]
        if said[0].href or not _says(title, said[0].text):
            yield plain(evidence_name(key), 40), tuple(said)


def _says(title: str, words: str) -> bool:
    """Whether the title has these words, and not merely their digits within another number."""
    return re.search(rf"(?<![\d-]){re.escape(words)}(?![\d-])", title) is not None


def _said(key: str, thing: Json) -> Place:
    if isinstance(thing, str) and clickable(thing):
        return Place.of(thing)
    url = thing.get("url") if isinstance(thing, dict) else None
    if isinstance(thing, dict) and isinstance(url, str) and clickable(url):
        words = value(key, {k: v for k, v in thing.items() if k != "url"})
        return Place(words or address(url), url)
    return Place(value(key, thing))


def _doubt(entries: list[UndecidedEntry]) -> Doubt:
    reason, detail = reason_text(entries[0]["reason"]), entries[0].get("detail", "")
    if reason in detail:
        reason, detail = detail, ""
    elif set(detail) <= set(f"{reason}，：；"):  # the same words in another order
        detail = ""
    said = with_mend(entries[0]["check"], entries[0]["reason"], f"{reason}（{detail}）" if detail else reason)
    return Doubt(
        checks="、".join(dict.fromkeys(check_name(e["check"]) for e in entries)),
        subject=Place.of(entries[0]["subject"]),
        reason=plain(said, 300),
        count=len(entries),
    )


def as_of_text(document: ReportDocument) -> str:
    """The moment of every judgement, as people write it."""
    return moment(document["as_of"])
