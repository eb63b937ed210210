"""The names by which a title calls a document: what 《X》解读, 一图读懂｜X and 关于印发《X》的通知 have in common."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from checks.editions import Editions, editions, without_editions

_GENRE = (
    "通知|意见|办法|规定|决定|决议|公告|通告|公报|通报|方案|细则|条例|批复|复函|函|令|规划|计划|要点|目录|标准|规范|指南|制度"
    "|措施|规则|准则|章程|清单|预案|纲要|要求|政策|指引|规程|大纲|导则|报告|名单|条件"
)
_ENDS_AS_DOCUMENT = re.compile(rf"(?:{_GENRE})(?:\([^()]*\)|〔[^〕]*〕\d+号)*$")
# Words that say that a title explains. `要点` and `说明` may also end a document's own name.
_WORD = (
    r"解读|图解|图表|图说|读懂|看懂|一[图文]了解|答记者问|问答|答问|答疑|解答|说明|释义|解析|解释|详解|说法|明白卡|知多少|划重点"
    r"|一看就|速览|简读|新闻发布会|q&a|亮点|(?<!工作)要点|看点|重点来了|政策包|有问必答|你问我答|怎么办|怎么领|怎么申请"
)
_EXPLAINS = re.compile(_WORD)
_HEAD_EXPLAINS = re.compile(
    rf"^(?:【[^】]*(?:{_WORD})[^】]*】|[^《|:]{{0,12}}(?:{_WORD})[^《|:]{{0,10}}?[|:—《\-“]|一[图文](?:读懂|看懂|了解)|图解)"
)
_PLAINLY = re.compile(r"解读|图解|读懂|看懂|答记者问|问答|答问")
_NOTICE = re.compile(r"的?(?:通知|公告|通告|决定|批复|函|令)(?:\([^()]*\))?$")
_ADOPTED = re.compile(r"印发|发布|公布|出台|颁布|通过|批准|施行|公开征求意见")
_HEAD = re.compile(
    rf"^(?:【[^】]*】|\[[^\]]*\]|(?:一|两|几|[\d]+)?[张图文篇]*(?:带你)?(?:读懂|看懂|了解|图解|图说|解读|图表|问答)[:|]?(?=《)"
    rf"|[^《|:]{{0,14}}(?:{_WORD})[^《|:]{{0,10}}?[|:—]+|一[图文](?:读懂|看懂|了解)|图解|新政速递[|:])"
)
_TAIL = re.compile(
    rf"(?:的)?(?:政策|文件|文字|视频|图文|专家|内容|简明|动漫|漫画|音频|起草|编制|修订|编写|有关问题|有关情况|相关问题|若干问题|及相关文件|等|\d++项?)*"
    rf"(?:的)?(?:{_WORD})(?:材料|文章|稿|来了|版)?(?:之?[一二三四五六七八九十\d]+)?(?:\([^()]*\))?[!！?？。]*$"
)
_SPEAKER = re.compile(
    r"^(?:.*——)?[^《]{0,40}?(?:负责人|负责同志|发言人|局长|主任|部长|厅长|处长|司长|专家)[^《]{0,10}?就(.+?)(?:有关问题|相关问题)?(?:答记者问|答问|接受.*采访)$"
)
_QUOTE = re.compile(r"《((?:[^《》]|《[^《》]*》)*)》")
_JOINED = re.compile(r"^(?:\([^()]*\)|〔[^〕]*〕\d+号|[、,及和与以等\s])*$")
_PROMULGATION = re.compile(
    r"(?:印发|发布|公布|颁布|下发|颁发)(?:新?修订后?的|新?修改后?的)?(.+?)的(?:通知|公告|通告|令|决定|函)(?:\([^()]*\))?$"
)
_ISSUER = re.compile(r"^[^《》]{2,40}?(?=关于)")
_BRACKETED_NUMBER = re.compile(
    r"\(?[\u4e00-\u9fff]{0,12}[\[〔(【](?:19|20)\d{2}[\]〕)】]第?\d+号\)?|\(?(?:19|20)\d{2}年?第?\d+号(?:令|公告)?\)?"
)
_TRIAL = re.compile(r"\((?:试行|暂行|修订|修正|修订版|试用|全文|新版|最新|节选)\)")
SHORTEST = 4  # letters: 《办法》 names nothing


class Kind(StrEnum):
    """What a title says its article is."""

    INTERPRETATION = "interpretation"
    DOCUMENT = "document"  # a notice, a plan, a regulation
    NEWS = "news"  # 某局印发《某办法》: that it was adopted, not what it means
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its key (letters and digits alone, no editions) and the editions that were written with it."""

    key: str
    editions: Editions
    text: str  # as it is shown


def fold(title: str) -> str:
    """One writing of a title: full width and half width, brackets, bars and spaces made the same."""
    text = unicodedata.normalize("NFKC", title).lower()
    text = text.translate(str.maketrans("〈〉＜＞丨∣│︱﹝﹞［］", "《》《》||||〔〕[]"))
    return re.sub(r"\s+", "", text).replace("--", "——").replace("《《", "《").replace("》》", "》")


def key_of(name: str) -> str:
    """Letters and digits of a folded name, without editions, 关于 and the issuer before it."""
    text = _TRIAL.sub("", without_editions(_BRACKETED_NUMBER.sub("", name)))
    text = _ISSUER.sub("", text, count=1).removeprefix("关于")
    return re.sub(r"[^\w]|_", "", text)


@lru_cache(maxsize=65536)
def kind_of(title: str) -> Kind:
    """What the article is, as its title says."""
    text = fold(title)
    outside = _QUOTE.sub("", text)
    adopted = _ADOPTED.search(outside) and "关于" not in outside and not _NOTICE.search(outside)
    if _HEAD_EXPLAINS.search(text):
        return Kind.INTERPRETATION
    if _EXPLAINS.search(outside) and not _ENDS_AS_DOCUMENT.search(_BRACKETED_NUMBER.sub("", outside)):
        return Kind.INTERPRETATION
    if adopted:
        return Kind.NEWS
    if _ENDS_AS_DOCUMENT.search(_BRACKETED_NUMBER.sub("", outside) or _QUOTE.sub(r"\1", text)):
        return Kind.DOCUMENT
    return Kind.OTHER


@lru_cache(maxsize=65536)
def is_no_policy(title: str) -> bool:
    """A row of a policy column that is plainly an interpretation: some columns list both."""
    return kind_of(title) is Kind.INTERPRETATION and bool(_PLAINLY.search(_QUOTE.sub("", fold(title))))


@lru_cache(maxsize=65536)
def names_of_document(title: str) -> tuple[Name, ...]:
    """The names by which a document with this title may be called; the whole title first, then what it promulgates."""
    text = fold(title)
    found = [text]
    promulgated = _PROMULGATION.search(text)
    if promulgated:
        inner = promulgated[1]
        found += main_quotes(inner) or [inner]
    elif text.startswith("《"):
        found += main_quotes(text)
    core = re.sub(r"的(?:通知|意见|公告|通告|决定|函)(?:\([^()]*\))?$", "", _BRACKETED_NUMBER.sub("", text))
    if core != text and not promulgated:
        found.append(core)
    return _named(found, text)


@lru_cache(maxsize=65536)
def names_in_interpretation(title: str) -> tuple[Name, ...]:
    """The names of what a title explains: the quoted ones, else what is left without 一图读懂 and the like."""
    text = unwrapped(fold(title))
    quoted = main_quotes(text)
    if not quoted or (_PROMULGATION.search(text) and not text.startswith("《")) or _amends(text):
        return _named([text, *(quoted if _PROMULGATION.search(text) else [])], text)
    found: list[str] = []
    for quote in quoted:
        found.append(quote)
        inner = _PROMULGATION.search(quote)
        if inner:
            found += main_quotes(inner[1]) or [inner[1]]
    return _named(found, fold(title))


def unwrapped(folded: str) -> str:
    """A folded title without the words that only say that it explains."""
    text, before = folded, ""
    while text != before:
        before = text
        spoken = _SPEAKER.match(text)
        text = spoken[1] if spoken else text
        text = _HEAD.sub("", text, count=1) or text
        text = _TAIL.sub("", text, count=1) or text
        text = re.sub(r"^关于(?=《)", "", text).strip("|:—-“”\"'!?,。")
    return text


def quotes(folded: str) -> list[tuple[int, int, str]]:
    """Every outermost 《…》 of a folded text: start, end, what is inside."""
    return [(m.start(), m.end(), m[1]) for m in _QUOTE.finditer(folded)]


def main_quotes(folded: str) -> list[str]:
    """What a title is about: its first quoted name, and those joined to it by 、 or 和; not those cited further on."""
    out: list[str] = []
    last = 0
    for start, end, inside in quotes(folded):
        if out and not _JOINED.match(folded[last:start]):
            break
        if not out and re.search(r"(?:贯彻|落实|根据|依据|按照|学习|依照)(?:好|实施)?$", folded[:start]):
            continue
        out.append(inside)
        last = end
    return out


def _amends(folded: str) -> bool:
    """关于修改《X》的决定 is another document than X."""
    return bool(re.match(r"^[^《》]{0,40}(?:修改|修订|修正|废止|停止执行|延长)[^《》]{0,10}《", folded))


def _named(found: list[str], whole: str) -> tuple[Name, ...]:
    """A name that states no edition has those of the title around it: 《X》（2021年修改）."""
    around = editions(whole)
    out: dict[str, Name] = {}
    for text in found:
        key = key_of(text)
        if len(key) >= SHORTEST:
            out.setdefault(key, Name(key, editions(text) or around, text))
    return tuple(out.values())
