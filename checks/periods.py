"""How long the public may comment: the period that a text states, in whatever words it does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspection.numerals import figures, number

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,4})"
_YEAR = r"(?:20\d\d|[二]\s?[〇零○]\s?[〇零○一二三四五六七八九]\s?[〇零○一二三四五六七八九]|今年|明年|本年|同年|次年)"
_CLOCK = r"(?:\s?(?:上午|下午|晚上?|中午|凌晨)?\s?\d{1,2}\s?(?::\d{2}(?::\d{2})?|[时点]整?(?:\d{1,2}分)?))?"


def _date(mark: str) -> str:
    """A day in a pattern; its groups begin with the mark."""
    return (
        rf"(?:(?P<{mark}y>{_YEAR})\s?[年./-]?\s?)?(?P<{mark}m>{_N})\s?[月./-]\s?(?P<{mark}d>{_N})(?![\d.])\s?[日号]?"
        rf"(?:\([^()]{{1,12}}\))?{_CLOCK}"
    )


_TO = r"\s?(?:起|开始)?\s?(?:[,，]?\s?(?:截止到?|截至)\s?|[,，]?\s?[至到]|——?|[-–－~～―−]+)\s?"
_ALONE = rf"(?P<alone>{_N})\s?[日号](?!内)"  # 至31日: of the month in which it begins
_RANGE = re.compile(rf"{_date('a')}{_TO}(?:{_date('b')}|{_ALONE})")
_LABELLED = re.compile(
    rf"(?:开始|起始|发布)(?:时间|日期)\s?:\s?{_date('a')}\D{{0,30}}?(?:结束|截止|终止)(?:时间|日期)\s?:\s?{_date('b')}"
)
_SINCE = (
    r"(?:即日起|自?(?:本)?(?:公告|通知|公示|通告|文件|征求意见稿)?"
    r"(?:公布|发布|公示|登载|刊登|刊发|公告|上网|挂网|公开|见网)?之日起?|从现在起|[自从]今日起)"
)
_FROM_NOW = re.compile(rf"{_SINCE}[^。;\n]{{0,8}}?(?:至|到|截止到?|截至|-+|—+)\s?{_date('b')}")
_BY = re.compile(
    rf"(?:截止|截至|结束|止)(?:时间|日期|期限)?(?:为|是|到|至|于|在)?\s?[::]?\s?{_date('b')}"
    rf"|{_date('c')}\s?(?:\([^()]{{1,8}}\))?\s?(?:(?:下班|工作时间)(?:之前|以前|前)|之前|以前|前|截止|止|内)"
)
_COUNT = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"\s?(?:个\s?)?(?P<unit>工作日|自然日|日历日|日|天|(?<=个)\s?月|周|星期)"
_LONG = re.compile(
    rf"(?:为期|期限|公示期|征求意见期|意见期|征集期|时间|时限|时长)(?:一般)?(?:为|是|共)?\s?:?\s?{_COUNT}{_UNIT}"
    rf"|{_SINCE}\s?(?:的|起)?\s?{_COUNT.replace('<n>', '<n2>')}{_UNIT.replace('<unit>', '<unit2>')}"
    rf"|起\s?[,、]?\s?{_COUNT.replace('<n>', '<n4>')}{_UNIT.replace('<unit>', '<unit4>')}(?!前)"
    rf"|\(\s?(?:共|为期)?\s?{_COUNT.replace('<n>', '<n3>')}{_UNIT.replace('<unit>', '<unit3>')}\s?\)"
)
_EXTENDED = re.compile(rf"(?:延长|延期|顺延)(?:征求意见|征集)?(?:期限|时间|截止时间|日期)?(?:至|到)\s?{_date('b')}")
_STARTS = re.compile(rf"(?:自|从){_date('a')}\s?(?:起|开始)")
_ABOUT = re.compile(r"意见|征求|征集|建议|公示|反馈")
_OF_PERIOD = re.compile(r"截止|截至|期限|时间|日期|为期|即日起|之日起|之前|以前|前|起|至|时限|[示集见]期")
_HEADED = re.compile(r"[^\w]*(?:\w{1,3}[、.)])?\s*(?:截止|截至|起止|时间|期限|日期|公告期|自?即日起)")
_OTHER = re.compile(
    r"每年|施行|实施|有效期|生效|执行|废止|失效|成立|落款|会议|听证会|座谈会|印发|修正|修订通过|出生|报名"
)
_DRAFT_BEGINS = re.compile(r"(?:^|\n)[ \t]*(?:第一[条章]|总[ \t]*则[ \t]*\n)")
_PIECE = re.compile(r"[^。;!?\n]+")
_FAR = timedelta(days=400)  # no period is longer
_NEAR = timedelta(days=120)  # so far apart the beginning and the publication may lie


class Unit(StrEnum):
    """What a length is counted in."""

    WORKDAYS = "工作日"
    DAYS = "日"
    MONTHS = "个月"


@dataclass(frozen=True, slots=True)
class Period:
    """What a text states. Of `end` and `length` at least one is known; `start` only where the text states it."""

    words: str  # as written
    start: date | None = None
    end: date | None = None
    length: tuple[int, Unit] | None = None


def folded(text: str) -> str:
    """Full width and half width made the same, blanks between digits and 年月日 taken out."""
    plain = unicodedata.normalize("NFKC", text).replace("\u3000", " ")
    return re.sub(r"(?<=[年月日号])[ \t]+(?=[\d至到])|(?<=\d)[ \t]+(?=[年月日号个])|(?<=[年月])[ \t]+(?=\d)", "", plain)


def period_of(text: str, published: date | None) -> Period | None:
    """The period for comments. None where the text states none, or states what cannot be true.

    Assumes that the sentence (or the line) speaks of opinions, or begins with 截止时间 and the like; that what follows
    第一条 is the draft itself, whose own deadlines do not count; and that a year left out is that of publication, or
    the following one. An extension (延长至…) overrides. Where two sentences contradict each other the first is taken.
    """
    whole = folded(text)
    draft = _DRAFT_BEGINS.search(whole)
    head = whole[: draft.start()] if draft else whole[:20_000]
    found = next((p for p in _stated(head, published) if _is_sound(p, published)), None)
    if found is None:
        return None
    extended = _EXTENDED.search(whole[:20_000])
    until = _day(extended, "b", found.end or published) if extended else None
    if extended and until and (found.end is None or until > found.end):
        return Period(f"{found.words}；{_trim(extended[0])}", found.start, until)
    return found


def _stated(text: str, published: date | None) -> Iterator[Period]:
    labelled = _LABELLED.search(text[:4000])
    if labelled and (start := _day(labelled, "a", published)) and (end := _day(labelled, "b", start)):
        yield Period(_trim(labelled[0]), start, end)
    pieces = [m[0].strip() for m in _PIECE.finditer(text)]
    for at, piece in enumerate(pieces):
        if len(piece) > 600 or not (_OF_PERIOD.search(piece) or re.search(r"\d", piece)):
            continue
        before = pieces[at - 1] if at and len(pieces[at - 1]) < 30 else ""
        speaks = bool(_ABOUT.search(piece) or _ABOUT.search(before))
        bare = len(piece) <= 40 and bool(_HEADED.match(piece))
        if speaks or bare:
            yield from _in_piece(piece, published)


def _in_piece(piece: str, published: date | None) -> Iterator[Period]:
    for m in _RANGE.finditer(piece):
        if not _is_other(piece, m):
            start = _day(m, "a", published)
            if start and (end := _day(m, "b", start)):
                yield Period(_trim(piece), start, end)
    for m in _FROM_NOW.finditer(piece):
        if (end := _day(m, "b", published)) and not _is_other(piece, m):
            yield Period(_trim(piece), None, end)
    for m in _LONG.finditer(piece):
        if not _is_other(piece, m) and (length := _length(m)):
            yield Period(_trim(piece), _first_day(piece, published), None, length)
    for m in _BY.finditer(piece):
        mark = "b" if m["bm"] else "c"
        if (end := _day(m, mark, published)) and not _is_other(piece, m):
            yield Period(_trim(piece), None, end)


def _is_other(piece: str, m: re.Match[str]) -> bool:
    """Whether the date next to it is that of something else: 自2024年7月1日起施行, 有效期至."""
    return bool(_OTHER.search(piece[max(0, m.start() - 5) : m.start()] + "|" + piece[m.end() : m.end() + 8]))


def _length(m: re.Match[str]) -> tuple[int, Unit] | None:
    count, unit = (
        next(w for w in m.group("n", "n2", "n3", "n4") if w),
        next(w for w in m.group("unit", "unit2", "unit3", "unit4") if w),
    )
    many = number(count)
    if not many:
        return None
    if unit in ("周", "星期"):
        return many * 7, Unit.DAYS
    return many, Unit.WORKDAYS if unit == "工作日" else Unit.MONTHS if unit.endswith("月") else Unit.DAYS


def _first_day(piece: str, published: date | None) -> date | None:
    """自5月6日起 before a length."""
    stated = _STARTS.search(piece)
    return _day(stated, "a", published) if stated else None


def _day(m: re.Match[str], mark: str, after: date | None) -> date | None:
    """The day of a match. `after`: what a year left out is judged by, the day that it cannot lie far before."""
    groups = m.groupdict()
    day, month, year = groups.get(f"{mark}d"), groups.get(f"{mark}m"), groups.get(f"{mark}y")
    alone = groups.get("alone") if mark == "b" and not month else None
    if alone and after:
        return _made(after.year, after.month, number(alone))
    if not (day and month):
        return None
    meant = _year(year, after)
    if meant is None:
        return None
    found = _made(meant, number(month), number(day))
    if found and after and not year and found < after - _NEAR:
        return _made(meant + 1, number(month), number(day))
    return found


def _year(words: str | None, after: date | None) -> int | None:
    if words and (digits := figures(re.sub(r"\s", "", words))).isdecimal():
        return int(digits)
    if after is None:
        return None
    return after.year + (words in ("明年", "次年"))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_sound(period: Period, published: date | None) -> bool:
    """Whether the days can be true: the end behind the beginning, neither years away from the publication."""
    first = period.start or published
    if period.start and published and abs(period.start - published) > _NEAR:
        return False
    if period.end and published and period.end < published - timedelta(days=15):
        return False
    if period.end is None:
        return period.length is not None
    return first is None or first <= period.end <= first + _FAR


def _trim(piece: str) -> str:
    text = re.sub(r"\s+", " ", piece).strip(" ,，、:")
    return text if len(text) <= 120 else f"{text[:119]}…"
