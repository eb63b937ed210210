"""Documents as Word files: with lists that Word numbers by itself, and with tables."""

from __future__ import annotations

import io
import re

from docx import Document as NewDocument
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shared import OxmlElement

from tests.inspection.keypoints.documents import Made

_LEVELS = {
    "一、": (0, "chineseCounting", "%1、"),
    "（一）": (1, "chineseCounting", "（%2）"),
    "1.": (2, "decimal", "%3."),
}
_MARK = re.compile(
    r"^(?:(?P<a>[一二三四五六七八九十]+、)|(?P<b>（[一二三四五六七八九十]+）)|(?P<c>\d{1,2}[.．]\s*(?!\d\s)))"
)


def as_word(made: Made, *, automatic: bool) -> bytes:
    """The bytes of a .docx. `automatic`: numbers are Word's own and not in the text."""
    document = NewDocument()
    number = (
        _lists(document, restart=made.style in ("一-（一）-1", "一-（一）")) if automatic and made.style != "1.1" else 0
    )
    rows = [line.split("\t") for line in made.lines if "\t" in line]
    for line in made.lines:
        if "\t" not in line:
            _paragraph(document, line, number)
        elif rows:
            table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            rows = []
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(document: Document, line: str, number: int) -> None:
    found = _MARK.match(line) if number else None
    paragraph = document.add_paragraph(line[found.end() :] if found else line)
    if found:
        level = 0 if found["a"] else 1 if found["b"] else 2
        properties = paragraph._p.get_or_add_pPr()
        numbering = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", number)):
            one = OxmlElement(tag)
            one.set(qn("w:val"), str(value))
            numbering.append(one)
        properties.append(numbering)


def _lists(document: Document, *, restart: bool) -> int:
    """One list of three levels; （一） and 1. go on through the sections unless `restart`."""
    part = document.part.numbering_part.element
    never = "" if restart else '<w:lvlRestart w:val="0"/>'
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{never if level else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for level, form, text in _LEVELS.values()
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77
