"""The navigation of a home page: which of its links lead to columns.

Assumes that a column has a short Chinese name and an address that is no article's; gives up on menus drawn by script.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import host_of, join

MAX_ANCHORS = 5000
MAX_LEVELS = 60
MAX_GROUP_LEVELS = 12

_NOT_COLUMNS = re.compile(
    r"^(网站|返回|设为|加入|收藏)?(首页|主页|地图|导航|帮助|声明|登录|登陆|注册|搜索|检索|更多|查看|详细|详情|上一页|下一页)"
    r"|无障碍|适老|长者|关怀版|老年版|简体|繁体|移动版|手机版|电脑版|客户端|APP|English|联系我们|关于我们|版权|隐私|免责"
    r"|找错|纠错|ICP|^备案|公网安备|用户中心|个人中心|我的|退出|邮箱登录|微信|微博|二维码|RSS|订阅|打印|关闭|旧版|往期回顾",
    re.IGNORECASE,
)
_MORE = re.compile(r"^\W*(查看)?(更多|全部|more)\W*$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?i)/\d{4}[-/]?\d{1,2}([-/]\d{1,2})?/|t\d{8}_|/art/|content_\d|post_\d|[0-9a-f]{24,}|/\d{5,}\.s?html?$|/\d{4}-\d\d/"
    r"|[?&](article|news|info|content)_?id="
)
_FILE = re.compile(r"(?i)\.(docx?|xlsx?|pptx?|wps|et|pdf|ofd|zip|rar|7z|jpe?g|png|gif|mp4|apk|exe|xml|js|css)$")
_SERVICE = re.compile(r"(?i)/(user|member|login|register|search|sso)[a-z]*[/.?]|/(login|register|search)$")
_FOOT = re.compile(r"(?i)foot|copyright|friend|yqlj|bottom|breadcrumb|links?list|wzbs")
_NAVIGATION = re.compile(r"(?i)nav|menu|daohang|lanmu|column|channel|dh\b")
_OPENED = re.compile(r"""(?:window\.open|location(?:\.href)?\s*=|location\.(?:assign|replace))\s*\(?\s*['"]([^'"]+)""")
_INDEX = re.compile(r"/(index|default)\.\w{3,5}$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BLOCKS = frozenset({"ul", "ol", "dl", "table", "tbody", "tr", "nav", "div", "section", "header", "map"})


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the navigation. `has_children`: a menu of further sections hangs below it."""

    name: str
    url: str  # absolute, normalised
    has_children: bool = False


@dataclass(frozen=True, slots=True)
class _Anchor:
    node: LexborNode
    name: str
    url: str
    inside: bool  # on the site's own host


def find_sections(tree: LexborHTMLParser, home: str, base: str) -> list[Section]:
    """Columns that the page at `home` leads to, in the order of the page, each address once; `base` as <base> says."""
    anchors = list(_anchors(tree, base, host_of(home)))
    named = {a.node.mem_id: a for a in anchors if _may_be_column(a, home)}
    led_to = {_one_address(a.url) for a in anchors if a.inside and _MORE.match(a.name)}
    parents = {_one_address(a.url) for a in named.values() if _has_children(a.node, named)}
    tallies = _tallies(anchors, named)
    found: dict[str, Section] = {}
    for anchor in named.values():
        address = _one_address(anchor.url)
        if address in found or _within(anchor.node, _FOOT, ("footer",)):
            continue
        if address in led_to or _within(anchor.node, _NAVIGATION, ("nav",)) or _in_group(anchor.node, tallies):
            found[address] = Section(anchor.name, anchor.url, address in parents and address not in led_to)
    for anchor in anchors:
        if _MORE.match(anchor.name) and _one_address(anchor.url) not in found and (name := _headed(anchor.node)):
            headed = replace(anchor, name=name)
            if _may_be_column(headed, home) and not _within(anchor.node, _FOOT, ("footer",)):
                found[_one_address(anchor.url)] = Section(name, anchor.url)
    return list(found.values())


def _headed(node: LexborNode) -> str:
    """The heading over the block that a 更多 link ends: <h2>通知公告</h2> … <a>更多</a>."""
    if title := _tidy(node.attributes.get("title")):
        return "" if _MORE.match(title) else title
    for block in _above(node, 3):
        headings = block.css("h1, h2, h3, h4, h5, .title, .tit, .hd, caption, th")
        if headings:
            return _tidy(headings[0].text()).removesuffix(_tidy(node.text())) if len(headings) == 1 else ""
    return ""


def _anchors(tree: LexborHTMLParser, base: str, host: str) -> Iterator[_Anchor]:
    for node in tree.css("a, area")[:MAX_ANCHORS]:
        attributes = node.attributes
        reference = (attributes.get("href") or "").strip()
        if not reference or reference.startswith(("#", "javascript:")):
            opened = _OPENED.search(f"{reference} {attributes.get('onclick') or ''}")
            reference = opened[1] if opened else ""
        url = join(base, reference) if reference and not reference.startswith("#") else None
        if url:
            yield _Anchor(node, _name_of(node), url, host_of(url) == host)


def _name_of(node: LexborNode) -> str:
    """What people read: the text, else the picture's alt or title; the title where the text is cut."""
    text = _tidy(node.text(deep=True)).strip("·•>»›|-—[]【】：:")
    title = _tidy(node.attributes.get("title") or node.attributes.get("alt"))
    if text.endswith(("…", "...")) and title:
        return title
    pictures = (_tidy(p.attributes.get("alt") or p.attributes.get("title")) for p in node.css("img"))
    return text or title or next((name for name in pictures if name), "")


def _tidy(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isprintable() and not letter.isspace())


def _may_be_column(anchor: _Anchor, home: str) -> bool:
    name, url = anchor.name, anchor.url
    if not anchor.inside or not 2 <= len(name) <= 14 or len(_CHINESE.findall(name)) < 2 or _NOT_COLUMNS.search(name):
        return False
    path = url.partition("?")[0]
    if _one_address(url) == _one_address(home) or _FILE.search(path):
        return False
    return not _ARTICLE.search(url) and not _SERVICE.search(url) and _one_address(url) != f"{host_of(home)}/"


def _one_address(url: str) -> str:
    """/tzgg/index.html is /tzgg/, by http as by https."""
    return _INDEX.sub("/", url.partition("://")[2])


def _above(node: LexborNode, levels: int) -> Iterator[LexborNode]:
    """The elements around a node, inside the body, innermost first; `levels` of them, against bottomless nesting."""
    above = node.parent
    while above is not None and above.tag not in ("body", "html") and levels:
        yield above
        above, levels = above.parent, levels - 1


def _within(node: LexborNode, marks: re.Pattern[str], tags: tuple[str, ...]) -> bool:
    for above in (node, *_above(node, MAX_LEVELS)):
        named = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if above.tag in tags or (above.tag != "a" and marks.search(named)):
            return True
        if "nav" in tags and above.attributes.get("role") == "navigation":
            return True
    return False


@dataclass(slots=True)
class _Tally:
    """What the links inside one block are."""

    links: int = 0
    sections: int = 0
    rest: int = 0  # articles and files; 首页, 登录 and links to other sites stand in every menu and count for neither


def _tallies(anchors: list[_Anchor], named: dict[int, _Anchor]) -> dict[int, _Tally]:
    tallies: defaultdict[int, _Tally] = defaultdict(_Tally)
    for anchor in anchors:
        section = anchor.node.mem_id in named
        other = anchor.inside and not section and not _NOT_COLUMNS.search(anchor.name)
        for block in _above(anchor.node, MAX_GROUP_LEVELS):
            tally = tallies[block.mem_id]
            tally.links += 1
            tally.sections += section
            tally.rest += other
    return tallies


def _in_group(node: LexborNode, tallies: dict[int, _Tally]) -> bool:
    """Whether the nearest block of four links or more holds little but possible columns: a menu of any name."""
    for block in _above(node, MAX_GROUP_LEVELS):
        tally = tallies[block.mem_id]
        if block.tag in _BLOCKS and tally.links >= 4:
            return tally.sections >= 3 and tally.sections >= 0.6 * (tally.sections + tally.rest)
    return False


def _has_children(node: LexborNode, named: dict[int, _Anchor]) -> bool:
    """Whether a nested block beside the link, in its own menu item, holds further sections."""
    above = list(_above(node, MAX_GROUP_LEVELS))
    item = next((one for one in above if one.tag in ("li", "dl", "td")), None)
    if item is None:
        return False
    own = {one.mem_id for one in above[: above.index(item)]}
    first = item.css_first("a")
    if first is None or first.mem_id != node.mem_id:
        return False
    nested = (block for block in item.css("ul, ol, dl, dd, div") if block.mem_id not in own | {item.mem_id})
    address = _one_address(named[node.mem_id].url)
    return any(
        sum(a.mem_id in named and _one_address(named[a.mem_id].url) != address for a in block.css("a")) >= 2
        for block in nested
    )
