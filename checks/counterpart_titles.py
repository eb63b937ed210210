"""Titles of portal and accounts brought to what they have in common: without 【】, 转载, emoji, 来了 and so on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from checks.names import fold

SHORTEST = 6  # letters: shorter titles are too alike by nature
THRESHOLD = 90  # of 100
_BRACKETED_TITLE = 8  # letters; what stands in 【】 is a section's name where it is shorter
_LONGEST_RUN = 4  # letters that one title may have more than the other
_ALIKE = 0.7  # two titles of one form: where words are exchanged for others, they are siblings, not one content
_TAGS = re.compile(r"#([^#]{1,30})#|\[[^\[\]]{1,8}\]$")
_BRACKET = re.compile(r"^【([^】]*)】")
_PREFIX = re.compile(
    r"^(?:转载|转发|转|关注|权威发布|通知公告|公告|通知|通告|公示|提醒|提示|官宣|定了|最新|速看|注意|重要通知|重要|便民|便民提示|民生"
    r"|一[图文](?:读懂|看懂|了解)|图解|解读|政策解读|政策速递|新政速递|发布|新闻|资讯|动态|早安|晚安)[|:!!·—-]+"
)
# A column of the account before a bar (民政动态|, 清明节·祭扫|): short, and no quoted name.
_SERIES = re.compile(r"^[^|《》,。!?\d]{1,10}\|(?=.{6})")  # numbered ones name an issue: 集结号3|
_CALLS = re.compile(
    r"(?:定了|来了|这些要知道|一起了解|最新消息|你需要知道的?|都在这里?|收藏|速看|快看|扩散|转发周知|转发|请查收|请收好|请注意|请知晓|注意啦?|看这里|戳这里|戳进来|必看|别错过|(?:最新|刚刚)?公布|官宣|出炉)[!！~。?]*"
)
_LEADING_CALL = re.compile(r"^[^,!?《]{1,8}!+(?=.{6})")
_DATE_ALONE = re.compile(r"^[\[(]?(?:20\d{2}[-./年])?\d{1,2}[-./月]\d{1,2}日?[\])]?(?:[|:]|$)")
_WEAK = re.compile(
    r"关于|印发|发布|公布|进一步|切实|做好|开展|有关|相关|工作|事项|事宜|问题|通知|公告|通告|公示|的|了|和|与|及|等|年度?|全文|转载|转发|本市"
    r"|上海市?|我局|市民政局|民政局|安排|提示|须知|攻略|指南|指引|请|将|最新|正式|今年|今日"
)
# Added to a title, these make it one about something else.
_TELLS_APART = re.compile(
    r"[\d一二三四五六七八九十]|[区县镇乡村街]|居家|社区|农|城|取消|[非不未无副]|临时|部分|市级|国家|全国|第|细则|意见|上半|下半"
)
# What makes another publication of it: the same matter, changed or called off.
_CHANGED = re.compile(
    r"更正|补充(?!保险|养老)|延期|延长|推迟|变更(?!登记)|取消(?!认定)|改期|顺延|调整(?=.{0,20}(?:时间|日期|地点|公告|通知|通告|安排))"
    r"|(?<=时间|日期|地点|安排)有?(?:所|新)?(?:调整|变化|变动)|勘误|重新|再次|第[二三四]次|恢复|暂停|终止|中止"
)
# Different words for one change: 关于调整时间的通告 and 时间有变化, 延期 and 推迟.
ADJUSTED = "调整"
_ADJUSTS = re.compile(r"调整|变更|变化|变动|有变")
_CHANGES = {
    ADJUSTED: (
        "调整",
        "变更",
        "有调整",
        "有变化",
        "有新变化",
        "有变动",
        "所调整",
        "变化",
        "变动",
        "有所调整",
        "新变化",
    ),
    "延期": ("延期", "延长", "推迟", "改期", "顺延"),
    "更正": ("更正", "勘误"),
    "停": ("暂停", "终止", "中止"),
}  # fmt: skip


@lru_cache(maxsize=65536)
def variants(title: str) -> tuple[str, ...]:
    """The keys (letters and digits) by which a title may be compared, the fullest first.

    【X】Y may be a section before its title or, on Weibo, the title before its text: both X and Y are tried.
    """
    text = _TAGS.sub(lambda m: m[1] or "", fold(title))
    bracket = _BRACKET.match(text)
    whole = _stripped(text)
    found = [whole if len(_letters(whole)) >= SHORTEST else text]
    if bracket:
        found += [_stripped(text[bracket.end() :]), bracket[1] if len(bracket[1]) >= _BRACKETED_TITLE else ""]
    keys = (_letters(each) for each in found)
    return tuple(dict.fromkeys(key for key in keys if len(key) >= SHORTEST))


def subjects(keys: tuple[str, ...]) -> frozenset[str]:
    """Runs of four letters of what a title is about, numbers alone left out."""
    about = essence(keys[0]) if keys else ""
    runs = (about[at : at + 4] for at in range(len(about) - 3))
    return frozenset(run for run in runs if not re.search(r"\d{2}|^\d|\d$", run))


def core(key: str) -> str:
    """The essence without its year: editions are compared apart from it."""
    return re.sub(r"20\d{2}年?", "", essence(key))


@lru_cache(maxsize=65536)
def essence(key: str) -> str:
    """A key without the words that come and go: 关于做好清明祭扫工作的通知 and 清明祭扫安排来了 share theirs."""
    return _WEAK.sub("", _CALLS.sub("", key))


def changes(title: str) -> frozenset[str]:
    """The words by which a title says that something announced is changed: 延期, 更正 ..."""
    found = _CHANGED.findall(fold(title))
    return frozenset(next((kind for kind, words in _CHANGES.items() if word in words), word) for word in found)


def adjusts(title: str) -> bool:
    """Whether it speaks of a change in any way; 关于调整标准的通知 is one, but no change of a notice."""
    return bool(_ADJUSTS.search(title))


def near_titles(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Positions of keys that are 90 of 100 alike and where nothing is exchanged, only a short run added.

    Looked for among keys that begin or end alike: what is added at both ends at once makes another title.
    """
    ends: dict[str, dict[int, str]] = defaultdict(dict)
    for other, key in enumerate(theirs):
        if len(key) >= SHORTEST:
            ends["^" + key[:4]][other] = ends["$" + key[-4:]][other] = key
    for at, key in enumerate(ours):
        if len(key) < SHORTEST:
            continue
        near = {**ends.get("^" + key[:4], {}), **ends.get("$" + key[-4:], {})}
        for found, score, other in process.extract(key, near, scorer=fuzz.ratio, score_cutoff=THRESHOLD, limit=3):
            if all(_harmless(edit) for edit in _edits(key, found)):
                yield at, other, score


def _harmless(edit: _Edit) -> bool:
    run = edit.gone or edit.come
    return edit.tag != "replace" and len(run) <= _LONGEST_RUN and not _TELLS_APART.search(run)


def siblings(one: str, other: str) -> bool:
    """Whether the titles have one form with words exchanged: 清明 for 冬至, one district for another, 5日 for 12日."""
    a, b = essence(one), essence(other)
    if not a or not b or Indel.normalized_similarity(a, b) < _ALIKE:
        return False
    return any(op.tag == "replace" for op in _edits(a, b))


def _edits(a: str, b: str) -> list[_Edit]:
    """Runs of difference; a deletion next to an insertion is an exchange."""
    out: list[_Edit] = []
    gone = come = ""
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            if gone or come:
                out.append(_Edit(gone, come))
            gone = come = ""
        else:
            gone += a[op.src_start : op.src_end]
            come += b[op.dest_start : op.dest_end]
    return [*out, _Edit(gone, come)] if gone or come else out


class _Edit:
    """What went and what came in its place."""

    __slots__ = ("come", "gone")

    def __init__(self, gone: str, come: str) -> None:
        self.gone, self.come = gone, come

    @property
    def tag(self) -> str:
        return "replace" if self.gone and self.come else "insert" if self.come else "delete"


def _stripped(text: str) -> str:
    before = ""
    while text != before:
        before = text
        text = _DATE_ALONE.sub("", _BRACKET.sub("", text, count=1)) or text
        text = _PREFIX.sub("", text, count=1) or text
        text = _SERIES.sub("", text, count=1) or text
        text = _LEADING_CALL.sub("", text, count=1) or text
    tail = re.search(r"[|·—-]+([^|·—-]{1,12})$", text) if "|" in text else None
    return text[: tail.start()] if tail and tail.start() > len(tail[1]) else text


def _letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)
