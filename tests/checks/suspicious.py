"""Bodies that look suspicious, told in the office's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspection.addresses import host_of
from inspection.observed import Noted
from inspection.plan import Plan
from inspection.records import Link
from inspection.suspicion import Category, HiddenLink, Marks, Weight, Where, Word, to_facts
from tests.checks.tellings import address

_WEIGHTS = {"重": Weight.STRONG, "一般": Weight.PLAIN, "轻": Weight.HINT}
_PLACES = {"标题": Where.TITLE, "描述": Where.META, "正文": Where.TEXT, "链接": Where.LINK, "脚本": Where.SCRIPT}
_KINDS = {"赌博": Category.GAMBLING, "色情": Category.PORNOGRAPHY, "停放": Category.PARKED, "黑客": Category.DEFACED}
_TRICKS = frozenset({"off-screen", "zero-size", "same-colour", "marquee"})


def told_noted(told: Sequence[dict[str, Any]], plan: Plan) -> tuple[Noted, ...]:
    """可疑: by 地址, each with 标题, 词语, 暗链, 字数, 文字, 来自."""
    return tuple(_noted(one, plan) for one in told)


def _noted(told: dict[str, Any], plan: Plan) -> Noted:
    url = address(told["地址"])
    marks = Marks(
        title=told.get("标题", ""),
        chars=told.get("字数", 1200),
        words=tuple(map(_word, told.get("词语", ()))),
        hidden=tuple(
            HiddenLink(one["地址"], one.get("文字", ""), one["手法"], one["手法"] in _TRICKS)
            for one in told.get("暗链", ())
        ),
    )
    links = tuple(Link(address(page), url, "a", told.get("文字", "")) for page in told.get("来自", ()))
    foreign = host_of(url) not in plan.site.inspected_hosts
    return Noted(url, "0" * 64, foreign, to_facts(marks), links)


def _word(told: dict[str, Any]) -> Word:
    kind, weight = _KINDS[told.get("类", "赌博")], _WEIGHTS[told.get("分量", "重")]
    return Word(told["词"], kind, weight, _PLACES[told["在"]], told.get("次", 1))
