"""Soft 404: a page that answers 200 and says that it does not exist. Pure comparisons; others fetch the baselines.

A page is suspected by its words, by being byte for byte another address's page, or by where it redirects. It is judged
by comparison with the answer to a *sibling*: an address of the same shape that surely does not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from rapidfuzz import fuzz
from selectolax.lexbor import LexborHTMLParser

from spiders.markup import bounded

ALIKE = 90.0  # percent of likeness between own texts
SHORT = 240  # characters of own text: a notice, no article
_CAP = 6_000  # characters compared

_THING = "(?:页面|网页|页|内容|信息|文章|稿件|资源|地址|网址|链接|栏目|文件|数据|记录|资讯|公告|新闻|文档|目录|视频)"
_GONE = (
    "(?:不存在|不(?:在|见)了|找不到|未找到|没有找到|没找到|未能找到|无法找到|无法显示|无法访问|打不开|走丢|丢失|失效|已?过期"
    "|已?被?(?:删除|移除|移走|撤销|撤回|撤稿|下线|下架|转移|迁移|取消发布))"
)
_LOST = re.compile(
    rf"(?:您|你)(?:所|要|想|正在|刚才)?(?:访问|浏览|查看|请求|寻找|查找|打开|输入)的?.{{0,10}}{_THING}.{{0,10}}{_GONE}"
    rf"|(?:该|此|本|这个?|当前|目标|所?(?:访问|请求)的?){_THING}.{{0,6}}(?:可能)?.{{0,4}}{_GONE}"
    rf"|^{_THING}(?:可能)?(?:已经?|暂时?)?.{{0,2}}{_GONE}"
    rf"|(?:找不到|未找到|没有找到|无法找到|未能找到)(?:您|你|该|此|相关|这个|所?请求|要?访问)?.{{0,8}}{_THING}"
    r"|(?:page|file|resource|document|url|content|article)[^.<>]{0,30}(?:not found"
    r"|(?:does not|doesn't|no longer) exists?"
    r"|(?:could not|cannot|can't) be found|has been (?:removed|deleted))|^(?:error\s*)?404\b|\bnot found\b"
    r"|^(?:系统)?(?:出错了?|发生错误|(?:错误|系统)提示.{0,4}|参数(?:有误|错误|不正确)|非法参数|系统(?:繁忙|异常|错误))$"
    r"|(?:HTTP|错误|error|status)\D{0,4}404|404\D{0,3}(?:错误|error|not found|页面|未找到|找不到|出错)",
    re.I,
)
# Stems of everything that the expressions above can match; few, because every page is searched for them.
_STEMS = (
    "存在",
    "不在了",
    "不见",
    "找",
    "无法",
    "打不开",
    "走丢",
    "丢失",
    "失效",
    "过期",
    "删除",
    "移除",
    "移走",
    "撤",
    "下线",
    "下架",
)
_MORE_STEMS = ("转移", "迁移", "误", "繁忙", "异常", "404", "ound", "exist")
_ABOUT = re.compile("关于|如何|怎[么样]|为什么|办法|通知|整改|排查|指南|说明|原因|[?？]")
_SITE_TAIL = re.compile(r"\s*[-_|—–－｜·]+\s*[^-_|—–－｜·]{2,30}$")
_VARYING = re.compile(r"[0-9a-f]*\d[0-9a-f]*", re.I)  # clocks, counters, error numbers
_SPACES = re.compile(r"\s+")
_ALERT = re.compile(r"\s*(?:<!--\s*)?(?:window\.)?alert\s*\(\s*(['\"])(.{2,80}?)\1\s*\)")  # before anything else
_LAPSED = re.compile("文件(?:现?已经?)?(?:失效|过期)")  # said of a repealed document, which is there to read


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: title, headings, and lines of text."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]

    def own(self, template: frozenset[str]) -> str:
        """The text that is this page's own: lines that the home page shows too are left out."""
        return " ".join(line for line in self.lines if line not in template)[:_CAP]

    @property
    def whole(self) -> str:
        """All the text."""
        return " ".join(self.lines)[:_CAP]


def may_say_missing(html: str) -> bool:
    """A cheap first look at raw markup: could this page say that it does not exist?"""
    return any(stem in html for stem in _STEMS) or any(stem in html for stem in _MORE_STEMS)


def shown(html: str | LexborHTMLParser) -> Shown:
    """What a page shows, scripts and styles left out. A parsed page is stripped of them for good."""
    tree = LexborHTMLParser(bounded(html)) if isinstance(html, str) else html
    said = _said_by_script(tree)
    tree.strip_tags(["script", "style", "noscript", "template", "option"])
    title = tree.css_first("title")
    headings = tuple(
        text for node in tree.css("h1, h2")[:5] if (text := _SPACES.sub(" ", node.text(deep=True)).strip())
    )
    body = tree.body
    text = body.text(deep=True, separator="\n") if body else ""
    lines = tuple(line for raw in text.splitlines() if (line := _SPACES.sub(" ", raw).strip()))
    return Shown(_SPACES.sub(" ", title.text() if title else "").strip(), headings, lines or said)


def _said_by_script(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What `alert('…')` says on opening: all that people get to see of a page without text."""
    scripts = (node.text(deep=True) or "" for node in tree.css("script")[:5])
    return tuple(match[2].strip() for script in scripts if (match := _ALERT.match(script)))


def says_missing(page: Shown, template: frozenset[str] = frozenset()) -> bool:
    """Whether the page's title, heading or short own text says, as a whole, that what was asked for is not there.

    An article *about* missing pages has a body of its own, or a title that asks or explains.
    """
    own = page.own(template)
    if len(own) > SHORT * 3:
        return False
    heads = [_SITE_TAIL.sub("", page.title), page.title, *page.headings]
    if any(_is_notice(head) for head in heads):
        return True
    if len(own) > SHORT:
        return False
    return any(_is_notice(line) for line in page.lines if line not in template)


def _is_notice(text: str) -> bool:
    text = text.strip(" 　，。！!、：:…")
    return 0 < len(text) <= 80 and _LOST.search(text) is not None and not (_ABOUT.search(text) or _LAPSED.search(text))


def alike(page: Shown, other: Shown, template: frozenset[str]) -> bool:
    """Whether two pages say the same, the home page's text aside."""
    mine, theirs = (_VARYING.sub("0", text) for text in (page.own(template), other.own(template)))
    if len(mine) < 4 or len(theirs) < 4:
        # A small site's home page shows all that its columns do: only the title tells them apart.
        if _VARYING.sub("0", page.title) != _VARYING.sub("0", other.title):
            return False
        return len(mine) == len(theirs) or fuzz.ratio(page.whole, other.whole) >= 98.0
    if abs(len(mine) - len(theirs)) > 0.25 * max(len(mine), len(theirs), 80):
        return False
    return fuzz.ratio(mine, theirs) >= ALIKE


def is_copy(page: Shown, other: Shown) -> bool:
    """The whole text is the other's, but for a clock or a counter."""
    return fuzz.ratio(page.whole, other.whole) >= 95.0


def is_empty(page: Shown, template: frozenset[str]) -> bool:
    """Nothing but the site's template: no text of its own."""
    return len(page.own(template)) < 12


def is_shell(page: Shown) -> bool:
    """Next to no text: drawn by script, nothing can be told of it by reading."""
    return len(page.whole) < 30


_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-f]{16,}", re.I)


def sibling(url: str, random: Random) -> str:
    """An address of the same shape that surely does not exist: numbers and names of the last part replaced."""
    base, mark, query = url.partition("?")
    if mark and _DIGITS.search(query):
        return f"{base}?{_DIGITS.sub(lambda m: _number(len(m[0]), random), query, count=0)}"
    head, _, last = base.rpartition("/")
    if head.endswith(":/"):
        return f"{base}/{_name(random)}.html"
    if not last:
        return f"{base}{_name(random)}/"
    stem, dot, extension = last.rpartition(".")
    stem, extension = (stem, f"{dot}{extension}") if stem else (last, "")
    if _HEX.search(stem):
        changed = _HEX.sub(lambda m: "".join(random.choices("0123456789abcdef", k=len(m[0]))), stem)
    elif re.search(r"\d{3,}", stem):
        changed = re.sub(r"\d+(?=\D*$)", lambda m: _number(max(len(m[0]), 7), random), stem)
    else:
        changed = f"{stem}-{_name(random)}"
    return f"{head}/{changed}{extension}"


def _number(length: int, random: Random) -> str:
    return "9" + "".join(random.choices("0123456789", k=max(length, 6) - 1))


def _name(random: Random) -> str:
    return "x" + "".join(random.choices("abcdefghjkmnpqrstvwxyz0123456789", k=11))


def is_home_like(url: str) -> bool:
    """An address that is a home page by its form: redirecting from it to home is no loss."""
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0].lower().strip("/")
    return (
        path == "" or re.fullmatch(r"(?:index|default|home|main|sy|shouye|portal)(?:_\d+)?(?:\.\w+)?", path) is not None
    )


def numbers(path: str) -> list[str]:
    """Runs of digits in a path."""
    return _DIGITS.findall(path)


def shape(url: str) -> str:
    """What addresses of one template share: folder, kind of name, extension; numbers and random names left out."""
    base, mark, query = url.partition("?")
    head, _, last = base.rpartition("/")
    stem, dot, extension = last.rpartition(".")
    stem, extension = (stem, extension) if dot else (last, "")
    if _HEX.search(stem):
        stem = "#hex"
    elif _DIGITS.search(stem):
        stem = _DIGITS.sub("0", stem)
    else:
        stem = "#name" if stem else ""
    parts = [_DIGITS.sub("0", head), stem, extension, re.sub(r"=[^&]*", "=", query) if mark else ""]
    return " ".join(parts)
