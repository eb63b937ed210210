"""How the tests of export files read one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from inspection.sources import Listing
from spiders.media.export_file import read_export
from spiders.reading.dates import SHANGHAI
from tests.spiders.media.export_made import write_table

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


def read(body: bytes, name: str = "导出.xlsx") -> Listing:
    return read_export(body, name, now=NOW)


def one(table: list[list[Any]], kind: str = "csv-utf8") -> Any:
    (article,) = read(write_table(kind, table)).articles
    return article
