"""Files read in a child: one that takes too long, or kills it, costs itself alone."""

from __future__ import annotations

import os

import pytest

from schedulers.file_reading import FileReading
from spiders.files.documents import DocumentError
from tests.spiders.files.making import docx_of, drawing_itself, pdf_of

GOOD = docx_of(["养老机构名录"])
SLOW = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="slow: fills the memory that a child may have")


async def test_files_are_read_one_after_the_other() -> None:
    async with FileReading() as reading:
        told = [await reading.read(body, "a") for body in (GOOD, b"\x00\x01\x02", GOOD)]

    assert [(one.kind, one.unread) for one in told] == [("docx", None), ("unknown", "unknown-kind"), ("docx", None)]


async def test_one_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    async with FileReading(seconds=20) as reading:
        await reading.read(GOOD, "a")
        reading._seconds = 0.05
        late = await reading.read(pdf_of([[["正文"] * 6] * 55] * 100), "a")
        reading._seconds = 20
        after = await reading.read(GOOD, "a")

    assert (late.unread, after.unread) == ("timeout", None)


async def test_a_document_that_cannot_be_read_is_refused_in_words() -> None:
    async with FileReading() as reading:
        assert await reading.document(GOOD, "a") == "养老机构名录"
        with pytest.raises(DocumentError, match="已损坏"):
            await reading.document(b"%PDF-1.7\nbroken", "a")
        assert reading._child is not None
        reading._child.kill()
        with pytest.raises(DocumentError, match="内容异常"):
            await reading.document(GOOD, "a")


@SLOW
async def test_a_document_that_takes_all_memory_costs_the_child_alone() -> None:
    async with FileReading() as reading:
        with pytest.raises(DocumentError, match="占用内存过多"):
            await reading.document(drawing_itself(), "a.pdf")
