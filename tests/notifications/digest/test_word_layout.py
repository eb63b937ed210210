"""The page by GB/T 9704-2012: measures, fonts and what stands for them, page numbers, tables, the signature."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from notifications.digest.word_blocks import (
    TEXT_WIDTH,
    Approval,
    Body,
    Column,
    Drawn,
    Grid,
    Heading,
    Linked,
    Signature,
    Title,
)
from notifications.digest.word_layout import lay_out, signature_indents

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
COLUMNS = (Column("编号", 1, centred=True), Column("问题", 4))
GRID = Grid(COLUMNS, ((("1",), ("一", "二")), (("2",), (Linked("三", "https://a.example/?a=1&b=2"),))))


def part(paper, name):
    written = BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as archive:
        return etree.fromstring(archive.read(name))


def style(paper, identity):
    return paper.styles.element.find(f"w:style[@w:styleId='{identity}']", NAMES)


def test_the_page_is_a4_with_the_margins_of_the_standard():
    section = lay_out([]).sections[0]

    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 35, 28, 26]


def test_the_text_has_22_lines_of_28_characters():
    paper = lay_out([])
    section = paper.sections[0]
    # python-docx gives lengths in units of which 635 are a twip
    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    body = style(paper, "Normal")
    line = int(body.find(".//w:spacing[@w:line]", NAMES).get(qn("w:line")))
    character = 320 + int(body.find("w:rPr/w:spacing", NAMES).get(qn("w:val")))
    grid = section._sectPr.find("w:docGrid", NAMES)

    assert height // 635 // line == 22
    assert width // 635 // character == 28
    assert width // 635 == TEXT_WIDTH
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", str(line))
    assert int(TEXT_WIDTH / 20 // (16 + int(grid.get(qn("w:charSpace"))) / 4096)) == 28


@pytest.mark.parametrize(
    ("identity", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Normal", "仿宋_GB2312", "32"),
        ("Heading1", "黑体", None),
        ("Heading2", "楷体_GB2312", None),
        ("Footer", "宋体", "28"),
        ("TableText", None, "21"),
    ],
)
def test_each_style_has_the_font_and_size_of_the_standard(identity, font, half_points):
    run = style(lay_out([]), identity).find("w:rPr", NAMES)
    fonts, size = run.find("w:rFonts", NAMES), run.find("w:sz", NAMES)

    assert font is None or fonts.get(qn("w:eastAsia")) == font
    assert half_points is None or size.get(qn("w:val")) == half_points


def test_every_font_that_may_be_missing_names_one_that_is_not():
    fonts = part(lay_out([]), "word/fontTable.xml")
    others = {
        font.get(qn("w:name")): font.find("w:altName", NAMES).get(qn("w:val")).split(",")
        for font in fonts
        if font.find("w:altName", NAMES) is not None
    }

    assert {"宋体", "SimSun"} <= set(others["方正小标宋简体"])
    assert {"仿宋", "FangSong"} <= set(others["仿宋_GB2312"])
    assert {"楷体", "KaiTi"} <= set(others["楷体_GB2312"])
    assert "SimHei" in others["黑体"]


def test_every_font_of_a_style_is_in_the_table_of_fonts():
    paper = lay_out([])
    named = {font.get(qn("w:name")) for font in part(paper, "word/fontTable.xml")}
    used = {value for fonts in paper.styles.element.iter(qn("w:rFonts")) for value in fonts.attrib.values()}

    assert used <= named


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left():
    paper = lay_out([])
    section = paper.sections[0]

    assert part(paper, "word/settings.xml").find("w:evenAndOddHeaders", NAMES) is not None
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert [each.text for each in paragraph._p.iter(qn("w:instrText"))] == [" PAGE "]
        marks = [each.get(qn("w:fldCharType")) for each in paragraph._p.iter(qn("w:fldChar"))]
        assert marks == ["begin", "separate", "end"]
        assert paragraph._p.pPr.find("w:jc", NAMES).get(qn("w:val")) == side
        assert paragraph._p.pPr.ind.get(qn(f"w:{side}Chars")) == "100"


def test_headings_are_real_headings():
    paper = lay_out([Heading(1, "一、甲"), Heading(2, "（一）乙"), Heading(3, "1.丙")])

    levels = [style(paper, p.style.style_id).find(".//w:outlineLvl", NAMES).get(qn("w:val")) for p in paper.paragraphs]
    assert levels == ["0", "1", "2"]


def test_body_paragraphs_begin_two_characters_in():
    indent = style(lay_out([]), "BodyText").find(".//w:ind", NAMES)

    assert indent.get(qn("w:firstLineChars")) == "200"


def test_chinese_punctuation_is_taken_from_the_chinese_font():
    paper = lay_out([Title("题"), Body("“引用”——甲")])

    fonts = [run.find("w:rPr/w:rFonts", NAMES) for run in paper.element.body.iter(qn("w:r"))]
    assert {each.get(qn("w:hint")) for each in fonts} == {"eastAsia"}


def test_a_tables_header_is_repeated_and_no_row_is_split():
    rows = lay_out([GRID]).tables[0].rows

    assert [row._tr.trPr.find("w:tblHeader", NAMES) is not None for row in rows] == [True, False, False]
    assert all(row._tr.trPr.find("w:cantSplit", NAMES) is not None for row in rows)


def test_a_table_is_as_wide_as_the_text_whatever_is_in_it():
    table = lay_out([Grid(COLUMNS, ((("1",), ("W" * 5000,)),))]).tables[0]

    assert table._tbl.tblPr.find("w:tblLayout", NAMES).get(qn("w:type")) == "fixed"
    assert sum(column.width.twips for column in table.columns) == TEXT_WIDTH
    assert style(lay_out([]), "TableText").find(".//w:wordWrap", NAMES).get(qn("w:val")) == "0"


@given(st.lists(st.floats(0.5, 9), min_size=1, max_size=9))
def test_columns_share_the_whole_width(shares):
    widths = Grid(tuple(Column("列", share) for share in shares), ()).widths

    assert sum(widths) == TEXT_WIDTH
    assert min(widths) > 0


def test_a_sentence_before_a_table_stays_with_it():
    paper = lay_out([Body("如下。", keep=True), GRID])

    assert paper.paragraphs[0].paragraph_format.keep_with_next


def test_a_linked_cell_leads_to_its_address():
    paper = lay_out([GRID])
    link = next(paper.element.body.iter(qn("w:hyperlink")))

    assert paper.part.rels[link.get(qn("r:id"))].target_ref == "https://a.example/?a=1&b=2"


def test_a_picture_says_what_it_shows():
    drawn = BytesIO()
    Image.new("RGB", (52, 6), "black").save(drawn, "PNG")

    paper = lay_out([Grid((Column("图", 1),), (((Drawn(drawn.getvalue(), "近26周：更新3周", 60),),),))])

    shown = [each.get("descr") for each in paper.element.body.iter(qn("wp:docPr"))]
    assert shown == ["近26周：更新3周"]
    assert paper.inline_shapes[0].width.mm == pytest.approx(60, abs=0.1)


def test_the_signature_is_at_the_right_with_the_day_in_arabic_numerals():
    paper = lay_out([Body("正文。"), Signature("宣传处", date(2025, 3, 28))])

    _, blank, name, day = paper.paragraphs
    assert (blank.text, name.text, day.text) == ("", "宣传处", "2025年3月28日")
    assert {p.style.name for p in (blank, name, day)} == {"Signature"}


def test_nothing_of_the_signature_is_left_alone_on_a_page():
    paper = lay_out([Body("正文。"), Signature("宣传处", date(2025, 3, 28))])

    assert [p.paragraph_format.keep_with_next for p in paper.paragraphs[1:]] == [True, True, False]


@given(st.text("市民政局办公室", min_size=1, max_size=20), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_day_begins_two_characters_right_of_the_name_or_the_wider_one_is_two_from_the_edge(name, on):
    day = f"{on.year}年{on.month}月{on.day}日"
    width = sum(0.5 if each.isascii() else 1 for each in day)

    name_indent, day_indent = signature_indents(name, day)

    assert (day_indent + width) - (name_indent + len(name)) == -2
    assert min(name_indent, day_indent) == 2


def test_those_who_sign_by_hand_have_a_line_each():
    paper = lay_out([Approval(("填报", "审核", "签发"))])

    stops = list(paper.paragraphs[-1].paragraph_format.tab_stops)
    assert paper.paragraphs[-1].text.split("\t") == ["填报：", "", "审核：", "", "签发：", ""]
    assert max(stop.position.twips for stop in stops) < TEXT_WIDTH


@given(st.text(st.characters(codec=None), max_size=40))
def test_whatever_a_text_is_made_of_the_document_is_written(text):
    paper = lay_out([Body("甲" + text), Grid((Column("列", 1),), (((text,),),))])

    assert part(paper, "word/document.xml") is not None
