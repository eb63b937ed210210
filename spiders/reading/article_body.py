"""The body of an article: the box that holds its text, by the containers of CMSs and by the density of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, islice

from spiders.reading.page import Box, Line, ParsedPage

# Ids and classes that the common CMSs give to the body itself (not to the column that holds it).
_KNOWN = re.compile(
    r"(?:^|\s)(?:ucap-content|ivs_content|zoom(?:con)?|trs_(?:editor|ueditor|editor_view|paper_default|preappend|autoadd)|"
    r"js_content|rich_media_content|con_con|content_body_xxgk|moe-detail-box|insmaincontxt|my_doccontent|fontzoom|"
    r"artibody|art(?:icle)?[-_]?(?:body|content|con|txt|text|detail)(?:[-_]body)?|arc_body|"
    r"(?:news|detail|info|pages|view|text|editor|wz|xl|zw|xxgk|gk|bt|v_news|vsb|xw)[-_]?(?:content|con|nr|body|text|txt)(?:_\d+)?|"
    r"c?content[-_]?(?:text|txt|body|box|nr)|ccontent|wzcon|wznr|zwnr|wenzhang|textlive|gsj_htmlcon_bot|xlcontent|mobile_content)(?=\s|$)"
)
_NOISE = re.compile(
    r"(?:^|\s)(?:(?:site|page|g|m|pc|wrap|public|common)[-_])?(?:foot(?:er)?|copyright|head(?:er)?|nav(?:bar|igation)?|menu|crumbs?|"
    r"breadcrumbs?|sidebar|side|aside|comments?|share|recommend|related|toolbar|login|search|banner|links?|wechat|qrcode|ewm)"
    r"(?:[-_]?(?:box|wrap|bar|con|content|list|inner|container|main|area))?\d*(?=\s|$)"
)
_FOOTER_TEXT = re.compile(
    r"版权所有|ICP备|公网安备|技术支持|网站标识码|主办单位|承办单位|备案号|浏览器.{0,6}分辨率|您是第.{0,12}访问"
)
_STOPS = re.compile("[，。；、：！？]")
_TAIL = re.compile(
    r"^\W*(?:调整字[体号]|打\s*印|关\s*闭|分\s*享|收\s*藏|扫一扫|返回顶部|返回首页|上一[篇条页]|下一[篇条页]|责任编辑|责编|编辑[:：]|"
    r"网站地图|我要纠错|【|附件下载|相关(?:文章|新闻|链接|信息|稿件|阅读|附件|推荐)|相关解读|相关文件|相关政策|政策解读$|您还可能|"
    r"字体[:：]|浏览次数|点击数|阅读次数|用手机|手机扫)"
)
_HEAD = re.compile(rf"{_TAIL.pattern}|[\d\s:/.年月日-]+$")  # buttons and a bare date above the text
_INLINE_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr", "tbody", "table", "ul", "ol"}
)
_OUTWARDS = 40  # boxes outwards from a line that may be the body
_FADING = 0.75  # of a line's weight that each further box outwards is given


@dataclass(frozen=True, slots=True)
class Body:
    """The box of the body and the lines of it that are the article's own, [first, last)."""

    box: Box
    first: int
    last: int


def find_body(page: ParsedPage) -> Body | None:
    """The body, title and info line perhaps still in it; None where the page has no text at all.

    Assumes that the body is the largest run of unlinked text, unless a container known by name holds a good part of
    what the page says. An article of pictures alone is found by its container's name only.
    """
    weights = [_weight(line) for line in page.lines]
    before = [0.0, *accumulate(weights)]
    dense = _densest(page, weights)
    known = [
        box
        for box in page.boxes
        if not box.hidden and (_KNOWN.search(box.mark) or box.tag in ("ucapcontent", "article"))
    ]
    named = max(known, key=lambda box: (before[box.last] - before[box.first], box.first), default=None)
    chosen = dense
    if named is not None:
        held = before[named.last] - before[named.first]
        rival = before[dense.last] - before[dense.first] if dense is not None else 0.0
        if dense is None or held >= 0.4 * rival or rival < 120:
            chosen = named
    return None if chosen is None else Body(chosen, chosen.first, chosen.last)


def trimmed(page: ParsedPage, body: Body, begin: int) -> Body:
    """The body without what precedes line `begin` and without the buttons and lists that end it."""
    first = max(body.first, begin) if begin < body.last else body.first
    while first < body.last - 1 and len(page.lines[first].text) <= 30 and _HEAD.match(page.lines[first].text):
        first += 1
    last = body.last
    while last > first + 1 and (not page.lines[last - 1].text or _is_tail(page.lines[last - 1])):
        last -= 1
    for index in range(first + (last - first) // 2, last):
        if _TAIL.match(page.lines[index].text) and not any(
            weight > 20 for weight in map(_weight, page.lines[index + 1 : last])
        ):
            last = index
            break
    return Body(body.box, first, last)


def text_of(page: ParsedPage, body: Body) -> str:
    """The body's lines, joined."""
    return "\n".join(line.text for line in page.lines[body.first : body.last] if line.text and not line.box.hidden)


def _is_tail(line: Line) -> bool:
    return (
        bool(_TAIL.match(line.text)) or (line.linked > 0.8 * len(line.text) and not line.anchors) or _weight(line) < 0
    )


def _weight(line: Line) -> float:
    """What a line adds to the case for a box: its unlinked characters; little for short ones, nothing for links."""
    size = len(line.text)
    if not size or line.box.hidden or line.linked > 0.5 * size or _FOOTER_TEXT.search(line.text):
        return 0.0
    own = size - line.linked
    return float(own) if own >= 40 or _STOPS.search(line.text) else own * 0.3


def _densest(page: ParsedPage, weights: list[float]) -> Box | None:
    scores: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    noisy: dict[int, bool] = {}
    for line, weight in zip(page.lines, weights, strict=True):
        if weight <= 0:
            continue
        if _noise(line.box, noisy):
            weight *= 0.1
        share = weight
        for box in islice(line.box.and_outer(), _OUTWARDS):
            if box.tag in _INLINE_BLOCKS and not _KNOWN.search(box.mark):
                continue
            key = id(box)
            boxes[key] = box
            scores[key] = scores.get(key, 0.0) + share
            share *= _FADING
            if share < 0.05 * weight:
                break
    return boxes[max(scores, key=lambda key: scores[key])] if scores else None


def _noise(box: Box, known: dict[int, bool]) -> bool:
    """Whether the box lies in a header, a footer, a menu and the like."""
    chain: list[int] = []
    answer = False
    for outer in box.and_outer():
        if id(outer) in known:
            answer = known[id(outer)]
            break
        chain.append(id(outer))
        if outer.tag in ("header", "footer", "nav", "aside") or (outer.tag != "body" and _NOISE.search(outer.mark)):
            answer = True
            break
    for key in chain:
        known[key] = answer
    return answer
