"""What a file is, by its first bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from inspection.file_kinds import EXTENSIONS, HEAD, extension_of, is_as_named, kind_of


def made(write: Callable[[io.BytesIO], object]) -> bytes:
    into = io.BytesIO()
    write(into)
    return into.getvalue()[:HEAD]


def packed(*names: str) -> bytes:
    def write(into: io.BytesIO) -> None:
        with zipfile.ZipFile(into, "w") as archive:
            for name in names:
                archive.writestr(name, "x" * 50)

    return made(write)


def old_sheet(into: io.BytesIO) -> None:
    book = xlwt.Workbook()
    book.add_sheet("表")
    book.save(into)


REAL = {
    "docx": made(lambda into: Document().save(into)),
    "xlsx": made(lambda into: Workbook().save(into)),
    "ole": made(old_sheet),
    "ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "zip": packed("附件1.doc", "附件2.doc"),
    "pdf": b"%PDF-1.7\n1 0 obj",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "html": "<!DOCTYPE html><html><head><title>系统登录</title>".encode("gb18030"),
    "json": '{"code":404,"msg":"文件不存在"}'.encode(),
    "empty": b"",
    "office-html": b"<table border=1><tr><td>1</td></tr></table>",
    "rtf": b"{\\rtf1\\ansi",
    "program": b"MZ\x90\x00",
}


@pytest.mark.parametrize("kind", REAL)
def test_a_file_is_known_by_its_beginning(kind: str) -> None:
    assert kind_of(REAL[kind]) == kind


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_a_page_in_a_files_place_is_never_that_file(extension: str) -> None:
    assert {is_as_named(extension, kind) for kind in ("html", "json", "empty")} == {False}


@pytest.mark.parametrize(
    ("extension", "kind"),
    [
        ("doc", "docx"),
        ("wps", "ole"),
        ("xls", "office-html"),
        ("xlsx", "ole"),
        ("doc", "pdf"),
        ("rar", "zip"),
        ("jpg", "png"),
    ],
)
def test_what_the_visitors_program_opens_all_the_same_is_no_fault(extension: str, kind: str) -> None:
    assert is_as_named(extension, kind) is True


@pytest.mark.parametrize("kind", ["text", "unknown", "xml"])
def test_what_says_nothing_decides_nothing(kind: str) -> None:
    assert is_as_named("pdf", kind) is None


@given(st.binary(max_size=400))
def test_no_bytes_break_it(head: bytes) -> None:
    assert kind_of(head)
    assert kind_of(b"PK\x03\x04" + head)


def test_brackets_within_each_other_are_text() -> None:
    assert kind_of(b"[" * HEAD) == "text"


@pytest.mark.parametrize(
    ("url", "extension"),
    [
        ("https://a.cn/x/%E8%A1%A8.PDF?v=1", "pdf"),
        ("https://a.cn/down.jsp?name=a.pdf", ""),
        ("https://a.cn/a.tar.gz", "gz"),
    ],
)
def test_an_extension_is_that_of_the_addresss_last_part(url: str, extension: str) -> None:
    assert extension_of(url) == extension
