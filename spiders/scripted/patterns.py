"""How a script makes a row's address out of the row's fields: learnt from rows whose addresses are known. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspection.addresses import join
from spiders.scripted.objects import Row, with_days

Piece = tuple[str, str]  # ("text", "/detail?id=") or ("field", "docId")
Pattern = tuple[Piece, ...]

_SURE = 3  # rows that confirm a pattern with fields; fewer only where a field's value is long
_LONG = 5  # characters of a value that hardly stands in an address by chance
_MOST_STEPS = 20_000
_MOST_ROWS = 40


def learn(rows: Sequence[Row], urls: Sequence[str], base: str) -> tuple[Pattern, ...] | None:
    """Patterns, of which the first whose fields a row has gives its address; None where none is sure.

    `urls` are the addresses of `rows`, one for each; `base` is the page from whose address relative ones are meant.
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
        other = _fit([rows[at] for at in rest], [urls[at] for at in rest])
        if other is not None:
            return direct, other
    one = _fit(rows, urls)
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


def _fit(rows: Sequence[Row], urls: Sequence[str]) -> Pattern | None:
    """One pattern that gives every row its address: text that all have, and fields that differ from row to row."""
    some = _spread(list(zip(rows, urls, strict=True)))
    names = [name for name in some[0][0] if all(row.get(name) for row, _ in some)]
    if len(some) > 1:
        names = [name for name in names if len({row[name] for row, _ in some}) > 1]
    names = [name for name in names if some[0][0][name] in some[0][1]]
    names.sort(key=lambda name: (-len(some[0][0][name]), ":" in name))
    found = _Search(some, names).run()
    if found is None or not _is_sure(found, some):
        return None
    whole = _merged(found)
    return whole if all(_made(row, whole) == url for row, url in zip(rows, urls, strict=True)) else None


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
