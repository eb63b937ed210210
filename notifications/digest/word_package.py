"""The Word package: an empty file with our styles and fonts, and the seal that makes the written one repeatable."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

_TEMPLATES = Path(__file__).parents[1] / "templates"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier time; a real one would differ from run to run
_FIRST = ("[Content_Types].xml", "_rels/.rels")  # where readers that stream look first

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fonts"}  # part → template


def empty() -> bytes:
    """A document with one section, nothing in it, and the styles, settings and fonts of the official layout."""
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{part}+xml"/>' for part in _PARTS)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate(_PARTS, 1)
    )
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_MAIN}" xmlns:r="{_RELATION}"><w:body><w:sectPr/></w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    files |= {f"word/{part}.xml": (_TEMPLATES / f"word-{name}.xml").read_text("utf-8") for part, name in _PARTS.items()}
    return _zipped({name: text.encode() for name, text in files.items()})


def sealed(package: bytes) -> bytes:
    """The same parts in a fixed order with fixed times: equal contents give equal bytes."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return _zipped({name: opened.read(name) for name in opened.namelist()})


def _zipped(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(files, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # otherwise it tells on which system it was written
            entry.external_attr = 0
            package.writestr(entry, files[name], compresslevel=6)
    return written.getvalue()
