"""Signs that a list page's rows, or more of them, are drawn by script: what makes it worth a look in the browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from inspection.records import ColumnReading, ColumnState
from spiders.markup import bounded
from spiders.reading.anchors import anchors_of
from spiders.reading.charset import decode
from spiders.reading.list_state import evidence_of, is_blocked
from spiders.reading.tree import Tree, plant

_MORE = re.compile(
    r"^\W*(?:点击|点此)?(?:加载|查看|显示|展开|浏览|获取)更多(?:内容|数据|信息|文章|新闻)?\W*$|^\W*load\s*more\W*$|^\W*show\s*more\W*$",
    re.I,
)
_LOADING = re.compile(r"^\W*(?:正在|数据|努力|拼命|玩命)?加载中?\W*(?:请稍[候后]\W*)?$|^\W*loading\W*$", re.I)
_NO_WAY = re.compile(r"^\s*(?:javascript|#|$)", re.I)
_ONWARD = re.compile(r"^\W*(?:下一?页|下页|next(?:\s*page)?|后页|›|»|>{1,2})\W*$", re.I)
_SCRIPTS = re.compile(rb"<script\b[^>]*>.*?</script\s*>", re.S | re.I)
_NUMBERS = re.compile(rb"[0-9a-fA-F]*[0-9][0-9a-fA-F]*")  # of versions, of times, of chances
_PAGER = re.compile(r"pag(?:e|ing|ination)|fenye|laypage", re.I)
_CALLS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|axios|new\s+Vue|createApp|ReactDOM", re.I
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page's markup says of scripts that draw its list."""

    scripts: bool = False  # it has any script at all, or a frame, whose page may have
    draws: bool = False  # a script or a template draws content
    empty: bool = False  # an element for a list, with nothing in it
    more: bool = False  # a button that says that there are more rows, or that they are being loaded
    paging: bool = False  # a way to the next page that only a script knows
    blocked: bool = False


def signs_of(body: bytes, url: str, content_type: str) -> Signs:
    """Look at a page's markup alone."""
    html, charset = decode(body, content_type)
    if html.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return Signs()
    tree = plant(bounded(html), url, charset)
    evidence = evidence_of(tree)
    return Signs(
        scripts=bool(tree.scripts) or "iframe" in tree.tag or "frame" in tree.tag,
        draws=evidence.draws or any(_CALLS.search(script.text[:200_000]) for script in tree.scripts),
        empty=evidence.empty_container,
        more=any(_says_more(tree, node) for node in tree.texts),
        paging=_paging_by_script(tree),
        blocked=is_blocked(tree, anchors_of(tree)),
    )


def scripts_of(body: bytes) -> str:
    """A mark of the page's scripts: another one where these are others, or the page draws its list otherwise."""
    found = sha256()
    for match in _SCRIPTS.finditer(body):
        found.update(_NUMBERS.sub(b"0", match.group()))
    return found.hexdigest()[:16]


def is_worth_a_look(reading: ColumnReading, signs: Signs) -> bool:
    """Whether the browser may see rows that the plain reading of a column did not."""
    if signs.blocked or not signs.scripts:
        return False
    if reading.state is ColumnState.UNREADABLE:
        return True
    if reading.state is ColumnState.BLANK:
        return signs.draws or signs.empty
    if reading.state is not ColumnState.READ:
        return False
    if reading.pages > 1 or len(reading.visited) > 1:
        return False  # its paging or its data were found
    return signs.more or signs.paging or (signs.draws and signs.empty)


def _says_more(tree: Tree, node: int) -> bool:
    text = tree.text[node].strip()
    if not 2 <= len(text) <= 16:
        return False
    if _LOADING.match(text):
        return not tree.hidden_within(tree.parent[node], -1)
    if not _MORE.match(text):
        return False
    link = next((n for n in (tree.parent[node], *tree.ancestors(tree.parent[node])) if tree.tag[n] == "a"), None)
    return link is None or bool(_NO_WAY.match(tree.attribute(link, "href")))


def _paging_by_script(tree: Tree) -> bool:
    for node in tree.texts:
        text = tree.text[node].strip()
        if len(text) > 12 or not _ONWARD.match(text):
            continue
        around = [tree.parent[node], *list(tree.ancestors(tree.parent[node]))[:3]]
        link = next((n for n in around if tree.tag[n] in ("a", "button", "li", "span")), None)
        if link is None or (tree.tag[link] == "a" and not _NO_WAY.match(tree.attribute(link, "href"))):
            continue
        named = any(_PAGER.search(f"{tree.attribute(n, 'class')} {tree.attribute(n, 'id')}") for n in around)
        if (named or len(text) > 1) and not re.search(r"disab|禁", tree.attribute(link, "class"), re.I):
            return True
    return False
