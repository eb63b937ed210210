"""What each item loses: so much for each fault, never more than its own points; every tenth with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from inspection.scoring.card import Behind, DeductionLine, Light
from inspection.scoring.facts import Doubt, Facts, Fault
from inspection.scoring.matching import counted, doubted, fed, unseen
from inspection.scoring.standard import DeductionRule, Feed
from inspection.scoring.vetoes import behind_doubt, behind_fault

NOTHING = Decimal(0)


def deductions_of(rules: Sequence[DeductionRule], facts: Facts) -> Iterator[DeductionLine]:
    """A line for each item that applies to the site."""
    for rule in rules:
        if facts.services or not rule.services:
            yield _judged(rule, facts)


def _judged(rule: DeductionRule, facts: Facts) -> DeductionLine:
    points = Decimal(str(rule.points))
    bare = DeductionLine(
        id=rule.id,
        group=rule.group,
        name=rule.name,
        rule=rule.rule,
        mark=rule.mark,
        points_mark=rule.points_mark,
        points=points,
        deducted=NOTHING,
        at_most=points,
        light=Light.BY_HAND,
        note=rule.note or "",
    )
    if not rule.feeds:
        return bare
    if facts.looked is None:
        return replace(bare, light=Light.UNDECIDED, why="还没有完成的巡检")
    return _charged(rule, bare, facts)


def _charged(rule: DeductionRule, bare: DeductionLine, facts: Facts) -> DeductionLine:
    found = list(fed(rule.feeds, facts, early=False))
    why, nothing = unseen(rule.feeds, facts)
    if nothing and not found:
        return replace(bare, light=Light.UNWATCHED, why=why)
    doubts = list(doubted(rule.feeds, facts))
    behind, deducted = _allotted(found, bare.points)
    at_most = bare.points if why else _at_most(doubts, deducted, bare.points, facts)
    return replace(
        bare,
        deducted=deducted,
        at_most=at_most,
        light=Light.RED if deducted else Light.UNDECIDED if doubts or why or not facts.current else Light.CLEAR,
        undecided=len(doubts),
        why=why or next((one.detail or one.reason for _, one in doubts), ""),
        behind=(*behind, *(behind_doubt(one) for _, one in doubts)),
    )


def _allotted(found: Sequence[tuple[Feed, Fault]], cap: Decimal) -> tuple[list[Behind], Decimal]:
    """Each fault with what is deducted for it: the heaviest first, nothing once the item is used up."""
    ordered = sorted(found, key=lambda one: (-_worth(*one), one[1].check, one[1].subject))
    behind, left = [], cap
    for feed, fault in ordered:
        points = min(left, _worth(feed, fault))
        left -= points
        behind.append(replace(behind_fault(fault), points=points))
    return behind, cap - left


def _worth(feed: Feed, fault: Fault) -> Decimal:
    return Decimal(str(feed.each)) * counted(feed, fault)


def _at_most(doubts: Sequence[tuple[Feed, Doubt]], deducted: Decimal, cap: Decimal, facts: Facts) -> Decimal:
    """In the worst case; a check that could judge nothing at all may cost the whole item."""
    if not facts.current or any(doubt.subject == facts.site for _, doubt in doubts):
        return cap
    return min(cap, deducted + sum((Decimal(str(feed.each)) for feed, _ in doubts), NOTHING))
