"""Whether an address may be a further page of a list, by what it is called."""

from __future__ import annotations

import re

from inspection.addresses import folder_of
from spiders.soft404 import shape

_PAGE = re.compile(r"(?:index|list|default|page)\D*\d+\.\w+$", re.I)  # the name of a list's further page


def is_beside(here: str, there: str) -> bool:
    """Both stand in one folder, where the pages of one list do."""
    return folder_of(there) == folder_of(here)


def is_called_next(here: str, there: str) -> bool:
    """It has the name of a list's further page, or differs from `here` in numbers alone."""
    return _PAGE.match(there, len(folder_of(there))) is not None or shape(there) == shape(here)
