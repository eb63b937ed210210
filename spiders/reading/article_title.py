"""The title of an article: what META, headings, fields and <title> agree on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spiders.reading.article_body import Body
from spiders.reading.article_labels import Field, Label, in_facts, value_or_none
from spiders.reading.page import Box, ParsedPage, squeeze

_MARKS = "-_|｜丨>»<«–— \t\r\n"
_SEPARATOR = r"[-_|｜丨>»<«–—]+"
_LAST = re.compile(rf"^(?P<rest>.*\S)\s*{_SEPARATOR}\s*(?P<part>[^-_|｜丨>»<«–—]+)$", re.S)
_FIRST = re.compile(rf"^(?P<part>[^-_|｜丨>»<«–—]+)\s*{_SEPARATOR}\s*(?P<rest>\S.*)$", re.S)
_SITE = re.compile(
    r"(?:人民政府|政府|[局厅委部院署办社会]|网|网站|门户|门户网站|平台|在线|委员会|中心|频道|专栏|首页|公报|日报|晚报|新闻|资讯|"
    r"信息公开|政务公开|\.(?:cn|com|net|org))$|^(?:首页|中国政府网|中国网)|^[\w.]+\.(?:cn|com|net)$"
)
_COLUMN = re.compile(
    r"(?:要闻|动态|公告|公示|通知|文件|法规|解读|新闻|公开|信息|专题|专栏|公报|目录|指南|统计|数据|政务|规划|回应|互动|之窗|详情|正文|内容页|内容|"
    r"文章|资讯|详细页|信息页|页面|列表)$"
)
_MARK = re.compile(
    r"(?:^|[\s_-])(?:title|tit|bt|biaoti|headline|wz_?title|article-?title|art_?title|xl_?title|con_?tit(?:le)?|news_?title|detail_?title|"
    r"arc_?title|content_?title|info_?title|rich_media_title|title\d|tit\d|bt\d)(?=$|[\s_-])"
)
# Info that some portals put into the heading itself: X（2024年04月15日）, X 发布日期：2024-04-15 来源：Y.
_INFO_TAIL = re.compile(
    r"\s*[（(\[【]?\s*(?:(?:发布|公开|发文)(?:日期|时间)|日期|时间|(?:信息|文章)?来源)\s*[:：].*$"
    r"|\s*[（(\[]\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+[\d:]+)?\s*[)）\]]\s*$"
)
_FOLD = re.compile(r"[\W_]+")
_CUT_SHORT = re.compile(r"(?:\.{2,}|…+)$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    weight: float
    kind: str

    @property
    def key(self) -> str:
        return _FOLD.sub("", _CUT_SHORT.sub("", self.text)).lower()


def find_title(page: ParsedPage, fields: list[Field], body: Body | None) -> str:
    """The title, on one line; "" where the page states none."""
    main, removed = split_head_title(page)
    candidates = [c for c in _candidates(page, fields, body, main) if c.key and len(c.text) <= _LONGEST]
    if _is_site(main):
        removed.append(main)
    not_titles = {_FOLD.sub("", name).lower() for name in (*removed, *page.metas.get("sitename", ()))}
    candidates = [c for c in candidates if c.key not in not_titles or c.kind == "meta"] or candidates
    if not candidates:
        return ""
    head_key = _FOLD.sub("", page.head_title).lower()
    groups: dict[str, list[_Candidate]] = {}
    for candidate in sorted(candidates, key=lambda c: -len(c.key)):
        cut = bool(_CUT_SHORT.search(candidate.text))
        same = next(
            (key for key in groups if key == candidate.key or (cut and key.startswith(candidate.key))), candidate.key
        )
        groups.setdefault(same, []).append(candidate)

    def score(key: str) -> float:
        kinds = {c.kind for c in groups[key]}
        return max(c.weight for c in groups[key]) + 2 * (len(kinds) - 1) + (2 if key in head_key else 0)

    best = max(groups, key=lambda key: (score(key), len(key)))
    whole = [c for c in groups[best] if not _CUT_SHORT.search(c.text)] or groups[best]
    return max(whole, key=lambda c: c.weight).text


def title_line(page: ParsedPage, title: str, body: Body | None) -> int | None:
    """The line that shows the title: the last such line before the body's text, else the first in it."""
    key = _FOLD.sub("", title).lower()
    if not key:
        return None
    limit = body.first if body is not None else len(page.lines)
    found: int | None = None
    for index, line in enumerate(page.lines[: min(len(page.lines), limit + 12)]):
        if line.box.hidden or not line.text:
            continue
        shown = _FOLD.sub("", line.text).lower()
        fits = (
            shown == key
            or (shown in key and len(shown) >= max(6, len(key) // 3))
            or (key in shown and len(shown) <= len(key) + 8)
        )
        if fits and (index < limit or found is None):
            found = index
    return found


def split_head_title(page: ParsedPage) -> tuple[str, list[str]]:
    """<title> without the names of site and columns before and behind it, and those names."""
    text, removed = page.head_title, []
    names = [*page.metas.get("sitename", ()), *page.metas.get("columnname", ()), *page.metas.get("lanmu", ())]
    crumbs = [anchor.text for anchor in page.anchors[:400] if 2 <= len(anchor.text) <= 16]
    keys = {_FOLD.sub("", name).lower() for name in (*names, *crumbs) if name}
    for _ in range(8):
        for form in (_LAST, _FIRST):
            match = form.match(text)
            if match and _is_name(match["part"], match["rest"], keys):
                text = match["rest"].strip(_MARKS)
                removed.append(match["part"].strip())
                break
        else:
            break
    return squeeze(text), removed


def _is_name(part: str, rest: str, keys: set[str]) -> bool:
    part = part.strip()
    key = _FOLD.sub("", part).lower()
    if not key:
        return True
    if key in keys and len(rest) >= 4:
        return True
    return (
        len(part) <= 24
        and len(rest) >= max(6, len(part) // 2)
        and bool(_SITE.search(part) or (len(part) <= 8 and _COLUMN.search(part)))
    )


def _candidates(page: ParsedPage, fields: list[Field], body: Body | None, main: str) -> list[_Candidate]:
    found = [_Candidate(text, 5, "meta") for text in page.metas.get("articletitle", ()) if text]
    found += [_Candidate(text, 3, "og") for text in (page.meta("og:title"), page.meta("twitter:title")) if text]
    found += [
        _Candidate(f.value, 5, "field")
        for f in fields
        if f.label is Label.TITLE and in_facts(fields, f) and value_or_none(f.value) and len(f.value) >= 4
    ]
    if main:
        found.append(_Candidate(main, 2.5, "head"))
    limit = body.first + 8 if body is not None else len(page.lines)
    found += _lines_alike(page, fields, limit)
    for box in page.boxes:
        if box.first > limit and not (box.hidden and "share-title" in box.mark):
            continue
        weight, kind = _heading(box)
        if weight and (text := _heading_text(page, box)):
            near = 0.4 if body is not None and box.first >= body.first - 15 else 0.0
            found.append(_Candidate(text, weight + near, kind))
            if (bare := _INFO_TAIL.sub("", text)) != text and len(bare) >= 4:
                found.append(_Candidate(bare, weight + near + 0.1, kind))
    return found


def _is_site(text: str) -> bool:
    return len(text) <= 20 and bool(_SITE.search(text)) and not re.search(r"关于|的通知|的公告", text)


def _lines_alike(page: ParsedPage, fields: list[Field], limit: int) -> list[_Candidate]:
    """Lines that <title> repeats, and the line above the info line: titles of portals that mark none."""
    head_key = _FOLD.sub("", page.head_title).lower()
    infos = [
        f.line for f in fields if f.label in (Label.PUBLISHED, Label.DATE, Label.SOURCE) and not in_facts(fields, f)
    ]
    above = next((i for i in range(infos[0] - 1, -1, -1) if page.lines[i].text), None) if infos else None
    found = []
    for index, line in enumerate(page.lines[:limit]):
        if line.box.hidden or line.linked > 0.3 * len(line.text) or not 6 <= len(line.text) <= 120:
            continue
        if _FOLD.sub("", line.text).lower() in head_key and len(line.text) >= 8:
            found.append(_Candidate(line.text, 2, "line"))
        if index == above and "：" not in line.text[-3:]:
            found.append(_Candidate(line.text, 2.2, "above"))
    return found


def _heading(box: Box) -> tuple[float, str]:
    if "share-title" in box.mark:
        return 3, "share"
    if box.hidden:
        return 0, ""
    if box.tag == "ucaptitle":
        return 5, "field"
    if box.tag == "h1":
        return 4, "h1"
    if box.tag in ("h2", "h3", "h4"):
        return 2 if box.tag == "h2" else 1.5, box.tag
    return (2.0, "class") if _MARK.search(box.mark) else (0, "")


def _heading_text(page: ParsedPage, box: Box) -> str:
    """The heading on one line; "" where it is a link, a list, or too short or too long to be a title."""
    lines = [line for line in page.lines[box.first : min(box.last, box.first + 12)] if line.text]
    if (
        not lines
        or box.last - box.first > 10
        or len(lines) > 6
        or any(line.linked > 0.5 * len(line.text) for line in lines)
    ):
        return ""
    text = lines[0].text
    for line in lines[1:]:
        joint = " " if text[-1].isascii() and line.text[0].isascii() else ""
        text += joint + line.text
    return text if 4 <= len(text) <= _LONGEST else ""
