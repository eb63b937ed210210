"""The body of a WeChat article: shown in the page, or, for posts that are drawn by script, in its scripts."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import join
from inspection.wechat_address import wechat_address
from spiders.markup import bounded
from spiders.reading.page import Box, ParsedPage
from spiders.reading.wechat_scripts import Scripts, without_entities

_SHORT = 60  # characters: a body with fewer is a frame that a script fills
_DRAWN = frozenset(
    {"5", "6", "7", "8", "10", "16", "17"}
)  # item_show_type of posts whose frame shows the account alone
_MARKUP = re.compile(r"<(?:p|br|section|div|span|a|img|h\d|strong|em|blockquote|ul|ol|li|table)\b[^>]*>", re.I)
_LINKED = "a[href], a[data-link], a[data-url], img[data-link], img[data-href], section[data-link], span[data-link]"


def text_of(page: ParsedPage, scripts: Scripts) -> str:
    """The body as plain text; of a post drawn by script what its scripts state, else the page's description."""
    box = _box(page)
    shown = page.text_of(box) if box is not None else ""
    if len(shown) >= _SHORT:
        return shown
    drawn = scripts.variable("real_item_show_type", "item_show_type") in _DRAWN
    for stated in _stated(scripts):
        text = _plain(stated)
        if drawn or len(text) > max(8, len(shown)):
            return text
    if (posted := page.tree.css_first("#js_panel_like_title, #js_text_desc, #js_image_desc")) is not None:
        shown = shown or "\n".join(" ".join(line.split()) for line in posted.text().splitlines() if line.strip())
    return (shown if not drawn or posted is not None else "") or without_entities(page.meta("og:description"))


def links_of(page: ParsedPage, scripts: Scripts) -> tuple[str, ...]:
    """Where the body leads, in its order; WeChat articles by their permanent address. Mini-programs lead nowhere."""
    node = page.tree.css_first("#js_content")
    urls = [] if node is None else _urls(node.html or "", page.base)
    if not urls and (_box(page) is None or len(page.text_of(_box(page) or page.boxes[0])) < _SHORT):
        urls = [url for stated in _stated(scripts) for url in _urls(stated, page.base)]
    return tuple(dict.fromkeys(urls))


def _urls(markup: str, base: str) -> list[str]:
    if "href" not in markup and "data-" not in markup:
        return []
    urls = []
    for node in LexborHTMLParser(bounded(markup)).css(_LINKED):
        for name in ("href", "data-link", "data-url", "data-href"):
            value = without_entities((node.attributes.get(name) or "").strip())
            if not value.lower().startswith(("http:", "https:", "//")):
                continue
            if (url := wechat_address(value) or join(base, value)) is not None:
                urls.append(url)
                break
    return urls


def _stated(scripts: Scripts) -> list[str]:
    """Bodies that stand in scripts, whole ones before summaries."""
    found = (
        scripts.field("content_noencode"),
        scripts.variable("d.content_noencode", "content_noencode"),
        scripts.anywhere("content_noencode"),
        scripts.variable("d.content", "text_content"),
        scripts.variable("window.desc", "d.desc"),
        scripts.field("desc"),
    )
    return [text for value in found if (text := without_entities(value).strip()) and "<script" not in text]


def _plain(stated: str) -> str:
    """The text of a body in a script, which is markup or plain lines."""
    if not _MARKUP.search(stated):
        return re.sub(r"</?[a-z][^<>]{0,2000}>", "", stated).strip()
    if not re.search(r"<(?:p|br|section|div)\b", stated, re.I):  # plain lines with links in them
        stated = stated.replace("\r\n", "\n").replace("\n", "<br>")
    from spiders.media.fragments import body_of  # BeautifulSoup takes a tenth of a second to import

    return body_of(stated, "").text


def _box(page: ParsedPage) -> Box | None:
    return next((box for box in page.boxes if "js_content" in box.mark.split()), None)
