"""How a script makes a row's address out of the row's fields: learnt from rows whose addresses are known. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from inspection.addresses import join
from spiders.scripted.objects import Row, with_days

Piece = tuple[str, str]  # ("text", "/detail?id=") or ("field", "docId")
Pattern = tuple[Piece, ...]

_SURE = 3  # rows that confirm a pattern with fields; fewer only where a field's value is long
_LONG = 5  # characters of a value that hardly stands in an address by chance
_GAP = 3  # characters between the parts of one date: 2024/04/t20240415
_DAYS = frozenset({"d", "D", "ymd", "Y-m-d"})
_PADDED = {"m": True, "d": True, "M": False, "D": False}  # parts of dates with a leading nought
_NUMBERS = re.compile(r"\d+")
_MOST_STEPS = 20_000
_MOST_ROWS = 40


def learn(rows: Sequence[Row], urls: Sequence[str], base: str, day: str = "") -> tuple[Pattern, ...] | None:
    """Patterns, of which the first whose fields a row has gives its address; None where none is sure.

    `urls` are the addresses of `rows`, one for each; `base` is the page from whose address relative ones are meant;
    `day` the field of the date that is shown, which is the likeliest to stand in addresses.
    """
    if not rows:
        return None
    rows = [with_days(row) for row in rows]
    for name in _by_address(rows, urls, base):
        here = [at for at, row in enumerate(rows) if row.get(name, "").strip()]
        rest = [at for at in range(len(rows)) if at not in set(here)]
        direct: Pattern = (("field", name),)
        if not rest:
            return (direct,)
        other = _fit([rows[at] for at in rest], [urls[at] for at in rest], day)
        if other is not None:
            return direct, other
    one = _fit(rows, urls, day)
    return (one,) if one is not None else None


def address_of(row: Row, patterns: Sequence[Pattern], base: str, charset: str = "utf-8") -> str | None:
    """The row's address by the first pattern whose fields it has."""
    row = with_days(row)
    for pattern in patterns:
        values = [row.get(value, "").strip() if kind == "field" else value for kind, value in pattern]
        if all(values):
            return join(base, "".join(values), charset)
    return None


def _by_address(rows: Sequence[Row], urls: Sequence[str], base: str) -> list[str]:
    """Fields that hold the whole address, wherever they hold anything; those of most rows first."""
    counts: dict[str, int] = {}
    wrong: set[str] = set()
    for row, url in zip(rows, urls, strict=True):
        for name, value in row.items():
            if ":" in name or not value.strip() or name in wrong:
                continue
            if ("/" in value or "." in value or "?" in value) and join(base, value.strip()) == url:
                counts[name] = counts.get(name, 0) + 1
            else:
                wrong.add(name)
    return sorted((name for name in counts if name not in wrong), key=lambda name: -counts[name])


def _fit(rows: Sequence[Row], urls: Sequence[str], day: str) -> Pattern | None:
    """One pattern that gives every row its address: text that all have, and fields that differ from row to row.

    Parts of a date are all of one field. A year or month that all rows have in common is one where a day follows it.
    """
    some = _spread(list(zip(rows, urls, strict=True)))
    common = [name for name in some[0][0] if all(row.get(name) for row, _ in some)]
    differ = {name for name in common if len(some) == 1 or len({row[name] for row, _ in some}) > 1}
    days = sorted({name.partition(":")[0] for name in common if ":" in name}, key=lambda name: (name != day, name))
    for field in [*days, ""]:
        names = [name for name in common if name.partition(":")[0] == field or (name in differ and ":" not in name)]
        names = [name for name in names if (name in differ or ":" in name) and some[0][0][name] in some[0][1]]
        names.sort(key=lambda name: (-len(some[0][0][name]), ":" in name))
        for chosen in (names, [name for name in names if name in differ]):
            found = _Search(some, chosen).run()
            if found is None or not _is_sure(found, some) or not _has_its_day(found, differ):
                continue
            styled = _in_style(found, some)
            if styled is None:
                continue
            whole = _merged(styled)
            if _is_dated_text(whole, some, days):
                continue
            if all(_made(row, whole) == url for row, url in zip(rows, urls, strict=True)):
                return whole
    return None


def _has_its_day(pattern: Pattern, differ: Collection[str]) -> bool:
    """Whether each part of a date that all rows have in common stands close before a day of the same date."""
    for at, (kind, name) in enumerate(pattern):
        if kind != "field" or name in differ or ":" not in name:
            continue
        gap = 0
        for kind_after, after in pattern[at + 1 :]:
            gap = gap + len(after) if kind_after == "text" else 0
            if gap > _GAP or (kind_after == "field" and ":" not in after):
                return False
            if kind_after == "field" and after in differ and after.rpartition(":")[2] in _DAYS:
                break
        else:
            return False
    return True


def _in_style(pattern: Pattern, some: Sequence[tuple[Row, str]]) -> Pattern | None:
    """Months and days of the pattern all with a leading nought, or all without; None where these rows do not say."""
    parts = {name.rpartition(":")[2] for kind, name in pattern if kind == "field" and ":" in name}
    if not parts & {"m", "M", "d", "D"}:
        return pattern
    said = set()
    for kind, name in pattern:
        field, _, part = name.rpartition(":")
        if kind == "field" and part in _PADDED and any(row[f"{field}:{part}"] != row[_other(name)] for row, _ in some):
            said.add(_PADDED[part])
    if len(said) != 1:
        return None
    padded = said.pop()
    return tuple(
        (kind, _other(name) if kind == "field" and _PADDED.get(name.rpartition(":")[2], padded) != padded else name)
        for kind, name in pattern
    )


def _other(name: str) -> str:
    """The same part of a date, written the other way."""
    field, _, part = name.rpartition(":")
    return f"{field}:{part.swapcase()}"


def _is_dated_text(pattern: Pattern, some: Sequence[tuple[Row, str]], days: Sequence[str]) -> bool:
    """Whether a fixed text of the pattern may be the year or the month of these rows: another in other rows."""
    row = some[0][0]
    parts = {row[f"{day}:{part}"] for day in days for part in ("y", "ym") if f"{day}:{part}" in row}
    numbers = {number for kind, text in pattern if kind == "text" for number in _NUMBERS.findall(text)}
    return any(number.startswith(part) for number in numbers for part in parts if len(number) in (4, 6, 8))


def _spread(pairs: list[tuple[Row, str]]) -> list[tuple[Row, str]]:
    if len(pairs) <= _MOST_ROWS:
        return pairs
    return [pairs[at * len(pairs) // _MOST_ROWS] for at in range(_MOST_ROWS)]


def _is_sure(pattern: Pattern, some: Sequence[tuple[Row, str]]) -> bool:
    names = [value for kind, value in pattern if kind == "field"]
    if not names:
        return False
    if len(some) >= _SURE:
        return True
    return any(all(len(row[name]) >= _LONG for row, _ in some) for name in names if ":" not in name)


def _made(row: Mapping[str, str], pattern: Pattern) -> str:
    return "".join(row.get(value, "") if kind == "field" else value for kind, value in pattern)


def _merged(pattern: Pattern) -> Pattern:
    pieces: list[Piece] = []
    for kind, value in pattern:
        if kind == "text" and pieces and pieces[-1][0] == "text":
            pieces[-1] = ("text", pieces[-1][1] + value)
        else:
            pieces.append((kind, value))
    return tuple(pieces)


class _Search:
    """Goes along all addresses at once: at each place a field that all rows have there, longest first; a letter."""

    def __init__(self, some: Sequence[tuple[Row, str]], names: Sequence[str]) -> None:
        self._some, self._names = some, names
        self._steps = _MOST_STEPS
        self._dead: set[tuple[int, ...]] = set()

    def run(self) -> Pattern | None:
        pieces: list[Piece] = []
        todo: list[tuple[tuple[int, ...], int, list[tuple[Piece, tuple[int, ...]]]]] = []
        here = tuple(0 for _ in self._some)
        options = self._options(here)
        while True:
            self._steps -= 1
            if self._steps < 0:
                return None
            if all(at == len(url) for at, (_, url) in zip(here, self._some, strict=True)):
                return tuple(pieces)
            if options:
                piece, after = options.pop(0)
                if after in self._dead:
                    continue
                todo.append((here, len(pieces), options))
                pieces.append(piece)
                here, options = after, self._options(after)
            elif todo:
                self._dead.add(here)
                here, count, options = todo.pop()
                del pieces[count:]
            else:
                return None

    def _options(self, here: tuple[int, ...]) -> list[tuple[Piece, tuple[int, ...]]]:
        found: list[tuple[Piece, tuple[int, ...]]] = []
        for name in self._names:
            if all(url.startswith(row[name], at) for at, (row, url) in zip(here, self._some, strict=True)):
                after = tuple(at + len(row[name]) for at, (row, _) in zip(here, self._some, strict=True))
                found.append((("field", name), after))
        letters = {url[at : at + 1] for at, (_, url) in zip(here, self._some, strict=True)}
        if len(letters) == 1 and (letter := letters.pop()):
            found.append((("text", letter), tuple(at + 1 for at in here)))
        return found
