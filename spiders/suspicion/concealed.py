"""Links that a page keeps out of sight, by what its markup alone can tell: styles at hand, old tricks of old tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import host_of, join
from inspection.suspicion import HiddenLink

_LEVELS = 10  # elements above a link that are looked at
_MOST_LINKS = 5_000  # of one page
_FAR = 900  # pixels; no page is moved so far aside to be seen
_TINY = 2  # pixels
_KEPT = 40  # hidden links of one page
_TEXT = 80

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)\s*(px|pt|em|rem|%|vw|vh)?", re.I)
_RULE = re.compile(r"([.#][\w-]{1,60})\s*\{([^{}]{1,500})\}")
_BY_SCRIPT = re.compile(
    r"<script[^<>]*>\s*(?:<!--)?\s*document\.getElementById\(\s*['\"]([\w-]{1,60})['\"]\s*\)\.style\."
    r"(?:display\s*=\s*['\"]none|visibility\s*=\s*['\"]hidden)",
    re.I,
)
_WRITTEN = re.compile(r"document\.write(?:ln)?\s*\(\s*(['\"])(.{1,2000}?)\1\s*\)", re.S)
_OPENED = re.compile(r"<(div|span|p|ul|marquee|font|center)\b[^<>]*>", re.I)
_COLOURS = {"white": "fff", "#ffffff": "fff", "#fff": "fff", "black": "000", "#000000": "000", "#000": "000"}
# What a page must have near a link for it to be hidden; a cheap first look.
HARD = re.compile(
    r"(?:left|top|right|bottom|margin(?:-\w+)?|text-indent)\s*:\s*[^;\"'<>]{0,12}-\d{3}|<marquee|font-size\s*:\s*[012](?:\.\d+)?(?:p|e|;|\"|'|\s)"
    r"|(?:height|width|line-height)\s*:\s*[012](?:px|pt|;|\"|'|\s)|getElementById|document\.write"
    r"|(?<!-)color\s*:[^;\"'<>]{3,24};[^\"'<>]{0,80}background(?:-color)?\s*:"
    r"|background(?:-color)?\s*:[^\"'<>]{3,80};\s*color\s*:",
    re.I,
)
SOFT = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity|\bhidden\b|(?<!-)color\s*[:=]\s*[\"']?\s*(?:#fff|white)", re.I
)


def hidden_links(tree: LexborHTMLParser, text: str, url: str, hosts: frozenset[str]) -> tuple[HiddenLink, ...]:
    """Links to these hosts that people do not see, each once, as far as markup and its own styles tell."""
    rules = hiding_rules(text)
    by_script = frozenset(_BY_SCRIPT.findall(text)) if ".style." in text else frozenset()
    found: dict[str, HiddenLink] = {}
    blocks: dict[int, int] = {}
    for node, target in _anchors(tree, url, hosts):
        how = _how(node, rules, by_script)
        if how is None:
            continue
        way, trick, holder = how
        blocks[holder] = blocks.get(holder, 0) + 1
        known = found.get(target)
        if known is None or (trick and not known.trick):
            found[target] = HiddenLink(target, _text_of(node), way, trick, holder)
        if len(found) >= _KEPT:
            break
    kept = [HiddenLink(one.url, one.text, one.how, one.trick, blocks[one.block]) for one in found.values()]
    return tuple(kept)


def hiding_rules(text: str) -> dict[str, str]:
    """Names (`.x`, `#x`) that the page's own style blocks put out of sight by a trick, with the way."""
    at = text.find("<style")
    return dict(_hiding_rules(text[at : at + 20_000])) if at != -1 else {}


@lru_cache(maxsize=256)
def _hiding_rules(css: str) -> tuple[tuple[str, str], ...]:
    found = ((match[1], way_of(_declared(match[2]))) for match in _RULE.finditer(css))
    return tuple((name, way[0]) for name, way in found if way is not None and way[1] and way[0] != "text-indent")


def _anchors(tree: LexborHTMLParser, url: str, hosts: frozenset[str]) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.css("a")[:_MOST_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        if "//" in href[:9] and (target := join(url, href)) is not None and host_of(target) in hosts:
            yield node, target


def _how(node: LexborNode, rules: dict[str, str], by_script: frozenset[str]) -> tuple[str, bool, int] | None:
    """(way, whether it is a trick, the hiding element): of the innermost trick, else of what hides it at all."""
    doubt: tuple[str, bool, int] | None = None
    at: LexborNode | None = node
    for level in range(_LEVELS):
        if at is None or at.tag in {"body", "html", "-document"}:
            break
        way = _of_element(at, rules, by_script, itself=level == 0)
        if way is not None:
            if way[1]:
                return *way, at.mem_id
            doubt = doubt or (*way, at.mem_id)
        at = at.parent
    return doubt


def _of_element(
    node: LexborNode, rules: dict[str, str], by_script: frozenset[str], *, itself: bool
) -> tuple[str, bool] | None:
    attributes = node.attributes
    if node.tag == "marquee":
        return _of_marquee(attributes)
    name = attributes.get("id")
    if name and name in by_script:
        return "display-none", True
    for selector in ([f"#{name}"] if name else []) + [f".{c}" for c in (attributes.get("class") or "").split()]:
        if selector in rules:
            return rules[selector], True
    style = attributes.get("style")
    way = way_of(_declared(style), itself=itself) if style else None
    if way is None and "hidden" in attributes:
        return "display-none", False
    if way is None and node.tag == "font" and _colour(attributes.get("color")) == "fff":
        return "same-colour", False
    return way


def _of_marquee(attributes: dict[str, str | None]) -> tuple[str, bool] | None:
    small = any(_pixels(attributes.get(side)) in range(11) for side in ("width", "height"))
    fast = (_pixels(attributes.get("scrollamount")) or 0) >= 1000
    return ("marquee", True) if small or fast else None


@lru_cache(maxsize=4096)
def _declared(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, mark, value in pairs if mark}


def way_of(style: dict[str, str], *, itself: bool = False) -> tuple[str, bool] | None:
    """How such a style puts an element out of sight, and whether it is a trick: no menu and no slide is hidden so."""
    placed = style.get("position") in {"absolute", "fixed", "relative"}
    moved = [_pixels(style.get(side)) for side in ("left", "top", "right", "bottom")] if placed else []
    moved += [_pixels(style.get(side)) for side in ("margin-left", "margin-top")]
    if any(by is not None and by <= -_FAR for by in moved):
        centred = "%" in style.get("left", "") or "%" in style.get("top", "")  # a wide banner, half of it to each side
        return None if centred else ("off-screen", True)
    indent = _pixels(style.get("text-indent"))
    if indent is not None and indent <= -_FAR:
        return "text-indent", not itself  # of a link itself: a picture in the place of its words
    if _is_tiny(style):
        return "zero-size", True
    font = _pixels(style.get("font-size"))
    if font is not None and 0 <= font <= _TINY:
        return "zero-size", itself or font > 0  # a list of 0 closes gaps between its items
    colour = _colour(style.get("color"))
    ground = _colour((style.get("background-color") or style.get("background") or "").split(" ")[0])
    if colour and colour == ground:
        return "same-colour", True
    if style.get("display") == "none":
        return "display-none", False
    if style.get("visibility") in {"hidden", "collapse"}:
        return "visibility-hidden", False
    if _pixels(style.get("opacity")) == 0 or "opacity=0)" in style.get("filter", ""):
        return "transparent", itself
    return ("same-colour", False) if colour == "fff" and not ground else None


def _is_tiny(style: dict[str, str]) -> bool:
    height, width = _pixels(style.get("height")), _pixels(style.get("width"))
    if not style.get("overflow", "").startswith("hidden") or (height is None and width is None):
        return False
    both = height is not None and width is not None and height <= _TINY and width <= _TINY
    return both or any(side is not None and 0 < side <= _TINY for side in (height, width))


def _pixels(value: str | None) -> float | None:
    match = _NUMBER.match((value or "").strip())
    if match is None:
        return None
    if match[2] in {"vw", "vh", "%"}:
        return None  # a drawer waits one window aside
    return float(match[1][:12]) * (16 if match[2] in {"em", "rem"} else 1)


def _colour(value: str | None) -> str:
    bare = (value or "").strip().lower()
    short = re.fullmatch(r"#?([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3", bare)
    if short:
        return short[1] + short[2] + short[3]
    return _COLOURS.get(bare, bare.lstrip("#"))


def _text_of(node: LexborNode) -> str:
    text = " ".join((node.text(deep=True) or node.attributes.get("title") or "").split())
    return text[:_TEXT]
