"""The clause in which a document states until when it is valid: 本办法自2020年1月1日起施行，有效期5年.

Assumes that a document states its term in a sentence of its own. What is said of contracts, certificates, materials, or
of another document in 《》 is no term of the document's. Gives up where the clause names no subject and nothing beside
it says that the document is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.terms import TERM, day, day_in, months_of
from inspection.numerals import number

_GENRE = (
    "办法|规定|细则|通知|意见|方案|文件|政策|措施|规程|规范|标准|指南|指引|制度|规则|准则|通告|公告|决定|条例|计划"
    "|清单|目录|要求|口径|令"
)
_OWN = rf"(?:本|上述|以上)[一-龥]{{0,10}}?(?:{_GENRE})(?:\((?:试行|暂行)\))?"
_HEAD = r"(?:第[一二三四五六七八九十百零\d]+条|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、]|附则)*"
_VALID = r"(?:有效期限?|有效期间|有效时间|施行期限?|实施期限?|执行期限?|试行期限?|暂行期限?|政策期限|政策执行期限?)"
_ACTS = r"(?:正式)?(?:开始)?(?:施行|实施|执行|生效|试行|暂行|有效|适用)"
_FROM = (
    rf"[自从]?(?:{day('s')}|(?P<issued>(?:本[一-龥]{{1,8}})?(?:正式)?(?:发布|印发|公布|下发|颁布|发文|签发|公开发布|发布实施|即)"
    rf"(?:之日|当日|日|之日起算?)?))(?:起|之日起|以?后)?(?:满?(?P<later>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})个?(?:工作)?日(?:后|起))?起?"
)
_UNTIL = rf"(?:至|到|截至|截止(?:到|至)?|为止|止于|-+|—+|~)(?:{day('e')})"
_CLAUSE = re.compile(
    rf"^{_HEAD}[(（]?(?P<own>{_OWN}|《[^《》]{{2,80}}》(?:\((?:试行|暂行)\))?)?(?:的)?[,，]?(?:现)?(?P<begins>{_FROM}[,，]?(?P<acts>{_ACTS})?)?"
    rf"(?:[,，;；(（]|并)*(?:其|本[一-龥]{{1,8}})?的?(?P<label>{_VALID})?(?:暂定|暂?为|是|[:：]|共|满)*(?P<rest>.*)$"
)
_END = re.compile(rf"^(?:[自从]?{day('f')}(?:起)?)?{_UNTIL}")
LENGTH = re.compile(rf"^(?:[,，]?(?:试行|暂行))?(?:为期)?{TERM}(?!以|内|前|后|的|度)")
_BARE_END = re.compile(rf"^{_ACTS}?(?:期)?{_UNTIL}(?:止|为止)?(?:{_ACTS}|有效|废止|失效|$|[,，。;；)）])")
_LAPSES = re.compile(rf"^于?{day('e')}(?:自行|自动|予以)?(?:废止|失效|终止)(?!的)")
_MENTIONS = re.compile(rf"有效|期限|试行|暂行|止|[行施生][,，]?[至到]|[行施效](?:{TERM})")
_ANSWERS = re.compile(r"负责解释|解释权|同时废止|遵照执行|附则")
_EXTENDED = re.compile(rf"(?:延长|延续|顺延|延期|继续(?:执行|有效|施行|实施))[^。;]{{0,20}}?{_UNTIL}")
_SENTENCES = re.compile(r"[。;；\n!！]+")
_FURTHER = re.compile(r"^.{0,80}?(?:负责解释|同时废止|遵照执行|贯彻执行)[,，]")
_QUOTED = re.compile(r"“[^“”]{0,200}”")
_FIRST, _LAST = 4, 6  # sentences of a text in which a clause needs no subject
_WORTH = re.compile(r"有\s?效|期\s?限|试\s?行|暂\s?行|止|[行施]\s?[，,]?\s?[至到一二两三四五六十\d]")
_LISTS = re.compile(r"目录|一览|名录|名单|公示|统计|汇总|许可|清理|证书|合同|招标|采购|中标|公开招聘")
_LONGEST = 260  # characters of a sentence that is looked at
_MOST = 6000  # sentences


@dataclass(frozen=True, slots=True)
class Term:
    """What a document says of its term. `end` None: it ends so long after a start that is not known."""

    end: date | None
    words: str  # the sentence, as it stands there
    start: date | None = None
    months: int = 0
    by_issue: bool = False  # it begins with its issue
    delay: int = 0  # days after its issue
    bare: bool = False  # the clause names no subject: 有效期至2025年12月31日


def folded(text: str) -> str:
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))


def extension_in(text: str) -> Term | None:
    """Until when a notice says that a document goes on to be valid: 有效期延长至2026年12月31日."""
    for sentence in _sentences(text):
        if match := _EXTENDED.search(sentence):
            end = day_in(match, "e", ends=True)
            if end is not None:
                return Term(end, sentence)
    return None


def own_terms(title: str, text: str) -> Iterator[Term]:
    """Own clauses of the text. One without a subject counts after a clause about entry into force, or in the closing;
    several such that differ are rows of a list, and none of them is the document's.
    """
    if not _WORTH.search(text):
        return
    sentences, found = list(_sentences(_near_terms(text))), list[Term]()
    for at, sentence in enumerate(sentences):
        if _MENTIONS.search(sentence) is None:
            continue
        before = sentences[at - 1] if at else ""
        near = bool(_ANSWERS.search(before)) or _enters_into_force(before, title)
        closing = at >= len(sentences) - _LAST or at < _FIRST
        if (term := _clause(sentence, title, near, closing, before)) is not None:
            found.append(term)
    bare = {(one.end, one.months) for one in found if one.bare}
    no_bare = len(bare) > 1 or _LISTS.search(title)
    yield from (one for one in found if not (one.bare and no_bare))


def _near_terms(text: str) -> str:
    """The lines that may speak of a term with those before them, and the text's first and last."""
    lines = text.split("\n")
    kept = {at + near for at, line in enumerate(lines) if _WORTH.search(line) for near in (-1, 0)}
    kept |= {*range(_FIRST), *range(len(lines) - _LAST, len(lines))}
    return "\n".join(line for at, line in enumerate(lines) if at in kept)


def _sentences(text: str) -> Iterator[str]:
    whole = _QUOTED.sub("“”", folded(text))
    for count, sentence in enumerate(_SENTENCES.split(whole)):
        if count >= _MOST:
            return
        if 4 <= len(sentence) <= _LONGEST:
            yield sentence
            if further := _FURTHER.match(sentence):  # 由市民政局负责解释，自2020年1月1日起施行
                yield sentence[further.end() :]


def _enters_into_force(sentence: str, title: str) -> bool:
    match = _CLAUSE.match(sentence)
    return match is not None and bool(match["begins"] and match["acts"]) and _is_own(match["own"], title)


def _clause(sentence: str, title: str, near: bool, closing: bool, before: str) -> Term | None:
    match = _CLAUSE.match(sentence)
    if match is None or not _is_own(match["own"], title):
        return None
    begins, acts, label, rest = match["begins"], match["acts"], match["label"], match["rest"]
    if begins and not acts and not label and not re.search(_ACTS, rest[:40]):
        return None  # 自2024年1月1日起至1月31日接受报名
    if not begins and not (label and (match["own"] or near or closing)):
        return None
    bare = not begins and not match["own"] and not near
    start, by_issue, delay = _start(match) if begins else _start_of(before) if near else (None, False, 0)
    until = _END.match(rest) if label else _BARE_END.match(rest) or (_LAPSES.match(rest) if acts else None)
    if until is not None and (end := day_in(until, "e", ends=True)) is not None:
        return Term(end, sentence, start, bare=bare)
    length = LENGTH.match(rest)
    if length is None or not (label or acts):
        return None
    if not label and acts not in ("试行", "暂行") and not rest.startswith("为期") and not _is_plain_length(rest):
        return None
    if not begins and (after := re.match(rf"^[,，](?:{_FROM})", rest[length.end() :])) is not None:
        start, by_issue, delay = _start(after)
    months = months_of(length)
    return Term(None, sentence, start, months, by_issue, delay, bare) if 0 < months <= 1200 else None


def _is_plain_length(rest: str) -> bool:
    """自2020年1月1日起施行五年: nothing follows that would make the years something else."""
    return re.fullmatch(rf"{TERM}[)）]?", rest) is not None


def _start_of(sentence: str) -> tuple[date | None, bool, int]:
    match = _CLAUSE.match(sentence)
    return _start(match) if match and match["begins"] else (None, False, 0)


def _start(match: re.Match[str]) -> tuple[date | None, bool, int]:
    """The day from which it counts, or that this is the day of its issue and how many days after it."""
    later = number(match["later"]) if match["later"] else 0
    if match["issued"]:
        return None, True, later
    start = day_in(match, "s", ends=False)
    return start + timedelta(days=later) if start else None, False, 0


def _is_own(subject: str | None, title: str) -> bool:
    """Whether the clause speaks of this document: of none by name, of 本办法, or of the one that the title names."""
    if subject is None or not subject.startswith("《"):
        return True
    named = re.sub(r"[^\w]", "", subject.partition("》")[0])
    return named in re.sub(r"[^\w]", "", folded(title))
