"""Scrapy's item pipeline: column readings go to the store."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler

from inspection.records import ColumnReading


class RecordReadings:
    """Hands each reading to the function in the setting RECORD_READING."""

    def __init__(self, crawler: Crawler) -> None:
        self._record = crawler.settings["RECORD_READING"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RecordReadings:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Record a reading; other items pass."""
        if isinstance(item, ColumnReading):
            self._record(item)
        return item
