"""The scorecard of a site at one moment. Pure: the same facts and rules give the same card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from inspection.scoring.card import DeductionLine, Light, Scorecard, Total
from inspection.scoring.deductions import deductions_of
from inspection.scoring.facts import FRESH, Facts
from inspection.scoring.standard import Standard
from inspection.scoring.vetoes import vetoes_of

_UNSEEN = (Light.UNWATCHED, Light.BY_HAND)
_TENTH = Decimal("0.1")


def score(standard: Standard, facts: Facts) -> Scorecard:
    """How the site stands by that standard."""
    vetoes = tuple(vetoes_of(standard.vetoes, facts))
    lines = tuple(deductions_of(standard.deductions, facts))
    void = any(one.light is Light.VETOED and not one.account for one in vetoes)
    counted = bool(lines) and facts.looked is not None
    most = f"（最多 {standard.bonus_most:g} 分，超过 {standard.bonus_over:g} 分才计）" if standard.bonuses else ""
    return Scorecard(
        site=facts.site,
        at=facts.at,
        standard=f"{standard.name}（{standard.version}）",
        source=standard.source,
        key=standard.key,
        looked=facts.looked,
        remarks=tuple(_remarks(facts)),
        vetoes=vetoes,
        deductions=lines,
        total=_total(standard, lines, void=void, services=facts.services) if counted else None,
        bonus=f"加分指标未计{most}" if standard.bonuses else "",
    )


def _total(standard: Standard, lines: Sequence[DeductionLine], *, void: bool, services: bool) -> Total:
    """What no check watches is left out of both ends, and said beside them."""
    full = Decimal(str(standard.full))
    own = sum((one.points for one in lines), Decimal(0))
    scaled = not services and standard.without_services is not None and own > 0
    rate = full / own if scaled else Decimal(1)
    seen = [one for one in lines if one.light not in _UNSEEN]
    start = own if scaled else full
    return Total(
        full=full,
        most=_tenths((start - sum((one.deducted for one in seen), Decimal(0))) * rate),
        least=_tenths((start - sum((one.at_most for one in seen), Decimal(0))) * rate),
        unseen=_tenths(sum((one.points for one in lines if one.light in _UNSEEN), Decimal(0)) * rate),
        pass_at=Decimal(str(standard.pass_at)),
        void=void,
        scaled=scaled,
    )


def _tenths(points: Decimal) -> Decimal:
    return points.quantize(_TENTH, ROUND_HALF_UP)


def _remarks(facts: Facts) -> Iterator[str]:
    looked = facts.looked
    if looked is None:
        yield "还没有完成的巡检，各项均无从判定。"
        return
    day = looked.at.astimezone(facts.at.tzinfo)
    if facts.at - looked.at > FRESH:
        days = (facts.today - day.date()).days
        yield f"最近一次巡检在 {day:%Y-%m-%d}，距今 {days} 天：此后的情况不明，没有发现的问题不能视为没有。"
    if not looked.complete:
        yield f"{day:%Y-%m-%d %H:%M} 的巡检没有查完：没有发现的问题不能视为没有。"
    elif facts.broken_off:
        yield f"此后还有一次巡检没有查完，本表以 {day:%Y-%m-%d %H:%M} 查完的一次为准。"
