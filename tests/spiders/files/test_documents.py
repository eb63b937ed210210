"""Office documents as text with their structure."""

from __future__ import annotations

import pytest

from spiders.files.documents import DocumentError, document_text
from spiders.files.numbered_word import written
from tests.inspection.keypoints.documents import STYLES, make
from tests.inspection.keypoints.phrases import OPEN
from tests.inspection.keypoints.word_files import as_word
from tests.spiders.files.making import pdf_of


@pytest.mark.parametrize("style", STYLES)
def test_numbers_that_word_adds_by_itself_are_read(style: str) -> None:
    made = make(OPEN, 5, style)

    by_word, by_hand = (document_text(as_word(made, automatic=auto), "要点.docx") for auto in (True, False))

    def bare(text: str) -> list[str]:
        return [line.replace(" ", "").replace("．", ".") for line in text.splitlines()]

    assert bare(by_word) == bare(by_hand)


def test_a_row_of_a_table_is_a_line_with_tabs() -> None:
    made = make(OPEN, 6, "表")

    assert [line for line in document_text(as_word(made, automatic=False), "a.docx").split("\n") if "\t" in line] == [
        line for line in made.lines if "\t" in line
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_whatever_its_charset(charset: str) -> None:
    text = "二〇二五年政务公开工作要点\n一、公开社会救助信息，方便群众查询。（责任单位：办公室）"

    assert document_text(text.encode(charset), "要点.txt").strip().lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "是空的"),
        (b"%PDF-1.4\nnothing", "已损坏"),
        (b"PK\x03\x04 no archive", ""),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "是图片"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said or "."):
        document_text(body, "要点.pdf")


def test_a_scanned_pdf_is_said_to_be_one() -> None:
    with pytest.raises(DocumentError, match="扫描件"):
        document_text(pdf_of([[], [], []]), "要点.pdf")


def test_a_table_that_is_drawn_with_lines_becomes_rows_and_one_without_is_running_text() -> None:
    rows = [["序号", "工作任务", "责任单位"], ["1", "公开低保信息", "办公室"], ["2", "公开养老信息", ""]]

    ruled, plain = (document_text(pdf_of([rows], ruled=lines), "任务表.pdf") for lines in (True, False))

    assert ruled.split("\n") == ["\t".join(row) for row in rows]
    assert "\t" not in plain


def test_pages_of_a_pdf_are_parted_by_form_feeds() -> None:
    pages = [[["政务公开工作要点第一页的文字共有很多很多"]], [["第二页的文字也有很多很多很多很多很多"]]]

    assert document_text(pdf_of(pages), "要点.pdf").count("\f") == 1


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1, "chineseCounting", "一"),
        (12, "chineseCounting", "十二"),
        (20, "japaneseCounting", "二十"),
        (34, "chineseCountingThousand", "三十四"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "lowerLetter", "b"),
        (7, "decimal", "7"),
    ],
)
def test_numbers_are_written_in_words_forms(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown
