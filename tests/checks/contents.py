"""What pages say, told in the office's own words: 网页 by address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inspection.contents import (
    Anchor,
    Blank,
    Mark,
    Message,
    PageContent,
    Personal,
    PersonalDatum,
    StatedBy,
    StatedDay,
    TableFacts,
    pack,
)
from tests.checks.matters import told_matters
from tests.checks.tellings import address

KINDS = {"首页": "home", "列表": "list", "稿件": "article", "其他": "other"}
MARKS = {
    "党政机关标识": Mark.BADGE,
    "找错": Mark.ERRORS,
    "标识码": Mark.ID_CODE,
    "主办单位": Mark.SPONSOR,
    "联系方式": Mark.CONTACT,
    "ICP备案": Mark.ICP,
    "公安备案": Mark.POLICE,
}
_STATED = {"网页所标": StatedBy.SHOWN, "标签": StatedBy.META, "网址": StatedBy.ADDRESS, "信息表": StatedBy.TABLE}
_PERSONAL = {"身份证号": Personal.ID, "手机号": Personal.MOBILE, "银行卡号": Personal.CARD}


def told_contents(told: Mapping[str, Mapping[str, Any]]) -> dict[str, PageContent]:
    """By address: 类型, 栏目, 标题, 显示标题, 正文, 标签, 标识, 标识码, 页脚来自, 内嵌,

    日期, 文号, 信息表, 标注, 链接, 附件, 表格, 留言, 个人信息."""
    return {address(path): content(address(path), page) for path, page in told.items()}


def content(url: str, told: Mapping[str, Any]) -> PageContent:
    """One page."""
    return PageContent(
        url=url,
        digest="0" * 64,
        columns=tuple(told.get("栏目", ())),
        kind=KINDS[told.get("类型", "稿件")],
        title=told.get("标题", ""),
        heading=told.get("显示标题", told.get("标题", "")),
        foot_from=tuple(told.get("页脚来自", ())),
        frames=tuple(map(address, told.get("内嵌", ()))),
        metas={str(k): str(v) for k, v in told.get("标签", {}).items()},
        marks={MARKS[name]: name for name in told.get("标识", ())},
        id_codes=tuple(told.get("标识码", ())),
        days=tuple(StatedDay(_day(day), _STATED[by]) for by, day in told.get("日期", {}).items()),
        number=told.get("文号", ""),
        fields=dict(told.get("信息表", {})),
        notices=tuple(told.get("标注", ())),
        links=tuple(Anchor(address(one["地址"]), one.get("文字", "")) for one in told.get("链接", ())),
        attachments=tuple(Anchor(address(one["地址"]), one.get("文字", "")) for one in told.get("附件", ())),
        tables=tuple(map(table, told.get("表格", ()))),
        matters=told_matters(told.get("事项", ())),
        messages=tuple(map(_message, told.get("留言", ()))),
        personal=tuple(map(datum, told.get("个人信息", ()))),
        packed=pack(told.get("正文", "")),
    )


def table(told: Mapping[str, Any]) -> TableFacts:
    """表头 and 行; an empty cell is blank."""
    headings, rows = tuple(told["表头"]), [tuple(str(cell or "") for cell in row) for row in told["行"]]
    blanks = [
        Blank(at, next((cell for cell in row if cell), ""), heading)
        for at, row in enumerate(rows, 1)
        for heading, cell in zip(headings, row, strict=True)
        if not cell
    ]
    filled = tuple(sum(bool(row[at]) for row in rows) for at in range(len(headings)))
    return TableFacts(headings, len(rows), filled, told.get("标题", ""), tuple(blanks), tuple(rows[:3]))


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _message(told: Mapping[str, Any]) -> Message:
    asked, answered = told.get("来信"), told.get("答复")
    return Message(
        told["标题"],
        address(told["地址"]) if "地址" in told else "",
        _day(asked) if asked else None,
        _day(answered) if answered else None,
        told.get("状态", ""),
        {"有": True, "没有": False}.get(told.get("有无答复", "")),
    )


def datum(told: Mapping[str, Any]) -> PersonalDatum:
    """One datum, masked."""
    return PersonalDatum(_PERSONAL[told["种类"]], told["遮盖后"], told.get("上下文", ""), told.get("标签", ""))
