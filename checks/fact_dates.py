"""Dates, periods and times of day in a text, brought to one writing: 4月4日至6日, 4月4日—4月6日, 上午8时30分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Day = tuple[int | None, int, int]  # year where stated, month, day

_HAN = "〇○零一二三四五六七八九十"
_HAN_DATE = re.compile(rf"(?<!农历)(?:([一二][〇○零一二三四五六七八九]{{3}})年)?([{_HAN}]{{1,3}})月([{_HAN}]{{1,3}})日")
_ONE = (
    r"(?:(?P<y{0}>20\d{{2}})(?:年|[-./](?=\d{{1,2}}[-./]\d)))?"
    r"(?P<m{0}>1[0-2]|0?[1-9])(?:月|[-./](?=[0-3]?\d(?!\d)))"
    r"(?P<d{0}>3[01]|[12]\d|0?[1-9])(?:日|号(?!令))?"
)
_WEEKDAY = r"(?:\((?:周|星期|礼拜|农历|清明|冬至|除夕|初)[^()]{0,8}\)|(?:周|星期)[一二三四五六日天])?"
_AFTER = rf"{_WEEKDAY}(?:\d{{1,2}}:\d{{2}}|[上下]午|零时)?"
_TO = r"(?:起|开始)?(?:至|到|-+|—+|~|–|−|―)"
_DATE = re.compile(
    rf"(?<![\d./〔-])(?<!\d:){_ONE.format(1)}(?:{_AFTER}{_TO}"
    rf"(?:{_ONE.format(2)}|(?P<only>3[01]|[12]\d|0?[1-9])(?:日|号(?!令)))|(?P<more>(?:[、和及]\d{{1,2}}日)+))?"
    rf"(?:(?<=[日号])|(?![\d/:%])){_WEEKDAY}"
)
_CLOCK = (
    r"(?P<half{0}>凌晨|早上|早|上午|中午|下午|午后|傍晚|晚上|晚)?(?P<h{0}>2[0-4]|1\d|0?\d)"
    r"(?::(?P<min{0}>[0-5]\d)(?::[0-5]\d)?"
    r"|[时点](?:(?P<quarter{0}>半)|(?P<mins{0}>[0-5]?\d)分?)?(?!间|段|候|击|多|左右|评|赞|亮|题))"
)
_TIME = re.compile(rf"(?<!\d)(?<!\d:){_CLOCK.format(1)}(?:{_TO}(?:次日|当日|当天)?{_CLOCK.format(2)})?(?![\d:])")
_LATE = {"下午", "午后", "傍晚", "晚上", "晚"}


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or a period: `end` is None for a single day."""

    start: int
    stop: int
    first: Day
    last: Day | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes, or from one to another."""

    start: int
    stop: int
    first: int
    last: int | None


def with_digits(text: str) -> str:
    """Dates in Han numerals written in digits: 二〇二五年三月二十日."""
    return _HAN_DATE.sub(lambda m: f"{_year(m[1])}{_small(m[2])}月{_small(m[3])}日", text)


def spans(clause: str) -> Iterator[Span]:
    """The dates of a folded clause. A dotted or dashed date counts only with its year; the second one inherits it."""
    for match in _DATE.finditer(clause):
        if "月" not in match[0] and match["y1"] is None:
            continue
        year = int(match["y1"]) if match["y1"] else None
        first = (year, int(match["m1"]), int(match["d1"]))
        last: Day | None = None
        if match["m2"]:
            stated = int(match["y2"]) if match["y2"] else year if int(match["m2"]) >= first[1] else None
            last = (stated, int(match["m2"]), int(match["d2"]))
        elif match["only"]:
            last = (year, first[1], int(match["only"]))
        elif match["more"]:
            last = (year, first[1], int(re.findall(r"\d+", match["more"])[-1]))
        yield Span(match.start(), match.end(), first, last if last != first else None)


def clocks(clause: str) -> Iterator[Clock]:
    """The times of day of a folded clause; 下午1:30至5:00 is 13:30 to 17:00."""
    for match in _TIME.finditer(clause):
        first = _minutes(match, "1", match["half1"])
        last = None
        if match["h2"] is not None:
            last = _minutes(match, "2", match["half2"] or match["half1"])
            if last < first and last + 720 > first:
                last += 720
        yield Clock(match.start(), match.end(), first, last)


def _minutes(match: re.Match[str], which: str, half: str | None) -> int:
    hour = int(match[f"h{which}"])
    minute = 30 if match[f"quarter{which}"] else int(match[f"min{which}"] or match[f"mins{which}"] or 0)
    if hour < 12 and (half in _LATE or (half == "中午" and hour < 11)):
        hour += 12
    return hour * 60 + minute


def _year(han: str | None) -> str:
    return "".join(str(_HAN.index(c) - 2 if c not in "〇○零" else 0) for c in han) + "年" if han else ""


def _small(han: str) -> int:
    tens, ten, ones = han.partition("十")
    value = (_HAN.index(tens) - 2 if tens else 1) * 10 if ten else 0
    rest = ones if ten else han
    return value + (_HAN.index(rest) - 2 if len(rest) == 1 and rest not in "〇○零十" else 0)
