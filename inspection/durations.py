"""Lengths of time as the plan writes them: `14d`, `30m`, `0.5s`, `3 workdays`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PATTERN = r"^\s*(\d+(?:\.\d+)?)\s*([smhdw])\s*$"
_WORKDAYS_PATTERN = r"^\s*(\d+)\s*(?:workdays?|个?工作日)\s*$"


def parse_duration(value: Any) -> timedelta:
    """`14d` → 14 days; a bare number is seconds. Raises ValueError with a Chinese sentence."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 10**9:
        return timedelta(seconds=value)
    found = re.match(_PATTERN, value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"“{value}”不是时长，请写成 14d、12h、30m 或 15s")
    try:
        return timedelta(**{_UNITS[found[2]]: float(found[1])})
    except OverflowError:
        raise ValueError(f"“{value}”过长") from None


def format_duration(value: timedelta) -> str:
    """The shortest writing that parses back: 14 days → `14d`."""
    seconds = value.total_seconds()
    for letter, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{int(seconds // size)}{letter}"
    return f"{seconds:g}s"


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _PATTERN, "examples": ["14d", "12h", "30m"]}),
]


@dataclass(frozen=True, slots=True)
class WorkdaySpan:
    """A number of working days by the official calendar; 0 is the same day."""

    days: int

    @classmethod
    def parse(cls, value: Any) -> WorkdaySpan:
        """`3 workdays` or `3个工作日`. Raises ValueError with a Chinese sentence."""
        if isinstance(value, cls):
            return value
        found = re.match(_WORKDAYS_PATTERN, value) if isinstance(value, str) else None
        if not found:
            raise ValueError(f"“{value}”不是工作日数，请写成 3 workdays 或 3个工作日")
        return cls(int(found[1]))

    def __str__(self) -> str:
        return f"{self.days} workdays"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            cls.parse,
            core_schema.is_instance_schema(cls),
            serialization=core_schema.to_string_ser_schema(),
            json_schema_input_schema=core_schema.str_schema(pattern=_WORKDAYS_PATTERN),
        )
