"""Whether the item that opened is the one that the policy names: yes, surely not, or not to be told. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from inspection.service_names import bare_of, core_of, doings_of

_ALIKE, _WITHIN, _FAR = 75.0, 85.0, 50.0  # percent of likeness
_SPOKEN = 0.5  # of a name's pairs of letters: a policy that has so many of them speaks of something near
# Words of links that name nothing.
_NO_NAME = re.compile(
    r"^(?:https?:.*|[\w./:?=&%#-]*|.*(?:点击|此处|这里|链接|网址|入口|平台|官网|网站|一网通办|政务服务网|随申办|二维码|扫码|详情|更多|查看).*"
    r"|(?:立即|马上|在线|网上|去|我要|前往|直接)*(?:办理?|申请|申报|申领|预约|办事|登录|查询)+)$"
)


def explicit(text: str) -> str:
    """A link's words where they name an item; else empty."""
    text = re.sub(r"^[\s《“\"\[【（(>»·]+|[\s》”\"\]】）)>»]+$", "", text)
    named = len(core_of(text)) >= 3 and re.search(r"[\u4e00-\u9fff]{2}", text)
    return text if named and not _NO_NAME.match(text) else ""


def same_item(words: str, names: Iterable[str], spoken: str, shown: Iterable[str], *, sure: bool) -> bool | None:
    """Whether the page is the item. `words`: the link's; `names`: that the policy names; `spoken`: all that it says;
    `shown`: what the page calls itself, of which the first is surely an item's name if `sure`.
    """
    pages = [one for one in shown if len(core_of(one)) >= 2]
    link = explicit(words)
    expected = [link] if link else [name for name in names if len(core_of(name)) >= 2]
    if not pages:
        return None
    if any(_alike(name, page) for name in expected for page in pages):
        return True
    said = _letters(spoken)
    if not link and any(len(core_of(page)) >= 4 and _letters(core_of(page)) in said for page in pages):
        return True
    if not expected or not sure:
        return None
    if any(_same_thing(name, pages[0]) for name in expected):
        # Another doing with the same thing: surely another item where the link says which one it means.
        other = all(_apart(name, pages[0]) for name in expected)
        return False if other and (link or not _doing_is_spoken_of(pages[0], said)) else None
    far = all(fuzz.ratio(core_of(name), core_of(page)) < _FAR for name in expected for page in pages)
    near = max(_share(bare_of(core_of(page)) or core_of(page), said) for page in pages)
    named = max(_share(bare_of(core_of(page)) or core_of(page), _letters("".join(expected))) for page in pages)
    return False if far and (near if not link else named) < _SPOKEN else None


def _alike(name: str, page: str) -> bool:
    if _apart(name, page):
        return False
    mine, theirs = core_of(name), core_of(page)
    if mine in theirs or theirs in mine or fuzz.ratio(mine, theirs) >= _ALIKE:
        return not _other_thing(mine, theirs)
    return min(len(mine), len(theirs)) >= 4 and fuzz.partial_ratio(mine, theirs) >= _WITHIN


def _apart(name: str, page: str) -> bool:
    """Whether both say what is done, and say different things."""
    mine, theirs = doings_of(name), doings_of(page)
    return bool(mine) and bool(theirs) and not mine & theirs


def _other_thing(mine: str, theirs: str) -> bool:
    """Long names of one kind may be alike for what all of that kind share."""
    first, second = bare_of(mine), bare_of(theirs)
    return len(first) >= 2 and len(second) >= 2 and fuzz.partial_ratio(first, second) < _FAR


def _same_thing(name: str, page: str) -> bool:
    mine, theirs = bare_of(core_of(name)), bare_of(core_of(page))
    return len(mine) >= 2 and len(theirs) >= 2 and (mine in theirs or theirs in mine)


def _doing_is_spoken_of(page: str, said: str) -> bool:
    return bool(doings_of(page) & doings_of(said))


def _share(core: str, said: str) -> float:
    """How many of the name's pairs of letters stand in the text."""
    pairs = [core[at : at + 2] for at in range(len(core) - 1)]
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 1.0


def _letters(text: str) -> str:
    return re.sub(r"[^\w]|_", "", unicodedata.normalize("NFKC", text).lower())
