"""Telephone numbers in a text, however they are written, and what each is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LANDLINE = r"(?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{2,3}[- ]?\d{4}(?:(?:转|-)\d{1,5})?"
_NUMBER = re.compile(
    rf"(?<![\d.〔\[a-zA-Z-])(?P<toll>[48]00[- ]?\d{{3}}[- ]?\d{{4}}|[48]00[- ]?\d{{4}}[- ]?\d{{3}})(?!\d)"
    rf"|(?<![\d.])(?P<mobile>(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}})(?!\d)"
    rf"|(?<![\d.〔\[a-zA-Z-])(?P<land>{_LANDLINE})(?![\d年月日元万%])"
    r"|(?<![\d.〔\[a-zA-Z-])(?P<short>12[0-9]{3}|9[56]\d{3,4})(?![\d年月日元万人个户件家名条项份号级㎡%.])"
)
_CONTEXT = re.compile(r"(?i)电话|热线|咨询|联系|预约|拨打|致电|传真|tel|手机|来电|总机|座机|值班|投诉|举报|监督")
# The purposes that keep numbers apart; everything else is the number to call.
_PURPOSES = {
    "传真": re.compile(r"传真"),
    "监督": re.compile(r"监督|投诉|举报|纪检|信访"),
    "报名": re.compile(r"报名"),
    "预约": re.compile(r"预约"),
    "投稿": re.compile(r"投稿|爆料|新闻热线|商务|广告|编辑部|小编"),
    "值班": re.compile(r"值班|应急|急救|夜间"),
    "技术": re.compile(r"技术支持|系统支持|网络支持|平台支持"),
}
# The office that publishes, as against one of its districts or halls.
_ISSUER = re.compile(r"^(?!.*[区县镇乡街])[\u4e00-\u9fff]{0,10}[局委厅部]$")
_GENERIC = re.compile(
    r"(?i)请|可以?|拨打|致电|欢迎|如有|疑问|疑义|详情|详询|服务|联系|咨询|电话|热线|号码|方式|来电|官方|本市|市民|统一|查询|了解|或者?|及|和|为|是|的|:|、|/|\(|\)|tel|\s"
)
_DAY = re.compile(r"20\d{2}[01]\d[0-3]\d")
_BEFORE = 24  # letters in which a number without area code needs a word that makes it one


@dataclass(frozen=True, slots=True)
class Phone:
    """One number: digits without area code and extension, the area code apart."""

    start: int
    end: int
    kind: str  # land, mobile, toll, short
    digits: str
    area: str  # empty where none is written
    purpose: str  # 传真, 监督, 报名, 预约, 技术, or empty: the number to call
    whose: str  # what else stands before it: 浦东新区, 某某公墓; empty where nothing does
    label: str  # everything before it


def phones(clause: str, heading: str = "") -> Iterator[Phone]:
    """The numbers of a clause (folded). A number of seven or eight digits alone needs 电话 or the like before it.

    `heading` stands before the clause: a table's cell, a heading. Area codes matter only where both sides write one.
    """
    label = heading
    last = 0
    for match in _NUMBER.finditer(clause):
        between = clause[last : match.start()]
        if re.sub(r"[、/,或和及\s;()-]", "", between) or not last:
            label = between if last or between.strip(" :(") else heading
        last = match.end()
        kind = match.lastgroup or "land"
        before = (heading + clause)[: len(heading) + match.start()][-_BEFORE:]
        bare = kind == "short" or (kind == "land" and not match["land"].startswith(("0", "(")))
        if bare and (not _CONTEXT.search(before) or _DAY.fullmatch(match[0])):
            continue
        area, digits = _parts(kind, match[0])
        purpose = next((name for name, words in _PURPOSES.items() if words.search(label)), "")
        words = _PURPOSES[purpose].sub("", label) if purpose else label
        whose = _ISSUER.sub("", _GENERIC.sub("", words))
        yield Phone(match.start(), match.end(), kind, digits, area, purpose, whose, label)


def _parts(kind: str, written: str) -> tuple[str, str]:
    """Area code and number, both digits alone."""
    if kind != "land":
        digits = re.sub(r"\D", "", written)
        return "", digits[-11:] if kind == "mobile" else digits
    whole = re.match(r"(?:\(?(0\d{2,3})\)?[- ]?)?([2-8]\d{2,3}[- ]?\d{4})", written)
    return (whole[1] or "", re.sub(r"\D", "", whole[2])) if whole else ("", written)
