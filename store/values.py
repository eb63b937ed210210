"""Values at the store's edge: what both databases can hold of text from hostile pages, times, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from sqlalchemy import DateTime, Dialect, Row, Select, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from inspection.findings import Json
from inspection.records import Published, Related

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

LAST_ID = 2**63 - 1  # no row has a higher number, and neither database can be asked for one
_UNSTORABLE = "\N{REPLACEMENT CHARACTER}"


def number_of(text: str) -> int | None:
    """A row's number as an address or a form writes it; None: no row can have it."""
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_ID))
    return int(text) if digits and 0 < int(text) <= LAST_ID else None


def clean(text: str) -> str:
    """Text that both databases take: PostgreSQL refuses NUL, neither takes lone surrogates; U+FFFD stands for each."""
    if "\x00" in text:
        text = text.replace("\x00", _UNSTORABLE)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def clean_or_none(text: str | None) -> str | None:
    """`clean` where there may be no text."""
    return None if text is None else clean(text)


def _clean_json(value: Any) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _clean_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean_json(inner) for inner in value]
    return value  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def to_json(value: Any) -> str:
    """JSON text, readable in the database."""
    text = _ENCODER.encode(value)
    if "\\u0000" not in text and clean(text) is text:
        return text  # nearly always: looking at the whole text is ten times faster than at every string in it
    return _ENCODER.encode(_clean_json(value))


def from_json(text: str) -> Any:
    """What `to_json` wrote."""
    return json.loads(text)


def related_to_json(related: Iterable[Related]) -> str:
    """Pairs of title and address."""
    return to_json([[one.title, one.url] for one in related])


def related_from_json(text: str) -> tuple[Related, ...]:
    """What `related_to_json` wrote."""
    return tuple(Related(title=title, url=url) for title, url in from_json(text))


def published_to_text(value: Published | None) -> str | None:
    """As stated: `2024-04-15` for a bare date, ISO with the stated offset for a time. Sorts by day, then time."""
    return None if value is None else value.isoformat()


def published_from_text(text: str | None) -> Published | None:
    """What `published_to_text` wrote: a bare date stays a date."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2024-04-15") else datetime.fromisoformat(text)


def day_to_text(day: date | None) -> str | None:
    """A bare date."""
    return None if day is None else day.isoformat()


def day_from_text(text: str | None) -> date | None:
    """What `day_to_text` wrote."""
    return None if text is None else date.fromisoformat(text)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, in UTC. SQLite drops time zones, so there it is ISO text of fixed width, which also sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """Not by way of process_bind_param, which costs twice as much; the same below."""
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:  # noqa: ARG002
        """In UTC."""
        return _from_text if dialect.name == "sqlite" else _to_utc


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; the store keeps aware times only")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    utc = _to_utc(value)
    return None if utc is None else utc.isoformat(timespec="microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
