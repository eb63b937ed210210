"""A scorecard in a few lines, for the digest."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from inspection.scoring.card import Light, Scorecard
from inspection.scoring.trend import TrendPoint
from notifications.digest.score_fact import ScoreFact, ScoreLine
from notifications.scorecard import words

_TOLD = (Light.VETOED, Light.RED, Light.YELLOW, Light.UNDECIDED)


def brief(card: Scorecard, trend: Sequence[TrendPoint], desk: str) -> ScoreFact:
    """`desk`: its address, where there is one."""
    lines = [one for one in words.worst_first(card.vetoes) if one.light in _TOLD]
    asked = urlencode({"site": card.site, "day": card.at.date().isoformat()}, errors="replace")
    return ScoreFact(
        standard=card.standard,
        verdict=words.verdict(card),
        remarks=tuple(words.remarks(card)),
        lines=tuple(
            ScoreLine(words.name(one), one.light.value, words.light(one), words.distance(one)) for one in lines
        ),
        trend=tuple(trend),
        link=f"{desk}/scorecard?{asked}" if desk else "",
    )
