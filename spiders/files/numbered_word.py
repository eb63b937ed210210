"""Word documents as Word shows them: numbers that Word puts before paragraphs, and rows of tables with merged cells.

Word keeps 一、 and 1. of automatic lists out of the text; here they are worked out from the lists' definitions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from spiders.files.packed import Packed
from spiders.files.text import MOST_TEXT

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_APART = frozenset({"del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "footnote"})
_DIGITS = "零一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
MAX_COLUMNS = 60


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True  # after a higher level


@dataclass(slots=True)
class _Lists:
    """The definitions of lists, and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # of each abstract list
    of: dict[str, str] = field(default_factory=dict)  # a list's abstract list
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, Counter[int]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def read_numbered(body: bytes) -> str:
    """The text of a .docx: a paragraph a line, a row of a table a line with tabs. Raises UnreadError."""
    packed = Packed(body)
    root = packed.xml("word/document.xml")
    lists = _Lists()
    if "word/numbering.xml" in packed.members:
        _define(lists, packed.xml("word/numbering.xml"))
    if "word/styles.xml" in packed.members:
        _style(lists, packed.xml("word/styles.xml"))
    lines: list[str] = []
    size = 0
    for line in _blocks(root, lists):
        size += len(line) + 1
        if size > MOST_TEXT:
            break
        lines.append(line)
    return "\n".join(lines)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Element | None, name: str) -> Element | None:
    return next((one for one in element if _tag(one) == name), None) if element is not None else None


def _value(element: Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}")


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _define(lists: _Lists, root: Element) -> None:
    for one in root:
        if _tag(one) == "abstractNum":
            levels = {_number(_value(level, "ilvl")): _level(level) for level in one if _tag(level) == "lvl"}
            lists.levels[_value(one, "abstractNumId") or ""] = levels
        elif _tag(one) == "num":
            number = _value(one, "numId") or ""
            lists.of[number] = _value(_child(one, "abstractNumId")) or ""
            for override in one:
                if _tag(override) == "lvlOverride" and (start := _value(_child(override, "startOverride"))) is not None:
                    lists.restarts.setdefault(number, {})[_number(_value(override, "ilvl"))] = _number(start, 1)


def _level(level: Element) -> _Level:
    return _Level(
        _value(_child(level, "numFmt")) or "decimal",
        _value(_child(level, "lvlText")) or "",
        _number(_value(_child(level, "start")), 1),
        _value(_child(level, "lvlRestart")) != "0",
    )


def _style(lists: _Lists, root: Element) -> None:
    for style in root:
        numbering = _child(_child(style, "pPr"), "numPr")
        number = _value(_child(numbering, "numId"))
        if _tag(style) == "style" and number:
            lists.styles[_value(style, "styleId") or ""] = (number, _number(_value(_child(numbering, "ilvl"))))


def _blocks(parent: Element, lists: _Lists) -> Iterator[str]:
    for one in parent:
        tag = _tag(one)
        if tag == "p":
            yield from _paragraph(one, lists).split("\n")
        elif tag == "tbl":
            yield from _table(one, lists)
        elif tag not in _APART and tag not in ("pPr", "sectPr", "r", "tblPr"):
            yield from _blocks(one, lists)


def _paragraph(paragraph: Element, lists: _Lists) -> str:
    text = "".join(_runs(paragraph))
    properties = _child(paragraph, "pPr")
    numbering = _child(properties, "numPr")
    number, level = _value(_child(numbering, "numId")), _number(_value(_child(numbering, "ilvl")))
    if number is None and (styled := lists.styles.get(_value(_child(properties, "pStyle")) or "")):
        number, level = styled[0], level or styled[1]
    return f"{_label(lists, number, level)}{text}" if number and number != "0" and text.strip() else text


def _runs(element: Element) -> Iterator[str]:
    for one in element:
        tag = _tag(one)
        if tag == "t":
            yield one.text or ""
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "tab":
            yield " "
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in _APART and tag not in ("pPr", "rPr", "p"):
            yield from _runs(one)


def _label(lists: _Lists, number: str, level: int) -> str:
    """The number that Word would show, and a blank behind one that has no stop."""
    abstract = lists.of.get(number, "")
    levels = lists.levels.get(abstract, {})
    here = levels.get(level)
    if here is None or here.format in ("bullet", "none"):
        return ""
    counted = lists.counted.setdefault(abstract, Counter())
    if number not in lists.seen:
        lists.seen.add(number)
        for at, start in lists.restarts.get(number, {}).items():
            counted[at] = start - levels.get(at, _Level()).start
    counted[level] += 1
    for below in [at for at in counted if at > level and levels.get(at, _Level()).restarts]:
        del counted[below]

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        one = levels.get(at, _Level())
        value = one.start + max(counted[at], 1) - 1
        return written(value, "decimal" if at != level and here.format == "decimal" else one.format)

    text = re.sub(r"%([1-9])", shown, here.text)
    return text if text[-1:] in "、.．）)：" or not text else f"{text} "


def written(value: int, form: str) -> str:
    """A number in one of Word's forms; the forms that no document here uses are written as digits."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "chineseLegalSimplified",
    ):
        return _han(value)
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return _CIRCLED[value - 1]
    if form in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((97 if form == "lowerLetter" else 65) + value - 1)
    return f"{value:02}" if form == "decimalZero" else str(value)


def _han(value: int) -> str:
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def _table(table: Element, lists: _Lists) -> Iterator[str]:
    """A row a line. A cell that is merged downwards says in each row what it says; a cell alone in its row is text."""
    above: dict[int, str] = {}
    for row in (one for one in _spread(table) if _tag(one) == "tr"):
        cells: list[str] = []
        for cell in (one for one in _spread(row) if _tag(one) == "tc"):
            properties = _child(cell, "tcPr")
            span = min(max(_number(_value(_child(properties, "gridSpan")), 1), 1), MAX_COLUMNS)
            merged = _child(properties, "vMerge")
            text = "\v".join(line for line in _blocks(cell, lists) if line.strip()).replace("\t", " ")
            if merged is not None and _value(merged) != "restart" and not text.strip():
                text = above.get(len(cells), "")
            above[len(cells)] = text
            cells += [text, *[""] * (span - 1)]
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 1 and len(cells) > 1 and cells[0].strip() and "\v" not in filled[0]:
            yield filled[0]
        elif len(cells) == 1:
            yield from cells[0].split("\v")
        elif filled and len(cells) <= MAX_COLUMNS:
            yield "\t".join(cells)


def _spread(parent: Element) -> Iterator[Element]:
    """The children, those within content controls and insertions too."""
    for one in parent:
        if _tag(one) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _spread(one)
        else:
            yield one
