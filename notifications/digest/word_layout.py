"""Blocks laid out as an official document (公文) by GB/T 9704-2012: page, grid, page numbers, tables, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from notifications.digest import word_blocks as blocks
from notifications.digest.word_blocks import TEXT_WIDTH, Block, Drawn, Grid, Linked
from notifications.digest.word_package import empty

LINE = 579  # twips: 225 mm for 22 lines
_CHARACTER = 320  # twips: 三号
_CHARACTER_PITCH = -842  # 4096ths of a point: 28 characters of 三号 in 156 mm
_REFUSED = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # one of these and no XML is written
_BEFORE_TABLE = 60  # twips below the sentence before a table
_AFTER_TABLE = 160  # twips above what follows a table


def lay_out(content: Iterable[Block]) -> Paper:
    """A document with every block in its place."""
    paper = Document(BytesIO(empty()))
    _page(paper)
    after_table = False
    for block in content:
        paragraph = _place(paper, block)
        if after_table and paragraph is not None:
            paragraph.paragraph_format.space_before = Twips(_AFTER_TABLE)
        after_table = isinstance(block, Grid)
    return paper


def _page(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)  # 37 mm, 35 mm
    section.left_margin, section.right_margin = Twips(1587), Twips(1474)  # 28 mm, 26 mm
    section.header_distance, section.footer_distance = Mm(15), Mm(25)  # the number's dashes are 7 mm below the text
    section.gutter = Twips(0)
    grid = f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{_CHARACTER_PITCH}"/>'
    section._sectPr.insert_element_before(parse_xml(grid))
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], side)


def _page_number(paragraph: Paragraph, side: str) -> None:
    """— 1 —: one character from the outer edge."""
    paragraph.style = "footer"
    outer = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}[side]
    paragraph.paragraph_format.alignment = outer
    _indent(paragraph, side, 1, size=280)
    _say(paragraph, "— ")
    for inner in _PAGE_FIELD:
        paragraph._p.insert_element_before(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
    _say(paragraph, " —")


_PAGE_FIELD = (
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
)


def _indent(paragraph: Paragraph, side: str, characters: float, size: int = _CHARACTER) -> None:
    """Away from that edge, in characters for Word and in twips for those who know no characters."""
    form, length = paragraph.paragraph_format, Twips(round(characters * size))
    if side == "right":
        form.right_indent = length
    else:
        form.left_indent = length
    indent = paragraph._p.get_or_add_pPr().ind
    assert indent is not None  # just set
    indent.set(qn(f"w:{side}Chars"), str(round(characters * 100)))


def _place(paper: Paper, block: Block) -> Paragraph | None:
    """Adds one block; the paragraph that begins it, None for a table."""
    if isinstance(block, Grid):
        _table(paper, block)
        return None
    if isinstance(block, blocks.Signature):
        return _signature(paper, block)
    if isinstance(block, blocks.Approval):
        return _approval(paper, block)
    if isinstance(block, blocks.Legend):
        return _legend(paper, block)
    if isinstance(block, blocks.Figure):
        return _figure(paper, block)
    style = f"Heading {block.level}" if isinstance(block, blocks.Heading) else _STYLES[type(block)]
    paragraph = paper.add_paragraph(style=style)
    _say(paragraph, block.text)
    if isinstance(block, blocks.Body) and block.keep:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Twips(_BEFORE_TABLE)
    return paragraph


_STYLES: dict[type[Block], str] = {
    blocks.Title: "Title",
    blocks.Subtitle: "Subtitle",
    blocks.Salutation: "Salutation",
    blocks.Body: "Body Text",
    blocks.Note: "表格附注",
}


def _legend(paper: Paper, block: blocks.Legend) -> Paragraph:
    paragraph = paper.add_paragraph(style=_STYLES[blocks.Note])
    for piece in block.pieces:
        if isinstance(piece, Drawn):
            _draw(paragraph, piece)
        else:
            _say(paragraph, piece)
    return paragraph


def _figure(paper: Paper, block: blocks.Figure) -> Paragraph:
    paragraph = paper.add_paragraph(style="表格图片")  # its lines are as high as what stands in them
    paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Twips(_AFTER_TABLE)
    _draw(paragraph, block.picture)
    _say(paper.add_paragraph(style=_STYLES[blocks.Note]), block.caption)
    return paragraph


def _say(paragraph: Paragraph, text: str) -> Run:
    """A run whose quotation marks and dashes are taken from the Chinese font, not from the Latin one."""
    run = paragraph.add_run(_REFUSED.sub("", text))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def _table(paper: Paper, grid: Grid) -> None:
    table = paper.add_table(rows=1, cols=len(grid.columns), style="公文表格")
    table.autofit = False
    _table_width(table, grid.widths)
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.paragraphs[0].style = "表格表头"
        _say(cell.paragraphs[0], column.name)
    for row in grid.rows:
        for cell, column, pieces in zip(table.add_row().cells, grid.columns, row, strict=True):
            _fill(cell, pieces, "表格数字" if column.centred else "表格文字")
    if len(grid.rows) > 1:  # no header and single row alone at the end of a page
        for cell in table.rows[1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for number, laid in enumerate(table.rows):
        properties = laid._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if number == 0:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for cell, width in zip(laid.cells, grid.widths, strict=True):
            cell.width = Twips(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _table_width(table: Table, widths: tuple[int, ...]) -> None:
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    assert width is not None  # python-docx writes it
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(TEXT_WIDTH))
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Twips(share)


def _fill(cell: _Cell, pieces: blocks.Cell, style: str) -> None:
    for number, piece in enumerate(pieces or ("",)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "表格图片" if isinstance(piece, Drawn) else style
        if isinstance(piece, Drawn):
            _draw(paragraph, piece)
        elif isinstance(piece, Linked):
            _link(paragraph, piece)
        else:
            _say(paragraph, piece)


def _draw(paragraph: Paragraph, piece: Drawn) -> None:
    shape = paragraph.add_run().add_picture(BytesIO(piece.png), width=Mm(piece.width))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # where it is missing LibreOffice leaves 3 mm
    shape._inline.docPr.set("descr", _REFUSED.sub("", piece.says))


def _link(paragraph: Paragraph, piece: Linked) -> None:
    target = paragraph.part.relate_to(piece.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"/>')
    run = _say(paragraph, piece.text)
    run.style = "Hyperlink"
    link.append(run._r)
    paragraph._p.insert_element_before(link)


def _signature(paper: Paper, block: blocks.Signature) -> Paragraph:
    """署名 two characters from the right edge, the date's first character two to the right of the name's first."""
    first = paper.add_paragraph(style="Signature")
    first.paragraph_format.keep_with_next = True
    day = f"{block.on.year}年{block.on.month}月{block.on.day}日"
    name_indent, day_indent = signature_indents(block.name, day)
    for text, indent in ((block.name, name_indent), (day, day_indent)):
        paragraph = paper.add_paragraph(style="Signature")
        paragraph.paragraph_format.keep_with_next = text != day
        _say(paragraph, text)
        _indent(paragraph, "right", indent)
    return first


def signature_indents(name: str, day: str) -> tuple[float, float]:
    """How many characters the name and the date stay from the right edge; the longer of the two stays two."""
    name_width, day_width = (sum(0.5 if character.isascii() else 1.0 for character in text) for text in (name, day))
    if name_width > TEXT_WIDTH / _CHARACTER - 4:
        return 2.0, 2.0  # as wide as the page: nothing can be placed below its second character
    return (2.0, name_width - day_width) if name_width >= day_width + 2 else (4.0 + day_width - name_width, 2.0)


def _approval(paper: Paper, block: blocks.Approval) -> Paragraph:
    """One line, shared evenly: 填报：＿＿ 审核：＿＿ 签发：＿＿."""
    first = paper.add_paragraph(style="Signature")
    first.paragraph_format.keep_with_next = True
    paragraph = paper.add_paragraph(style="Signature")
    paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    share = TEXT_WIDTH // len(block.roles)
    stops = paragraph.paragraph_format.tab_stops
    for number, role in enumerate(block.roles, 1):
        stops.add_tab_stop(Twips(share * number - _CHARACTER), leader=WD_TAB_LEADER.LINES)
        if number < len(block.roles):
            stops.add_tab_stop(Twips(share * number))
        _say(paragraph, f"{role}：\t" + ("\t" if number < len(block.roles) else ""))
    return first
