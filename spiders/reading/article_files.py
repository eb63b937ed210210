"""What an article leads to: the files that it offers, and the articles that its publisher names as related."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlsplit

from inspection.addresses import join
from inspection.records import Attachment, Related
from spiders.reading.article_body import Body
from spiders.reading.page import Anchor, Line, ParsedPage

_FILE = re.compile(
    r"\.(?:docx?|docm|wps|wpt|dotx?|xlsx?|xlsm|et|csv|pptx?|ppsx?|dps|pdf|ofd|ceb|rtf|txt|zip|rar|7z|gz|tar|mp3|mp4|caj)$",
    re.I,
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp)$", re.I)
_ATTACHED = re.compile(r"附\s*件|附\s*[表图录]|下\s*载")
_EMPTY_NAME = re.compile(
    r"^\W*(?:点击|点此|请)?(?:下载|查看|打开|浏览|预览|文件下载|附件下载|下载附件|附件|点击这里|此处|原文|word|pdf|PDF|Word|DOC|XLS)?(?:下载|查看)?\W*$"
)
_DOWNLOAD = re.compile(r"down|attach|file|upload|fj|annex|affix", re.I)
_RELATED = re.compile(
    r"^\W*(?:(?:相关|关联|有关|配套|延伸|更多)?(?:政策|文件|文字|图文|图片|视频|媒体|专家|权威|多媒体|官方|新闻)?(?:解读|图解)|"
    r"(?:相关|关联|有关|配套|对应|解读)(?:政策|文件|链接|阅读|稿件|信息|报道|新闻|资料|内容|文章|法规|政策文件|解读文件|公文|附件)+|"
    r"(?:政策|文件)?原文(?:链接)?|政策文件|延伸阅读|一图读懂|解读(?:材料|文件|信息|链接)|政策问答)\s*(?:[:：】\]>»]|\(\d+\)|（\d+）)*\s*$"
)
_RELATED_HEAD = re.compile(
    r"^\W*((?:相关|关联|有关|配套)(?:解读|文件|政策|链接|阅读|稿件|信息|报道|新闻)|(?:政策|文件|图文)?解读|(?:政策|文件)?原文(?:链接)?)\s*[:：】\]]"
)
_NAMES_ARTICLE = re.compile(r"《.+》|解读|图解|读懂|原文|答记者问")
_MORE = re.compile(r"^\W*(?:更多|more|查看更多|\+)\W*$", re.I)
_MOST_RELATED, _MOST_HEADINGS = 40, 20
_LINES_UNDER = 200  # lines that one heading is believed to govern
_BEHIND_BODY = 25  # lines behind the body in which its files are still looked for


def find_attachments(page: ParsedPage, body: Body | None, title_at: int | None) -> tuple[Attachment, ...]:
    """Files linked between the title and a little behind the body, each address once, with a name for people.

    A picture counts only in a line that speaks of attachments. WeChat articles have none.
    """
    first = min(x for x in (title_at, body.first if body else None, len(page.lines)) if x is not None)
    last = body.last + _BEHIND_BODY if body is not None else len(page.lines)
    found: dict[str, str] = {}
    for anchor in page.anchors:
        if anchor.url and first <= anchor.line < last and anchor.box.hidden is False:
            line = page.lines[anchor.line] if anchor.line < len(page.lines) else None
            if _is_file(anchor, line):
                name = _name(anchor, line)
                if len(name) > len(found.get(anchor.url, "")):
                    found[anchor.url] = name
    for address in _embedded(page):
        found.setdefault(address, unquote(address.rpartition("/")[2]))
    return tuple(Attachment(url, name) for url, name in found.items())


def _is_file(anchor: Anchor, line: Line | None) -> bool:
    parts = urlsplit(anchor.url)
    if _FILE.search(unquote(parts.path)):
        return True
    names = [value for _, value in parse_qsl(parts.query)] if parts.query else []
    if any(_FILE.search(value) for value in (*names, anchor.named)):
        return True
    if _FILE.search(anchor.text) or _FILE.search(anchor.title):
        return bool(_DOWNLOAD.search(parts.path) or "." not in parts.path.rpartition("/")[2] or parts.query)
    return bool(_PICTURE.search(parts.path) and line is not None and _ATTACHED.search(line.text))


def _name(anchor: Anchor, line: Line | None) -> str:
    """The link's text; where that only says 下载, its title, the words before it on its line, or the file's name."""
    for text in (anchor.text, anchor.title, anchor.named):
        if text and not _EMPTY_NAME.match(text):
            return text
    if line is not None and anchor.text:
        before = re.sub(r"^\W*附\s*件\s*\d*\s*[:：]", "", line.text.partition(anchor.text)[0]).strip(" :：-（(【[")
        if before and not _EMPTY_NAME.match(before):
            return before
    parts = urlsplit(anchor.url)
    named = [value for _, value in parse_qsl(parts.query) if _FILE.search(value)]
    return (named[0] if named else unquote(parts.path)).rpartition("/")[2] or anchor.text


def _embedded(page: ParsedPage) -> Iterator[str]:
    """Documents shown in a frame: src="x.pdf", viewer.html?file=/x.pdf."""
    for node in page.tree.css("iframe[src], embed[src], object[data]"):
        source = node.attributes.get("src") or node.attributes.get("data") or ""
        parts = urlsplit(source) if len(source) < 2000 else None
        if parts is None:
            continue
        if not _FILE.search(parts.path):
            source = next((value for _, value in parse_qsl(parts.query) if _FILE.search(value.partition("?")[0])), "")
        if source and (address := join(page.base, source, page.charset)):
            yield address


def find_related(
    page: ParsedPage, body: Body | None, title_at: int | None, attachments: tuple[Attachment, ...]
) -> tuple[Related, ...]:
    """Links under a heading such as 相关解读, and links of the body that name an article (《…》, 解读, 原文)."""
    files = {attachment.url for attachment in attachments} | {page.url, ""}
    found: dict[str, str] = {}
    start = min(x for x in (title_at, body.first if body else None, len(page.lines)) if x is not None)
    headings = 0
    for index in range(start, len(page.lines)):
        if anchors := _under(page, index, body):
            headings += 1
            for anchor in anchors:
                _add(found, files, anchor, heading=True)
        if headings >= _MOST_HEADINGS:
            break
    if body is not None:
        for line in page.lines[body.first : body.last]:
            for anchor in line.anchors:
                _add(found, files, anchor, heading=False)
    return tuple(Related(title, url) for url, title in list(found.items())[:_MOST_RELATED])


def _add(found: dict[str, str], files: set[str], anchor: Anchor, heading: bool) -> None:
    title = anchor.title if len(anchor.title) > len(anchor.text) else anchor.text
    if anchor.url in files or not title or _MORE.match(title) or (_RELATED.match(title) and heading):
        return
    if heading or _NAMES_ARTICLE.search(title):
        found.setdefault(anchor.url, title)


def _under(page: ParsedPage, index: int, body: Body | None) -> list[Anchor]:
    """The links that belong to the heading on this line: on the line itself, else in the heading's own box."""
    line = page.lines[index]
    if not line.text or line.box.hidden:
        return []
    if (head := _RELATED_HEAD.match(line.text)) and line.anchors and len(line.text) > len(head.group()) + 2:
        return list(line.anchors)
    if not _RELATED.match(line.text) or len(line.text) > 20:
        return []
    for box in islice(line.box.and_outer(), 8):
        if body is not None and box.first <= body.first and box.last >= body.last and box is not line.box:
            break
        below = page.lines[index + 1 : min(box.last, index + 1 + _LINES_UNDER)]
        if any(anchor.url for other in below for anchor in other.anchors):
            return list(_until_next_heading(below))
    return list(_until_plain_text(page.lines[index + 1 : index + 1 + _MOST_RELATED]))


def _until_next_heading(lines: list[Line]) -> Iterator[Anchor]:
    for line in lines:
        if line.text and not line.anchors and len(line.text) <= 12 and not re.search(r"\d", line.text):
            return
        if _RELATED.match(line.text) and len(line.text) <= 12:
            return
        yield from line.anchors


def _until_plain_text(lines: list[Line]) -> Iterator[Anchor]:
    for line in lines:
        if line.text and not line.anchors and not re.fullmatch(r"[\s\d\-/.:年月日\[\]()（）]+", line.text):
            return
        yield from line.anchors
