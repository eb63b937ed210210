"""How long a consultation must last, how long it does, and whether that is long enough."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from checks.consultations import Consultation, outside_quotes
from checks.names import fold
from checks.periods import Unit
from inspection.durations import WorkdaySpan
from inspection.observed import Observed
from inspection.participation import Consultations

_RULES = "《规章制定程序条例》：起草规章公开征求意见的期限一般不少于30日；具体天数由本单位巡检方案规定"
_MARKET = (
    "《优化营商环境条例》：与市场主体生产经营活动密切相关的，公开征求意见的期限一般不少于30日；"
    "具体天数由本单位巡检方案规定"
)
_DECISION = "《重大行政决策程序暂行条例》：公开征求意见的期限一般不少于30日；具体天数由本单位巡检方案规定"
_ORDINARY = "行政规范性文件公开征求意见一般不少于7个工作日；具体天数由本单位巡检方案规定"
_LAW = re.compile(
    r"政府规章|规章\(?草案|政府令|条例(?=[()]|》(?!.{0,4}(?:实施|细则|办法|方案|规定|意见稿))|$|草案|修[订正改]|征求|征集|公开)"
)
_OF_MARKET = re.compile(
    r"市场主体|经营主体|营商环境|(?:中小|民营|外资|涉|小微|服务)?(?<!非)企业(?!.{0,2}(?:退休|离休|职工|年金|离退))|招标(?!准)|投标(?!准)|采购|经营者|市场准入"
    r"|行业协会商会收费|公平竞争"
)
_SAYS_MARKET = re.compile(
    r"(?:与|涉及)(?:市场主体|经营主体|企业)(?:的)?生产经营(?:活动)?(?:密切)?相关|属于涉企(?:政策|文件)"
)
_SAYS_DECISION = re.compile(r"(?:属于|列入|纳入|作为).{0,20}重大行政决策|重大行政决策(?:事项)?(?:草案|公开征求)")
_UNSURE_DAYS = 3  # that 调休 can give back to a fortnight


@dataclass(frozen=True, slots=True)
class Minimum:
    """How long at least, and why."""

    within: WorkdaySpan | timedelta
    why: str  # 规章, 涉及市场主体 …
    basis: str


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long it lasts, in the minimum's unit. `enough` is None where a missing calendar decides."""

    count: int
    enough: bool | None
    start: date | None
    end: date | None
    years: tuple[int, ...] = ()


def minimum_of(consultation: Consultation, rule: Consultations) -> Minimum:
    """The longest minimum that applies. Market matters are told by words of the title, or by what the text says itself.

    Words of the text do not count: every notice invites 企业 and 有关单位 to write.
    """
    title, text = fold(consultation.article.title), consultation.text or ""
    if _SAYS_DECISION.search(outside_quotes(consultation.article.title)) or _SAYS_DECISION.search(text[:3000]):
        return _longer(Minimum(rule.market_minimum, "属于重大行政决策", _DECISION), rule)
    if _LAW.search(title) or re.search(r"(?:政府)?规章(?:草案|\(草案|送审稿)", text[:3000]):
        return _longer(Minimum(rule.market_minimum, "属于法规、规章草案", _RULES), rule)
    if _OF_MARKET.search(title) or _SAYS_MARKET.search(text[:5000]):
        return _longer(Minimum(rule.market_minimum, "与市场主体有关", _MARKET), rule)
    return Minimum(rule.minimum, "行政规范性文件等", _ORDINARY)


def _longer(special: Minimum, rule: Consultations) -> Minimum:
    least = rule.minimum
    if isinstance(least, timedelta) and isinstance(special.within, timedelta) and least > special.within:
        return Minimum(least, special.why, special.basis)
    return special


def lasting(consultation: Consultation, minimum: Minimum, observed: Observed) -> Lasting | None:
    """How long it lasts by the minimum's unit; None where its days are not known.

    First and last day both count: where the rules leave it open, the office has the benefit.
    """
    period, within = consultation.period, minimum.within
    if period is None:
        return None
    by_workdays = isinstance(within, WorkdaySpan)
    if period.length and period.end is None and (period.length[1] is Unit.WORKDAYS) == by_workdays:
        count = period.length[0] * (30 if period.length[1] is Unit.MONTHS else 1)
        return Lasting(count, count >= within.days, consultation.start, consultation.end(observed))
    start, end = consultation.start, consultation.end(observed)
    if start is None or end is None or end < start:
        return None
    if not by_workdays:
        count = (end - start).days + 1
        return Lasting(count, count >= within.days, start, end)
    count = observed.workdays.between(start - timedelta(days=1), end)
    years = observed.workdays.provisional(start, end)
    unsure = bool(years) and count < within.days <= count + _UNSURE_DAYS
    return Lasting(count, None if unsure else count >= within.days, start, end, years)


def counted(count: int, within: WorkdaySpan | timedelta) -> str:
    """5个工作日, 12天."""
    return f"{count}个工作日" if isinstance(within, WorkdaySpan) else f"{count}天"
