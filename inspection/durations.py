"""Lengths of time as the plan writes them: `14d`, `30m`, `0.5s`, `14天`, `3 workdays`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_CHINESE = {"秒": "s", "分钟": "m", "分": "m", "小时": "h", "天": "d", "日": "d", "周": "w"}
_PATTERN = r"^\s*(\d+(?:\.\d+)?)\s*(?:([smhdw])|个?(秒|分钟|分|小时|天|日|周))\s*$"
_WORKDAYS_PATTERN = r"^\s*(\d+)\s*(?:workdays?|个?工作日)\s*$"
_LONGEST = timedelta(days=36_500)
_MOST_WORKDAYS = 3650


def parse_duration(value: Any) -> timedelta:
    """`14d` or `14天` → 14 days; at most 100 years. Raises ValueError with a Chinese sentence.

    A bare number is refused: whoever writes `update_within: 14` means days, and would get seconds.
    """
    if isinstance(value, timedelta):
        return value
    found = re.match(_PATTERN, value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"“{value}”不是时长，请写成 14d（天）、12h（小时）、30m（分钟）或 15s（秒）")
    try:
        length = timedelta(**{_UNITS[found[2] or _CHINESE[found[3]]]: float(found[1])})
    except OverflowError:
        length = timedelta.max
    if length > _LONGEST:
        raise ValueError(f"“{value}”过长，请改短")
    return length


def parse_seconds(value: Any) -> timedelta:
    """As parse_duration, and a bare number is seconds: for limits of the network, where nobody means days."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 10**6:
        return timedelta(seconds=value)
    return parse_duration(value)


def format_duration(value: timedelta) -> str:
    """The shortest writing that parses back: 14 days → `14d`."""
    seconds = value.total_seconds()
    for letter, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{int(seconds // size)}{letter}"
    return f"{seconds:.6f}".rstrip("0").rstrip(".") + "s"


def say_duration(value: timedelta) -> str:
    """For people: 14 days → 14天, 90 seconds → 90秒."""
    written = format_duration(value)
    return written[:-1] + {"d": "天", "h": "小时", "m": "分钟", "s": "秒"}[written[-1]]


_WRITTEN = PlainSerializer(format_duration, return_type=str)
_AS_TEXT = {"type": "string", "pattern": _PATTERN, "examples": ["14d", "12h", "30m"]}

Duration = Annotated[timedelta, BeforeValidator(parse_duration), _WRITTEN, WithJsonSchema(_AS_TEXT)]
Seconds = Annotated[
    timedelta,
    BeforeValidator(parse_seconds),
    _WRITTEN,
    WithJsonSchema({"anyOf": [_AS_TEXT, {"type": "number", "minimum": 0, "exclusiveMaximum": 10**6}]}),
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
        if int(found[1]) > _MOST_WORKDAYS:
            raise ValueError(f"“{value}”过长，请改短")
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


def parse_within(value: Any) -> WorkdaySpan | timedelta:
    """`3 workdays`, or a length in calendar days: `5d`. Raises ValueError with a Chinese sentence."""
    if isinstance(value, (WorkdaySpan, timedelta)):
        return value
    if isinstance(value, str):
        for pattern, parse in ((_WORKDAYS_PATTERN, WorkdaySpan.parse), (_PATTERN, parse_duration)):
            if re.match(pattern, value):
                return parse(value)
    raise ValueError(f"“{value}”不是期限，请写成 3 workdays（3个工作日）或 5d（5天）")


def format_within(value: WorkdaySpan | timedelta) -> str:
    """As the plan writes it."""
    return str(value) if isinstance(value, WorkdaySpan) else format_duration(value)


Within = Annotated[
    WorkdaySpan | timedelta,
    PlainValidator(parse_within, json_schema_input_type=str),
    PlainSerializer(format_within, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _WORKDAYS_PATTERN}, _AS_TEXT], "examples": ["3 workdays"]}),
]
