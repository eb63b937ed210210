"""The address of the issue list and what it asks for: read with patience, written so that it can be kept and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeVar, get_args
from urllib.parse import urlencode

from inspection.findings import Severity
from inspection.issue import ALIVE, CLOSED, OPEN, STATE_NAMES, State
from store.issue_filters import ORDERS, IssueFilter, Key, Order, types_of
from store.values import LAST_ID, clean

Due = Literal["", "overdue", "today", "week"]
NONE = "-"  # `unit=-`: issues that have none
ANY_SITE = "*"
PAGE = 50
MOST_VALUES = 60  # of one key; 方案 with more columns than that are filtered by others
LONGEST = 200  # characters of a value
OLDEST = 3650  # days
GROUPS: dict[str, frozenset[State]] = {"alive": ALIVE, "open": OPEN, "closed": CLOSED, "all": frozenset(State)}
GROUP_NAMES = {"alive": "未办结", "open": "待整改", "closed": "已办结", "all": "全部状态"}
_NAMED = {"unit": "units", "check": "checks", "column": "columns", "account": "columns", "person": "persons"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Age:
    """Opened within so many days, or `older`: longer ago."""

    days: int
    older: bool = False

    def __str__(self) -> str:
        return f"{self.days}d{'+' if self.older else ''}"


@dataclass(frozen=True, slots=True)
class IssueQuery:
    """What a list's address asks for. `units`, `columns`, `persons` may hold None: those that have none.

    `site`: a name, "*" for every site, or empty for the one that the person looks at. Accounts are columns here, as on
    an issue. `after` and `before` are keys of issues in `order`.
    """

    site: str = ""
    states: frozenset[State] = ALIVE
    severities: frozenset[Severity] = frozenset()
    units: frozenset[str | None] = frozenset()
    checks: frozenset[str] = frozenset()
    columns: frozenset[str | None] = frozenset()
    persons: frozenset[str | None] = frozenset()
    age: Age | None = None
    due: Due = ""
    text: str = ""
    order: Order = "weight"
    after: Key | None = None
    before: Key | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """The address's keys and values, in one order, so that the same list has the same address."""
        found = [("site", self.site)] if self.site else []
        found += [("state", state) for state in _states_written(self.states)]
        found += [("severity", one.value) for one in Severity if one in self.severities]
        sets = (("unit", self.units), ("check", self.checks), ("column", self.columns), ("person", self.persons))
        for key, names in sets:
            found += sorted((key, NONE if name is None else name) for name in names)
        rest = {
            "age": str(self.age or ""),
            "due": self.due,
            "text": self.text,
            "order": "" if self.order == "weight" else self.order,
            "after": _key_written(self.after),
            "before": _key_written(self.before),
        }
        return found + [(key, value) for key, value in rest.items() if value]

    def address(self, path: str = "/issues") -> str:
        """The list with its query: never none, for without one a person's own list is shown."""
        return f"{path}?{urlencode(self.pairs() or [('state', 'alive')])}"

    def from_the_start(self) -> IssueQuery:
        """The same list from its first page."""
        return replace(self, after=None, before=None)

    def filter(self, site: str | None, now: datetime, limit: int | None = PAGE) -> IssueFilter:
        """For the store. `site`: None for every site; `now` in the plan's zone: days end there.

        What is still due today, or this week, is not overdue yet.
        """
        days = {"today": 1, "week": 7 - now.weekday()}.get(self.due)
        since = now - timedelta(days=self.age.days) if self.age else None
        return IssueFilter(
            site=site,
            states=() if self.states == GROUPS["all"] else self.states,
            units=self.units,
            checks=self.checks,
            columns=self.columns,
            severities=self.severities,
            persons=self.persons,
            overdue_at=now if self.due == "overdue" else None,
            due_from=now if days else None,
            due_before=datetime.combine(now.date() + timedelta(days=days), time(), now.tzinfo) if days else None,
            opened_from=since if self.age and not self.age.older else None,
            opened_before=since if self.age and self.age.older else None,
            text=self.text or None,
            order=self.order,
            after=self.after,
            before=self.before,
            limit=limit,
        )


def read_query(pairs: Iterable[tuple[str, str]]) -> tuple[IssueQuery, list[str]]:
    """What the address asks for, and words on what of it was not understood, and so left out."""
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        written = clean(value).strip()
        if written and len(values.setdefault(key, [])) < MOST_VALUES:
            values[key].append(written)
    notes: list[str] = []
    fits = {key: [one for one in some if len(one) <= LONGEST] for key, some in values.items()}
    if fits != values:
        notes.append(f"筛选条件最长 {LONGEST} 个字，更长的已忽略")
    order = _one_of("排序方式", fits.get("order", []), ORDERS, "weight", notes)
    sets: dict[str, frozenset[str | None]] = {}
    for key, name in _NAMED.items():
        sets[name] = sets.get(name, frozenset()) | {None if one == NONE else one for one in fits.get(key, [])}
    query = IssueQuery(
        site=_last(fits, "site"),
        states=_states(fits.get("state", []), notes),
        severities=frozenset(_enums("等级", fits.get("severity", []), Severity, notes)),
        units=sets["units"],
        checks=frozenset(name for name in sets["checks"] if name is not None),
        columns=sets["columns"],
        persons=sets["persons"],
        age=_age(fits.get("age", []), notes),
        due=_one_of("期限", fits.get("due", []), get_args(Due), "", notes),
        text=_last(fits, "text"),
        order=order,
    )
    after, before = (_key(fits.get(key, []), order, notes) for key in ("after", "before"))
    return replace(query, after=after, before=None if after else before), notes


def _last(values: Mapping[str, list[str]], key: str) -> str:
    """The last of those that are not too long; there may be none."""
    return next(reversed(values.get(key, [])), "")


def _states_written(states: frozenset[State]) -> list[str]:
    if states == ALIVE:
        return []
    group = next((name for name, members in GROUPS.items() if members == states), None)
    return [group] if group else [state.value for state in State if state in states]


def _states(written: list[str], notes: list[str]) -> frozenset[State]:
    found: frozenset[State] = frozenset()
    words = {name: state for state in State for name in (state.value, STATE_NAMES[state])}
    for one in written:
        if one in GROUPS:
            found |= GROUPS[one]
        elif one in words:
            found |= {words[one]}
        else:
            notes.append(_left_out("状态", one))
    return found or ALIVE


def _enums(name: str, written: list[str], kind: type[E], notes: list[str]) -> list[E]:
    known = {one.value: one for one in kind}
    notes += [_left_out(name, one) for one in written if one not in known]
    return [known[one] for one in written if one in known]


def _one_of(name: str, written: list[str], known: tuple[T, ...], default: T, notes: list[str]) -> T:
    for one in reversed(written):
        found = next((value for value in known if value == one), None)
        if found is not None:
            return found
        notes.append(_left_out(name, one))
    return default


def _age(written: list[str], notes: list[str]) -> Age | None:
    for one in reversed(written):
        older, digits = one.endswith("+"), one.removesuffix("+").removesuffix("d")
        if digits.isascii() and digits.isdecimal() and len(digits) <= 4 and 0 < int(digits) <= OLDEST:
            return Age(int(digits), older)
        notes.append(_left_out("发现时间", one))
    return None


def _key_written(key: Key | None) -> str:
    """Whole microseconds since 1970, and numbers."""
    tick = timedelta(microseconds=1)
    return ".".join(str((one - _EPOCH) // tick if isinstance(one, datetime) else one) for one in key or ())


def _key(written: list[str], order: Order, notes: list[str]) -> Key | None:
    if not written:
        return None
    types, parts = types_of(order), written[-1].split(".")
    numbers = [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) <= 19]
    try:
        if len(numbers) == len(parts) == len(types) and max(numbers) <= LAST_ID and _small_weights(order, numbers):
            kinds = zip(numbers, types, strict=True)
            return tuple(_EPOCH + timedelta(microseconds=n) if kind is datetime else n for n, kind in kinds)
    except OverflowError:
        pass
    notes.append("页码无法识别，已从第一页显示")
    return None


def _small_weights(order: Order, numbers: list[int]) -> bool:
    place = {"weight": 0, "due": 1}.get(order)
    return place is None or numbers[place] <= len(Severity)


def _left_out(name: str, value: str) -> str:
    return f"{name}“{value[:30]}”无法识别，已忽略"
