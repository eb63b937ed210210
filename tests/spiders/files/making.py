"""Files of every kind, made of lines and tables, as tests need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
import openpyxl
import xlwt

Table = Sequence[Sequence[str]]
_NAMESPACE = "http://www.ofdspec.org/2016"


def docx_of(lines: Sequence[str], tables: Sequence[Table] = ()) -> bytes:
    """A Word file."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        made = document.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, words in zip(made.add_row().cells, row, strict=False):
                cell.text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx_of(title: str, rows: Table) -> bytes:
    """An Excel file with a title above its rows; long numbers as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    for row in rows:
        sheet.append([_number(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls_of(title: str, rows: Table) -> bytes:
    """An Excel file of before 2007."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for at, row in enumerate([[title], *rows]):
        for column, cell in enumerate(row):
            sheet.write(at, column, _number(cell))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _number(cell: str) -> object:
    """As people type it: a mobile number becomes a number, what is longer is kept as text."""
    return int(cell) if cell.isdecimal() and 3 < len(cell) < 12 and cell[0] != "0" else cell


def pdf_of(pages: Sequence[Sequence[Sequence[str]]], *, unicode_map: bool = True, ruled: bool = False) -> bytes:
    """A PDF: pages of rows of cells, in a font that is named and not embedded; without a map its text is garbage."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _font(unicode_map), _DESCENDANT, _DESCRIPTOR]
    numbers = []
    for rows in pages:
        drawn = b"".join(
            b"BT /F1 10 Tf %d %d Td <%s> Tj ET\n"
            % (40 + 130 * column, 800 - 14 * at, cell.encode("utf-16-be").hex().encode())
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell
        )
        drawn += _rules(rows) if ruled else b""
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        numbers.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(numbers), kids)
    return assembled(objects)


def _rules(rows: Sequence[Sequence[str]]) -> bytes:
    """Lines between all cells."""
    xs = [35 + 130 * column for column in range(max(map(len, rows)) + 1)]
    ys = [811 - 14 * at for at in range(len(rows) + 1)]
    level = [b"%d %d m %d %d l S\n" % (xs[0], y, xs[-1], y) for y in ys]
    return b"".join(level + [b"%d %d m %d %d l S\n" % (x, ys[0], x, ys[-1]) for x in xs])


_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800"
    b"/Descent -200/CapHeight 700/StemV 80>>"
)


def _font(unicode_map: bool) -> bytes:
    encoding = b"UniGB-UCS2-H" if unicode_map else b"Identity-H"
    return b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[4 0 R]>>" % encoding


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out)
    )  # fmt: skip


def drawing_itself() -> bytes:
    """A PDF whose form draws itself, again and again."""
    drawn = b"/F Do " * 200
    named = b"/Resources<</XObject<</F 5 0 R>>>>"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 842]/Contents 4 0 R%s>>" % named,
            b"<</Length 5>>stream\n/F Do\nendstream",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 900 842]%s/Length %d>>stream\n%s\nendstream"
            % (named, len(drawn), drawn),
        ]
    )


def zip_of(members: Mapping[str, bytes]) -> bytes:
    """An archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return file.getvalue()


def ofd_of(pages: Sequence[Sequence[Sequence[str]]], prefix: str = "ofd", namespace: str = _NAMESPACE) -> bytes:
    """An OFD file: pages of rows of cells."""
    mark = f"{prefix}:" if prefix else ""
    space = f'xmlns:{prefix}="{namespace}"' if prefix else f'xmlns="{namespace}"'
    place = f"<{mark}DocRoot>/Doc_0/Document.xml</{mark}DocRoot>"
    root = f"<{mark}OFD {space}><{mark}DocBody>{place}</{mark}DocBody></{mark}OFD>"
    listed = "".join(f'<{mark}Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    members = {
        "OFD.xml": root,
        "Doc_0/Document.xml": f"<{mark}Document {space}><{mark}Pages>{listed}</{mark}Pages></{mark}Document>",
    }
    for n, rows in enumerate(pages):
        drawn = "".join(
            f'<{mark}TextObject Boundary="{20 + 45 * column} {20 + 6 * at} 44 5" Size="4"><{mark}TextCode X="0" Y="4">'
            f"{cell}</{mark}TextCode></{mark}TextObject>"
            for at, row in enumerate(rows)
            for column, cell in enumerate(row)
            if cell
        )
        members[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"<{mark}Page {space}><{mark}Content>{drawn}</{mark}Content></{mark}Page>"
        )
    return zip_of({name: text.encode() for name, text in members.items()})


def rtf_of(lines: Sequence[str]) -> bytes:
    """An RTF file: half of it by GBK bytes, half by code points, as programs write it."""
    said = ""
    for at, line in enumerate(lines):
        if at % 2:
            said += "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) + "\\par\n"
        else:
            said += (
                "".join(c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode("gbk")) for c in line) + "\\par\n"
            )
    return ("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}{\\*\\generator Test;}" + said + "}").encode("ascii")
