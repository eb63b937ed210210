"""Whose a number in running text is, told by the words around it."""

from __future__ import annotations

import re
from bisect import bisect

from inspection.contents import Personal
from inspection.personal_numbers import CREDIT_CODE, DOCUMENT_WORD, ID_WORD, NOT_A_PHONE, PHONE_LETTERS
from spiders.contents.personal_numbers import Number

_LABEL_WITHIN, _NEAR_ID, _NEAR_ID_BEFORE = 16, 80, 30  # characters
_SAMPLE = re.compile(r"示例|样例|举例|例如|范例|样本|模板|例[:：]|如[:：]|格式为|虚构|测试")
# Whose number it is, with nothing but the number's own name in between: 家长学校电话 is no parent's.
_OWN = re.compile(
    r"(?:本人|我的|我家|家庭|家长|家属|监护人|个人|亲属|户主|申请人|申请者|当事人|投诉人|举报人|来信人|留言人|求助人|患者|死者|逝者|老人|孩子"
    r"|儿子|女儿|父亲|母亲|妻子|丈夫|受害人|被害人|被执行人|被处罚人|失踪人|报名人|学员|学生|考生|参保人|收养人|送养人)"
    r"的?(?:联系|联络|移动|常用|预留|手机|电话|号码|方式|是|为|[:：（(\s])*$"
)
# The same with the name in between: 来信人：张三  联系电话：
_OWN_RECORD = re.compile(
    r"(?:户主|申请人|当事人|投诉人|举报人|来信人|留言人|求助人|报名人|监护人|收养人|送养人|写信人|诉求人|反映人)[:：]\s*[一-鿿·*×某]{2,5}"
    r"[\s，,、;；（(]*(?:联系|联络|移动)?(?:电话|手机|方式|号码){1,2}[为是:：\s]*$"
)
_FIRST_PERSON = re.compile(r"我叫|我的|我是|本人|我家|我们家|我母亲|我父亲|我老公|我老婆|我妈|我爸|家住")
_PHONE_SAID = re.compile(r"(?:电话|手机号?|联系方式|号码|致电|微信|联系我|来电|打给我)[^，。；;\n\d]{0,8}$")
_OFFICE = re.compile(
    r"热线|咨询|值班|监督|举报|投诉电话|服务|办公|传真|联系人|报名|预约|受理|项目|采购|代理|招标|询价|维修|我局|我处|我中心|我院|我单位"
    r"|负责人|工作人员|老师|主任|科长|同志|民警|律师|志愿|救援|求助电话|订餐|物业|经理|客服|抢修|详询|致电|拨打|网格|社工|反馈"
)
_SAID_ALONE = re.compile(r"^\s*(?:联系|移动)?(?:电话|手机|方式|号码){1,2}\s*[:：]?\s*$")
_PERSON_FACT = re.compile(
    r"身份证号|身份号码|家庭住址|现住址|户籍地?|出生(?:日期|年月|于)|性别[:：]|民族[:：]|住[址在]|户主|低保|监护人"
)
_CARD_SAID = re.compile(r"卡号|银行卡|[账帐][号户]|一卡通|存折|储蓄卡|开户|打款|汇到|转到|工资卡|社保卡")
_FOR_AN_OFFICE = re.compile(
    r"公司|基金会|协会|学会|商会|促进会|联合会|红十字|财政|局|委员会|法院|医院|学校|大学|中心|专户|对公|捐赠|捐款|募捐|善款"
    r"|保证金|缴费|缴款|收款单位|缴纳|单位名称|账户名称|非税|国库|管理处|办公室|事务所|服务社|合作社|学院|投标"
)
_HOLDER = re.compile(r"(?:户名|开户名|开户人|持卡人|收款人|姓名)(?:称)?[为是:：\s]{0,3}([一-鿿·]{2,24})")
_LABEL = re.compile(
    r"([一-鿿]{0,10}(?:号码?|电话|手机|方式|微信|账户|[卡证]|热线|致电|是))"
    r"(?:[（(][^）)\n]{0,8}[)）])?[为是:：\s]{0,3}$"
)


def is_given_away(seen: str, number: Number, ids: list[Number]) -> bool:
    """Whether the number is a person's by the words around it. `ids`: the ID numbers of the same text."""
    before = _before(seen, number.start, _LABEL_WITHIN)
    if number.kind is Personal.ID:
        return _is_persons_id(number, before)
    if number.kind is Personal.CARD:
        return _is_persons_card(seen, number, before, ids)
    return _is_own_mobile(seen, number, before, ids)


def says_otherwise(seen: str, number: Number) -> bool:
    """Whether the words before a number make it an office's, a document's or a sample, whatever heading it has."""
    before = _before(seen, number.start, _LABEL_WITHIN)
    if _SAMPLE.search(before) or CREDIT_CODE.search(before):
        return True
    if number.kind is Personal.MOBILE:
        return bool(_OFFICE.search(before)) and not _OWN.search(before)
    return bool(DOCUMENT_WORD.search(before)) and not ID_WORD.search(before)


def is_labelled_as_id(seen: str, number: Number) -> bool:
    """Whether a word before an ID number says that it is one."""
    return bool(ID_WORD.search(_before(seen, number.start, _LABEL_WITHIN)))


def label_of(seen: str, number: Number) -> str:
    """The words right before a number, as far as they are a label."""
    found = _LABEL.search(_before(seen, number.start, _LABEL_WITHIN + 8))
    return found[1] if found else ""


def _is_persons_id(number: Number, before: str) -> bool:
    if CREDIT_CODE.search(before) or _SAMPLE.search(before):
        return False
    if not number.sure:
        return bool(ID_WORD.search(before))
    return not (DOCUMENT_WORD.search(before) or _is_in_letters(before)) or bool(ID_WORD.search(before))


def _is_in_letters(before: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha()


def _is_persons_card(seen: str, number: Number, before: str, ids: list[Number]) -> bool:
    if not number.sure or DOCUMENT_WORD.search(before) or _SAMPLE.search(before):
        return False
    around = seen[max(0, number.start - 60) : number.end + 40]
    holder = _HOLDER.search(around)
    if holder:
        return not _FOR_AN_OFFICE.search(holder[1]) and len(holder[1]) <= 4
    if _FOR_AN_OFFICE.search(_same_line(seen, number, 60)):
        return False
    return bool(_CARD_SAID.search(_before(seen, number.start, 24))) or _is_beside_an_id(number, ids)


def _is_own_mobile(seen: str, number: Number, before: str, ids: list[Number]) -> bool:
    if (
        (_is_in_letters(before) and not PHONE_LETTERS.search(before))
        or DOCUMENT_WORD.search(before)
        or _SAMPLE.search(before)
    ):
        return False
    if NOT_A_PHONE.match(seen, number.end):
        return False
    line = _before(seen, number.start, 60)
    if _OWN.search(before) or _OWN_RECORD.search(line):
        return True
    if _FIRST_PERSON.search(line) and _PHONE_SAID.search(before):
        return True
    if _OFFICE.search(before) and not _PERSON_FACT.search(line):
        return False
    if _PERSON_FACT.search(line) and _PHONE_SAID.search(before):
        return True
    if not _is_beside_an_id(number, ids):
        return False
    # 联系电话：138… under a list may be the office's; in a record it follows the ID number without a sentence.
    return not re.search(r"联系(?:电话|方式)", before) or _follows_an_id(seen, number, ids)


def _follows_an_id(seen: str, number: Number, ids: list[Number]) -> bool:
    """Whether it stands in the same line as an ID number, or in a line of its own soon after it."""
    after = bisect(ids, number.start, key=lambda other: other.start)
    if after == 0:
        return False
    between = seen[ids[after - 1].end : number.start]
    if "\n" not in between:
        return True
    return not re.search(r"[。；;！]", between) and bool(_SAID_ALONE.match(between.rpartition("\n")[2]))


def _is_beside_an_id(number: Number, ids: list[Number]) -> bool:
    """`ids` are in the text's order."""
    after = bisect(ids, number.start, key=lambda other: other.start)
    return (after > 0 and number.start <= ids[after - 1].end + _NEAR_ID) or (
        after < len(ids) and ids[after].start - number.end <= _NEAR_ID_BEFORE
    )


def _before(seen: str, place: int, most: int) -> str:
    """Characters before a place, of its own line."""
    return seen[max(0, place - most) : place].rpartition("\n")[2]


def _same_line(seen: str, number: Number, most: int) -> str:
    return _before(seen, number.start, most) + seen[number.end : number.end + most].partition("\n")[0]
