"""How each veto stands: what counts for it, how far it is, and what the undecided would make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from inspection.findings import Severity
from inspection.scoring.card import WORST_FIRST, Behind, Light, VetoLine
from inspection.scoring.facts import Doubt, Facts, Fault
from inspection.scoring.matching import doubted, fed, unseen
from inspection.scoring.standard import VetoRule

_DAYS = "days"


def vetoes_of(rules: Sequence[VetoRule], facts: Facts) -> Iterator[VetoLine]:
    """A line for each veto; of what concerns accounts, one for each account."""
    for rule in rules:
        if rule.of == "accounts" and facts.accounts and any(not feed.early for feed in rule.feeds):
            yield from (_judged(rule, _of_account(facts, name), name) for name in facts.accounts)
        elif rule.of != "accounts" or facts.accounts:
            yield _judged(rule, facts)


def _of_account(facts: Facts, name: str) -> Facts:
    faults = tuple(one for one in facts.faults if name in (one.subject, one.column))
    return replace(facts, faults=faults, doubts=tuple(one for one in facts.doubts if name == one.subject))


def _judged(rule: VetoRule, facts: Facts, account: str = "") -> VetoLine:
    bare = _bare(rule, account)
    if not [feed for feed in rule.feeds if not feed.early]:
        early = _early(rule, facts)
        return replace(bare, light=Light.YELLOW if early else Light.BY_HAND, worst=Light.VETOED, behind=tuple(early))
    if facts.looked is None and not (rule.measure == "share" and facts.answered):
        return replace(bare, light=Light.UNDECIDED, worst=Light.VETOED, why="还没有完成的巡检")
    why, nothing = unseen(rule.feeds, facts)
    if nothing and not any(fed(rule.feeds, facts, early=False)):
        return replace(bare, light=Light.UNWATCHED, worst=Light.VETOED, why=why)
    if rule.measure == "share":
        return _share(rule, bare, facts)
    return _aged(rule, bare, facts, account) if rule.measure == _DAYS else _counted(rule, bare, facts)


def _bare(rule: VetoRule, account: str) -> VetoLine:
    limits = rule.limits
    return VetoLine(
        id=rule.id,
        group=rule.group,
        name=rule.name,
        rule=rule.rule,
        mark=rule.mark,
        warn_mark=limits.mark,
        measure=rule.measure,
        noun=rule.noun,
        light=Light.CLEAR,
        count=0,
        veto=limits.veto,
        yellow=limits.yellow,
        red=limits.red,
        left=limits.veto,
        undecided=0,
        worst=Light.CLEAR,
        account=account,
        note=rule.note or "",
    )


def _counted(rule: VetoRule, bare: VetoLine, facts: Facts) -> VetoLine:
    found = _by_subject(fault for _, fault in fed(rule.feeds, facts, early=False))
    doubts = [one for _, one in doubted(rule.feeds, facts)]
    single = [one for one in doubts if rule.of != "columns" or one.subject in facts.columns]
    whole = [one for one in doubts if one.subject == facts.site]  # the check could judge nothing at all
    early = _early(rule, facts)
    count, unknown = len(found), len([one for one in single if one not in whole])
    light = _light(rule, count) or (Light.YELLOW if early else Light.CLEAR)
    partly, _ = unseen(rule.feeds, facts)
    worst = Light.VETOED if whole or partly else _light(rule, count + unknown) or light
    behind = (
        *(behind_fault(one) for one in found),
        *early,
        *map(behind_doubt, [*whole, *(d for d in single if d not in whole)]),
    )
    return replace(
        bare,
        light=_honest(light, worst, facts),
        count=count,
        left=max(0, rule.limits.veto - count),
        undecided=unknown,
        worst=worst,
        why=partly or _why(facts, whole),
        behind=behind,
    )


def _aged(rule: VetoRule, bare: VetoLine, facts: Facts, account: str) -> VetoLine:
    """By the age of the newest: a fault says it; else, of an account, what was read of it."""
    found = [fault for _, fault in fed(rule.feeds, facts, early=False)]
    ages = [age for fault in found if (age := _age(fault)) is not None]
    doubts = [one for _, one in doubted(rule.feeds, facts)]
    newest = facts.newest.get(account) if account else None
    read = (facts.today - newest).days if newest is not None and newest <= facts.today else None
    age = max(ages, default=read or 0)
    light = _by_age(rule, age, found, certain=bool(ages))
    worst = Light.VETOED if doubts and light is not Light.VETOED else light
    return replace(
        bare,
        light=_honest(light, worst, facts) if doubts or not facts.current else light,
        count=age,
        left=max(0, rule.limits.veto + 1 - age),
        undecided=len(doubts),
        worst=worst,
        known=bool(ages) or read is not None,
        why=_why(facts, doubts),
        behind=(*map(behind_fault, found), *_early(rule, facts), *map(behind_doubt, doubts)),
    )


def _by_age(rule: VetoRule, age: int, found: Sequence[Fault], *, certain: bool) -> Light:
    """`certain`: a fault says how old; an age that was only read is nobody's judgement."""
    light = Light.VETOED if age > rule.limits.veto else Light(rule.limits.coming(age - 1) or Light.CLEAR)
    if certain or not found:
        return light if certain or light is Light.CLEAR else Light.UNDECIDED
    return Light.VETOED if any(one.severity is Severity.CRITICAL for one in found) else Light.YELLOW


def _share(rule: VetoRule, bare: VetoLine, facts: Facts) -> VetoLine:
    """By the probes themselves; the check's word counts where they cannot be had."""
    found = [fault for _, fault in fed(rule.feeds, facts, early=False)]
    answered = facts.answered
    if answered is None or not answered.decided:
        return replace(bare, light=Light.UNWATCHED, worst=Light.VETOED, why="没有常驻服务的可用性探测记录")
    share = answered.share
    light = Light.VETOED if share >= rule.limits.veto else Light(rule.limits.coming(share) or Light.CLEAR)
    thin = f"七天中有 {answered.thin_days} 天有效探测不足 20 次，不能按一周计" if answered.thin_days else ""
    if (
        thin
    ):  # a share of too few probes vetoes nothing, and vouches for nothing; the check knows when it does all the same
        certain = any(fault.severity is Severity.CRITICAL for fault in found)
        light = Light.VETOED if certain else Light.RED if light is Light.VETOED else light
        light = Light.UNDECIDED if light is Light.CLEAR else light
    return replace(
        bare,
        light=light,
        count=round(share, 2),
        left=max(0.0, round(rule.limits.veto - share, 2)),
        worst=Light.VETOED if thin else light,
        why=thin,
        behind=tuple(map(behind_fault, found)),
    )


def _light(rule: VetoRule, count: int) -> Light | None:
    """By the count alone; None: below every line."""
    if count >= rule.limits.veto:
        return Light.VETOED
    coming = rule.limits.coming(count)
    return Light(coming) if coming else None


def _honest(light: Light, worst: Light, facts: Facts) -> Light:
    """What was not seen is not called clear."""
    if light is not Light.CLEAR:
        return light
    return Light.UNDECIDED if not facts.current or WORST_FIRST.index(worst) < 3 else light


def _why(facts: Facts, doubts: Sequence[Doubt]) -> str:
    if doubts:
        return doubts[0].detail or doubts[0].reason
    return "" if facts.current or facts.looked is None else "巡检没有查完，或已超过8天"


def _age(fault: Fault) -> int | None:
    days = fault.evidence.get(_DAYS)
    return days if isinstance(days, int) and not isinstance(days, bool) else None


def _early(rule: VetoRule, facts: Facts) -> list[Behind]:
    found = _by_subject(fault for _, fault in fed(rule.feeds, facts, early=True))
    taken = {one.subject for _, one in fed(rule.feeds, facts, early=False)}
    return [replace(behind_fault(one), early=True) for one in found if one.subject not in taken]


def _by_subject(faults: Iterator[Fault]) -> list[Fault]:
    return list({fault.subject: fault for fault in faults}.values())


def behind_fault(fault: Fault) -> Behind:
    """The fault, with the way to it."""
    link = fault.found_on[0] if fault.found_on else fault.subject if fault.subject.startswith("http") else ""
    return Behind(fault.check, fault.subject, fault.title, fault.issue, link)


def behind_doubt(doubt: Doubt) -> Behind:
    """The doubt, with the way to it."""
    link = doubt.subject if doubt.subject.startswith("http") else ""
    return Behind(doubt.check, doubt.subject, doubt.detail or doubt.reason, doubt.issue, link, doubt=True)
