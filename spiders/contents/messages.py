"""Message boards: letters to the office and their answers, as a page shows them."""

from __future__ import annotations

from inspection.contents import Message
from spiders.reading.page import ParsedPage


def messages_of(page: ParsedPage) -> tuple[Message, ...]:
    """The letters that the page shows. Never raises."""
    return ()
