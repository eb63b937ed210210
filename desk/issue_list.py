"""The issue list arranged for its page: what is chosen, what else could be, where the page stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.issue_query import GROUP_NAMES, GROUPS, NONE, PAGE, Age, IssueQuery
from inspection.findings import Severity
from inspection.issue import ALIVE, STATE_NAMES, Issue, State
from inspection.plan import Plan
from notifications.wording import SEVERITIES, check_name
from store.issue_counts import Facet, Place
from store.issue_filters import key_of

ORDER_NAMES = {
    "weight": "严重的在前",
    "due": "先到期的在前",
    "newest": "新发现的在前",
    "oldest": "早发现的在前",
    "seen": "最近见到的在前",
    "number": "按编号",
}
DUE_NAMES = {"overdue": "已逾期", "today": "今日到期", "week": "本周内到期"}
AGES = (Age(1), Age(7), Age(30), Age(7, older=True), Age(30, older=True), Age(90, older=True))
_NOBODY = {"unit": "未明确单位", "column": "不属于栏目或账号", "person": "没有经办人"}


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose. `count`: how many there would be; None: not counted."""

    value: str
    words: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the filter. `rest`: values chosen beside the first, which one list of choices cannot show."""

    key: str
    label: str
    blank: str  # what choosing nothing is called; empty: something is always chosen
    options: tuple[Option, ...]
    accounts: tuple[Option, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that holds, and the address of the list without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the page stands: `第 51–100 张，共 312 张`, and its neighbours' addresses; empty: there is none."""

    words: str
    first: str = ""
    before: str = ""
    after: str = ""


def age_name(age: Age) -> str:
    """`7 天内发现`, `早于 30 天`."""
    if age == Age(1):
        return "一天内发现"
    return f"发现已超过 {age.days} 天" if age.older else f"{age.days} 天内发现"


def chips_of(query: IssueQuery) -> list[Chip]:
    """Every condition that somebody chose."""
    start = query.from_the_start()
    found: list[Chip] = []

    def add(words: str, without: IssueQuery) -> None:
        found.append(Chip(words, without.address()))

    if query.states != ALIVE:
        group = next((name for name, members in GROUPS.items() if members == query.states), "")
        words = GROUP_NAMES.get(group) or "、".join(STATE_NAMES[state] for state in State if state in query.states)
        add(f"状态：{words}", replace(start, states=ALIVE))
    for severity in (one for one in Severity if one in query.severities):
        add(f"等级：{SEVERITIES[severity.value]}", replace(start, severities=query.severities - {severity}))
    for field, label, names in (
        ("unit", "单位", query.units),
        ("check", "检查", query.checks),
        ("column", "栏目/账号", query.columns),
        ("person", "经办人", query.persons),
    ):
        for name in sorted(names, key=lambda one: one or ""):
            without: dict[str, Any] = {f"{field}s": names - {name}}
            add(f"{label}：{_words(field, name)}", replace(start, **without))
    if query.age:
        add(age_name(query.age), replace(start, age=None))
    if query.due:
        add(DUE_NAMES[query.due], replace(start, due=""))
    if query.text:
        add(f"含“{query.text}”", replace(start, text=""))
    return found


def fields_of(query: IssueQuery, facets: Mapping[str, Facet], plan: Plan | None) -> list[Field]:
    """The filter's fields, each choice with how many there would be."""
    accounts = {account.name for account in plan.accounts} if plan else set()
    units = [unit.name for unit in plan.units] if plan else []
    columns = _choices("column", query.columns, facets["column"], [one.name for one in plan.columns] if plan else [])
    return [
        _state_field(query, facets["state"]),
        _field("severity", "等级", "全部等级", {one.value for one in query.severities}, _severities(query, facets)),
        _field("unit", "责任单位", "全部单位", query.units, _choices("unit", query.units, facets["unit"], units)),
        _field("check", "检查", "全部检查", query.checks, _choices("check", query.checks, facets["check"], [])),
        replace(
            _field("column", "栏目、账号", "全部栏目", query.columns, [c for c in columns if c.value not in accounts]),
            accounts=tuple(one for one in columns if one.value in accounts),
        ),
        _field("person", "经办人", "全部", query.persons, _choices("person", query.persons, facets["person"], [])),
        _field("due", "期限", "不限", (), _fixed(DUE_NAMES, query.due)),
        _field("age", "发现时间", "不限", (), _ages(query.age)),
        Field("order", "排序", "", tuple(_fixed(ORDER_NAMES, query.order))),
    ]


def pager_of(query: IssueQuery, shown: Sequence[Issue], place: Place) -> Pager:
    """What the page shows of how many, and the ways on."""
    if not shown:
        return Pager(f"共 {place.total} 张" if place.total else "", first=query.from_the_start().address())
    last = place.before + len(shown)
    words = f"第 {place.before + 1}–{last} 张，共 {place.total} 张" if place.total > PAGE else f"共 {place.total} 张"
    start = query.from_the_start()
    before = replace(start, before=key_of(shown[0], query.order)).address() if place.before else ""
    after = replace(start, after=key_of(shown[-1], query.order)).address() if last < place.total else ""
    return Pager(words, start.address() if place.before > PAGE else "", before, after)


def _words(field: str, name: str | None) -> str:
    if name is None:
        return _NOBODY[field]
    return check_name(name) if field == "check" else name


def _choices(field: str, chosen: Collection[str | None], facet: Facet, order: Iterable[str]) -> list[Option]:
    """What there is, as the plan orders it, else the most frequent first; what is chosen is always among it."""
    rank = {name: n for n, name in enumerate(order)}
    names = sorted({*facet, *chosen}, key=lambda one: (rank.get(one or "", len(rank)), -facet.get(one, 0), one or ""))
    return [
        Option(NONE if name is None else name, _words(field, name), facet.get(name, 0), name in chosen)
        for name in [*(one for one in names if one is not None), *([None] if None in names else [])]
        if field != "check" or name is not None
    ]


def _field(key: str, label: str, blank: str, chosen: Collection[str | None], options: Sequence[Option]) -> Field:
    """One list of choices shows one value; what else is chosen goes with it."""
    first = next((one.value for one in options if one.chosen), None)
    rest = [one.value for one in options if one.chosen and one.value != first] if chosen else []
    return Field(key, label, blank, tuple(options), rest=tuple(rest))


def _severities(query: IssueQuery, facets: Mapping[str, Facet]) -> list[Option]:
    found: Callable[[Severity], int] = lambda one: facets["severity"].get(one.value, 0)  # noqa: E731
    return [Option(one.value, SEVERITIES[one.value], found(one), one in query.severities) for one in Severity]


def _state_field(query: IssueQuery, facet: Facet) -> Field:
    groups = [
        Option(name, GROUP_NAMES[name], sum(facet.get(state.value, 0) for state in members), query.states == members)
        for name, members in GROUPS.items()
    ]
    in_group = any(one.chosen for one in groups)
    single = [
        Option(state.value, STATE_NAMES[state], facet.get(state.value, 0), not in_group and state in query.states)
        for state in State
    ]
    return _field("state", "状态", "", query.states, [*groups, *single])


def _fixed(names: Mapping[str, str], chosen: str) -> list[Option]:
    return [Option(value, words, None, value == chosen) for value, words in names.items()]


def _ages(chosen: Age | None) -> list[Option]:
    ages = [*AGES, *([chosen] if chosen and chosen not in AGES else [])]
    return [Option(str(one), age_name(one), None, one == chosen) for one in ages]
