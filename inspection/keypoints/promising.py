"""What an item says is published without naming a document: under names that recur, or in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from inspection.keypoints.entries import Entry, Values
from inspection.keypoints.halves import is_asked
from inspection.keypoints.nouns import Item, Sure
from inspection.keypoints.releases import DOCUMENT, Release, releases_in
from inspection.keypoints.saying import sentences, when, with_unit
from inspection.keypoints.timing import HALVES, Timing, festivals_in, timings_in
from inspection.keypoints.topics import PROMISES, Promise

_SOME_TIME = re.compile(r"年底|年末|年内|年度内|岁末|下半年|全年|年终")
_SAYS_WHAT = re.compile(r"公开|公布|发布|公示|更新|披露")
MAX_NAME = 30


def promised_in(item: Item, year: int) -> Iterator[Entry]:
    """An entry for each thing that the item says is published; what names a day is proposed, the rest is a comment."""
    told: set[str] = set()
    for at, sentence in enumerate(sentences(item.text)):
        plain = re.sub(r"《[^》]*》", "《》", sentence)
        promised = [one for one in PROMISES if one.pattern.search(plain) and _RELEASED.search(plain)]
        for promise in promised:
            if promise.name not in told:
                told.add(promise.name)
                yield _of_promise(promise, sentence, item, year)
        heads = not at and sentence == item.name  # a heading names a field, unless it names a day
        for release in releases_in(plain):
            timing, stated = _when_released(release, plain, item, year)
            known = any(one.pattern.search(release.name) for one in PROMISES) or any(
                timing == named for one in promised for named in festivals_in(" ".join(one.due or ()))
            )
            if release.name in told or known or ((release.weak or heads) and not stated):
                continue
            told.add(release.name)
            yield _of_release(release, sentence, item, timing or Timing("by", f"{year}-12-31", ""), stated=stated)


def dated_deeds(item: Item, taken: list[object], year: int) -> Iterator[tuple[Values, str]]:
    """A day or a period that the item names, and that nothing has taken: a person says what came of it."""
    for sentence in sentences(re.sub(r"《[^》]*》", "《》", item.text)):
        for clause in re.split(r"[，,]", sentence):
            for timing in _firm(clause, year):
                due = timing.due()
                if not is_asked(due, taken):
                    taken.append(due)
                    yield {"name": _deed_name(clause, sentence, timing), "due": due}, sentence


def _firm(clause: str, year: int) -> list[Timing]:
    """The day of the clause, or all the festivals that it names; 年底前 and years gone by are not asked for."""
    found = timings_in(clause, year)
    return [
        one
        for one in (found if found and found[0].rule == "before" else found[:1])
        if (one.rule == HALVES or not _SOME_TIME.search(one.words)) and not (one.rule == "by" and one.value < str(year))
    ]


def _deed_name(clause: str, sentence: str, timing: Timing) -> str:
    words = (clause if len(clause) > len(timing.words) + 4 else sentence).replace("《》", "")
    words = re.sub(r"^[\s\d.．、]+(?![\d年月日])", "", words)
    others = [one.words for one in festivals_in(clause) if one != timing] if timing.rule == "before" else []
    return (f"{timing.words}：{words}" if others else words)[:MAX_NAME]


def _when_released(release: Release, sentence: str, item: Item, year: int) -> tuple[Timing | None, bool]:
    """When, and whether the words themselves say so: beside the thing, or of the whole sentence a period."""
    clause = next((one for one in re.split(r"[，,]", sentence) if release.words in one), "")
    if found := timings_in(clause, year):
        return found[0], True
    for other in re.split(r"[，,]", sentence):  # 每季度一次 speaks of the thing before it, 每季度公布名单 of the list
        found = [] if _SAYS_WHAT.search(other) else timings_in(other, year)
        if found and found[0].rule not in ("by", "before"):
            return found[0], True
    timing = when(sentence, item, year)
    return (None if timing and timing.rule != "by" and timings_in(sentence, year) else timing), False


def _of_release(release: Release, sentence: str, item: Item, timing: Timing, *, stated: bool) -> Entry:
    """Those with a day or a period and documents without 《》 are proposed, others only as a comment."""
    due = timing.due() | ({"lead": "3d", "warn": "7d"} if timing.rule == "before" else {})
    values: Values = {"name": release.name, "due": due, "all_of": [release.name]}
    document = bool(DOCUMENT.search(release.name))
    if document and "解读" in sentence:
        values["interpretation"] = "required"
    periodic = timing.rule in ("monthly", "quarterly", "yearly", HALVES)
    sure = Sure.MIDDLE if document or periodic or stated else Sure.LOW
    todo = "请核对标题用词和期限"
    if sure is Sure.LOW:
        todo = "没有写明多久公开一次；确需盯办的，去掉行首的 # 并改好标题用词"
    return Entry("expectations", with_unit(values, item), release.words, item.number, sure, todo)


_RELEASED = re.compile(
    r"公开|公布|发布|公示|信息|宣传|活动|编制|服务|更新|开展|组织|做好|制作|报告|清单|目录|推进|推出|回应|保障|祭扫"
)


def _of_promise(promise: Promise, sentence: str, item: Item, year: int) -> Entry:
    rule, value = promise.due or ("by", "12-31")
    clause = next((one for one in re.split(r"[，,]", sentence) if promise.pattern.search(one)), sentence)
    column = next((one for one in re.split(r"[，,；;、]", item.deadline) if promise.pattern.search(one)), "")
    timing = next((one for text in (clause, column) for one in timings_in(text, year) if one.rule != "before"), None)
    if rule != "before":
        timing = timing or when(_without_others(promise, sentence), item, year)
    if timing and not (rule in ("yearly", "before") and timing.rule == "by" and timing.value.endswith("12-31")):
        due, todo = timing.due(), ""
    else:
        due, todo = _default_due(rule, value, year), promise.basis or "原文没有写明日期，请核对期限"
    values: Values = {"name": promise.name, "due": due}
    if "before" in due:
        due |= {"lead": "14d", "warn": "21d"} if promise.mentions else {"lead": "3d", "warn": "7d"}
    for key, words in (
        ("all_of", promise.all_of),
        ("any_of", promise.any_of),
        ("none_of", promise.none_of),
        ("mentions", promise.mentions),
    ):
        if words:
            values[key] = list(words)
    if promise.attachments:
        values["attachments"] = "required"
    said = re.sub(r"\s+", "", sentence)
    return Entry("expectations", with_unit(values, item), said, item.number, Sure.MIDDLE, todo)


def _without_others(promise: Promise, sentence: str) -> str:
    """The sentence without the clauses that speak of another promise alone: 决算于9月底前公开 is no day for 预算."""
    return "，".join(
        clause
        for clause in re.split(r"[，,]", sentence)
        if promise.pattern.search(clause) or not any(one.pattern.search(clause) for one in PROMISES)
    )


def _default_due(rule: str, value: str, year: int) -> dict[str, object]:
    if rule == "by":
        return {"by": date.fromisoformat(f"{year}-{value}")}
    return {rule: int(value) if rule in ("monthly", "quarterly") else value}
