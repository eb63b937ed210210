"""Files read in a child: one that takes too long, or kills it, costs itself alone."""

from __future__ import annotations

from schedulers.file_reading import FileReading
from tests.spiders.files.making import docx_of, pdf_of

GOOD = docx_of(["养老机构名录"])


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
