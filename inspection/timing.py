"""When something happens again and again: `every 30m`, `"06:00"`, `周日 02:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, PlainSerializer, WithJsonSchema

from inspection.durations import format_duration, parse_duration

_WEEK = "一二三四五六日"
_CLOCK = r"([01]?\d|2[0-3])[:：]([0-5]\d)"
_DAILY = rf"^\s*(?:每天|每日|daily)?\s*{_CLOCK}\s*$"
_WEEKLY = rf"^\s*每?(?:周|星期|礼拜)([一二三四五六日天])\s*{_CLOCK}\s*$"
_EVERY = r"^\s*(?:every|每隔?)\s*(\d.*)$"
_SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """Either `every` so long, or `at` a time of day in the plan's zone, daily or on one `weekday` (0 = Monday)."""

    every: timedelta | None = None
    at: time | None = None
    weekday: int | None = None

    def __str__(self) -> str:
        if self.every is not None:
            return f"every {format_duration(self.every)}"
        clock = f"{self.at:%H:%M}"
        return clock if self.weekday is None else f"周{_WEEK[self.weekday]} {clock}"


def parse_clock(value: Any) -> time:
    """`18:00`. Raises ValueError with a Chinese sentence."""
    if isinstance(value, time):
        return value
    found = re.match(rf"^\s*{_CLOCK}\s*$", value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f'“{value}”不是时刻，请写成 "18:00"')
    return time(int(found[1]), int(found[2]))


def parse_timing(value: Any) -> Timing:
    """Any of the three forms. Raises ValueError with a Chinese sentence."""
    if isinstance(value, Timing):
        return value
    text = value if isinstance(value, str) else ""
    if found := re.match(_WEEKLY, text):
        return Timing(weekday=_WEEK.index(found[1].replace("天", "日")), at=time(int(found[2]), int(found[3])))
    if found := re.match(_DAILY, text):
        return Timing(at=time(int(found[1]), int(found[2])))
    if found := re.match(_EVERY, text):
        every = parse_duration(found[1])
        if every < _SHORTEST:
            raise ValueError(f"“{value}”过于频繁，请写 1 分钟以上，如 every 30m")
        return Timing(every=every)
    raise ValueError(f'“{value}”不是巡检时间，请写成 every 30m、"06:00" 或 周日 02:00')


def parse_weekly(value: Any) -> Timing:
    """`周五 16:00` only. Raises ValueError with a Chinese sentence."""
    timing = value if isinstance(value, Timing) else None
    if timing is None and isinstance(value, str) and re.match(_WEEKLY, value):
        timing = parse_timing(value)
    if timing is None or timing.weekday is None:
        raise ValueError(f"“{value}”不是每周的时间，请写成 周五 16:00")
    return timing


_WRITTEN = PlainSerializer(str, return_type=str)


def _text(pattern: str, example: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern, "examples": [example]}


Clock = Annotated[
    time,
    BeforeValidator(parse_clock),
    PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str),
    WithJsonSchema(_text(rf"^\s*{_CLOCK}\s*$", "18:00")),
]
RoundTiming = Annotated[
    InstanceOf[Timing],
    BeforeValidator(parse_timing),
    _WRITTEN,
    WithJsonSchema(
        {"anyOf": [_text(_EVERY, "every 30m"), _text(_DAILY, "06:00"), _text(_WEEKLY, "周日 02:00")]},
    ),
]
WeeklyTiming = Annotated[
    InstanceOf[Timing], BeforeValidator(parse_weekly), _WRITTEN, WithJsonSchema(_text(_WEEKLY, "周五 16:00"))
]
