"""What a page says of its document outside the document's text: 本文件已废止, 已失效."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spiders.reading.article_body import Body
from spiders.reading.page import ParsedPage, plain

_OVER = r"(?:废\s*止|失\s*效|停止执行|终止执行|不再执行|宣布无效|作废|停止施行)"
_NOTICE = re.compile(
    rf"^\W*(?:注\s*[:：]|提示\s*[:：]|说明\s*[:：]|温馨提示\s*[:：])?\s*"
    rf"(?:(?:本|该|此|原)(?:文件|规定|办法|政策|公文|通知|法规|规章|规范性文件|篇文件|文|意见|方案|细则))?"
    rf"(?:.{{0,30}}?)(?:已于.{{0,20}}|已经|已被|已|现已|现予|予以|被|全文|自.{{2,30}}起)\s*{_OVER}"
)
_BADGE = re.compile(
    rf"^\W*(?:(?:全文|已|已经)\s*)?{_OVER}\W*$|^\W*(?:有效性|时效性|效力状态|文件状态|状态)\s*[:：]?\s*(?:已?{_OVER}|有效|现行有效)\W*$"
)
_CHANGED = re.compile(
    r"^\W*(?:(?:本|该|此)(?:文件|规定|办法|文))?.{0,20}(?:已修改|已修订|已被修改|部分失效|部分废止|已被.{2,30}(?:替代|取代|代替))"
)
_LONGEST = 60  # characters; what is longer is text
_ABOVE, _BELOW = 30, 6  # lines above the title and below the body that speak of the document
_MOST = 6


def notices_of(page: ParsedPage, body: Body | None, title: str, title_at: int | None) -> tuple[str, ...]:
    """Short lines and pictures' names between the breadcrumb and the end of the document that say what became of it.

    Lines that are links are navigation (废止文件, 失效文件目录). Of the body only its first and last lines count.
    """
    found = dict.fromkeys(_said(page, body, title_at))
    if match := re.search(rf"[（(\[【](?:已|全文)?\s*{_OVER}\s*[)）\]】]\s*$", title):
        found.setdefault(match[0].strip())
    return tuple(list(found)[:_MOST])


def _said(page: ParsedPage, body: Body | None, title_at: int | None) -> Iterator[str]:
    if body is None and title_at is None:
        return
    start = min(x for x in (title_at, body.first if body is not None else None) if x is not None)
    end = body.last if body is not None else start + _BELOW
    inside = range(body.first + 2, body.last - 2) if body is not None else range(0)
    for index in range(max(0, start - _ABOVE), min(len(page.lines), end + _BELOW)):
        line = page.lines[index]
        if index in inside or line.box.hidden or not line.text or len(line.text) > _LONGEST or line.linked:
            continue
        if _is_notice(line.text):
            yield line.text
    for node in page.tree.css("img[alt], img[title]"):
        said = plain((node.attributes.get("alt") or node.attributes.get("title") or "")[:60])
        if said and len(said) <= 20 and _BADGE.search(said):
            yield said


def _is_notice(text: str) -> bool:
    if _BADGE.search(text) or _CHANGED.search(text):
        return True
    # 《X》同时废止 speaks of another document than the page's own.
    return bool(_NOTICE.search(text)) and "《" not in text.split("已")[0] and "同时" not in text
