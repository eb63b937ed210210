"""Files made to harm cost themselves alone, and little time."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.files.facts import facts_of_file
from spiders.files.reader import read_file
from tests.spiders.files.making import assembled, docx_of, ofd_of, pdf_of, xlsx_of, zip_of

_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:t>&b;</w:t></w:document>'
)
_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


def _docx(body: bytes) -> bytes:
    return zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": body})


def _sheet() -> bytes:
    """One cell, and another in the last row and the last column of all."""
    made = zipfile.ZipFile(io.BytesIO(xlsx_of("x", [["y"]])))
    members = {name: made.read(name) for name in made.namelist()}
    return zip_of(members | {"xl/worksheets/sheet1.xml": _SHEET % "名录".encode()})


def _loop() -> bytes:
    """A PDF whose tree of pages leads back to itself."""
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]>>"])


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        (_docx(b"<w:document xmlns:w='w'>" + b" " * 70_000_000 + b"</w:document>"), {"too-large"}),
        (_docx(_LAUGHS), {"damaged"}),
        (_docx(b"<a>" * 30_000 + b"</a>" * 30_000), {"damaged"}),
        (zip_of({f"{n}.txt": b"x" for n in range(4_000)}), {"too-large"}),
        (_loop(), {"damaged", None}),
        (_sheet(), {None, "too-large"}),
        (pdf_of([[]] * 3_000), {"too-large"}),
    ],
    ids=["bomb", "laughs", "depth", "members", "loop", "sheet", "pages"],
)
def test_it_says_why_and_soon(body: bytes, reasons: set[str | None]) -> None:
    began = time.perf_counter()

    assert read_file(body, "a").unread in reasons
    assert time.perf_counter() - began < 8


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_behind_another_of_its_name_is_read_too() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("名单.txt", "张三")
        packed.writestr("名单.txt", "李四")

    assert {"张三", "李四"} <= set(read_file(file.getvalue(), "a.zip").text.split())


_WHOLE = [
    docx_of(["正文"], [[["甲", "乙"]]]),
    xlsx_of("表", [["甲", "1"]]),
    pdf_of([[["正文"]]]),
    ofd_of([[["正文"]]]),
]
_MAGIC = [b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b""]


@settings(max_examples=60, deadline=None)
@given(
    whole=st.sampled_from(_WHOLE), at=st.integers(0, 20_000), bits=st.binary(max_size=40), keep=st.integers(0, 40_000)
)
def test_a_file_with_some_bytes_changed_never_raises(whole: bytes, at: int, bits: bytes, keep: int) -> None:
    at %= len(whole)
    facts_of_file((whole[:at] + bits + whole[at + len(bits) :])[: keep or None], "a.bin")


@settings(max_examples=60, deadline=None)
@given(magic=st.sampled_from(_MAGIC), rest=st.binary(max_size=400), name=st.text(max_size=20))
def test_whatever_begins_like_a_file_never_raises(magic: bytes, rest: bytes, name: str) -> None:
    facts_of_file(magic + rest, name)
