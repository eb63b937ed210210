"""The package: nothing in it depends on when, where or in which order it was written."""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from notifications.digest.word_package import empty, sealed

FILES = st.dictionaries(st.text("abc/.", min_size=1), st.binary(max_size=50), min_size=1)


def zipped(files, **more):
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, held in files:
            package.writestr(zipfile.ZipInfo(name, **more), held)
    return written.getvalue()


@given(FILES, st.randoms())
def test_order_and_time_of_writing_leave_no_trace(files, chance):
    shuffled = chance.sample(list(files.items()), len(files))

    one = sealed(zipped(files.items(), date_time=(2025, 3, 28, 16, 0, 0)))
    other = sealed(zipped(shuffled, date_time=(2026, 1, 2, 3, 4, 6)))

    assert one == other
    with zipfile.ZipFile(BytesIO(one)) as package:
        assert {name: package.read(name) for name in package.namelist()} == files


def test_readers_find_the_types_first():
    files = [("word/document.xml", b""), ("_rels/.rels", b""), ("[Content_Types].xml", b"")]

    with zipfile.ZipFile(BytesIO(sealed(zipped(files)))) as package:
        assert package.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]


def test_an_empty_document_brings_our_styles_and_nothing_of_a_foreign_template():
    with zipfile.ZipFile(BytesIO(empty())) as package:
        names = set(package.namelist())

    assert {"word/styles.xml", "word/settings.xml", "word/fontTable.xml"} <= names
    assert not any("theme" in name or "thumbnail" in name or "custom" in name for name in names)
