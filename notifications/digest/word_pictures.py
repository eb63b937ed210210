"""主要问题截图: the pictures of the most weighty faults, in the Word digest; few, and no larger than they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from PIL import Image, UnidentifiedImageError

from inspection.findings import Severity
from notifications.digest.facts import DigestFacts, IssueFact
from notifications.digest.phrases import NAME, said, unit_name
from notifications.digest.word_blocks import Block, Body, Drawn, Figure, Heading
from notifications.wording import SEVERITIES

SHOWN = 6  # pictures in one document
_WIDTH, _HEIGHT = 140.0, 105.0  # millimetres at most: two to a page
_PIXELS = 1200  # wide; 217 dpi on paper
_MOST_PIXELS = 40_000_000  # a picture with more is no screenshot of ours
_COLOURS = 128
_BYTES = 1_500_000  # of one picture in the document
_WEIGHT = {severity: n for n, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Shot:
    """What shows an issue: a PNG, and what is outlined on it."""

    png: bytes
    shows: str


NONE: Mapping[int, Shot] = MappingProxyType({})


def weighty(facts: DigestFacts) -> list[IssueFact]:
    """The issues that are shown first where few can be: new, overdue, come back; the gravest, then the longest over."""
    known = {one.id: one for one in (*facts.new, *facts.overdue, *facts.reopened)}
    return sorted(known.values(), key=lambda one: (_WEIGHT[one.severity], -one.days_over, one.id))


def pictures(facts: DigestFacts, shots: Mapping[int, Shot]) -> Iterator[Block]:
    """A heading and the pictures; nothing where there is none."""
    figures = list(_figures(facts, (one for one in weighty(facts) if one.id in shots), shots))
    if not figures:
        return
    yield Heading(1, "主要问题截图")
    yield Body("以下为本期主要问题发现时的截图，问题所在已在图中标出，个人信息已遮盖。", keep=True)
    yield from figures


def _figures(facts: DigestFacts, issues: Iterable[IssueFact], shots: Mapping[int, Shot]) -> Iterator[Figure]:
    count = 0
    for issue in issues:
        drawn = _drawn(shots[issue.id]) if count < SHOWN else None
        if drawn is not None:
            count += 1
            whose = f"，{unit_name(issue.unit)}" if facts.unit is None else ""
            place = f"，栏目：{said(issue.column, NAME)}" if issue.column else ""
            severity = SEVERITIES.get(issue.severity, issue.severity)
            yield Figure(drawn, f"图{count}　问题{issue.id}（{severity}{whose}{place}）：{said(issue.title)}")


def _drawn(shot: Shot) -> Drawn | None:
    """The picture as small as it is read; None where it is no picture that can be read."""
    try:
        with Image.open(BytesIO(shot.png), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            image = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if image.width > _PIXELS:
        image = image.resize((_PIXELS, max(1, round(image.height * _PIXELS / image.width))), Image.Resampling.LANCZOS)
    tallest = max(1, round(image.width * 2.5))  # of a long page its beginning is shown
    image = image.crop((0, 0, image.width, min(image.height, tallest)))
    width = min(_WIDTH, _HEIGHT * image.width / image.height)
    held = BytesIO()
    image.quantize(_COLOURS).save(held, "PNG", optimize=True)
    return Drawn(held.getvalue(), said(shot.shows, 200), width) if held.tell() <= _BYTES else None
