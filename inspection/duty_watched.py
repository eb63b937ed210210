"""Parts of a duty that checks watch without end: columns, accounts, entries of the plan, checks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from inspection.duty_state import Part, PartKind, Stand, Told
from inspection.findings import Severity, Undecided
from inspection.issue import Issue, State
from inspection.plan import Expectation, Plan
from inspection.reasons import explain

SHOWN = 5  # issues that are named
OF_COLUMNS = frozenset({"stale-column", "blank-column", "undated-column"})
OF_ACCOUNTS = frozenset({"stale-account"})
OF_PROMISES = frozenset({"incomplete-notice", "outdated-notice"})  # what a publication says, and how long it stays
# Which check looks after the entries of which section.
OF_ENTRIES = {
    "decisions": "incomplete-decision",
    "messages": "overdue-reply",
    "guides": "incomplete-guide",
    "libraries": "library-gap",
    "tables": "incomplete-table",
    "crossposts": "missing-crosspost",
    "series": "stale-series",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry of the plan that has a name."""

    check: str
    unit: str | None


def entries_of(plan: Plan) -> dict[str, _Named]:
    """Every entry that a duty may name, by its name."""
    found = {
        one.name: _Named(OF_ENTRIES[section], one.unit)
        for section in ("decisions", "messages", "guides", "libraries", "tables", "crossposts")
        for one in getattr(plan, section)
    }
    series = {s.name: _Named(OF_ENTRIES["series"], s.unit or a.unit) for a in plan.accounts for s in a.series}
    return {**series, **found}


def watched_names(plan: Plan) -> frozenset[str]:
    """Columns, accounts and entries of a plan, by name."""
    return frozenset([*(c.name for c in plan.columns), *(a.name for a in plan.accounts), *entries_of(plan)])


def of_column(plan: Plan, name: str, told: Told) -> Part:
    """A column or an account: whether it is fresh."""
    column, account = plan.column(name), plan.account(name)
    where = column or account
    unit = where.unit if where is not None else None
    if column is not None and column.deadline is None:
        return Part(PartKind.COLUMN, name, Stand.UNDECIDED, "内容固定的栏目，不看更新", unit=unit, weighs=False)
    checks = OF_COLUMNS if column is not None else OF_ACCOUNTS
    return _watched(PartKind.COLUMN, name, unit, checks, told, lambda one: one.subject == name, sound="更新正常")


def of_entry(plan: Plan, name: str, told: Told) -> Part:
    """An entry of the plan: whether its check sees a fault in it."""
    entry = entries_of(plan).get(name)
    if entry is None:
        return Part(PartKind.ENTRY, name, Stand.UNDECIDED, "方案中没有这个条目")
    site = plan.site.name  # what could not be told of anything is told of the site

    def fits(one: Issue | Undecided) -> bool:
        return is_about(one, name) or (isinstance(one, Undecided) and one.subject == site)

    return _watched(PartKind.ENTRY, name, entry.unit, {entry.check}, told, fits)


def of_check(name: str, told: Told) -> Part:
    """A check, over the whole site."""
    return _watched(PartKind.CHECK, name, None, {name}, told, lambda _: True)


def of_publication(plan: Plan, name: str, told: Told) -> Part:
    """An expectation by its issue alone, for what cannot look at articles anew."""
    unit = next((one.unit for one in plan.expectations if one.name == name), None)
    checks = {"missing-publication", *OF_PROMISES}
    return _watched(PartKind.EXPECTATION, name, unit, checks, told, lambda one: is_about(one, name), "没有逾期")


def promises_of(expectation: Expectation, told: Told) -> Iterator[Part]:
    """What a publication must say, and when it must go, where a check sees that it does not."""
    found = [one for one in told.issues if one.check in OF_PROMISES and is_about(one, expectation.name)]
    for check in sorted({one.check for one in found}):
        yield _faults(PartKind.CHECK, check, expectation.unit, [one for one in found if one.check == check], [])


def is_about(one: Issue | Undecided, name: str) -> bool:
    """Whether the subject is that entry, or something of it, or the evidence names it."""
    if one.subject == name or one.subject.startswith((f"{name}/", f"{name}：", f"{name}:", f"{name} ")):
        return True
    evidence = one.evidence if isinstance(one, Issue) else {}
    return any(value == name or (isinstance(value, list) and name in value) for value in evidence.values())


def _watched(
    kind: PartKind,
    name: str,
    unit: str | None,
    checks: Collection[str],
    told: Told,
    fits: Callable[[Issue | Undecided], bool],
    sound: str = "没有发现问题",
) -> Part:
    faults = [one for one in told.issues if one.check in checks and fits(one)]
    doubts = [one for one in told.undecided if one.check in checks and fits(one)]
    if faults:
        return _faults(kind, name, unit, faults, doubts)
    if told.looked_at is None:
        return Part(kind, name, Stand.UNDECIDED, "近 7 天没有完整的巡检，现状不明", unit=unit)
    if told.named is not None and kind is not PartKind.CHECK and name not in told.named:
        return Part(kind, name, Stand.UNDECIDED, "刚写进方案，还没有巡检过", unit=unit)
    silent = [why for check in sorted(checks) if (why := told.silent.get(check))]
    if silent:
        return Part(kind, name, Stand.UNDECIDED, f"{silent[0]}，没有结论", unit=unit)
    if told.unjudged & set(checks):
        return Part(kind, name, Stand.UNDECIDED, "最近一轮没有做这项检查", unit=unit)
    if doubts:
        said = f"{len(doubts)} 处未能判定"
        return Part(kind, name, Stand.UNDECIDED, said, unit=unit, why=_why(doubts))
    return Part(kind, name, Stand.MET, sound, unit=unit, why=f"{told.looked_at:%Y-%m-%d} 巡检", day=None)


def _faults(kind: PartKind, name: str, unit: str | None, faults: Sequence[Issue], doubts: Sequence[Undecided]) -> Part:
    stand, said = _weigh(faults)
    first = faults[0]
    more = f"；另有 {len(doubts)} 处未能判定" if doubts else ""
    return Part(
        kind=kind,
        name=name,
        stand=stand,
        said=f"{said}{more}",
        unit=unit,
        at_fault=tuple(sorted({one.unit for one in faults if one.unit is not None})),
        why=first.title,
        issues=tuple(one.id for one in faults[:SHOWN]),
        faults=len(faults),
    )


def _weigh(faults: Sequence[Issue]) -> tuple[Stand, str]:
    """Faults that were seen once are suspected; those said to be mended wait for a round to look."""
    wrong = [one for one in faults if one.state not in (State.SUSPECTED, State.CORRECTED)]
    count = len(faults)
    if any(one.severity is not Severity.WARNING for one in wrong):
        return Stand.FAULTY, f"{count} 个问题未办结"
    if wrong:
        return Stand.WARNING, f"{count} 个提醒未办结"
    claimed = sum(one.state is State.CORRECTED for one in faults)
    words = [f"{claimed} 个问题已申报整改，待复核"] if claimed else []
    words += [f"{count - claimed} 个疑似问题，待再次巡检"] if count > claimed else []
    return Stand.UNDECIDED, "；".join(words)


def _why(doubts: Sequence[Undecided]) -> str:
    told = list(dict.fromkeys(f"{one.subject[:60]}：{explain(one.reason, one.detail)}" for one in doubts))
    return "；".join(told[:3]) + (f"等 {len(told)} 处" if len(told) > 3 else "")
