"""Which requests ask for the pages of one list, and how one leads to the next: pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from spiders.scripted.requests import Place, Request, as_integer, frame_of, values_of

_PAGE = re.compile(
    r"^(?:cur(?:rent)?_?)?(?:page|pg|p|pn|pageno|page_?num(?:ber)?|page_?index|page_?id|index|no|current|curr_?page)$",
    re.I,
)
_OFFSET = re.compile(
    r"^(?:offset|skip|from|start|start_?(?:row|record|index|no|num)?|begin|begin_?(?:row|record)?)$", re.I
)
_END = re.compile(r"^(?:end|to|end_?(?:row|record|index|no|num))$", re.I)
_PASSING = re.compile(
    r"^(?:_|_t|t|ts|r|rnd?|rand(?:om)?|time(?:stamp)?|time_?span|now|nonce|uuid|cache|nocache|_dc|v)$", re.I
)
_CALLBACK = re.compile(r"^(?:json_?p?_?)?(?:callback|cb)(?:name|param)?$|^jsonp$", re.I)
_SIGNED = re.compile(r"sign|token|nonce|secret|digest|hash|auth", re.I)
_FRACTION = re.compile(r"0\.\d{4,}")
_RANDOM = re.compile(r"[0-9a-f]{16,}|[\w-]{20,}", re.I)
_CLOSE = 2 * 86_400  # seconds: a time stamp was taken when the page was shown

Step = tuple[Place, int]


@dataclass(frozen=True, slots=True)
class Sent:
    """One request that explains rows: how the page was brought to send it, and how many rows came of it."""

    request: Request
    how: str  # first, more, scroll, page 2, tab ...
    rows: int
    at: int = 0  # which of all exchanges it is


@dataclass(slots=True)
class Series:
    """Requests for the pages of one list, in their order. `steps`: what is added from one page to the next."""

    sent: list[Sent]
    steps: tuple[Step, ...] = ()
    passing: dict[Place, str] = field(default_factory=dict)  # place → ms, s, random, unknown, name (of a callback)

    @property
    def first(self) -> Request:
        """The request that the script sent first."""
        return self.sent[0].request


def series_of(sent: Sequence[Sent], now: float) -> list[Series] | None:
    """The lists that a page asked for, in their order; None where the requests follow no rule that is understood.

    `now`: seconds since 1970 when they were sent.
    """
    passing = [_passing(one, sent, now) for one in sent]
    found: list[Series] = []
    for one, going in zip(sent, passing, strict=True):
        if not any(_joins(series, one, going) for series in found):
            found.append(Series([one], passing=going))
    for series in found:
        if not series.steps:
            series.steps = _foreseen(series.sent[0])
        late = not series.sent[0].how.startswith(("first", "tab"))
        if late and not series.steps:
            return None  # further rows are asked for in a way that is not understood: by the last row's number, say
    late_ones = [series for series in found if not series.sent[0].how.startswith(("first", "tab"))]
    return found if len(late_ones) <= 1 else None


def _joins(series: Series, one: Sent, passing: Mapping[Place, str]) -> bool:
    """Take the request into the series, if it asks for another page of it."""
    last = series.sent[-1].request
    if frame_of(last) != frame_of(one.request):
        return False
    steps = _steps(last, one.request, {*passing, *series.passing})
    if steps is None:
        return False
    series.passing.update(passing)
    if not steps:
        return True  # asked once more
    if not all(_is_page_like(place) for place, _ in steps):
        # Another channel, another tab; or numbers of a path, where nothing else is named as a page's number.
        named = any(_is_page_like(place) and as_integer(v) is not None for place, v in values_of(last).items())
        if named or one.how.startswith(("first", "tab")):
            return False
    if any(step <= 0 for _, step in steps) or (series.steps and tuple(steps) != series.steps):
        return False
    series.steps = tuple(steps)
    series.sent.append(one)
    return True


def _steps(before: Request, after: Request, passing: Collection[Place]) -> list[Step] | None:
    """What differs, where it differs in whole numbers alone."""
    then, now = values_of(before), values_of(after)
    found = []
    for place in then.keys() | now.keys():
        if place in passing or then.get(place) == now.get(place):
            continue
        old, new = as_integer(then.get(place, "")), as_integer(now.get(place, ""))
        if old is None or new is None:
            return None
        found.append((place, new - old))
    return sorted(found)


def _is_page_like(place: Place) -> bool:
    name = place[-1].partition("#")[0]
    return any(pattern.match(name) for pattern in (_PAGE, _OFFSET, _END))


def _foreseen(one: Sent) -> tuple[Step, ...]:
    """How a request that was seen once would go on, by the names of its fields."""
    numbers = {place: number for place, v in values_of(one.request).items() if (number := as_integer(v)) is not None}
    named = [place for place in numbers if place[0] != "path"]
    pages = [place for place in named if _PAGE.match(place[-1]) and 0 <= numbers[place] <= 2]
    if len(pages) == 1:
        return ((pages[0], 1),)
    begins = [place for place in named if _OFFSET.match(place[-1])]
    ends = [place for place in named if _END.match(place[-1])]
    if len(begins) == 1 and len(ends) == 1:
        begin, span = numbers[begins[0]], numbers[ends[0]] - numbers[begins[0]]
        step = span + (one.rows == span + 1 or (span >= 0 and (begin - 1) % (span + 1) == 0 and begin > 0))
        return tuple(sorted(((begins[0], step), (ends[0], step)))) if step > 0 else ()
    if len(begins) == 1 and one.rows and numbers[begins[0]] % one.rows == 0:
        return ((begins[0], one.rows),)
    return ()


def _passing(one: Sent, all_sent: Sequence[Sent], now: float) -> dict[Place, str]:
    """Values that are another at each request: times, random numbers, signatures."""
    frame, values = frame_of(one.request), values_of(one.request)
    others = [values_of(x.request) for x in all_sent if x is not one and frame_of(x.request) == frame]
    found = {}
    for place, value in values.items():
        varies = any(place in other and other[place] != value for other in others)
        if (kind := _kind_of(place[-1], value, now, varies)) is not None:
            found[place] = kind
    return found


def _kind_of(name: str, value: str, now: float, varies: bool) -> str | None:
    number = as_integer(value)
    if number is not None and abs(number / 1000 - now) < _CLOSE:
        return "ms"
    if number is not None and abs(number - now) < _CLOSE:
        return "s"
    if _FRACTION.fullmatch(value):
        return "random"
    if varies and _CALLBACK.match(name):
        return "name"
    if varies and (_SIGNED.search(name) or _PASSING.match(name) or (_RANDOM.fullmatch(value) and number is None)):
        return "unknown"
    return None
