"""How what was found is shown: never a number, and never the whole name of whoever it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspection.contents import Personal
from inspection.personal import mask
from spiders.contents.personal_lists import Role, role_of
from spiders.contents.personal_numbers import Number

_BEFORE, _AFTER, _CELL, _CELLS = 30, 15, 24, 6
_KEPT = {Personal.ID: (6, 4), Personal.CARD: (4, 4), Personal.MOBILE: (3, 4)}
_NAMED = re.compile(
    r"((?:姓名|户名|户主|申请人|当事人|监护人|持卡人|收款人|我叫|本人|对象|家长|学生|老人|患者)[是为:：\s]{0,3}[一-鿿])[一-鿿·]{1,3}"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ALONE = re.compile(rf"(?<![一-鿿])([{_SURNAMES}])[一-鿿]{{1,2}}(?![一-鿿:：])")
_LONG = re.compile(r"\d{6,}")


def masked(number: Number) -> str:
    """310101********1234, 6222***********0123, 138****5678."""
    first, last = _KEPT[number.kind]
    hidden = len(number.digits) - first - last
    return f"{number.digits[:first]}{'*' * hidden}{number.digits[-last:]}"


def in_text(seen: str, number: Number) -> str:
    """The words around a number on its line, with names and whatever else is long in digits starred."""
    before = seen[max(0, number.start - _BEFORE) : number.start].rpartition("\n")[2]
    after = seen[number.end : number.end + _AFTER].partition("\n")[0]
    return _starred(before) + masked(number) + _starred(after)


def in_row(row: Sequence[str], names: Sequence[str], at: int, number: Number) -> str:
    """The row's first cells with their headings, and the number's own."""
    shown = [*range(min(len(row), _CELLS)), *([at] if at >= _CELLS else [])]
    return "，".join(_cell(row, names, place, number if place == at else None) for place in shown if row[place].strip())


def _cell(row: Sequence[str], names: Sequence[str], place: int, number: Number | None) -> str:
    heading = names[place][:_CELL] if place < len(names) else ""
    text = " ".join(row[place].split())
    if number is not None:
        text = masked(number)
    elif role_of(heading) in (Role.PERSON, Role.CONTACT) and len(text) <= 12:
        text = text[:1] + "*" * len(text[1:])
    else:
        text = _starred(text)[:_CELL]
    return f"{_starred(heading)}：{text}" if heading else text


def _starred(text: str) -> str:
    """Mask before cutting: half a number is no longer known as one. Here what was cut is starred by its length."""
    text = _NAMED.sub(lambda found: f"{found[1]}**", mask(text))
    return _LONG.sub(lambda found: "*" * len(found[0]), _ALONE.sub(lambda found: f"{found[1]}**", text))
