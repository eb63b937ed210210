"""Cards for the tests of their forms."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from stdnum.cn import ric

from inspection.findings import Severity
from inspection.scoring.card import Scorecard
from inspection.scoring.facts import Doubt, Fault
from inspection.scoring.score import score
from inspection.scoring.standard_file import built_in
from inspection.scoring.trend import TrendPoint
from notifications.scorecard.units import UnitFact
from tests.inspection.scoring.samples import blank, broken, facts, silent, stale

_BORN_IN_1900 = "11010119000307003"
ID_NUMBER = _BORN_IN_1900 + ric.calc_check_digit(_BORN_IN_1900)
HOSTILE = "链接“<script>alert(1)</script>\u202e=cmd|' /C calc'!A0”打不开 " + ID_NUMBER


def card(*faults: Fault, **more: object) -> Scorecard:
    """By the national standard."""
    return score(built_in(), facts(*faults, **more))  # type: ignore[arg-type]


def busy() -> Scorecard:
    """A card with something of everything."""
    odd = Fault("broken-link", "https://portal.example/x", Severity.ERROR, HOSTILE, found_on=("javascript:alert(1)",))
    doubts = (Doubt("blank-column", "业务2", "blocked", "被网站的防护拦截"),)
    links = [broken(n) for n in range(1, 60)]
    return card(odd, blank("业务0"), stale("要闻0", 20), silent(20), *links, doubts=doubts)


def weeks(count: int = 8) -> list[TrendPoint]:
    """One of them under veto, one without a round."""
    first = date(2025, 2, 2)
    points = [
        TrendPoint(first + timedelta(days=7 * n), Decimal(90 + n), Decimal(85), n == 3, int(n == 3), 1, 0, n != 5)
        for n in range(count)
    ]
    return [TrendPoint(first - timedelta(days=7), None, None, False, 0, 0, 11, False), *points]


UNITS = (UnitFact("办公室", 3, 1, 22, 2, 3, 1, 17, 1, 2.5, 4, 1.0, 7), UnitFact("宣传处", 0, 0))
