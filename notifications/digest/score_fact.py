"""What a digest says of the scorecard: the points, what needs somebody, the weeks."""

from __future__ import annotations

from dataclasses import dataclass

from inspection.scoring.trend import TrendPoint


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One veto that is not clear."""

    name: str
    light: str  # vetoed, red, yellow, undecided
    state: str  # Chinese
    words: str  # the distance


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """The card at the digest's clock, in short."""

    standard: str
    verdict: str
    remarks: tuple[str, ...]
    lines: tuple[ScoreLine, ...]  # the worst first
    trend: tuple[TrendPoint, ...]  # a point a week, the earliest first
    link: str = ""  # to the whole card; "" where there is no desk
