"""What a board says of a letter's state: answered, or still open."""

from __future__ import annotations

import re

_DONE = r"(?:回复|答复|办结|处理|解答|回答|反馈|解决|完成|结案|回应|办理|回信|办复)"
ANSWERED = re.compile(rf"(?:已经?|完成){_DONE}(?:完毕)?|{_DONE}(?:完毕|完成|结束)|办结|结案|已回|满意|基本满意")
OPEN = re.compile(
    r"(?:未|待|等待|没有|尚无|暂无|无)(?:被)?(?:[回答]复|办理|办结|处理|受理|解答|回答|反馈|审核|回应|分办|答)"
    r"|(?:办理|处理|受理|回复|答复|审核|转办|交办|承办|流转|分办|办结)中|正在(?:办理|处理|受理|答复|回复|审核|核实|办)"
    r"|已(?:受理|转办|交办|转交|转送|分办|接收|签收|收到|提交|登记|审核|派发)|在办|新信件|新留言"
)
_PLAIN = re.compile(r"[\s\[\]【】()（）:：|·]+")


def tells(words: str) -> bool:
    """Whether a state stands in the words."""
    return bool(ANSWERED.search(words) or OPEN.search(words))


def answered_by(state: str) -> bool | None:
    """Whether that state says that the letter was answered; None where it does not say."""
    said = _PLAIN.sub("", state)
    if said in ("是", "否"):  # 是否回复
        return said == "是"
    if OPEN.search(said):
        return False
    return True if ANSWERED.search(said) else None


def is_state(words: str) -> bool:
    """Whether the words are a state and nothing else: 已回复, [办理中]."""
    said = _PLAIN.sub("", words)
    return 1 < len(said) <= 8 and bool(OPEN.fullmatch(said) or ANSWERED.fullmatch(said))
