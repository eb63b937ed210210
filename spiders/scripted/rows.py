"""Which part of an answer holds the rows that the browser showed, and what its fields mean: learnt, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspection.records import DateFrom, Entry, Published, day_of
from spiders.reading.dates import SHANGHAI
from spiders.reading.list_json_fields import DATE, NUMBER, RELATED, published_in
from spiders.reading.list_titles import plain_text
from spiders.scripted.objects import Row, Where, rows_at, rows_by_place
from spiders.scripted.patterns import Pattern, address_of, learn

_CUT = re.compile(r"(?:\.{2,}|…+|⋯+)$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class RowRule:
    """Where rows lie in an answer of data, and which of their fields is what."""

    where: Where
    title: str
    date: str  # empty: the list shows none
    addresses: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browser showed: rows with addresses, in their order, and all text, without blanks."""

    entries: tuple[Entry, ...]
    text: str = ""


def learn_rule(bodies: Sequence[str], shown: Shown, base: str, today: date) -> RowRule | None:
    """What the answers' fields mean; None where they do not explain what was shown.

    `bodies` are the answers of one list's pages as text, `base` the page that asked for them.
    """
    places: dict[Where, list[Row]] = {}
    for body in bodies:
        for where, rows in rows_by_place(body).items():
            places.setdefault(where, []).extend(rows)
    titles = _by_title(shown.entries)
    best: tuple[int, Where, str] | None = None
    for where, rows in places.items():
        for name in dict.fromkeys(name for row in rows for name in row):
            count = sum(_match(row.get(name, ""), titles) is not None for row in rows)
            if count and (best is None or count > best[0]):
                best = (count, where, name)
    if best is None:
        return None
    _, where, title = best
    pairs = _paired(places[where], title, shown.entries)
    day = _date_field(pairs, today)
    if day is None:
        return None
    patterns = learn([row for row, _ in pairs], [entry.url for _, entry in pairs], base, day)
    if patterns is None:
        return None
    return RowRule(where, title, day, patterns)


def entries_by(rule: RowRule, body: str, base: str, today: date, charset: str = "utf-8") -> tuple[Entry, ...] | None:
    """The rows of an answer; None where it is not of the shape that was learnt, or rows have lost their address."""
    rows = rows_at(body, rule.where)
    if rows is None:
        return None
    found: dict[str, Entry] = {}
    for row in rows:
        title = plain_text(row.get(rule.title, ""))
        url = address_of(row, rule.addresses, base, charset)
        if not title or url is None:
            return None
        published = published_of(row, rule.date, today)
        found.setdefault(url, _entry(row, title, url, published, rule.date))
    return tuple(found.values())


def published_of(row: Row, name: str, today: date) -> Published | None:
    """The row's date by its field."""
    if not name or name not in row:
        return published_in({key.rpartition(".")[2]: value for key, value in row.items()}, today) if not name else None
    return published_in({"pubdate": row[name]}, today)


def rule_as_json(rule: RowRule) -> dict[str, Any]:
    """For keeping."""
    patterns = [[list(piece) for piece in pattern] for pattern in rule.addresses]
    return {"where": list(rule.where), "title": rule.title, "date": rule.date, "addresses": patterns}


def rule_of(said: Mapping[str, Any]) -> RowRule:
    """What `rule_as_json` wrote."""
    patterns = tuple(tuple((str(kind), str(value)) for kind, value in pattern) for pattern in said["addresses"])
    return RowRule(tuple(said["where"]), said["title"], said["date"], patterns)


def bare(text: str) -> str:
    """Text without blanks, to be compared."""
    return _SPACES.sub("", text)


def _entry(row: Row, title: str, url: str, published: Published | None, name: str) -> Entry:
    last = {key.rpartition(".")[2].lower(): value for key, value in row.items()}
    number = next((value.strip() for key in NUMBER if (value := last.get(key, "").strip(" -*/"))), None)
    by_day = published is not None and published_of(row, name, date(2100, 1, 1)) != published
    return Entry(
        title,
        url,
        published,
        DateFrom.SCRIPT if published else None,
        truncated=_CUT.search(title) is not None,
        document_number=number if number not in (None, "", "无") else None,
        year_inferred=by_day,
        by_day=by_day,
    )


def _by_title(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(bare(_CUT.sub("", entry.title)), []).append(entry)
    return found


def _match(value: str, titles: Mapping[str, list[Entry]]) -> list[Entry] | None:
    """The rows shown under a title: the same, or, where the page cuts titles, its beginning."""
    if not 2 <= len(value) <= 600:
        return None
    text = bare(plain_text(value))
    if (same := titles.get(text)) is not None:
        return same
    for size in range(len(text) - 1, 5, -1):
        cut = titles.get(text[:size])
        if cut is not None and any(entry.truncated or _CUT.search(entry.title) for entry in cut):
            return cut
    return None


def _paired(rows: Sequence[Row], title: str, entries: Sequence[Entry]) -> list[tuple[Row, Entry]]:
    """Rows with what was shown of them; of several under one title the first that is left."""
    titles = {text: list(found) for text, found in _by_title(entries).items()}
    pairs = []
    for row in rows:
        found = _match(row.get(title, ""), titles)
        if found:
            pairs.append((row, found.pop(0)))
    return pairs


def _date_field(pairs: Sequence[tuple[Row, Entry]], today: date) -> str | None:
    """The field that says what the list shows as date; "" where it shows none, None where no field says it."""
    dated = [(row, entry) for row, entry in pairs if entry.published_at is not None]
    if len(dated) * 2 < len(pairs) or not dated:
        return ""
    names = [name for name in dated[0][0] if all(_says(row, name, entry, today) for row, entry in dated)]
    known = {name: at for at, name in enumerate(DATE)}
    usual = sorted(names, key=lambda name: known.get(name.rpartition(".")[2].lower(), len(known)))
    return next((name for name in usual if not RELATED.search(name)), None)


def _says(row: Row, name: str, entry: Entry, today: date) -> bool:
    said, seen = day_of(published_of(row, name, today), SHANGHAI), day_of(entry.published_at, SHANGHAI)
    if said is None or seen is None or name not in row:
        return False
    if entry.year_inferred or entry.by_day:
        return (said.month, said.day) == (seen.month, seen.day)
    return said == seen
