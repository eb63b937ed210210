"""The matters of a directory that is no table: numbered items, headings, lines that lead to stages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from inspection.contents import Matter, MatterLink
from inspection.decision_stages import stages_of
from spiders.reading.article_body import find_body
from spiders.reading.page import Line, ParsedPage, squeeze

_NUMBERED = re.compile(
    r"^(?:(?P<digits>\d{1,2})\s*[、.．)）](?!\d)|(?P<han>[一二三四五六七八九十]{1,3})\s*[、.．]|[(（](?P<inner>[一二三四五六七八九十\d]{1,3})[)）]"
    r"|(?:事项|第)(?P<matter>[一二三四五六七八九十\d]{1,3})(?:项)?\s*[、.．:：])\s*"
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "dt"})
_ORDERS = re.compile(r"。|应当|必须|请各|要严格|实行动态|现予|如下[:：]?$|附件|承办单位要|高度重视")
_LABEL = re.compile(r"^[^:：]{2,16}[:：]\s*")
_FOLLOWING = re.compile(r"^(?:承办|责任|牵头|起草|配合)(?:单位|部门|处室)|^(?:时间|备注|进度|状态|完成时限|联系)")
_LONGEST = 200


@dataclass(slots=True)
class _Item:
    name: str
    style: str
    links: list[MatterLink] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def listed(page: ParsedPage) -> list[Matter]:
    """The matters in their order; none where no item leads to a stage and nothing is numbered."""
    body = find_body(page)
    if body is None:
        return []
    lines = [line for line in page.lines[body.box.first : body.box.last] if line.text and not line.box.hidden]
    items: list[_Item] = []
    style: str | None = None
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if (item := _opens(line, following)) is not None and (style is None or item.style == style):
            style = item.style
            items.append(item)
        elif items:
            _add(items[-1], line)
    kept = [item for item in items if item.links or item.style != "plain"]
    if not any(item.links for item in kept) and (len(kept) < 2 or style not in ("digits", "han", "matter", "heading")):
        return []
    return [Matter(item.name[:_LONGEST], tuple(item.links[:30]), item.said) for item in kept]


def _opens(line: Line, following: Line | None) -> _Item | None:
    """A new matter, where the line names one: numbered, a heading, or a line with stages behind it or below it."""
    text = line.text.strip()
    numbered = _NUMBERED.match(text)
    name = _name_of(line)
    staged = _is_stage_line(line)
    if (
        len(re.sub(r"\W", "", name)) < 4
        or len(name) > 120
        or _ORDERS.search(name)
        or (_is_label(line) and not numbered)
    ):
        return None
    if stages_of(name) and not _names_document(name) and len(name) < 16:
        return None
    kind = _style(line, numbered)
    if kind == "plain" and not staged and not (following is not None and _is_stage_line(following)):
        return None
    item = _Item(name, kind)
    for anchor in line.anchors:
        if anchor.url:
            heading = "" if squeeze(anchor.text) in name else _before(line, anchor.text)
            item.links.append(MatterLink(anchor.url, (anchor.text or anchor.title)[:_LONGEST], heading))
    return item


def _style(line: Line, numbered: re.Match[str] | None) -> str:
    if line.box.tag in _HEADINGS:
        return "heading"
    if numbered:
        return next(key for key, value in numbered.groupdict().items() if value)
    return "plain"


def _name_of(line: Line) -> str:
    """The words of the line before its first stage link, without the number."""
    text = line.text
    for anchor in line.anchors:
        words = squeeze(anchor.text)
        if words and stages_of(words) and not _names_document(words) and words in text:
            text = text[: text.find(words)]
            break
    return _NUMBERED.sub("", text.strip()).strip(" ：:；;，,|（(【[-—")


def _names_document(words: str) -> bool:
    return "《" in words and len(words) > 8


def _is_label(line: Line) -> bool:
    """Whether it says something of a matter and opens none: 征求意见：, 承办单位：某处."""
    if _FOLLOWING.match(line.text):
        return True
    return bool(_LABEL.match(line.text) and stages_of(line.text[:16]))


def _is_stage_line(line: Line) -> bool:
    return any(
        anchor.url and (stages_of(anchor.text) or stages_of(_before(line, anchor.text))) for anchor in line.anchors
    )


def _before(line: Line, words: str) -> str:
    """What stands before the link in its line, at most 24 letters."""
    words = squeeze(words)
    at = line.text.find(words) if words else -1
    return line.text[max(0, at - 24) : at].strip(" ：:；;，,|（(、") if at > 0 else ""


def _add(item: _Item, line: Line) -> None:
    for anchor in line.anchors:
        if anchor.url and len(item.links) < 30:
            before = _before(line, anchor.text)
            item.links.append(MatterLink(anchor.url, (anchor.text or anchor.title)[:_LONGEST], before))
    if not line.anchors and (label := _LABEL.match(line.text)) and len(item.said) < 20:
        item.said[label[0].strip(" ：:")[:60]] = line.text[label.end() :][:60]
