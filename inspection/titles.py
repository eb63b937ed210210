"""Document numbers (文号) in titles and texts: spellings that say the same thing, brought to one form."""

from __future__ import annotations

import re

_NARROW = str.maketrans("０１２３４５６７８９\u3000\xa0", "0123456789  ")
_OPEN, _CLOSE = r"[〔\[﹝【（(［〖]", r"[〕\]﹞】）)］〗]"
_HAN = r"\u4e00-\u9fa5"
_DIGITS = r"\d{1,5}"
_COUNT = rf"(?:{_DIGITS}|[一二三四五六七八九十百零〇]{{1,6}})"
# 沪民规〔2024〕3号, 沪府办（2024）第12号, 京人社（养）发[2019]6号
_BY_YEAR = re.compile(
    rf"(?P<prefix>[{_HAN}A-Za-z]{{1,18}}(?:[（(][{_HAN}]{{1,4}}[)）][{_HAN}]{{0,6}})?)\s*"
    rf"{_OPEN}\s*(?P<year>(?:19|20)\d\d)\s*年?\s*{_CLOSE}\s*(?P<rest>第?\s*{_DIGITS}\s*号)"
)
# 国务院令第706号, 财政部令第105号, 第45号令, 2026年第45号令, 公告2024年第3号, 2024年第3号公告
_ORDER = re.compile(
    rf"(?:[{_HAN}]{{0,24}}[令])\s*[(（]?\s*(?:第\s*{_COUNT}\s*号|\d{{4}}\s*年\s*第\s*{_COUNT}\s*号)"
    rf"|(?:(?:19|20)\d\d\s*年\s*)?第\s*{_COUNT}\s*号\s*令"
    rf"|[{_HAN}]{{0,20}}(?:公告|通告)\s*[(（〔\[]?\s*(?:19|20)\d\d\s*[〕\]]?\s*年?\s*第?\s*{_COUNT}\s*号"
    rf"|(?:19|20)\d\d\s*年\s*第?\s*{_COUNT}\s*号\s*(?:公告|通告)"
)
# What stands before an issuer's code in running text; the code begins behind the last of them.
_BEFORE_CODE = re.compile(
    r"根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|印发|转发|下发|颁发|制发|废止|修订|修改|替代|原|即|见|文号|字号|编号|附件|"
    r"通知|决定|意见|办法|规定|公告|通告|关于|以下|简称|(?<!人民共)和|及|与|或|对(?!外)|将|在|由|的|是|为|以|等|本|该|此|了|于|"
    r"有关|文件|已|被|按|照|据|下列|上述|其中|包括|现就|日前|近日|"
    r"发布|公布|出台|颁布|制定|起草|解读|说明|结合|代替|要求|同时"
)
_BEFORE_ORDER = (
    r"根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|结合|代替|废止|要求|公布|发布|印发|出台|颁布|制定|起草|修订|解读|说明|文号|"
    r"现就|现将|近日|日前|了|关于对?|^原|(?<=[替止])原|以|的|(?<!人民共)和|及|与|（|\(|，"
)
_YEAR_BRACKET = re.compile(rf"{_OPEN}\s*((?:19|20)\d\d)\s*年?\s*{_CLOSE}")


def normalise_number(number: str) -> str:
    """A document number in its one form: 〔〕 round the year, plain digits, no space. What it says stays as it is."""
    text = re.sub(r"\s+", "", number.translate(_NARROW)).strip("《》“”\"'，,。.;；:：")
    text = _YEAR_BRACKET.sub(r"〔\1〕", text)
    if len(text) > 2 and text[0] in "（([【" and text[-1] in "）)]】":
        text = text[1:-1]
    return text


def number_key(number: str) -> str:
    """What two spellings of one number share: no 第, no leading zeros (〔2024〕第03号 is 〔2024〕3号)."""
    return re.sub(r"〕第?0*(\d+)号", r"〕\1号", normalise_number(number))


def document_numbers(text: str) -> list[str]:
    """Every document number in the text, in their normal form and order, each once."""
    text = text.translate(_NARROW)
    found: list[tuple[int, str]] = []
    for match in _BY_YEAR.finditer(text):
        prefix = match["prefix"]
        for stop in _BEFORE_CODE.finditer(prefix):
            prefix = match["prefix"][stop.end() :]
        if len(prefix) >= 2:
            found.append((match.start(), normalise_number(f"{prefix}〔{match['year']}〕{match['rest']}")))
    for match in _ORDER.finditer(text):
        order = _behind(match.group())
        if order:
            found.append((match.start(), normalise_number(order.replace("(", "").replace("（", ""))))
    return list(dict.fromkeys(number for _, number in sorted(found, key=lambda item: item[0])))


def _behind(order: str) -> str:
    """The order without the running text before its issuer: 根据国务院令第706号 is 国务院令第706号."""
    cut = 0
    for stop in re.finditer(_BEFORE_ORDER, order):
        if stop.end() < order.find("令" if "令" in order else "第"):
            cut = stop.end()
    return order[cut:]
