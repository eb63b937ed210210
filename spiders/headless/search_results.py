"""Whether a page of results shows what was searched for, or says that there is nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

FOUND, ABSENT, BROKEN, UNCLEAR = "found", "absent", "broken", "unclear"

_NONE = re.compile(
    r"(?:没有|没能|未能?|无法|找不到|查不到|搜不到)\s*(?:为您)?\s*(?:找到|搜索?到|检索到|查询?到|匹配|相关|符合|有关|任何)"
    r"|(?:共|约|找到|搜索?到|检索到|查询?到|结果|数量|总数)[^\n。；]{0,16}?(?<![\d.,])0\s*(?:条|个|篇|项|件|次|\s*results)"
    r"|暂无(?:数据|结果|内容|相关|搜索|检索|信息)|无(?:相关|搜索|检索|匹配|符合)[^\n]{0,6}(?:结果|内容|信息|记录|数据)"
    r"|抱歉[^\n]{0,20}(?:没有|未)|(?:no|0) (?:results|matches|records)",
    re.I,
)
_SOME = re.compile(
    r"(?:共|约|找到|搜索?到|检索到|查询?到|结果)[^\n。]{0,40}?[\d,]+\s*(?:条|个|篇|项|件|页)"
    r"|(?:搜索|检索|查询|相关)(?:的)?结果|按(?:相关度|时间)排序|search results",
    re.I,
)
_OFTEN = re.compile(r"过于频繁|太频繁|频率过高|操作频繁|搜索间隔|秒(?:钟)?(?:后|内)(?:再|不能|只能)")
_ASKS = re.compile(r"请(?:输入|填写|完成|拖动|点击|按住)[^\n]{0,10}(?:验证|图中|滑块)|人机验证|安全验证|滑动验证|拼图")
_ECHO = re.compile(
    r"历史|热门|热搜|热词|大家都在搜|相关搜索|猜你|您(?:搜索|检索|查询|要找)的?(?:关键|是|：|:|“)|关键[字词]"
)
_ERROR = re.compile(
    r"(?:HTTP Status|Error|错误)\s*[:：]?\s*(?:404|50\d)|服务器(?:内部)?错误"
    r"|系统(?:异常|错误|维护)|服务(?:不可用|异常)",
    re.I,
)
_SAME = 0.8  # of the links: so many still there, and it is the page on which was typed
_TRIVIAL = 10  # characters of a whole page that shows nothing
_DISTINCT = 12  # characters of a path that no other host's page has by chance
_CUT = re.compile(r"(?:\.{2,}|…+|。{2,})$")
_LEAST = 10  # characters of a title's beginning, where a result is cut


@dataclass(frozen=True, slots=True)
class Shown:
    """What one look at a page, all its frames together, showed."""

    links: tuple[tuple[str, str, str, str], ...] = ()  # address, text, title, what a click runs
    titles: tuple[str, ...] = ()  # words that may be pressed though they are no link
    boxes: tuple[str, ...] = ()  # what stands in fields
    asks: bool = False  # for a password or a code
    said: str = ""
    title: str = ""
    url: str = ""
    ready: bool = True

    @classmethod
    def of(cls, raw: Any) -> Shown:
        """What `results` of searching.js gave."""
        return cls(
            links=tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in raw["links"]),
            titles=tuple(map(str, raw["titles"])),
            boxes=tuple(map(str, raw["boxes"])),
            asks=bool(raw["asks"]),
            said=str(raw["said"]),
            title=str(raw["title"]),
            url=str(raw["url"]),
            ready=raw["ready"] == "complete",
        )

    def joined(self, other: Shown) -> Shown:
        """With what a frame of it shows."""
        return Shown(
            self.links + other.links,
            self.titles + other.titles,
            self.boxes + other.boxes,
            self.asks or other.asks,
            f"{self.said}\n{other.said}",
            self.title,
            self.url,
            self.ready,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for."""

    title: str
    url: str
    query: str


def plain(text: str) -> str:
    """Letters and digits alone, one writing of each."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def holds(texts: Iterable[str], query: str) -> bool:
    """Whether an address, a request's body or a field holds the query, however it is written."""
    wanted = plain(query)
    return any(wanted in plain(one) for text in texts for one in _readings(text))


def is_found(before: Shown, now: Shown, wanted: Wanted) -> bool:
    """By its address among the links, or by its title as something that leads there."""
    known = Counter(link[:2] for link in before.links) if _is_same_page(before, now) else Counter[tuple[str, str]]()
    hits = Counter(link[:2] for link in now.links if _leads_there(link, wanted))
    if any(count > known[link] for link, count in hits.items()):
        return True
    if _NONE.search(now.said):
        return False
    standing = set(before.titles) if known else set[str]()
    return any(_is_title(said, wanted) for said in now.titles if said not in standing and not _ECHO.search(said))


def outcome(before: Shown, now: Shown, wanted: Wanted, *, sent: bool) -> tuple[str, str | None]:
    """What a page that stands still comes to: outcome and reason."""
    if is_found(before, now, wanted):
        return FOUND, None
    if _OFTEN.search(now.said):
        return UNCLEAR, "too-frequent"
    none = bool(_NONE.search(now.said)) and not _NONE.search(before.said)
    some = bool(_SOME.search(now.said)) and not _SOME.search(before.said)
    if not none and (_ASKS.search(now.said) or (now.asks and not before.asks)):
        return UNCLEAR, "needs-captcha"
    if not sent:
        return UNCLEAR, "search-not-sent"
    if none:
        return ABSENT, "no-results"
    if len(plain(now.said)) < _TRIVIAL and not now.links and not now.titles:
        return BROKEN, "blank"
    if _ERROR.search(now.title) or (len(now.said) < 400 and _ERROR.search(now.said)):
        return BROKEN, "error-page"
    same = _is_same_page(before, now)
    if some and not same and now.ready:
        return ABSENT, "other-results"
    return UNCLEAR, "results-unclear"


def _is_same_page(before: Shown, now: Shown) -> bool:
    if before.url.partition("#")[0] == now.url.partition("#")[0]:
        return True
    old = Counter(link[0] for link in before.links)
    if before.url.partition("?")[0] != now.url.partition("?")[0] or not old:
        return False
    kept = sum((old & Counter(link[0] for link in now.links)).values())
    return kept >= _SAME * sum(old.values())


def _leads_there(link: tuple[str, str, str, str], wanted: Wanted) -> bool:
    href, text, title, run = link
    places = [*_readings(href), *_readings(run)]
    key = _key(wanted.url)
    path = key.partition("/")[2]
    distinct = len(path) >= _DISTINCT and any(c.isdigit() for c in path)
    if any(key in place or (distinct and place.endswith(f"/{path}")) for place in places):
        return True
    # A link that asks the search again, in another order or of another kind, has the title for its words, too.
    if holds([href, run], wanted.query) or not (_is_title(text, wanted) or _is_title(title, wanted)):
        return False
    return bool(run) or not href.lower().startswith("javascript:;") or bool(text)


def _is_title(said: str, wanted: Wanted) -> bool:
    whole, title = plain(said), plain(wanted.title)
    if title in whole:
        return len(whole) <= 3 * len(title) + 40
    beginning = plain(_CUT.sub("", said.strip()))
    return bool(_CUT.search(said.strip())) and len(beginning) >= _LEAST and title.startswith(beginning)


def _key(url: str) -> str:
    parts = urlsplit(unquote(url))
    return f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _readings(text: str) -> list[str]:
    """An address or a body as it is, and with its escapes undone: percent signs once and twice, GBK, \\u4e2d."""
    once = unquote(text.replace("+", " "))
    escaped = re.sub(r"[\\%]u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    return [text, once, unquote(once), unquote(text, "gb18030"), unquote(unquote(text), "gb18030"), escaped]
