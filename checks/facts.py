"""Facts of a text that must agree wherever it stands: telephone numbers, dates, periods, times, with their roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from checks.fact_dates import clocks, spans, with_digits
from checks.fact_phones import phones

# What a date or a time is about, the most telling first.
_TOPICS = (
    "有效期", "报名", "放号", "预约", "高峰", "公示", "征求意见|意见征集|征集意见|反馈", "申报", "申请", "受理",
    "缴费|缴纳|缴款", "领取", "发放", "面试", "笔试", "体检", "资格审查|资格复审", "投标|递交", "开标",
    "首班|头班", "末班", "发车|班车|接驳", "放假", "上班", "暂停|停止|停办", "恢复", "闭园|闭馆|关门", "开园|开馆",
    "施行|实施|生效", "举行|举办|召开|开幕|启幕", "营业", "接待", "办公", "开放", "办理", "评审", "答辩", "查验|验收",
    "公布结果|结果公布", "咨询|热线|服务时间", "截止",
)  # fmt: skip
_TOPIC = tuple((words.partition("|")[0], re.compile(words)) for words in _TOPICS)
_LABEL = re.compile(r"(?:时间|日期|日程|期限)(?:安排)?(?:为|是|:|$)")
# Beside a date or time; a further one next to it (3月20日17时前) is a mark by then.
_END = re.compile(r"截止|截至|为止|结束|最后|^\ue000*(?:之?前|以前|止)|不晚于|最晚|最迟|(?:有效期|延续)[^,]{0,4}[至到]")
_START = re.compile(
    r"^\ue000*(?:起|开始|启动(?!仪式)|开启|正式|上线)|(?:[自从]|起始时间|开始时间|启动时间)(?:为|是|:)?\ue000*$"
)
# Dates of other documents and of what went before are no facts of this one.
_PAST = re.compile(
    r"根据|依据|按照|印发|颁布|公布的|制定|废止|原定|原于|此前|去年|上年|往年|以来|(?<!\d)日前|近日|改为|改至|调整[为至到]|推迟|延期|延至|顺延|提前至|更正"
    r"|发布(?:日期|时间|于)|成文|更新(?:日期|时间)|截至目前|通过(?:,|$)|修[订正]|任免|数据|来源|浏览|阅读|点击|打印|作者|编辑|供稿|审核:"
)
_WHEN = re.compile(
    r"工作日|周末|双休日|休息日|节假日|法定|周[一二三四五六日天]|星期[一二三四五六日天]|夏季|冬季|夏令|冬令|平日|高峰日|每月|每周"
)
# What keeps two dates of one role apart: batches, ways, and whose they are.
_WHICH = re.compile(
    r"第[一二三四五六七八九十\d]+(?:批|期|场|次|轮|阶段|届|季|站)|首[批期场]|网上|网络|线上|线下|现场|窗口|上门|个人|团体|集体|单位|初审|复审|补报"
    r"|[\u4e00-\u9fff]{2,3}(?:(?<!社)区|县|街道|镇)|[\u4e00-\u9fff]{2,8}(?:墓园|陵园|公墓|古园|登记处|中心|服务站|馆|学校|考点)"
)
_CLAUSE = re.compile(r"([;。!?\n])|,")
_DIGIT = re.compile(r"\d")  # no fact is without one
_STOPS = frozenset(";。!?\n")
_WEAK = re.compile(r"[的为是将于请也可均在了即从自]|预计|时间|其中|具体|左右")
_LETTERS = re.compile(r"[^\w]|_")
_BULLET = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]{1,3}[)、]|[(]?\d{1,2}(?:[)、]|\.(?!\d))|[●•▪■◆★▶※·*-]+|第[一二三四五六七八九十][,、])"
)
# A row of a list of telephone numbers: a short name and the number, or the number alone.
_ROW = re.compile(r"^[^\d]{0,14}[\d\s()/、转-]{7,}$")
_NO_PHONE = re.compile(r"[编证账]号|号码为|邮编|金额|代码|编码|标识|万|元")
_AROUND = 80  # letters on either side of a date in which its topic is looked for
_MOST = 60  # dates, and as many times, of one clause: a table run together
_ADJACENT = 2  # letters between a day and its time of day
_LEAST_LETTERS = 4  # of a clause, besides its facts, for it to be recognised on the other side
PHONE, DATE, TIME = "电话", "日期", "时间"
_MARKS = {PHONE: "\ue001", DATE: "\ue002", TIME: "\ue003"}

Value = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated value. `role` and `whose` say what it is for; `value` is comparable within its kind and role."""

    kind: str  # 电话, 日期, 时间
    role: str  # 预约, 监督 ...; empty: nothing says what for
    phase: str  # of a date or a time: 期间, 开始, 截止, or empty
    whose: str  # of a telephone number whose; of a time on which days
    value: Value
    shown: str  # as it is written
    clause: str  # the words around it
    key: str  # the clause with marks in place of facts; empty where it has too few letters to be recognised
    place: int  # which fact of its clause, from 0


def facts_of(text: str) -> list[Fact]:
    """Every fact of an article's body, in its order."""
    folded = with_digits(_folded(text))
    callable_ = bool(re.search(r"电话|热线", folded))
    out: list[Fact] = []
    heading = ""
    for line in folded.split("\n"):
        said = ""  # of which matter the sentence speaks
        for clause in _CLAUSE.split(_BULLET.sub("", line.strip())):
            if clause in _STOPS:
                said = ""
            elif clause and (clause := _BULLET.sub("", clause)):
                facts = _facts(clause, heading, numbers_alone=callable_) if _DIGIT.search(clause) else ()
                found = [_continued(fact, said) for fact in facts]
                out += found
                said = next((fact.role for fact in found if fact.kind == DATE and fact.role), "")
                heading = "" if _is_number(clause) else clause[-20:] if len(clause) <= 20 else ""
    return out


def _continued(fact: Fact, said: str) -> Fact:
    """报名自3月1日起,截止时间为3月20日: the bare end is that of what the sentence began with."""
    bare = fact.kind == DATE and fact.role in {"截止", "时间"} and fact.phase == "截止"
    return replace(fact, role=said) if bare and said else fact


@dataclass(frozen=True, slots=True)
class _Found:
    """One value where it stands in its clause."""

    start: int
    stop: int
    kind: str
    role: str
    phase: str
    whose: str
    value: Value


def _facts(clause: str, heading: str, *, numbers_alone: bool) -> Iterator[Fact]:
    shown = _without_quotes(clause)
    before = heading if heading.endswith((":", "电话", "时间", "日期", "热线", "期限", "方式")) else ""
    if numbers_alone and _ROW.search(clause) and not _NO_PHONE.search(clause):
        before = f"{heading if _is_number(clause) else ''} 电话"
    found = _phones(shown, before)
    past = bool(_PAST.search(shown))
    found += _dates(shown, before, past=past, taken=found)
    found += _times(shown, before, past=past, taken=found)
    found = _less_conditions(sorted(found, key=lambda each: each.start))
    key = "" if past else _key(shown, found)
    for place, each in enumerate(found):
        written = clause[each.start : each.stop].strip()
        yield Fact(each.kind, each.role, each.phase, each.whose, each.value, written, clause.strip(), key, place)


def _less_conditions(found: list[_Found]) -> list[_Found]:
    """A day apart from the time in its clause only says for which day the time holds: 4月4日开放时间为6:30."""
    clocks_at = [each.start for each in found if each.kind == TIME]
    return [
        replace(each, role="")
        if each.kind == DATE and clocks_at and not any(0 <= at - each.stop <= _ADJACENT for at in clocks_at)
        else each
        for each in found
    ]


def _phones(clause: str, heading: str) -> list[_Found]:
    return [
        _Found(p.start, p.end, PHONE, p.purpose or PHONE, "", p.label if p.kind == "short" else p.whose,
               (p.kind, p.digits, p.area))
        for p in phones(clause, heading)
    ]  # fmt: skip


def _dates(clause: str, heading: str, *, past: bool, taken: list[_Found]) -> list[_Found]:
    out = []
    for span in islice(spans(clause), _MOST):
        if not _overlaps(span.start, span.stop, taken):
            topic, phase = _role(clause, span.start, span.stop, heading)
            phase = "期间" if span.last else phase
            role = "" if past else topic
            out.append(_Found(span.start, span.stop, DATE, role, phase, _which(clause), (span.first, span.last)))
    return out


def _times(clause: str, heading: str, *, past: bool, taken: list[_Found]) -> list[_Found]:
    """Times of day; those of Saturdays, or of a day that the clause names, are kept apart from others."""
    out = []
    days = "".join(str(each.value) for each in taken if each.kind == DATE)
    when = "".join(sorted(set(_WHEN.findall(clause)))) + days + _which(clause)
    for clock in islice(clocks(clause), _MOST):
        if not _overlaps(clock.start, clock.stop, taken):
            topic, phase = _role(clause, clock.start, clock.stop, heading)
            phase = "期间" if clock.last is not None else phase
            role = "" if past else topic
            out.append(_Found(clock.start, clock.stop, TIME, role, phase, when, (clock.first, clock.last)))
    return out


def _which(clause: str) -> str:
    return "".join(sorted(set(_WHICH.findall(clause))))


def _role(clause: str, start: int, stop: int, heading: str) -> tuple[str, str]:
    """What a date or time is about, and whether it begins or ends it; both empty where nothing says so."""
    before, after = _blotted(clause[max(0, start - _AROUND) : start]), _blotted(clause[stop : stop + _AROUND])
    around = f"{before}\ue000{after}"
    topic = next((name for name, words in _TOPIC if words.search(around)), "")
    topic = topic or next((name for name, words in _TOPIC if words.search(heading)), "")
    if not topic and (_LABEL.search(before) or (_LABEL.search(heading) and not before.strip(" :"))):
        topic = "时间"
    if _END.search(after[:6]) or _END.search(before[-8:]):
        return topic, "截止"
    return topic, "开始" if _START.search(after[:6]) or _START.search(before[-6:]) else ""


def _blotted(text: str) -> str:
    """Dates and times of the text as one mark each."""
    marked = [(found.start, found.stop) for found in spans(text)] + [
        (found.start, found.stop) for found in clocks(text)
    ]
    for start, stop in marked:
        text = text[:start] + "\ue000" * (stop - start) + text[stop:]
    return re.sub(r"\ue000+", "\ue000", text)


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u3000", " ").replace("\t", " ").replace("|", " ")
    return re.sub(r"(?<=[^\x00-\x7f])[^\S\n]+|[^\S\n]+(?=[^\x00-\x7f])", "", folded)


def _without_quotes(clause: str) -> str:
    """Names 《…》 and document numbers blotted out: dates in them are other documents'."""
    return re.sub(r"《[^《》]*》|[〔\[]20\d{2}[〕\]]\d+号", lambda m: "《" * len(m[0]), clause)


def _key(clause: str, found: list[_Found]) -> str:
    out, last = [], 0
    for each in found:
        out += [_LETTERS.sub("", clause[last : each.start]), _MARKS[each.kind]]
        last = each.stop
    key = _WEAK.sub("", "".join([*out, _LETTERS.sub("", clause[last:])]))
    return key if len(key) - len(found) >= _LEAST_LETTERS else ""


def _is_number(clause: str) -> bool:
    return bool(re.fullmatch(r"[\d\s()/、转-]+", clause))


def _overlaps(start: int, stop: int, taken: list[_Found]) -> bool:
    return any(start < other.stop and other.start < stop for other in taken)
