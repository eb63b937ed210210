"""Until when a document is valid, by its own closing clause, its table of facts and the notices beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from checks.terms import day, day_in, last_day, months_of
from checks.validity_clauses import LENGTH, Term, extension_in, folded, own_terms

STATE_FIELDS = ("有效性", "是否有效", "效力状态", "有效状态", "文件状态", "时效性", "时效", "效力", "文件效力", "状态")
_END_FIELDS = ("有效期至", "失效日期", "失效时间", "废止日期", "废止时间", "终止日期", "有效截止日期", "有效期")
_START_FIELDS = ("施行日期", "实施日期", "生效日期", "执行日期", "生效时间", "实施时间", "施行时间")
_ISSUE_FIELDS = ("发布日期", "公开日期", "公布日期", "印发日期", "发文日期", "成文日期")
_OVER = re.compile(r"失效|废止|无效|过期|停止执行|不再(?:执行|有效)|已终止")
_NOT_OVER = re.compile(r"(?:未|没有|不|非|部分|是否|将|拟|如|凡|等|或)[^,，。]{0,12}(?:失效|废止|无效|过期)")
_IN_TITLE = re.compile(r"[(（【\[]\s*(?:本文件|该文件)?\s*(?:已|现已|全文)?\s*(?:失效|废止|宣布失效|过期)\s*[)）】\]]")


def is_marked_over(title: str, fields: Mapping[str, str], notices: tuple[str, ...]) -> str | None:
    """The words by which the page itself says that the document is no longer valid; None where it does not."""
    if match := _IN_TITLE.search(title):
        return match[0]
    state = shown_state(fields)
    said = (*((state,) if state else ()), *notices)
    return next((one for one in said if _OVER.search(one) and not _NOT_OVER.search(folded(one))), None)


def shown_state(fields: Mapping[str, str]) -> str | None:
    """What the table of facts says of the document's validity: 有效, 现行有效, 失效."""
    named = {folded(key).strip(":"): value.strip() for key, value in fields.items()}
    return next((named[key] for key in STATE_FIELDS if named.get(key)), None)


def term_of(
    title: str, text: str, fields: Mapping[str, str], notices: tuple[str, ...], issued: date | None
) -> Term | None:
    """The document's own term: the latest end of all that it states; None where it states none.

    `issued`: the day of publication, for terms that begin with it.
    """
    found = [*_in_fields(fields), *own_terms(title, f"{title}\n{text}")]
    found = [_begun(one, fields, issued) for one in found]
    longer = [one for notice in notices if (one := extension_in(notice)) is not None]
    ends = [one for one in (*found, *longer) if one.end is not None]
    return max(ends, key=lambda one: one.end or date.min) if ends else next(iter(found), None)


def _begun(term: Term, fields: Mapping[str, str], issued: date | None) -> Term:
    """With its end, where its start can be told: by the table of facts, or by the day on which it was issued."""
    if term.end is not None or not term.months:
        return term
    start = term.start
    if start is None and term.by_issue:
        start = _field_day(fields, _START_FIELDS) or _field_day(fields, _ISSUE_FIELDS) or issued
    elif start is None:
        start = _field_day(fields, _START_FIELDS)
    if start is None:
        return term
    start += timedelta(days=term.delay)
    return replace(term, end=last_day(start, term.months), start=start)


def _in_fields(fields: Mapping[str, str]) -> Iterator[Term]:
    """The table of facts is a document's where it states what only documents have."""
    named = {folded(key).strip(":"): folded(value) for key, value in fields.items()}
    if not any(key in named for key in (*STATE_FIELDS, "文号", "发文字号", "文件编号", "索引号", "索取号", "成文日期")):
        return
    for key in _END_FIELDS:
        value = named.get(key, "")
        words = f"{key}：{value}"
        if span := re.match(rf"^(?:[自从]?{day('f')}起?)?(?:至|到|-+|—+|~)?{day('e')}", value):
            if (end := day_in(span, "e", ends=True)) is not None:
                yield Term(end, words)
        elif (length := LENGTH.match(value)) and key == "有效期":
            yield Term(None, words, months=months_of(length), by_issue="成文日期" in named)


def _field_day(fields: Mapping[str, str], names: tuple[str, ...]) -> date | None:
    named = {folded(key).strip(":"): folded(value) for key, value in fields.items()}
    for name in names:
        if match := re.match(day("s"), named.get(name, "")):
            return day_in(match, "s", ends=False)
    return None
