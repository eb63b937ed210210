"""What visitors use, told in the office's own words: downloads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from inspection.visits import DownloadFacts, View, Visit, to_facts
from tests.checks.tellings import address


def told_downloads(told: Sequence[dict[str, Any]], as_of: datetime) -> list[Visit]:
    """下载: by 地址, each with 实为 (a kind of file) and 内容, or 原因."""
    return [download(one, as_of - timedelta(hours=1)) for one in told]


def download(told: dict[str, Any], at: datetime, round_: str = "r1") -> Visit:
    """One download."""
    facts = DownloadFacts(kind=told.get("实为", ""), says=told.get("内容", ""), named=told.get("名称", ""))
    known = to_facts(facts) if "原因" not in told else {}
    return Visit(address(told["地址"]), View.DOWNLOAD, at, round_, told.get("原因"), 200, facts=known)
