"""Marks of a date: a quick look at which texts of a page say when, before any is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spiders.reading.tree import Tree

_DAY = r"(?:[12][09]\d\d|\d\d)\s*(?:[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?)"
_MONTH = r"[12][09]\d\d\s*[-/.年]\s*\d{1,2}\s*月?|\d{1,2}\s*[-/月]\s*\d{1,2}日?|\d{1,2}\.\d\d"
_AGO = r"刚刚|今天|昨天|前天|\d{1,3}\s*(?:秒|分钟|个?小时|天|周|个?月)\s*前|[12][09]\d{2}[01]\d[0-3]\d"
_HAN = r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
DATED = re.compile(
    rf"^[^\d]{{0,12}}?[\s\[(【（]*(?:{_DAY}|{_MONTH}|{_AGO}|{_HAN})(?:[\sT\-]*\d{{1,2}}[:时]\d{{1,2}}(?:[:分]\d{{1,2}}秒?)?)?[\s\])】）]*(?:[^\d]{{0,14}})$"
)
_TRAILING = re.compile(rf"(?:[\s\[(【（]+(?:{_DAY})[\s\])】）]*|{_DAY})$|^[\s\[(【（]*(?:{_DAY})[\s\])】）]+")
# The page's own clock, as headers show it: 今天是2025年3月25日 星期二.
_CLOCK = re.compile(r"(?:今天|今日|现在|当前)\s*(?:是|的?(?:日期|时间)|[:：])|^\W*(?:今天|今日)\s*[12]\d{3}|欢迎您")
_WIDE = re.compile("[０-９．／－：\xa0\u3000]")
_FULLWIDTH = str.maketrans("０１２３４５６７８９．／－：\xa0\u3000", "0123456789./-:  ")


def narrow(text: str) -> str:
    """Full-width digits and marks as ASCII, one character for one."""
    return text.translate(_FULLWIDTH) if _WIDE.search(text) else text


def is_clock(text: str) -> bool:
    """Whether a text tells today's date, which is no row's."""
    return bool(_CLOCK.search(text))


def dated_texts(tree: Tree) -> Iterator[int]:
    for node in tree.texts:
        text = tree.text[node]
        if len(text) > 300 or not (any("0" <= c <= "9" or c in "０１２３４５６７８９刚今昨前〇○" for c in text)):
            continue
        text = narrow(text).strip()
        if ((len(text) <= 60 and DATED.match(text)) or _TRAILING.search(text)) and not is_clock(text):
            yield node
