"""One letter of a message board, put together from labels, words and days in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from inspection.contents import Message
from inspection.letters import answered_by, is_state
from inspection.records import Published
from spiders.contents.letter_words import Part
from spiders.reading.dates import find_dates

_TITLE = 200  # characters that are kept
_STATE = 20
_SHORT = 60  # characters of a line in which a day beside a verb says who did what when
_ASKED_AFTER = re.compile(r"^[\s\d:]*(?:网友|网民|市民)?(?:提问|留言|来信|咨询|提交|写信|反映|发表|发布)")
_ANSWERED_AFTER = re.compile(r"^[\s\d:]*(?:回复|答复|回答|办结|解答)")
_NOTHING = re.compile(
    r"^[\s\-—/、。.]*$|^(?:暂无|尚未|未|暂未|等待|正在|无|待|还没有)?(?:[回答]复|办理|处理|受理|内容|反馈)?(?:内容|意见|中|信息)?[。.!！]?$"
    r"|^(?:该|您的|此)?(?:信件|来信|留言|问题|诉求)?(?:目前)?(?:正在|尚在|还在)(?:办理|处理|受理|核实|转办)"
)
_FURNITURE = re.compile(  # what stands below an answer, and is none
    r"[\[【<(（\s]*(?:(?:关闭|打印|返回|收藏|推荐)(?:窗口|本页|此页|页面|列表|列表页|上一?页|上一级|首页|顶部)?|(?:我要|继续)?(?:写信|咨询|留言|评价|追问|提问)"
    r"|(?:回到|返回)?顶部)[\]】>)）\s]*$"
    r"|(?:主办|承办|主管|指导|运行维护|技术支持)(?:单位)?\s?[:：]|版权所有|copyright|网站标识码|\W{0,3}\w?ICP备|网站地图|关于我们",
    re.I,
)
_PENDING = "未答复"
_SIGNED = 40  # characters at the end of an answer in which its day may stand
_BRACKETED = re.compile(r"[\[【(（]([^\[\]【】()（）]{2,8})[\]】)）]")


@dataclass(slots=True)
class Letter:
    """What was gathered. `answer`: None, there is no place for an answer; "", there is and it says nothing."""

    title: str = ""
    asked: date | None = None
    answered: date | None = None
    state: str = ""
    question: bool = False
    words: str = ""  # the question's first
    answer: str | None = None
    dated: bool = False  # there is a place for the answer's day

    @property
    def has_answer(self) -> bool | None:
        """By the answer itself, by its day, by the state."""
        if self.answer is not None:
            return not _NOTHING.match(self.answer.strip()) or self.answered is not None
        if self.answered is not None:
            return True
        return answered_by(self.state) if self.state else (False if self.dated else None)

    def message(self, title: str, url: str) -> Message:
        """As the page's content keeps it."""
        return Message(title[:_TITLE], url, self.asked, self.answered, self.state[:_STATE], self.has_answer)


def letter_of(said: Iterable[tuple[Part | None, str]]) -> Letter:
    """The letter of these labels and words; what is said first of each part counts."""
    letter, current = Letter(), None
    for part, words in said:
        if part is not None:
            current = part
            letter.question = letter.question or part is Part.QUESTION
            letter.dated = letter.dated or part is Part.ANSWERED
            if part is Part.ANSWER and letter.answer is None:
                letter.answer = ""
            continue
        current = _take(letter, current, words)
    if letter.answered is None and letter.answer and (signed := find_dates(letter.answer[-_SIGNED:])):
        letter.answered = bare(signed[-1][2])
    if letter.asked and letter.answered and letter.answered < letter.asked:
        letter.answered = None  # mistyped, or not what it seems
    return letter


def _take(letter: Letter, current: Part | None, words: str) -> Part | None:
    """Add words to the part that they belong to; the part that the next words belong to."""
    if current in (Part.ASKED, Part.ANSWERED):
        day = day_in(words)
        if current is Part.ASKED:
            letter.asked = letter.asked or day
        else:
            letter.answered = letter.answered or day
        if not letter.state and len(words) <= _SHORT and answered_by(words) is False:
            letter.state = words if day is None else _PENDING
        return None
    if current is Part.STATE:
        letter.state = letter.state or (words if answered_by(words) is not None and len(words) <= _STATE else "")
        return None
    if current is Part.TITLE:
        letter.title = letter.title or words
        return None
    if current is Part.ANSWER and _FURNITURE.match(words):
        return None
    if current is Part.ANSWER:
        letter.answer = f"{letter.answer or ''}{words}\n"
    if current is Part.QUESTION:
        letter.words = letter.words or words[:_TITLE]
        _days(letter, words)
        return current
    _by_itself(letter, words)
    return current if current is Part.ANSWER else None


def _by_itself(letter: Letter, words: str) -> None:
    """A state or a day that no label announces."""
    if not letter.state and is_state(words):
        letter.state = words
    elif not letter.state and (marked := _BRACKETED.search(words[:80])) and is_state(marked[1]):
        letter.state = marked[1]
    _days(letter, words)


def _days(letter: Letter, words: str) -> None:
    """A day with a verb behind it, in a line that says little else."""
    if len(words) > _SHORT:
        return
    for _, end, published in find_dates(words):
        rest = words[end : end + 12]
        if _ASKED_AFTER.match(rest):
            letter.asked = letter.asked or bare(published)
        elif _ANSWERED_AFTER.match(rest):
            letter.answered = letter.answered or bare(published)


def day_in(words: str) -> date | None:
    """The first day that the words name with its year."""
    found = find_dates(words[:200])
    return bare(found[0][2]) if found else None


def bare(published: Published) -> date:
    """The day alone."""
    return published.date() if isinstance(published, datetime) else published
