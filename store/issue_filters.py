"""Which issues are asked for, in which order, and from where on: as SQL that both databases answer alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles

from inspection.findings import Severity
from inspection.issue import OPEN, Issue, State
from store.case_tables import issues
from store.values import UtcDateTime, clean, number_of

Order = Literal["weight", "newest", "oldest", "due", "seen", "number"]
ORDERS: tuple[Order, ...] = ("weight", "newest", "oldest", "due", "seen", "number")
Key: TypeAlias = tuple[int | datetime, ...]  # what an issue is ordered by; its number comes last

_WEIGHTS = {severity.value: n for n, severity in enumerate(Severity)}
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # issues without a due time come last
_WEIGHT = case(_WEIGHTS, value=issues.c.severity, else_=len(_WEIGHTS))
_DUE = func.coalesce(issues.c.due_at, literal(_NEVER, UtcDateTime()), type_=UtcDateTime())
_KEYS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    "weight": (_WEIGHT, _DUE, issues.c.id),
    "newest": (issues.c.opened_at, issues.c.id),
    "oldest": (issues.c.opened_at, issues.c.id),
    "due": (_DUE, _WEIGHT, issues.c.id),
    "seen": (issues.c.seen_at, issues.c.id),
    "number": (issues.c.id,),
}
_PAGING = ("limit", "offset", "order", "after", "before")
_LATEST_FIRST: frozenset[Order] = frozenset({"newest", "seen"})
_TYPES: dict[Order, tuple[type[Any], ...]] = {
    "weight": (int, datetime, int),
    "newest": (datetime, int),
    "oldest": (datetime, int),
    "due": (datetime, int, int),
    "seen": (datetime, int),
    "number": (int,),
}


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Which issues are asked for: every condition holds at once, an empty one asks for nothing in particular.

    `units`, `columns` and `persons` may hold None: issues that have none. `overdue_at`: open issues whose due time has
    passed then; `due_from` <= due < `due_before`: open issues, too. `opened_from` <= opened < `opened_before`. `text`
    is looked for in title and address, whatever the case; where it is a number (12, #12), that issue fits as well.
    `order`: by weight (then the earliest due), by opening (newest or oldest first), by due time, by when it was last
    seen (latest first), or by number. `after`, `before`: only what comes behind, or in front of, that place (key_of).
    """

    site: str | None = None
    states: Collection[State] = ()
    units: Collection[str | None] = ()
    checks: Collection[str] = ()
    columns: Collection[str | None] = ()
    severities: Collection[Severity] = ()
    overdue_at: datetime | None = None
    text: str | None = None
    limit: int | None = None
    offset: int = 0
    order: Order = "weight"
    persons: Collection[str | None] = ()
    due_from: datetime | None = None
    due_before: datetime | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    after: Key | None = None
    before: Key | None = None
    numbers: Collection[int] | None = None  # none but these


class Contains(ColumnElement[bool]):
    """Whether a text contains words, whatever the case of Latin letters: LIKE as each database understands it.

    SQLite's own knows no case there; to make lower case of every title first takes twice as long, and where the words
    have no letters with a case, to look for them as they are takes two thirds.
    """

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[str], words: str) -> None:
        self.column = column
        escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        self.pattern, self.words = literal(f"%{escaped}%"), literal(words)
        self.cased = any(character.isascii() and character.isalpha() for character in words)


@compiles(Contains)
def _contains(element: Contains, compiler: Any, **options: Any) -> str:
    sqlite = compiler.dialect.name == "sqlite"
    column = compiler.process(element.column, **options)
    if sqlite and not element.cased:
        return f"(instr({column}, {compiler.process(element.words, **options)}) > 0)"
    like, pattern = "LIKE" if sqlite else "ILIKE", compiler.process(element.pattern, **options)
    # ESCAPE '\' is PostgreSQL's own; written for both.
    return f"{column} {like} {pattern} ESCAPE '\\'"


def key_of(issue: Issue, order: Order) -> Key:
    """The issue's place in that order: what comes behind it does so whatever else is opened, moved or closed."""
    due, weight = issue.due_at or _NEVER, _WEIGHTS[issue.severity.value]
    keys: dict[Order, Key] = {
        "weight": (weight, due, issue.id),
        "newest": (issue.opened_at, issue.id),
        "oldest": (issue.opened_at, issue.id),
        "due": (due, weight, issue.id),
        "seen": (issue.seen_at, issue.id),
        "number": (issue.id,),
    }
    return keys[order]


def types_of(order: Order) -> tuple[type[Any], ...]:
    """Of a key's parts: int or datetime (aware)."""
    return _TYPES[order]


def ordering(order: Order, *, backwards: bool = False) -> list[ColumnElement[Any]]:
    """ORDER BY; `backwards`: from the end."""
    downwards = (order in _LATEST_FIRST) is not backwards
    return [key.desc() if downwards else key.asc() for key in _KEYS[order]]


def behind(order: Order, key: Key) -> ColumnElement[bool]:
    """Issues whose place is behind that one's."""
    return _beyond(order, key, more=order not in _LATEST_FIRST)


def in_front(order: Order, key: Key) -> ColumnElement[bool]:
    """Issues whose place is in front of that one's."""
    return _beyond(order, key, more=order in _LATEST_FIRST)


def conditions(wanted: IssueFilter, *, paged: bool = True) -> list[ColumnElement[bool]]:
    """WHERE; not `paged`: from wherever on the list is read."""
    found: list[ColumnElement[bool]] = [true()]
    if wanted.site is not None:
        found.append(issues.c.site == clean(wanted.site))
    if wanted.states:
        found.append(issues.c.state.in_(sorted(state.value for state in wanted.states)))
    if wanted.severities:
        found.append(issues.c.severity.in_(sorted(severity.value for severity in wanted.severities)))
    if wanted.checks:
        found.append(issues.c.check.in_(sorted(clean(check) for check in wanted.checks)))
    named = ((issues.c.unit, wanted.units), (issues.c.column, wanted.columns), (issues.c.person, wanted.persons))
    found += [_one_of(column, names) for column, names in named if names]
    found += _times(wanted)
    if wanted.numbers is not None:
        found.append(issues.c.id.in_(sorted(wanted.numbers)))
    if wanted.text:
        found.append(_says(wanted, wanted.text))
    if paged and wanted.after is not None:
        found.append(behind(wanted.order, wanted.after))
    if paged and wanted.before is not None:
        found.append(in_front(wanted.order, wanted.before))
    return found


def _times(wanted: IssueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.overdue_at is not None:
        found.append(issues.c.due_at < wanted.overdue_at)
    if wanted.due_from is not None:
        found.append(issues.c.due_at >= wanted.due_from)
    if wanted.due_before is not None:
        found.append(issues.c.due_at < wanted.due_before)
    if found:
        found.append(issues.c.state.in_(sorted(state.value for state in OPEN)))
    if wanted.opened_from is not None:
        found.append(issues.c.opened_at >= wanted.opened_from)
    if wanted.opened_before is not None:
        found.append(issues.c.opened_at < wanted.opened_before)
    return found


def said_in(table: FromClause, site: str | None, text: str) -> ColumnElement[bool]:
    """Whether the words are in title or address."""
    words = clean(text)
    found = Contains(table.c.title, words) | Contains(table.c.subject, words)
    return found if site is None else (table.c.site == clean(site)) & found


def only_says(wanted: IssueFilter) -> bool:
    """Whether nothing but words and states is asked for: all of that is in the index of words."""
    return bool(wanted.text) and asks_only(wanted, "text", "states")


def asks_only(wanted: IssueFilter, *names: str) -> bool:
    """Whether the issues of one site are asked for by nothing else, from wherever on, in whichever order."""
    asked = {"site", *names, *_PAGING}
    beside = any(getattr(wanted, field.name) for field in fields(wanted) if field.name not in asked)
    return wanted.site is not None and wanted.numbers is None and not beside


def _says(wanted: IssueFilter, text: str) -> ColumnElement[bool]:
    """Beside other conditions asked of numbers first: the words are in an index of their own, and rows are long."""
    table = issues.alias("said")
    fits: ColumnElement[bool] = issues.c.id.in_(select(table.c.id).where(said_in(table, wanted.site, text)))
    if only_says(wanted):
        fits = said_in(issues, wanted.site, text)
    number = number_in(text)
    return fits if number is None else or_(fits, issues.c.id == number)


def number_in(text: str) -> int | None:
    """The issue's number that somebody typed: `12`, `#12`, `第12号`."""
    digits = text.strip().removeprefix("#").removeprefix("第").removesuffix("号").strip()
    return number_of(digits)


def _beyond(order: Order, key: Key, *, more: bool) -> ColumnElement[bool]:
    columns, types = _KEYS[order], _TYPES[order]
    if len(key) != len(columns):
        return false()
    here = [literal(value, _sql(column, kind)) for value, column, kind in zip(key, columns, types, strict=True)]
    return tuple_(*columns) > tuple_(*here) if more else tuple_(*columns) < tuple_(*here)


def _sql(column: ColumnElement[Any], kind: type[Any]) -> Any:
    if kind is datetime:
        return UtcDateTime()
    return BigInteger() if column is issues.c.id else Integer()


def _one_of(column: Column[Any], names: Collection[str | None]) -> ColumnElement[bool]:
    named = column.in_(sorted(clean(name) for name in names if name is not None))
    return or_(named, column.is_(None)) if None in names else named
