"""The words by which a message board names the parts of a letter, in headings and in labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from spiders.reading.page import SEAM, Line, squeeze


class Part(StrEnum):
    """What a label announces."""

    TITLE = "title"
    ASKED = "asked"
    ANSWERED = "answered"
    STATE = "state"
    QUESTION = "question"
    ANSWER = "answer"
    OTHER = "other"  # ends what stands before it


_WHO = r"(?:网友|网民|群众|市民|用户|百姓|您的|来访者|公众|我的)?"
_ASK = (
    r"(?:来信|写信|留言|咨询|提问|提交|反映|诉求|信件|投诉|发帖|问题|登记|收件|收信|来件|提出|投递|发起"
    r"|询问|建议|求助|寄信|递交)"
)
_REPLY = r"(?:官方|单位|部门|领导|办理|留言|信件|最新|我局|处理)?(?:答复|回复|办结|反馈|回信|回应|解答|回答|办复)"
_WORDS: dict[Part, str] = {
    Part.ASKED: rf"{_WHO}{_ASK}(?:提交|的)?(?:时间|日期)",
    Part.ANSWERED: rf"(?:{_REPLY}|办理|处理)(?:的|完成)?(?:时间|日期)",
    Part.STATE: r"(?:当前|办理|处理|信件|留言|[回答]复|来信|咨询|办件|处置|受理)?(?:状态|进度|进展)"
    r"|(?:办理|[回答]复|处理|办结)情况|是否(?:已)?(?:[回答]复|办结)",
    Part.TITLE: rf"(?:{_ASK})?(?:标题|主题|题目|事由)|咨询事项|信件名称|来信事项|问题(?:名称)?",
    Part.QUESTION: rf"{_WHO}(?:{_ASK})?(?:内容|正文|描述|详情|原文)|网友留言|问题描述|问|Q|提问|来信|留言|咨询",
    Part.ANSWER: rf"{_REPLY}(?:内容|意见|正文|详情|信息|结果)?|(?:处理|办理|受理|承办)(?:结果|意见|回复|答复)|答|A",
    Part.OTHER: r"(?:来信|写信|留言|咨询|提问|答复|回复|办理|承办|受理|处理|责任)?"
    r"(?:人|者|人员|单位|部门|机关|机构|网友|姓名|类型|类别|编号|方式|渠道|对象|范围)|信件编号|办件编号|查询码|查询编号|序号"
    r"|浏览次数|浏览量|点击数?|满意度|评价|附件|来源|所属区域|联系电话|邮箱|是否公开|发布时间|发布日期|时间|日期"
    r"|上一[篇条封]|下一[篇条封]|分享到?|打印|关闭",
}
_ORDER = (Part.ASKED, Part.ANSWERED, Part.STATE, Part.TITLE, Part.QUESTION, Part.ANSWER, Part.OTHER)
_WHOLE = {part: re.compile(_WORDS[part]) for part in _ORDER}
_LABEL = re.compile(
    r"(?:(?<![\w“”\"《》])|(?<=\s))(?:【|\[)?(?:"
    + "|".join(f"(?P<{part}>{_WORDS[part]})" for part in _ORDER)
    + r")(?:】|\])?\s?[:：]"
)
# What only boards say: without one of these a page shows no letters.
TELLS = re.compile(
    rf"{_ASK}(?:时间|日期)|{_REPLY}(?:时间|日期)|[回答]复(?:内容|意见)|(?:处理|办理)(?:结果|状态|情况)|状态|是否[回答]复"
    r"|【(?:[回答]复|来信|留言|咨询)】|\d\s?(?:来信|留言|提问|咨询|回复|答复)|^[^\w]*[回答]复[^\w]*$"
)
_MARKED = re.compile(r"^[【\[]([^】\]]{1,8})[】\]]")  # 【答复】您好
_DRESS = re.compile(r"^[\s【\[（(<·•]+|[\s】\]）)>:：·•]+$")


def part_of(words: str) -> Part | None:
    """What a heading, or a label that stands alone, announces."""
    bare = _DRESS.sub("", words).replace(" ", "")
    if not 0 < len(bare) <= 12:
        return None
    if bare == "办结":
        return None  # alone it is a state
    return next((part for part in _ORDER if _WHOLE[part].fullmatch(bare)), None)


def pieces(lines: Iterable[Line]) -> Iterator[tuple[str, bool]]:
    """What the lines say, apart wherever an inline element begins or ends, and whether it is a link's words."""
    for line in lines:
        linked = line.linked * 5 >= len(line.text) * 4
        for piece in line.raw.split(SEAM) if SEAM in line.raw else (line.text,):
            if said := squeeze(piece):
                yield said, linked


def tokens(lines: Sequence[Line]) -> Iterator[tuple[Part | None, str]]:
    """Labels as (part, ""), what they announce and all else as (None, words), in order.

    A link's words are no label, unless all is one link.
    """
    all_linked = all(line.linked for line in lines if line.text)
    for piece, linked in pieces(lines):
        part = None if linked and not all_linked else part_of(piece)
        if part is not None:
            yield part, ""
            continue
        marked = _MARKED.match(piece)
        if marked is not None and (part := part_of(marked[1])) is not None:
            yield part, ""
            piece = piece[marked.end() :]
        at = 0
        for match in _LABEL.finditer(piece) if len(piece) <= 2_000 else [m for m in [_LABEL.match(piece)] if m]:
            if said := piece[at : match.start()].strip():
                yield None, said
            yield Part(match.lastgroup or "other"), ""
            at = match.end()
        if said := piece[at:].strip():
            yield None, said
