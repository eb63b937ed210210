"""Files of every kind are read; what cannot be read says why."""

from __future__ import annotations

import io
import zipfile

import pytest

from spiders.files.reader import read_file
from tests.spiders.files.making import assembled, docx_of, ofd_of, pdf_of, rtf_of, xls_of, xlsx_of, zip_of

ROWS = [["序号", "机构名称", "地址"], ["1", "某某养老院", "某路12号"], ["2", "某某护理院", "某路13号"]]
FLAT = "1\t某某养老院\t某路12号"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (docx_of(["养老机构名录"], [ROWS]), "docx"),
        (xlsx_of("养老机构名录", ROWS), "xlsx"),
        (xls_of("养老机构名录", ROWS), "xls"),
        (pdf_of([[["养老机构名录"], *ROWS]]), "pdf"),
        (ofd_of([[["养老机构名录"], *ROWS]]), "ofd"),
        (ofd_of([[["养老机构名录"], *ROWS]], prefix="", namespace="urn:other"), "ofd"),
        (rtf_of(["养老机构名录", *["\\tab ".join(row) for row in ROWS]]), "rtf"),
        ("\n".join(["养老机构名录", *["\t".join(row) for row in ROWS]]).encode("gbk"), "text"),
    ],
)
def test_a_file_is_read_by_what_it_is_rows_in_one_line(body: bytes, kind: str) -> None:
    told = read_file(body, "附件.bin")

    assert (told.kind, told.unread) == (kind, None)
    assert "养老机构名录" in told.first
    assert FLAT in told.text


def test_tables_of_word_and_excel_are_kept_as_rows() -> None:
    tables = [read_file(body, "a").tables[0] for body in (docx_of([], [ROWS]), xlsx_of("名录", ROWS))]

    assert all(("1", "某某养老院", "某路12号") in table for table in tables)


def test_headers_notes_and_text_boxes_of_a_word_file_are_read_and_an_old_copy_of_a_box_is_not() -> None:
    def part(words: str) -> str:
        return f'<w:document xmlns:w="urn:w" xmlns:m="urn:m">{words}</w:document>'

    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    both = f"<m:AlternateContent><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:AlternateContent>"
    body = f"<w:body><w:p><w:r>{both}</w:r></w:p></w:body>"
    removed = "<w:p><w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del></w:p>"
    told = read_file(
        zip_of(
            {
                "word/document.xml": part(body + removed).encode(),
                "word/header1.xml": part("<w:p><w:r><w:t>页眉</w:t></w:r></w:p>").encode(),
                "word/footnotes.xml": part("<w:p><w:r><w:t>脚注</w:t></w:r></w:p>").encode(),
            }
        ),
        "a.docx",
    )

    assert told.text.split() == ["框里的字", "页眉", "脚注"]


def test_a_number_that_a_narrow_cell_of_a_pdf_breaks_is_put_together_again() -> None:
    told = read_file(pdf_of([[["张三", "1380000"], ["", "1234"], ["李四", "1390000"], ["", "5678"]]]), "a.pdf")

    assert told.text.split() == ["张三", "13800001234", "李四", "13900005678"]


def test_a_pdf_whose_fonts_tell_no_characters_is_garbled() -> None:
    told = read_file(pdf_of([[["经审核现将低保名单公示如下请社会各界予以监督特此公告"]]], unicode_map=False), "a.pdf")

    assert (told.unread, told.text) == ("garbled", "")


def test_a_pdf_of_pictures_alone_is_scanned() -> None:
    told = read_file(scanned(), "a.pdf")

    assert told.unread == "scanned"


def scanned() -> bytes:
    """A PDF of one page that draws one picture."""
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    drawn = b"q 500 0 0 700 0 0 cm /I Do Q"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
            picture + b"stream\n\x00\nendstream",
        ]
    )


def test_a_pack_of_attachments_is_read_one_level_deep_and_says_what_was_not() -> None:
    pack = {
        "名录.docx": docx_of(["养老机构名录"]),
        "inner.zip": zip_of({"a.txt": b"x"}),
        "图.png": b"\x89PNG\r\n\x1a\n",
    }
    told = read_file(zip_of(pack), "附件.zip")

    assert "养老机构名录" in told.text
    assert told.unread == "part-unread"


def test_names_in_an_archive_that_were_written_in_gbk_are_readable() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xxxx.txt", "正文")
    body = file.getvalue().replace(b"xxxx.txt", "名单".encode("gbk") + b".txt")

    assert read_file(body, "a.zip").members == ("名单.txt",)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", None),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "no-tool"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (docx_of(["x"])[:900], "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(9),
            "encrypted",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown-kind"),
        (bytes(range(1, 200)), "unknown-kind"),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str | None) -> None:
    assert read_file(body, "a").unread == why


def test_a_page_in_a_files_place_is_known_as_one() -> None:
    told = read_file(
        b"<!DOCTYPE html><html><head><title>404</title></head><body><a href=/>x</a></body></html>", "a.pdf"
    )

    assert (told.kind, told.first) == ("html", "404")
