"""The matters of a directory that is no table: numbered items, headings, lines that lead to stages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inspection.contents import Matter, MatterLink
from inspection.decision_stages import stages_of
from spiders.reading.article_body import find_body
from spiders.reading.page import Line, ParsedPage, squeeze

_NUMBERED = re.compile(
    r"^(?:(?P<digits>\d{1,2})\s*[、.．)）](?!\d)|(?P<han>[一二三四五六七八九十]{1,3})\s*[、.．]|[(（](?P<inner>[一二三四五六七八九十\d]{1,3})[)）]"
    r"|(?:事项|第)(?P<matter>[一二三四五六七八九十\d]{1,3})(?:项)?\s*[、.．:：])\s*"
)
_STYLES = ("heading", "matter", "digits", "han", "inner", "plain")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "dt"})
_ORDERS = re.compile(
    r"。|应当|必须|请各|要严格|实行动态|现予|如下[:：]?$|附件|承办单位要|高度重视|目录$|^当前位置|首页"
)
_FOOT = re.compile(r"版权所有|网站地图|网站标识码|ICP备|公网安备|^\W*(?:上一篇|下一篇|扫一扫|主办[:：])")
_LABEL = re.compile(r"^[^:：]{2,16}[:：]\s*")
_FOLLOWING = re.compile(
    r"^(?:承办|责任|牵头|起草|配合|主办)(?:单位|部门|处室)|^(?:时间|备注|进度|状态|完成时限|联系|发布)"
)
_LONGEST, _MOST_LINKS, _BEFORE = 200, 30, 24

_NOTE = re.compile(
    r"([\u4e00-\u9fff]{2,10})\s?[:：]\s?((?:不涉及|无需|不适用|免于|不予公开|不公开|涉密|未启动|尚未|未开始|进行中|正在|推进中|暂未|暂无"
    r"|待定|已?终止|已?调出)[^\s:：;；,，。|]{0,12})"
)


@dataclass(slots=True)
class _Item:
    name: str
    links: list[MatterLink] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def listed(page: ParsedPage) -> list[Matter]:
    """The matters in their order, by the way of listing that gives the most matters with links.

    None where no item leads to a stage, and fewer than two items are numbered or stand as headings.
    """
    lines = _lines(page)
    best: list[_Item] = []
    for style in _STYLES:
        items = _items(lines, style)
        if _linked(items) > _linked(best) or (not best and style != "plain" and len(items) > 1):
            best = items
    return [Matter(item.name[:_LONGEST], tuple(item.links[:_MOST_LINKS]), item.said) for item in best]


def _linked(items: list[_Item]) -> int:
    return sum(any(stages_of(link.heading) or stages_of(link.text) for link in item.links) for item in items)


def _lines(page: ParsedPage) -> list[Line]:
    """The lines of the body; where that is the whole page, from its title on."""
    body = find_body(page)
    if body is None:
        return []
    lines = [line for line in page.lines[body.box.first : body.box.last] if line.text and not line.box.hidden]
    starts = (at + 1 for at, line in enumerate(lines[: len(lines) // 2]) if line.box.tag == "h1")
    lines = lines[max(starts, default=0) :][:3000]
    foot = (at for at, line in enumerate(lines) if at and _FOOT.search(line.text))
    return lines[: next(foot, len(lines))]


def notes_of(text: str) -> dict[str, str]:
    """What stands beside links in place of one: 会议：不涉及, 采纳情况：正在进行."""
    return {found[1]: found[2] for found in _NOTE.finditer(text[:2_000]) if stages_of(found[1])}


def _items(lines: list[Line], style: str) -> list[_Item]:
    items: list[_Item] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        name = _name(line, following, style)
        if name is not None:
            items.append(_Item(name))
        if items:
            _add(items[-1], line, opens=name is not None)
    return [item for item in items if item.links or style != "plain"]


def _name(line: Line, following: Line | None, style: str) -> str | None:
    """The matter that the line opens in that way of listing."""
    numbered = _NUMBERED.match(line.text)
    own = "heading" if line.box.tag in _HEADINGS else "plain"
    if numbered and own == "plain":
        own = next(key for key, value in numbered.groupdict().items() if value)
    if own != style:
        return None
    name = _before_stages(line)
    if len(re.sub(r"\W", "", name)) < 4 or len(name) > 120 or _ORDERS.search(name):
        return None
    if style != "plain":
        return name
    wholly = line.linked >= 0.9 * len(line.text) and bool(stages_of(line.text))
    if _is_label(line) or wholly or (stages_of(name) and len(name) < 16):
        return None
    return name if _leads_to_stages(line) or (following is not None and _leads_to_stages(following)) else None


def _before_stages(line: Line) -> str:
    """The words before the line's first link to a stage, without the number."""
    text = line.text
    for link, _ in _links(line):
        if stages_of(link.text) and ("《" not in link.text or link.heading) and link.text in text:
            text = text[: text.find(link.text)]
            break
    return _NUMBERED.sub("", text.strip()).strip(" ：:；;，,|（(【[-—")


def _is_label(line: Line) -> bool:
    """Whether it says something of a matter and opens none: 征求意见：, 承办单位：某处."""
    if _FOLLOWING.match(line.text):
        return True
    return bool(_LABEL.match(line.text) and stages_of(line.text[:16]))


def _leads_to_stages(line: Line) -> bool:
    return any(stages_of(link.text) or stages_of(link.heading) for link, _ in _links(line))


def _links(line: Line) -> Iterator[tuple[MatterLink, int]]:
    """The line's links, each with the words between it and the one before, and where it begins."""
    at = 0
    for anchor in line.anchors:
        words = squeeze(anchor.text)
        place = line.text.find(words, at) if words else -1
        before = line.text[max(at, place - _BEFORE) : place].strip(" ：:；;，,|（(、[【]】-—)）") if place >= 0 else ""
        at = place + len(words) if place >= 0 else at
        if anchor.url:
            yield MatterLink(anchor.url, (words or anchor.title)[:_LONGEST], before), place


def _add(item: _Item, line: Line, *, opens: bool) -> None:
    for number, (link, _) in enumerate(_links(line)):
        # What stands before the first link of the line that opens the matter is the matter's name.
        own = opens and number == 0
        item.links.append(MatterLink(link.url, link.text, "" if own else link.heading))
    if line.anchors:
        item.said.update(notes_of(line.text))
    elif not opens and (label := _LABEL.match(line.text)) and len(item.said) < 20:
        item.said[label[0].strip(" ：:")[:60]] = line.text[label.end() :][:60]
