"""Which faults and doubts count for an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspection.findings import Json, Severity
from inspection.scoring.facts import Doubt, Facts, Fault
from inspection.scoring.standard import Condition, Feed

_WEIGHTS = {severity: n for n, severity in enumerate(Severity)}
WIDER = "wider-deadline"
_AGE = "days"  # in evidence: since the newest article
_NO_LIST = "static-column"  # a page without a list of articles has none that could be missing


def fits(feed: Feed, fault: Fault, facts: Facts) -> bool:
    """Whether the fault, which is of the feed's check, counts by it."""
    return (
        _of_kind(feed, fault.subject if fault.subject in facts.columns else fault.column or fault.subject, facts)
        and (feed.severity is None or _WEIGHTS[fault.severity] <= _WEIGHTS[feed.severity])
        and (feed.place is None or (facts.home in fault.found_on) == (feed.place == "home"))
        and all(holds(one, fault.evidence.get(one.key)) for one in feed.where)
    )


def holds(condition: Condition, value: Json) -> bool:
    """Whether the evidence says so; what it does not say is no proof of the contrary."""
    if value is None:
        return True
    if condition.one_of:
        return str(value) in condition.one_of
    size = _size(value)
    if size is None:
        return True
    over, least = condition.over, condition.at_least
    return (over is None or size > over) and (least is None or size >= least)


def _size(value: Json) -> float | None:
    if isinstance(value, list | dict):
        return len(value)
    return None if isinstance(value, str | bool) or value is None else value


def counted(feed: Feed, fault: Fault) -> int:
    """How many faults the finding stands for; one where its evidence does not say."""
    size = _size(fault.evidence.get(feed.count_by)) if feed.count_by else None
    return max(1, int(size)) if size is not None else 1


def fed(feeds: Sequence[Feed], facts: Facts, *, early: bool) -> Iterator[tuple[Feed, Fault]]:
    """Every fault that counts, once, with the first feed that takes it."""
    mine = [feed for feed in feeds if feed.early is early]
    for check in dict.fromkeys(feed.check for feed in mine):
        own = [feed for feed in mine if feed.check == check]
        for fault in facts.by_check.get(check, ()):
            feed = next((one for one in own if fits(one, fault, facts)), None)
            if feed is not None:
                yield feed, fault


def doubted(feeds: Sequence[Feed], facts: Facts) -> Iterator[tuple[Feed, Doubt]]:
    """What could not be judged, each subject once, but what is known to be at fault.

    Of what only gives an early word no doubt is counted.
    """
    mine = [feed for feed in feeds if not feed.early]
    seen = {fault.subject for _, fault in fed(feeds, facts, early=False)}
    for doubt in (*facts.doubts, *_lenient(mine, facts)):
        if doubt.reason == _NO_LIST or doubt.subject in seen:
            continue
        feed = next((one for one in mine if doubt.check == one.check and _of_kind(one, doubt.subject, facts)), None)
        if feed is not None:
            seen.add(doubt.subject)
            yield feed, doubt


def unseen(feeds: Sequence[Feed], facts: Facts) -> tuple[str, bool]:
    """Why what feeds an indicator is not looked at, in Chinese, and whether none of it is; empty where all is."""
    every = [feed for feed in feeds if not feed.early]
    kinds = {kind for feed in every for kind in feed.kinds}
    if every and all(feed.kinds for feed in every) and not kinds & set(facts.columns.values()):
        return f"方案里没有{'、'.join(sorted(kinds))}类栏目", True
    checks = {feed.check for feed in every}
    blind = sorted(checks & facts.unwatched.keys())
    return "；".join(dict.fromkeys(facts.unwatched[check] for check in blind)), bool(checks) and len(blind) == len(
        checks
    )


def _lenient(feeds: Sequence[Feed], facts: Facts) -> Iterator[Doubt]:
    """Columns to which the plan gives more time than the rule, and whose newest article is older than the rule allows:
    no check looked at them as strictly as it should have."""
    for feed in feeds:
        days = next((one.over for one in feed.where if one.key == _AGE and one.over is not None), None)
        if days is None or not feed.kinds:
            continue
        found = {fault.subject for fault in facts.by_check.get(feed.check, ())}
        for name, kind in facts.columns.items():
            newest = facts.newest.get(name)
            if kind in feed.kinds and newest and name not in found and (age := (facts.today - newest).days) > days:
                said = f"最新一条已 {age} 天，超过指标的 {days:g} 天；方案的期限较宽，没有按指标判定"
                yield Doubt(feed.check, name, WIDER, said)


def _of_kind(feed: Feed, column: str, facts: Facts) -> bool:
    """Of a name that is no column no kind is known: it counts where kinds do not matter."""
    if not feed.kinds and not feed.not_kinds:
        return True
    kind = facts.columns.get(column)
    if kind is None:
        return not feed.kinds
    return (not feed.kinds or kind in feed.kinds) and kind not in feed.not_kinds
