"""Names of services (办事事项): what two names of one service have in common, and what tells two services apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# What is done to the same thing: 设立登记 and 注销登记 are two services.
_DOINGS: tuple[tuple[str, str], ...] = (
    ("begin", r"设立|成立|新设|新办|首次|初次|开办|新申请|核发|申领|取得|认定(?!.{0,4}(?:变更|注销|撤销|取消|补|延))"),
    ("change", r"变更|变动|修改"),
    ("end", r"注销|撤销|终止|关闭|歇业|退出|停办|取消"),
    ("renew", r"延续|续期|续展|换证|换发|换领|延期"),
    ("again", r"补发|补办|补领|遗失|补证"),
    ("move", r"迁移|迁入|迁出|转移|转入|转出|转让"),
    ("annul", r"撤回"),
    ("look", r"查询|查档|查阅"),
    ("book", r"预约"),
    ("draw", r"提取|支取"),
    ("lend", r"贷款(?!贴息|担保)|借款"),
    ("repay", r"报销"),
    ("yearly", r"年检|年审|年度(?:检查|报告|审验)"),
)
_DOING = {name: re.compile(words) for name, words in _DOINGS}
_BRACKETS = re.compile(r"[(（\[【〔<《][^()（）\[\]【】〔〕<>《》]{0,30}[)）\]】〕>》]")
_PLACE = re.compile(
    r"^(?:中华人民共和国|(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|市|州|盟))?[\u4e00-\u9fff]{0,6}?(?:省|市|区|县"
    r"|旗)(?=.{4})|本市|本区|本省|我市|我区)"
)
_AROUND = re.compile(
    r"^(?:关于|对|申请|申报|申领|申办|办理|我要办?|在线)+|(?:事项|办理|申请|申报|申领|申办|的|服务|业务|手续|指南|办事|详情|网上|在线|入口|一件事)+$"
)
_SITE = re.compile(r"\s*(?:[-_|—–－｜·>]+|\s{2,})\s*")
_LETTERS = re.compile(r"[^\w]|_")
# Kinds of services, which many share.
_KIND = re.compile(
    r"许可证?|登记证?|备案|审批|核准|认定|确认|核定|资格|资质|证书|执照|给付|检查|奖励|裁决|征收|行政|公共"
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near the page that opened is to what was promised. Both 0..1."""

    score: float  # the better of both names as wholes
    shared: float  # how much of the opened name's own words the policy speaks of


def core_of(name: str) -> str:
    """The name without its place, its brackets and the words around it: what two spellings share."""
    text = unicodedata.normalize("NFKC", name).lower()
    text = _BRACKETS.sub("", text).strip() or text
    text = _LETTERS.sub("", text)
    before = ""
    while text != before:
        before = text
        shorter = _AROUND.sub("", text)
        text = shorter if len(shorter) >= 2 else text
        placed = _PLACE.sub("", text, count=1)
        text = placed if len(placed) >= 4 else text
    return text


def doings_of(name: str) -> frozenset[str]:
    """begin, change, end ... as far as a name says so."""
    return frozenset(doing for doing, words in _DOING.items() if words.search(name))


def bare_of(core: str) -> str:
    """A core without what is done and what kind of service it is: its object."""
    text = core
    for words in _DOING.values():
        text = words.sub("", text)
    return _KIND.sub("", text)


def parts_of_title(title: str) -> tuple[str, ...]:
    """A page's title, cut where sites put their own names."""
    return tuple(part for part in _SITE.split(title.strip()) if part)
