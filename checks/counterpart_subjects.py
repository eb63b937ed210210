"""What two titles are about, compared whatever the order of their words: 关于调整X的通告, X调整啦, 便民|X有变化."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from checks.editions import without_editions
from checks.names import fold

SPECIFIC = 6  # letters that two titles must have in common to speak of one thing
LEAST_RUN, _LEAST_BLOCK = 4, 2  # letters: of the longest common run, and of any that counts
_MOST = 60  # letters of a title that are compared
_PART = 0.6  # of the shorter title's letters, where the longer one says more
_TAKEN = "\ue000"
_SPLIT = re.compile(r"[,，!！?？|:：;；·~。、@#…\[\]【】()“”\"‘’]+|--|——")
_BRACKETED = re.compile(r"^【([^】]*)】")
_ISSUER = re.compile(r"^[^《》]{2,24}?(?:局|厅|部|委|会|办公室|中心)(?=关于)")
# Words of form: they come and go with the channel and the writer, and say nothing of the matter.
_FORM = re.compile(
    r"关于|印发|发布|公布|进一步|切实|做好|开展|举办|举行|组织|实施|进行|推进|公开|面向|社会|全面|全力|正式|有关|相关|工作|事项|事宜|问题|情况|活动"
    r"|的?(?:通知|公告|通告|公示|通报|启事|预告|提示|提醒|须知|指南|指引|攻略|安排|信息|消息|方案)|令|年度?|本市|全市|我市|我局|本局|市?民政局|上海市?"
    r"|开班|开课|开讲|开营|开始|开启|启动|上线|上新|开通|已经|全新|最新|重磅|官宣|火热|热烈|同步|现已?|正在|当中|持续|即将|马上|今起|即日起|今天|今日|明天|本周|下周"
    r"|[有迎又]?(?:新)?变化|有新?变|有调整|时间表|来了|来啦|来袭|来喽|走起|咯|喽|啦|了|呀|哦|吧|吗|呢|中|要|将|已|请|您|你|咱|大家|小伙伴们?|市民朋友们?"
    r"|等你?来?|邀您?|期待|欢迎|快来|快看|速看|速来|来看|看过来|看这里|戳这里|一起|参与|参加|加入|报到|围观|了解一下|了解|一下|知晓|知道|注意|关注|及时|尽快|尽早|按时|踊跃|积极|扩散|周知|转发|转载|收藏|收好|查收|别忘|别错过|不要错过|不容错过|抓紧|赶紧"
    r"|怎么|如何|怎样|这样|这些|这里|哪些|在哪|啥时候|什么时候|详情|要点|重点|一文|[一两几]张?图|读懂|搞懂|看懂|全|都|为|的|和|与|及|等|就|在|对|起|这|可以|需要|记得|便民|民生|速递|快讯|资讯|动态|通道|进行时|倒计时|截止|时间"
)
# The least of them: what is left of a common run without these is its matter.
_FRAME = re.compile(
    r"关于|进一步|做好|开展|举办|举行|组织|实施|推进|公开|有关|相关|工作|事项|的?(?:通知|公告|通告|公示|安排)|[的了啦]"
)
# What is done with the matter: one title may leave it out, two different ones speak of different things.
_ACT = re.compile(
    r"征集|招募|招聘|招录|招生|申报|申请|报名|受理|预约|登记|评选|评审|推荐|遴选|调整|变更|优化|检查|复核|核查|年检|缴费|领取|办理|审核|认领|投票|招标|采购"
)
_LIGHT = "的和与及等将请为在就对了要已您你咱都啦"
_DAY = re.compile(r"(?:\d{1,2}月)?\d{1,2}[日号](?:之?前|以前|起|止|截止)?|\d{1,2}月[底初]?")
# Whatever else is said with these is another matter: another place, number, group or stage.
_STAGE = (
    r"取消|结果|名单|结业|闭幕|落幕|圆满|成功|顺利|回顾|纪实|侧记|表彰|获奖|录取|录用|入围|成绩|面试|笔试|体检|延期|延长|推迟|更正|补充|暂停|恢复"
    r"|中止|终止|解读|总结|会议|座谈|调研|督查|推进会|分会|分中心|[东南西北]部|市级|国家|全国|[上下]半"
)
_TELLS_APART = re.compile(
    rf"{_STAGE}|[\d一二三四五六七八九十]|[区县镇乡村]|街(?!坊)|居家|社区|农|城|[非不未无副]|临时|首"
)
_STAGES = re.compile(_STAGE)
# The same of a remark beside it, which may be addressed to anyone: only places, numbers and stages count there.
_REMARKS_APART = re.compile(
    rf"{_STAGE}|\d|第[一二三四五六七八九十]|[\u4e00-\u9fff](?<!社|小)[区县镇乡]|街道|首[期批场]"
)


class Alike(IntEnum):
    """How far two titles speak of one matter."""

    NOT = 0
    PART = 1  # one says more of it than the other
    ASIDE = 2  # the same, with a call or a remark of its own
    SAME = 3  # nothing but words of form differs


@lru_cache(maxsize=65536)
def spoken(title: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a title between its marks, years and issuer left out.

    `keys`: those that it is compared by; among them that of what stands in 【】 where that is the title, no section.
    """
    text = fold(title)
    bracketed = _BRACKETED.match(text)
    if bracketed:
        text = bracketed[1] if _letters(bracketed[1]) in keys[1:] else text[bracketed.end() :]
    parts = map(_letters, _SPLIT.split(without_editions(_ISSUER.sub("", text)[:_MOST])))
    return tuple(part for part in parts if part)


def alike(one: tuple[str, ...], two: tuple[str, ...]) -> Alike:
    """How far they speak of one matter, by what is left of either when all that they have in common is taken out."""
    met = _meet(one, two)
    if met.letters < SPECIFIC or met.longest < LEAST_RUN or met.disagree or all(met.rest):
        return Alike.NOT
    if any(map(_TELLS_APART.search, met.rest)) or any(map(_REMARKS_APART.search, met.remarks)):
        return Alike.NOT
    if any(met.rest):
        return Alike.PART if met.letters >= _PART * (met.letters + sum(map(len, met.rest))) else Alike.NOT
    return Alike.ASIDE if any(met.remarks) else Alike.SAME


def exchanged(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, str] | None:
    """What either says of its own where the two have one frame, if that makes them different matters; else None.

    督导技能 and 心理健康 in two 培训班. Both are empty where one alone tells of another stage: 圆满落幕.
    """
    met = _meet(one, two)
    if met.letters < LEAST_RUN:
        return None
    if any(map(_STAGES.search, met.rest)):
        return "", ""
    return met.rest if all(met.rest) or any(map(_TELLS_APART.search, met.rest)) else None


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Two titles laid beside each other."""

    letters: int  # that they have in common, but for words of form
    longest: int  # common run
    rest: tuple[str, str]  # what either says besides
    remarks: tuple[str, str]  # what either says apart from it
    disagree: bool  # of different acts or days


@lru_cache(maxsize=65536)
def _meet(one: tuple[str, ...], two: tuple[str, ...]) -> _Meeting:
    mine, yours, common = _less_common("|".join(one), "/".join(two))
    about = [_FRAME.sub("", block) for block in common]
    (here, aside), (there, remark) = _left(mine, "|"), _left(yours, "/")
    disagree = any(words.search(mine) and words.search(yours) for words in (_ACT, _DAY))
    here, there = (_DAY.sub("", _ACT.sub("", text)) for text in (here, there))
    return _Meeting(sum(map(len, about)), max(map(len, common)), (here, there), (aside, remark), disagree)


def _less_common(one: str, two: str) -> tuple[str, str, list[str]]:
    """Both with a mark for every run of letters that stands in both, the longest first; and those runs."""
    runs: list[str] = []
    while True:
        match = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
        if match.size < _LEAST_BLOCK:
            return one, two, runs or [""]
        runs.append(one[match.a : match.a + match.size])
        one = one[: match.a] + _TAKEN + one[match.a + match.size :]
        two = two[: match.b] + "\ue001" + two[match.b + match.size :]


def _left(text: str, mark: str) -> tuple[str, str]:
    """What is left beside the common words, and what stands in parts of its own; words of form left out."""
    beside: list[str] = []
    apart: list[str] = []
    for part in text.split(mark):
        touched = _TAKEN in part or "\ue001" in part
        *runs, last = re.split("[\ue000\ue001]", part)
        # One letter before common ones belongs to them: 初级 and 中级, not 招募中.
        left = [run if len(run) == 1 and run not in _LIGHT else _FORM.sub("", run) for run in runs]
        (beside if touched else apart).extend([*left, _FORM.sub("", last)])
    return "".join(beside), "".join(_DAY.sub("", run) for run in apart)


def _letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", text)
