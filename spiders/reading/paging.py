"""Paging: the address of a list's next page, from its links, its scripts or its numbering; None on the last page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from spiders.reading.anchors import address_of
from spiders.reading.paging_scripts import address_by_template, next_by_script
from spiders.reading.tree import Tree

_NEXT_WORDS = re.compile(r"^(?:下一?页|后一?页|下一頁|下頁|next(?:\s*page)?|往后|向后)$", re.I)
_ARROWS = {">", "›", "»", "→", "▶", "＞", ">>", "»»", "》"}
_STRIP = "<>«»‹›[]【】()（）|·:：\xa0 \t\r\n＞＜→←▶◀"
_DISABLED = re.compile(
    r"(?:^|[\s_-])(?:disabled?|unable|noclick|unclick|no-?next|nolink|end|forbid|gray|off)(?:$|[\s_-])", re.I
)
_CURRENT = re.compile(
    r"(?:^|[\s_-])(?:cur|curr|current|active|on|now|this|thisclass|selected|hover|pagingnow|act|in|sel|focus|checked)(?:$|[\s_-])|current|active",
    re.I,
)
_CALL_NUMBER = re.compile(r"(\w+)\s*\(\s*(?:this\s*,\s*)?['\"]?(\d{1,5})['\"]?\s*[,)]")
# queryArticleByCondition(this,'/x/list_2.shtml'): whatever the function is called, a pager's address leads on.
_CALL_ADDRESS = re.compile(
    r"\(\s*(?:this\s*,\s*)?(['\"])((?:https?://|\.{0,2}/|[\w-]+/)?[^'\"\s()]*\.\w{3,5}(?:\?[^'\"]*)?|/[^'\"\s]*|\?[^'\"]+)\1"
)
_HOLDS_ADDRESS = ("tagname", "data-url", "data-href", "data-link", "url", "value", "paged", "_href", "data-page-url")
_TOTAL = re.compile(r"共\s*(\d{1,5})\s*页|(?:第|当前)?\s*(\d{1,5})\s*/\s*(\d{1,5})\s*页?")


@dataclass(slots=True)
class Control:
    """One clickable word of a pager."""

    node: int
    word: str
    url: str | None
    number: int | None  # what its script is called with, where it has no address
    call: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the paging stands in the page (a node), and the address of the next page."""

    at: int | None
    next_page: str | None


def find_pager(tree: Tree) -> Pager:
    """Read the page's paging. Assumes one pager, or several that agree; articles' own 下一篇 are not paging."""
    controls = _controls(tree)
    following = [c for c in controls if _NEXT_WORDS.match(c.word)]
    numbers = _one_row([c for c in controls if c.word.isdecimal()], tree)
    if not following and len(numbers) >= 1:
        following = [c for c in controls if c.word in _ARROWS and _near(c, numbers)]
        following = [c for c in following if c.word not in (">>", "»»")] or following
    at = min((c.node for c in (*following, *numbers[:1] * (len(numbers) > 1))), default=None)
    by_script, script_at = next_by_script(tree)
    if at is None:
        at = script_at
    for control in following:
        if (url := _leads_on(tree, control, controls)) is not None:
            return Pager(at, url)
    if following and all(c.disabled or c.url == tree.url for c in following) and len(following) > 0:
        return Pager(at, None)
    for url in (_from_head(tree), by_script, _by_number(tree, numbers), _by_option(tree)):
        if url is not None and url != tree.url:
            return Pager(at, url)
    return Pager(at, None)


def _one_row(numbers: list[Control], tree: Tree) -> list[Control]:
    """Only numbers that stand beside a linked one: years and days split over elements are no pages."""

    def places(control: Control) -> set[int]:
        above = tree.parent[control.node]
        return {above, tree.parent[above]} if above >= 0 and tree.parent[above] >= 0 else {above}

    linked: set[int] = set()
    for control in numbers:
        if control.url or control.number is not None:
            linked |= places(control)
    return [c for c in numbers if places(c) & linked]


def _near(control: Control, numbers: list[Control]) -> bool:
    """Whether an arrow stands by the numbers; one that leads nowhere behind the first: the others part breadcrumbs."""
    if control.url is None and control.number is None and control.node < numbers[0].node:
        return False
    return any(abs(control.node - n.node) < 80 for n in numbers)


def _controls(tree: Tree) -> list[Control]:
    """Short words in links, buttons and clickable elements that could belong to a pager."""
    found: list[Control] = []
    for node in tree.texts:
        text = tree.text[node]
        if len(text) > 40:
            continue
        raw = text.strip()
        word = raw.strip(_STRIP) or raw
        if not ((word.isdecimal() and len(word) <= 5) or _NEXT_WORDS.match(word) or raw in _ARROWS):
            continue
        holder = _clickable(tree, node)
        if holder is not None:
            found.append(_control(tree, holder, word))
    found.extend(_wordless(tree))
    return sorted(found, key=lambda c: c.node)


def _wordless(tree: Tree) -> list[Control]:
    """Buttons and pictures whose value, title or alt says 下一页."""
    found = []
    for node, tag in enumerate(tree.tag):
        if tag in ("input", "img", "a"):
            attributes = tree.attributes[node]
            word = (
                (attributes.get("value") if tag == "input" else "")
                or attributes.get("alt")
                or attributes.get("title")
                or ""
            )
            if word and len(word) < 20 and _NEXT_WORDS.match(word.strip(_STRIP)):
                holder = node if tag != "img" else _clickable(tree, node)
                if holder is not None and not any(
                    _NEXT_WORDS.match(tree.text[t].strip(_STRIP)) for t in tree.texts_in(holder, tree.end[holder])
                ):
                    found.append(_control(tree, holder, word.strip(_STRIP)))
    return found


def _clickable(tree: Tree, node: int) -> int | None:
    """The link or the scripted element that a text stands in, up to three levels above it; else the element itself."""
    walker = tree.parent[node]
    for _ in range(3):
        if walker < 0:
            break
        if tree.tag[walker] in ("a", "button") or "onclick" in tree.attributes[walker]:
            return walker if len(tree.inline(walker)) <= 12 else None
        walker = tree.parent[walker]
    parent = tree.parent[node]
    return parent if parent >= 0 and len(tree.inline(parent)) <= 12 else None


def _control(tree: Tree, node: int, word: str) -> Control:
    attributes = tree.attributes[node]
    url = address_of(tree, node)
    code = f"{attributes.get('onclick') or ''};{attributes.get('href') or ''}"
    if url is None:
        for name in _HOLDS_ADDRESS:
            value = attributes.get(name) or ""
            if "/" in value or re.search(r"\.\w{3,5}$|^\?\w+=", value):
                url = tree.absolute(value)
                break
    if url is None and (argument := _CALL_ADDRESS.search(code)):
        url = tree.absolute(argument[2])
    call = _CALL_NUMBER.search(code) if url is None else None
    marks = f"{attributes.get('class') or ''} {'disabled' if 'disabled' in attributes else ''}"
    above = tree.parent[node]
    if above >= 0 and tree.tag[above] in ("li", "span"):
        marks += f" {tree.attribute(above, 'class')}"
    disabled = bool(_DISABLED.search(marks)) or (url is None and call is None)
    return Control(node, word, url, int(call.group(2)) if call else None, call.group(1) if call else "", disabled)


def _leads_on(tree: Tree, control: Control, controls: list[Control]) -> str | None:
    """Where a 下一页 leads, unless that is this page, an article or another site's page."""
    if control.disabled:
        return None
    url = control.url
    if url is None and control.number is not None:
        url = address_by_template(
            tree, control.number, [(int(c.word), c.url) for c in controls if c.word.isdecimal() and c.url]
        )
    if url is None or url == tree.url or _host(url) != _host(tree.url):
        return None
    if _same_page(tree.url, url):
        return None
    return url


def _same_page(here: str, there: str) -> bool:
    """Whether an address is this very page under its other name (the folder and its index file)."""
    names = re.compile(r"(?:index|default|list)\.\w{3,5}$")
    return names.sub("", here) == names.sub("", there) and urlsplit(here).query == urlsplit(there).query


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _from_head(tree: Tree) -> str | None:
    for node, tag in enumerate(tree.tag):
        if tag in ("a", "link") and "next" in tree.attribute(node, "rel").lower().split():
            return address_of(tree, node)
    return tree.next_link


def _by_number(tree: Tree, numbers: list[Control]) -> str | None:
    """The link numbered one more than the current page, where one number stands unlinked or marked as current."""
    linked = {int(c.word): c for c in numbers if c.url or c.number is not None}
    if not linked:
        return None
    current = _current_number(tree, numbers)
    if current is None or (control := linked.get(current + 1)) is None:
        return None
    beside = any(int(c.word) != current + 1 for c in numbers)
    if not beside:
        return None
    control.disabled = False
    return _leads_on(tree, control, numbers)


def _current_number(tree: Tree, numbers: list[Control]) -> int | None:
    for control in numbers:
        marks = tree.attribute(control.node, "class") + " " + tree.attribute(tree.parent[control.node], "class")
        if control.url is None and control.number is None:
            return int(control.word)
        if _CURRENT.search(marks) or control.url == tree.url:
            return int(control.word)
    return None


def _by_option(tree: Tree) -> str | None:
    """The option after the selected one in a select whose options are addresses of pages."""
    for node, tag in enumerate(tree.tag):
        if tag != "select":
            continue
        options = [n for n in range(node, tree.end[node]) if tree.tag[n] == "option"]
        values = [tree.attribute(n, "value") for n in options]
        if len(options) < 2 or not all(re.search(r"\.\w{3,5}$|[?&]\w*page\w*=\d+", v, re.I) for v in values):
            continue
        if not all(re.search(r"\d+", tree.inline(n) or "1") for n in options):
            continue
        chosen = next((i for i, n in enumerate(options) if "selected" in tree.attributes[n]), None)
        if chosen is None:
            chosen = next((i for i, v in enumerate(values) if tree.absolute(v) == tree.url), 0)
        if chosen + 1 < len(options):
            return tree.absolute(values[chosen + 1])
        return None
    return None
