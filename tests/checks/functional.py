"""What visitors use, told in the office's own words: downloads, search, consultation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from inspection.visits import DownloadFacts, FormFacts, SearchFacts, SearchTry, View, Visit, to_facts
from tests.checks.tellings import HOME, address


def told_downloads(told: Sequence[dict[str, Any]], as_of: datetime) -> list[Visit]:
    """下载: by 地址, each with 实为 (a kind of file) and 内容, or 原因."""
    return [download(one, as_of - timedelta(hours=1)) for one in told]


def download(told: dict[str, Any], at: datetime, round_: str = "r1") -> Visit:
    """One download."""
    facts = DownloadFacts(kind=told.get("实为", ""), says=told.get("内容", ""), named=told.get("名称", ""))
    known = to_facts(facts) if "原因" not in told else {}
    return Visit(address(told["地址"]), View.DOWNLOAD, at, round_, told.get("原因"), 200, facts=known)


_OUTCOMES = {"搜到": "found", "没有搜到": "absent", "出错": "broken", "看不出": "unclear"}
_FORMS = {"有": "form", "要登录": "login", "停用": "closed", "空白": "blank", "看不出": "unclear"}


def told_search(told: Sequence[dict[str, Any]], as_of: datetime) -> list[Visit]:
    """搜索: by 标题, each with 结果 and 原因; or one 原因 for all."""
    at = as_of - timedelta(hours=1)
    if why := next((one["原因"] for one in told if "标题" not in one), None):
        return [Visit(HOME, View.SEARCH, at, "r1", why)]
    tries = [
        SearchTry(one["标题"], address(f"/a/{n}.html"), one["标题"], _OUTCOMES[one["结果"]], one.get("原因"))
        for n, one in enumerate(told)
    ]
    return [Visit(HOME, View.SEARCH, at, "r1", facts=to_facts(SearchFacts(tuple(tries))))]


def told_form(told: dict[str, Any], as_of: datetime) -> list[Visit]:
    """咨询: 入口, 名称, 表单, 内容, 状态; or 原因."""
    at = as_of - timedelta(hours=1)
    if "原因" in told:
        return [Visit(HOME, View.FORM, at, "r1", told["原因"])]
    facts = FormFacts(_FORMS[told["表单"]], address(told["入口"]), told.get("名称", ""), says=told.get("内容", ""))
    return [Visit(HOME, View.FORM, at, "r1", None, told.get("状态", 200), facts=to_facts(facts))]
