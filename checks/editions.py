"""Editions: the year, batch or period that a title names. Those of a policy and of its interpretation must agree."""

from __future__ import annotations

import re

# A number of an order is no edition: 2026年第45号令, 〔2024〕3号.
_NUMBERED = re.compile(r"(?:19|20)\d{2}年?第?\d+号(?:令|公告|通告)?|[\[〔(【](?:19|20)\d{2}[\]〕)】]第?\d+号")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPELLED_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_RANGE = re.compile(r"((?:19|20)\d{2})年?[-—–－~～至到]+((?:19|20)\d{2})(?=年|\)|版|$)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|版|\)|本|修订)")
_PART = re.compile(r"第([一二三四五六七八九十百零〇\d]+)(批|版|期|届|季度|部分|阶段|辑|册|轮)")
_QUARTER = re.compile(r"(?<!第)([一二三四1-4])季度")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?:份|(?=[^\d一二三十起前后底初中至-]))")
# Bare months of a title, Han or digits: no day (3月5日, 三月三), no span of months (三个月), no end of a range (1—3月).
_BARE_MONTH = re.compile(
    r"(?<![\d一二三四五六七八九十.．/至到—–－~～、和及-])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?!\d|[一二三四五六七八九十初]|份?[至到—–－~～、和及-])"
)
_HALF = re.compile(r"[上下]半年")
_DRAFT = re.compile(r"征求意见|草案|送审稿|公开征集意见")
_PLAN = re.compile(r"十[一二三四五六七]五")
_VALUES = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

Editions = frozenset[tuple[str, str]]  # kind (年, 批, 季度 ...) and value


def editions(folded: str) -> Editions:
    """Every edition that a title (folded, see names.fold) names: {("年", "2025"), ("批", "3")}."""
    text = _NUMBERED.sub("", folded)
    text = _SPELLED_YEAR.sub(lambda m: m[0].translate(_DIGITS), text)
    found = {("年", year) for pair in _RANGE.findall(text) for year in pair}
    found |= {("年", year) for year in _YEAR.findall(text)}
    found |= {(unit, str(_value(number))) for number, unit in _PART.findall(text)}
    found |= {("季度", str(_value(number))) for number in _QUARTER.findall(text)}
    found |= {("月", month) for month in _MONTH.findall(text)}
    found |= {("半年", half) for half in _HALF.findall(text)}
    found |= {("五年规划", plan) for plan in _PLAN.findall(text)}
    return frozenset(found | ({("稿", "征求意见")} if _DRAFT.search(text) else set()))


def month_of(folded: str) -> int | None:
    """The one month that a title is about: 2025年3月发放情况, 三月份. None where it names none, or more than one."""
    named = {_value(month) for month in _BARE_MONTH.findall(folded)}
    return named.pop() if len(named) == 1 and folded.count("月") == 1 else None


def without_editions(folded: str) -> str:
    """The title less its years, batches and periods, so that editions of one document share a key."""
    text = _NUMBERED.sub("", folded)
    text = _SPELLED_YEAR.sub(lambda m: m[0].translate(_DIGITS), text)
    text = re.sub(r"(?:19|20)\d{2}年?[-—–－~～至到]+(?:19|20)\d{2}年?度?", "", text)
    text = re.sub(r"(?<!\d)(?:19|20)\d{2}(?:年(?:度|版|本|修订|修正|修改)?|版|本|修订|(?=\)))", "", text)
    return _MONTH.sub("", _QUARTER.sub("", _PART.sub("", text)))


def conflict(policy: Editions, interpretation: Editions) -> bool:
    """Whether both state an edition of one kind and none agrees, or the interpretation is of a draft."""
    if len(policy) == len(interpretation) == 1:  # by far the most: of a series of thousands, every pair is asked for
        ((one, value),), ((other, its),) = policy, interpretation
        return (value != its) if one == other else other == "稿"
    kinds = {kind for kind, _ in policy} & {kind for kind, _ in interpretation}
    if any(
        not {value for k, value in policy if k == kind} & {value for k, value in interpretation if k == kind}
        for kind in kinds
    ):
        return True
    draft = ("稿", "征求意见")
    return draft in interpretation and draft not in policy


def _value(number: str) -> int:
    """三 → 3, 十二 → 12, 410 → 410."""
    if number.isdecimal():
        return int(number)
    total, digit = 0, 0
    for letter in number:
        if letter == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif letter == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            digit = _VALUES.get(letter, 0)
    return total + digit
