"""Files that were read to their end, told in the office's own words: 附件 by 地址."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from inspection.files import FileFacts
from inspection.visits import View, Visit, to_facts
from tests.checks.contents import datum
from tests.checks.tellings import address


def told_files(told: Sequence[dict[str, Any]], as_of: datetime) -> list[Visit]:
    """附件: 地址, 名称, 实为 (a kind), 首行, 年份, 未读 (a reason), 个人信息, 来自; or 原因."""
    return [file_visit(one, as_of - timedelta(hours=1)) for one in told]


def file_visit(told: dict[str, Any], at: datetime, round_: str = "r1") -> Visit:
    """One file."""
    facts = FileFacts(
        kind=told.get("实为", "pdf"),
        size=1000,
        unread=told.get("未读"),
        title=told.get("首行", ""),
        years=tuple(told.get("年份", ())),
        personal=tuple(map(datum, told.get("个人信息", ()))),
        linked_from=address(told["来自"]) if "来自" in told else "",
        named=told.get("名称", ""),
    )
    known = to_facts(facts) if "原因" not in told else {}
    return Visit(address(told["地址"]), View.FILE, at, round_, told.get("原因"), 200, facts=known)
