"""Titles and document numbers (文号): the forms that say the same thing, brought to one form."""

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
    r"有关|文件|已|被|按|照|据|下列|上述|其中|包括"
)
_YEAR_BRACKET = re.compile(rf"{_OPEN}\s*((?:19|20)\d\d)\s*年?\s*{_CLOSE}")
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


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
    for stop in re.finditer(r"根据|按照|依据|依照|公布|发布|以|的|(?<!人民共)和|及|与|（|\(|，", order):
        if stop.end() < order.find("令" if "令" in order else "第"):
            cut = stop.end()
    return order[cut:]


def quoted_titles(text: str) -> list[str]:
    """Titles in 《》, outer ones before those inside them (〈〉 or 《》), each once, without their marks."""
    found: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    for place, mark in enumerate(text):
        if mark in "《〈<＜":
            starts.append(place)
        elif mark in "》〉>＞" and starts:
            spans.append((starts.pop(), place))
    for start, end in sorted(span for span in spans if span[1] - span[0] <= _LONGEST):
        title = re.sub(r"\s+", "", text[start + 1 : end])
        if title and text[start] in "《〈":
            found.append(title)
    return list(dict.fromkeys(found))


_LONGEST = 300  # characters; no title is longer
_SITE_TAIL = re.compile(
    r"\s*(?:[-_|｜丨]|——?|–)+\s*[^-_|｜丨—–《》]{2,24}(?:网|网站|政府|门户|平台|在线|[局厅委部院署]|委员会|中心|公众号|频道)\s*$"
)
_SITE_HEAD = re.compile(r"^[^-_|｜丨—–《》]{2,20}(?:网|网站|政府|门户|[局厅委部署]|委员会)\s*[-_|｜丨]+\s*(?=.{8})")
_READING = (
    r"(?:政策|文件|文字|图文|图片|图表|图示|视频|动漫|漫画|音频|专家|媒体|部门|权威|简明|一图|官方|新闻|H5|长图|专题|领导|负责人|内容|"
    r"要点|条文|全文|有关|热点|法规|法律|规章|条例|重点|最新|深度|解读之)*"
)
_HEAD = re.compile(
    rf"^\s*(?:[【\[（(〔]\s*{_READING}(?:解读|图解|读懂|解答|问答|说明)\s*[】\]）)〕]|"
    rf"{_READING}(?:解读|图解|图说|读懂|看懂|秒懂|速览|问答|说明)(?:文章)?(?:之[一二三四五六七八九十]+)?\s*(?:[|｜丨:：—\-~·•]+|(?=《)))\s*"
)
_TAIL = re.compile(
    rf"(?:的|之)?(?:{_READING}(?:解读|图解|解读材料|解读说明|解读方案|解读稿|政策问答|问答|一图读懂|起草说明|编制说明|修订说明|编写说明|说明|问与答)|"
    r"答记者问|答问|一图读懂|新闻发布会)\s*(?:[（(]?[一二三四五六七八九十\d]+[)）]?)?\s*$"
)
_ANSWER = re.compile(
    r"^.{0,40}?(?:有关|相关)?(?:负责人|负责同志|司局?负责人|同志|领导)?就(?=.*答(?:记者)?问|.*回答记者)"
)
_ISSUE = re.compile(
    r"^.{0,60}?(?:关于|)(?:联合)?(?:印发|发布|公布|颁布|批准发布|下发)\s*《(?P<name>.+)》\s*(?:（[^（）]*）)?(?:的|)(?:通知|公告|通告|决定|令)\s*(?:（[^（）]*）|[^《》]{0,30}号)?$"
)
_FOLD = re.compile(r"[\W_]+")


def plain_title(title: str) -> str:
    """The policy's name in a title, folded (no space or punctuation): what a policy and its interpretations share.

    一图读懂 | X, 《X》解读, 有关负责同志就《X》答记者问, 关于印发《X》的通知 give X; other titles give themselves.
    """
    text = title[:_LONGEST].translate(_NARROW).strip()
    text = _wrappers_off(text)
    for number in _BY_YEAR.finditer(text):
        text = text.replace(f"（{number.group()}）", "").replace(f"({number.group()})", "")
    text = _wrappers_off(text.strip())
    if issued := _ISSUE.match(text):
        text = issued["name"]
        if inner := re.search(r"(?:印发|发布|公布)〈(.+)〉的?(?:通知|公告)$", text):
            text = inner.group(1)
    elif (whole := re.match(r"^(?:关于)?《(.+)》(（[^（）]*）)?的?$", text)) and "》" not in whole.group(1):
        inner_text = whole.group(1)
        issued_inner = re.search(r"(?:印发|发布|公布)〈(.+)〉的?(?:通知|公告)$", inner_text)
        text = (issued_inner.group(1) if issued_inner else inner_text) + (whole.group(2) or "")
    return _FOLD.sub("", text).lower()


def _wrappers_off(text: str) -> str:
    before = None
    while before != text:
        before = text
        for wrapper in (_ANSWER, _HEAD, _TAIL, _SITE_TAIL, _SITE_HEAD):
            shorter = wrapper.sub("", text, count=1).strip()
            if len(shorter) >= 4:
                text = shorter
    return text


_YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|版|[-—–－~至]\s*(?:19|20)\d\d|[)）】〕]|$))|[-—–－~至]\s*((?:19|20)\d\d)(?!\d)"
)
_HAN_YEAR = re.compile(r"[一二][一二三四五六七八九〇○零]{3}(?=年)")
_ORDINAL = re.compile(r"第?\s*(\d{1,4}|[一二三四五六七八九十百零〇]{1,5})\s*(批|期|次|季度|轮|届|辑|号|版)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月份?")
_PLAN = re.compile(r"[“\"‘]?(十[一二三四五六七八九])五[”\"’]?")
_STAGE = re.compile(r"征求意见稿|草案|送审稿|讨论稿|[上下]半年")


def editions(title: str) -> frozenset[str]:
    """The years, plans, batches, issues and stages that a title names: 2024, 第3批, 十四五, 征求意见稿.

    The year of a document number is none: 沪民规〔2024〕3号 says nothing about the edition.
    """
    text = _BY_YEAR.sub(" ", title.translate(_NARROW))
    named = {year for pair in _YEARS.findall(text) for year in pair if year}
    named |= {"".join(str(_NUMERALS[c]) for c in year) for year in _HAN_YEAR.findall(text)}
    named |= {f"第{_value(count)}{unit}" for count, unit in _ORDINAL.findall(text)}
    named |= {f"{_value(month)}月" for month in _MONTH.findall(text)}
    named |= {f"{plan}五" for plan in _PLAN.findall(text)}
    return frozenset(named | set(_STAGE.findall(text)))


def _value(count: str) -> int:
    if count.isascii() and count.isdigit():
        return int(count)
    total, ones = 0, 0
    for mark in count:
        if mark == "百":
            total, ones = total + (ones or 1) * 100, 0
        elif mark == "十":
            total, ones = total + (ones or 1) * 10, 0
        else:
            ones = _NUMERALS[mark]
    return total + ones
