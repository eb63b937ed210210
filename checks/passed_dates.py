"""Whether a notice speaks of something that is over: a deadline, a period, an event of an earlier year."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.fact_dates import Day, spans, with_digits
from inspection.festivals import festival, festivals

# Documents and what holds for years are not over: 《2021—2035年规划》, 国办发〔2019〕19号, 2024年修订.
_LASTING = re.compile(
    r"《[^《》]{0,80}(?:规划|纲要|条例|办法|规定|法|意见|方案|标准|目录|指南|年鉴|计划|决定|细则|规则|白皮书|规范|清单|手册)"
    r"(?:[(（〔][^()（）〔〕]{0,20}[)）〕])?》|[\[〔(（【]?(?:19|20)\d{2}[\]〕)）】]第?\d{1,5}号|(?:19|20)\d{2}年第?\d{1,5}号"
    r"|(?:19|20)\d{2}年?(?:修订|修正|版|本)|(?:©|copyright|版权所有)[^,;。]{0,20}|(?:始建|成立|创建|创办)于?(?:19|20)\d{2}年?"
    r"|(?:19|20)\d{2}年?[-—–~～至到]+(?:19|20)\d{2}年?(?=[^,;。]{0,12}(?:规划|纲要|计划|行动|方案))",
    re.I,
)
# After or before a date, these say that it begins, or that something was laid down: nothing is over by it.
_BEGINS = re.compile(
    r"^[^,;。]{0,3}(?:起|开始|正式)?(?:施行|实施|执行|生效|启用|上线|开通|印发|发布|公布|通过|成立|以来|起(?![至到-]))"
)
# 截至2024年底: as of when something was counted, unless something is asked until then.
_STATISTICS = re.compile(r"(?:截至|截止)(?:到|至)?(?:目前)?$")
_ASKS = re.compile(r"报名|申报|申请|征集|意见|反馈|投票|预约|受理|缴费|登记|答题|公示|时间|日期|期限|活动|领取")
_ENDS_BEFORE = re.compile(r"(?:截止|截至|为止|止|结束|最迟|最晚|不晚于|有效期|延长)[^,;。\d]{0,8}$|[至到]$")
_ENDS_AFTER = re.compile(r"^[^,;。\d]{0,6}(?:\d{1,2}[:时点][\d分整]*)?[^,;。\d]{0,2}(?:截止|为止|止|结束|之前|以前|前)")
# What has its time. The names of festivals are added where a year stands before them.
_TIMELY = re.compile(
    r"报名|申报|申请|征集|征求意见|意见建议|投票|评选|推选|竞赛|大赛|比赛|答题|招聘|招考|考试|招生|招募|年检|年报|年审|活动|宣传[周月日]|主题日"
    r"|展[览播示]|测评|调查|问卷|缴费|参保|汇算|预约|放假|值班|停机|停电|停水|维护|升级|割接|暂停|通知|公告|公示|通告|直播|预告|论坛|博览会"
    r"|两会|高考|中考|安全生产月|科技周|文化节|艺术节|购物节|消费券|登记|领取|祭扫|普查|整治|开放[日周月]|讲座|培训|会议|运动会|开幕"
    r"|(?:慈善|科普|科技|质量|节能|读书|健康|创业|文化|旅游|诚信|法治|安全|敬老|志愿|禁毒|普法)[周月节]"
)
# Done in the year that follows the one that they name.
_YEAR_AFTER = re.compile(r"年报|年度报告|年检|年审|汇算|决算|总结|考核|评议|工作报告|统计公报|年度")
_YEAR = re.compile(r"(?<![\d.])(20\d{2})(?:[-—–~～至到/]+(20)?(\d{2}))?(?=年|学年|[\u4e00-\u9fff])年?度?")
_NAMES = sorted((name for name in festivals() if len(name) > 1 and not name.isdecimal()), key=len, reverse=True)
# 第六十一届, 十一五 are no festivals.
_NAMED = re.compile(
    rf"(?<![第一二三四五六七八九十])(?:{'|'.join(map(re.escape, _NAMES))})(?![届批次号个条章项五]|期(?!间))"
)
_HAN_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NEAR = 16  # characters after a year in which its event stands
_LONGEST = 400  # characters of a notice; what is longer is a page of its own


@dataclass(frozen=True, slots=True)
class Over:
    """What is over since when, and the words that say so."""

    day: date
    words: str


def over(text: str, today: date, grace: timedelta) -> Over | None:
    """What the notice is about, when it is over; None: it is not, or does not say.

    A deadline that it states is over on the next day; an event, or a year's matter, when `grace` has passed as well.
    What names several days is over with the last of them.
    """
    folded = with_digits("".join(unicodedata.normalize("NFKC", text).split()))[:_LONGEST]
    folded = _LASTING.sub("。", _HAN_YEAR.sub(lambda m: m[0].translate(_DIGITS), folded))
    if not (_TIMELY.search(folded) or _NAMED.search(folded)):
        return None
    ends, rest = _ends(folded, grace)
    ends = ends or list(_years(rest, grace))
    last = max(ends, key=lambda end: end[0], default=None)
    newest = max((int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", folded)), default=0)
    if last is None or last[0] >= today or newest > last[1].day.year:
        return None
    return last[1]


def _ends(folded: str, grace: timedelta) -> tuple[list[tuple[date, Over]], str]:
    """Dates with their years: until when each counts, and what is over by it; and the text without the other dates."""
    ends, others = list[tuple[date, Over]](), list[tuple[int, int]]()
    for span in spans(folded):
        before, after = folded[: span.start], folded[span.stop :]
        end = _day(span.last or span.first)
        begins = span.last is None and _BEGINS.match(after)
        counted = _STATISTICS.search(before) and not _ASKS.search(before[-_NEAR:])
        if end is None or begins or counted:
            others.append((span.start, span.stop))
            continue
        words = folded[max(0, span.start - 8) : span.stop + 8]
        deadline = span.last is None and (_ENDS_AFTER.match(after) or _ENDS_BEFORE.search(before))
        ends.append((end if deadline else end + grace, Over(end, words)))
    rest = folded
    for start, stop in reversed(others):
        rest = f"{rest[:start]}。{rest[stop:]}"
    return ends, rest


def _years(folded: str, grace: timedelta) -> Iterator[tuple[date, Over]]:
    """Years with an event right after them: 2024年清明祭扫, 2023年度网络安全宣传周."""
    for match in _YEAR.finditer(folded):
        year = int(match[1])
        if match[3]:
            year = max(year, int(f"20{match[3]}"))
        near = folded[match.end() : match.end() + _NEAR]
        words = match[0] + near
        days = [festival(name, year) for name in _NAMED.findall(near)]
        if days:
            day = max(days)
            yield day + grace, Over(day, words)
        elif _YEAR_AFTER.search(words):
            yield date(year + 1, 12, 31), Over(date(year + 1, 12, 31), words)
        elif _TIMELY.search(near):
            yield date(year + 1, 1, 31), Over(date(year, 12, 31), words)


def _day(stated: Day) -> date | None:
    year, month, day = stated
    if year is None:
        return None
    try:
        return date(year, month, min(day, monthrange(year, month)[1]))
    except ValueError:
        return None
