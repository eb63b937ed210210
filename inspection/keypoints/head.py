"""A document's head: its title, number, issuer, day and year."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from inspection.numerals import figures, number
from inspection.titles import document_numbers

_KIND = (
    r"(?:工作|重点)*(?:要点|任务清单|任务分解表?|任务分工表?|主要任务|重点任务|重点工作|工作安排|实施方案|"
    r"工作方案|工作计划|行动方案|分工方案|任务表|责任清单|责任分解|台账)"
)
_TITLE = re.compile(rf"[^。；：！？]{{0,60}}(?:公开|信息)[^。；：！？]{{0,30}}{_KIND}[^。；：，]{{0,12}}")
_NAMED = re.compile(rf"《([^《》]{{4,80}}{_KIND}[^《》]{{0,14}})》")
_DAY = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_HAN_DAY = re.compile(
    r"(二[〇○零0oO][一二三四五六七八九〇○零]{2})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)\s*(?:年|－|-|—)?")
_HAN_YEAR = re.compile(r"二[〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_NOTICE = re.compile(r"关于|印发|的通知|现将|你们|贯彻执行")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the items."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    day: date | None = None
    year: int | None = None


def read_head(preamble: list[str], headings: list[str]) -> Head:
    """From the paragraphs before the first number. What is not there stays empty."""
    text = "\n".join(preamble[:80])
    title = _title(preamble[:80])
    numbers = [one for one in document_numbers(text[:1500]) if "〔" in one]
    own = [one for one in numbers if not re.search(r"国办|国务院|中办", one)]
    day = _day_of(text)
    years = [*map(int, _YEAR.findall(title)), *(int(figures(found)) for found in _HAN_YEAR.findall(title))]
    if not years:
        said = Counter(int(year) for year in re.findall(r"(?<!\d)(20[1-4]\d)\s*年", text + "\n".join(headings)))
        years = [said.most_common(1)[0][0]] if said else [day.year] if day else []
    return Head(title, (own or [""])[0], _issuer(title, preamble), day, years[0] if years else None)


def _title(preamble: list[str]) -> str:
    found: list[tuple[int, str]] = []
    for at, line in enumerate(preamble):
        whole = (
            line + preamble[at + 1]
            if at + 1 < len(preamble)
            and len(line) <= 30
            and not re.search(r"[。：:]$", line)
            and len(preamble[at + 1]) <= 30
            else line
        )
        goes_on = bool(re.match(r"20\d\d\s*年", line)) and not re.match(r"20\d\d|[（(]", whole[len(line) :] or "（")
        for text, bonus in ((line, 2), (whole, 3 if goes_on else 1)):
            if len(text) <= 70 and _TITLE.fullmatch(text.strip("《》 ")) and not _NOTICE.search(text):
                found.append((bonus + 10, text.strip("《》 ")))
        found += [(5, named[1]) for named in _NAMED.finditer(line) if "公开" in named[1]]
        if (
            len(line) <= 90
            and (asked := re.search(rf"关于印发[《<〈]?(.{{4,60}}?{_KIND})", whole))
            and "公开" in asked[1]
        ):
            found.append((4, asked[1].strip("《》〈〉")))
    return max(found, key=lambda one: one[0])[1] if found else ""


def _issuer(title: str, preamble: list[str]) -> str:
    bare = re.sub(r"(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})\s*(?:年度?|—|-)?", "", title)
    if found := re.match(
        r"^(?:关于)?([\u3400-\u9fff]{2,24}?(?:局|委员会|委|厅|部|办公室|办|政府|院|中心|署|司|处|会|街道|镇|乡|区|县|市|省))(?:系统)?(?:政务|政府|信息|主动|重点)",
        bare,
    ):
        return found[1]
    for line in preamble:
        if asked := re.match(r"^([\u3400-\u9fff]{4,30}?)(?:办公室)?关于(?:印发|做好|下发|公布)", line):
            return asked[1]
    return ""


def _day_of(text: str) -> date | None:
    days = [_as_date(*map(int, found)) for found in _DAY.findall(text)]
    days += [_as_date(int(figures(year)), number(month), number(day)) for year, month, day in _HAN_DAY.findall(text)]
    return next((day for day in days if day), None)


def _as_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
