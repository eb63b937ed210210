"""Texts of Weibo posts: from its HTML to plain words and links, and a title where posts have none."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from bs4.element import Tag

from spiders.media.fragments import links_of, parsed, words_of

BASE = "https://m.weibo.cn/"
LONGEST_TITLE = 80  # characters
_MARKUP = re.compile(r"<(?:a|br|span|img|i|b|em|p|div)\b|</\w+>", re.I)
_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff]")
# How a post that is too long ends in lists: `...全文`, `...展开`, `...全文： http://m.weibo.cn/…`. It is kept as CUT.
_CUT = re.compile(r"(?:\.{2,}|…+)\s*(?:全文|展开)[cC]?\s*(?:[:：]\s*https?://\S+)?\s*$")
CUT = "...全文"
_MORE = frozenset({"全文", "展开", "展开c", "收起", "...全文", "…全文"})
# Weibo's own links to people, topics and places: parts of the text, no links that a post gives its readers.
_NO_LINKS = re.compile(
    r"//(?:m\.|www\.)?weibo\.(?:cn|com)/(?:n/|search|status/|statuses/|k/|u/\d+$|p/(?:index)?\?(?:.*&)?containerid=1008|p/1008"
    r"|pages/100808|p/searchall)|//(?:s|huati)\.weibo\.(?:com|cn)|//weibo\.cn/(?:search|comment|huati)|^sinaweibo:|^javascript:",
    re.I,
)
_SENTENCE_END = re.compile(r"[。！？!?；;]+[”」』）)]*")
_HEADLINE = re.compile(r"【[^【】\n]{2,80}】")


def words_and_links(text: object, base: str = BASE) -> tuple[str, tuple[str, ...]]:
    """(the words, the links) of a post's text, HTML or not; emoji by their names, links absolute and unwrapped."""
    if not isinstance(text, str):
        return "", ()
    if not _MARKUP.search(text):
        words = tidy(unescape(text))
        words, cut_link = _without_more(words)
        return words, tuple(dict.fromkeys(link for link in _written(words) if link != cut_link))
    return fragment(parsed(text), base)


def fragment(root: Tag, base: str = BASE) -> tuple[str, tuple[str, ...]]:
    """The same of a parsed element."""
    words, _ = _without_more(tidy(words_of(root, as_written=True)))
    links = (link for href, shown in links_of(root) if (link := _link(href, shown, base)))
    return words, tuple(dict.fromkeys((*links, *_written(words))))


def is_platforms_own(url: str) -> bool:
    """Whether it is Weibo's own link to people, topics or places, which a post does not give its readers."""
    return _NO_LINKS.search(url) is not None


def is_cut(text: str) -> bool:
    """Whether the list shows only the beginning of this text."""
    return text.endswith(CUT)


def title_of(text: str) -> str:
    """The beginning of the text: its headline in 【】, else its first sentence or line; at most 80 characters of it."""
    lines = text.removesuffix(CUT).splitlines()
    line = next((line for line in (part.strip() for part in lines) if line), "")
    if (
        (head := _HEADLINE.search(line))
        and head.end() <= LONGEST_TITLE
        and not _SENTENCE_END.search(line[: head.start()])
    ):
        return line[: head.end()]
    if end := _SENTENCE_END.search(line, 4):
        line = line[: end.end()]
    return line[:LONGEST_TITLE].rstrip()


def tidy(text: str) -> str:
    """Invisible characters and runs of blanks out; line breaks stay."""
    text = _INVISIBLE.sub("", text).replace("\xa0", " ").replace("\r", "")
    lines = [re.sub(r"[ \t\f\v]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def unwrapped(url: str) -> str:
    """Where Weibo's own redirect (weibo.cn/sinaurl?u=…) leads to; others as they are."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.hostname.endswith(("weibo.cn", "weibo.com")) and "sinaurl" in parts.path:
            inner = next(
                (value for name in ("u", "toasturl", "url") for value in parse_qs(parts.query).get(name, [])), ""
            )
            return inner if inner.startswith(("http://", "https://")) else url
    except ValueError:
        pass
    return url


def _written(words: str) -> list[str]:
    """Addresses that are written out, without the punctuation behind them."""
    return [link.rstrip(".,;:!?'") for link in _URL.findall(words)]


def _without_more(words: str) -> tuple[str, str]:
    """The text with one mark for being cut, and the link that stood there."""
    if not (cut := _CUT.search(words)):
        return words, ""
    link = _URL.search(cut[0])
    return words[: cut.start()] + CUT, link[0] if link else ""


def _link(href: str, shown: str, base: str) -> str | None:
    """Where a link leads that the post gives its readers; None for Weibo's own."""
    if shown in _MORE or shown.startswith("@") or (shown.startswith("#") and shown.endswith("#")):
        return None
    try:
        url = unwrapped(urljoin(base, href))
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and not is_platforms_own(url) else None
