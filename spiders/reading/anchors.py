"""Anchors: what on a page leads elsewhere when it is clicked, and what the address looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spiders.reading.dates import date_in_address
from spiders.reading.page import squeeze
from spiders.reading.tree import Tree

_QUOTED = re.compile(r"""(["'])([^"'\\]{2,2000}?)\1""")
_OPENS = re.compile(r"open|location|href|goto|go|link|url|jump|view|show|detail|href|tz|turn", re.I)
_ADDRESS = re.compile(
    r"^(?:https?:)?//[\w.-]+|^[.\w%~\-\u4e00-\u9fff/?&=;:@!,+()#*]*(?:/|\.(?:s?html?|jsp|jspx|jhtml|php|aspx?|do|action|pdf|docx?|xlsx?|ofd|zip|rar|wps|et)\b|\?\w+=)",
    re.I,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|txt|jpe?g|png|mp4)$", re.I)
_CONTROLS = {"input", "button", "select", "form", "body", "html"}
_INDEX = re.compile(r"(?:^|/)(?:(?:index|default|list|main|home|column)[\w-]{0,12}\.\w{2,5})?$", re.I)
_IDENTIFIED = re.compile(r"[0-9a-f]{16,}|\d{4,}|[A-Z0-9]{20,}", re.I)
_IDENTIFIED_QUERY = re.compile(r"(?:^|[&?])\w*(?:id|no|guid|code|key|article|info|news|content)\w*=[\w-]{2,}", re.I)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A node that leads to an address. `weight` is how many characters its longest wording has (text or title)."""

    node: int
    url: str
    weight: int


def anchors_of(tree: Tree) -> list[Anchor]:
    """Everything that leads elsewhere, in document order; fragments, mail and scripts without an address do not."""
    found: list[Anchor] = []
    for node, tag in enumerate(tree.tag):
        attributes = tree.attributes[node]
        if not attributes or (tag not in ("a", "area") and ("onclick" not in attributes or tag in _CONTROLS)):
            continue
        if (url := address_of(tree, node)) is None:
            continue
        if tag not in ("a", "area") and _has_link(tree, node):
            continue
        length = sum(len(tree.text[t].strip()) for t in tree.texts_in(node, tree.end[node]))
        if length or tree.end[node] > node + 1:  # an empty link is what broken markup leaves behind
            length = max(length, len(attributes.get("title") or ""))
        found.append(Anchor(node, url, length))
    return found


def _has_link(tree: Tree, node: int) -> bool:
    return any(
        tree.tag[n] == "a" and address_of(tree, n) is not None for n in range(node + 1, min(tree.end[node], node + 200))
    )


def address_of(tree: Tree, node: int) -> str | None:
    """Where a click on the node leads: its href, else an address in the argument of its script."""
    attributes = tree.attributes[node]
    href = (attributes.get("href") or "").strip()
    if href and not href.startswith("#"):
        scheme = href[:11].lower()
        if scheme.startswith("javascript:"):
            if quoted := quoted_address(href[11:]):
                return tree.absolute(quoted)
        elif not scheme.startswith(("mailto:", "tel:", "data:", "about:", "file:")):
            return tree.absolute(href)
    if quoted := quoted_address(attributes.get("onclick") or ""):
        return tree.absolute(quoted)
    return None


def quoted_address(code: str) -> str | None:
    """The first quoted string in a line of script that looks like an address."""
    if not code or not _OPENS.search(code):
        return None
    for match in _QUOTED.finditer(code):
        if _ADDRESS.match(match.group(2).strip()) and not match.group(2).startswith("#"):
            return match.group(2)
    return None


@lru_cache(maxsize=8192)
def likeness(url: str) -> float:
    """How much an address looks like one article's (1.0) rather than like a column's or a home page's (0.2)."""
    path, _, query = url.partition("?")
    path = path[path.find("/", path.find("//") + 2) :] if "/" in path[8:] else "/"
    if _FILE.search(path) or date_in_address(url) or "mp.weixin.qq.com/s" in url:
        return 1.0
    folder, _, name = path.rpartition("/")
    if _INDEX.search(path):
        last = folder.rpartition("/")[2]
        if _IDENTIFIED_QUERY.search(query):
            return 0.9
        return 0.9 if re.search(r"\d{8,}|[0-9a-f]{16,}", last, re.I) else 0.2
    if _IDENTIFIED.search(name) or re.search(r"(?:art|content|post|info|detail|view|show|t)[_\-/]?\d+", path):
        return 1.0
    return 0.9 if _IDENTIFIED_QUERY.search(query) else 0.6


_WORDS = re.compile(
    r"^(?:更多|更多信息|more|查看更多|更多内容|首页|网站首页|返回首页|末页|尾页|上一页|上页|下一页|下页|最后一页|第一页|跳转|go|确定|返回|关闭|"
    r"打印|收藏|分享|登录|注册|\d{1,4}|[.·…\-<>«»‹›\[\]|/\s]*)$",
    re.I,
)


def is_control(wording: str) -> bool:
    """Whether a link's wording is a page's furniture (更多, 下一页, 3) and never an article's title."""
    return len(wording) <= 40 and bool(_WORDS.match(squeeze(wording).strip("<>«»‹›[]【】()+.…·|& \xa0")))
