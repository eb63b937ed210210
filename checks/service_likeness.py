"""Whether the item that opened is the one that the policy names: yes, surely not, or not to be told. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from inspection.service_names import bare_of, core_of, doings_of

_ALIKE, _SWAPPED, _WITHIN, _FAR = 75.0, 85.0, 85.0, 50.0  # percent of likeness
_SPOKEN = 0.5  # of a name's pairs of letters: a policy that has so many of them speaks of something near
# Words of links that name nothing.
_NO_NAME = re.compile(
    r"^(?:https?:.*|[a-z0-9_./:?=&%#-]*|.*(?:点击|此处|这里|链接|网址|入口|平台|官网|网站|一网通办|政务服务网|随申办|二维码|扫码|详情|更多|查看).*"
    r"|(?:立即|马上|在线|网上|去|我要|前往|直接)*(?:办理?|申请|申报|申领|预约|办事|登录|查询)+)$"
)
_COMMONER = (
    ("津贴", "补贴"),
    ("补助", "补贴"),
    ("资助", "补贴"),
    ("高龄", "老年人"),
    ("低保", "最低生活保障"),
    ("长护险", "长期护理保险"),
    ("社保", "社会保险"),
    ("医保", "医疗保险"),
    ("公租房", "公共租赁住房"),
    ("两项补贴", "困难残疾人生活补贴重度残疾人护理补贴"),
    ("养犬", "犬类"),
)
_ALL_SHARE = re.compile(
    r"补贴|登记|服务|申[请领办报]|认定|审[批核]|许可|备案|管理|人员|单位|机构|企业|居民|个人|资格|证[书件明]?|核[发定准]|发放|给付|办理|设立|成立|变更|注销|确认"
    r"|使用|经营|公共|社会|行政|一次性|条件|[本全]市|期满"
)
_ASIDE = re.compile(
    r"[（(\[【][^（）()\[\]【】]{0,12}(?:点击|进入|链接|网址|入口|详情|查看|办理)[^（）()\[\]【】]{0,8}[）)\]】]"
)
_LEADING = re.compile(r"(?<=....)的?(?:网上|在线)?(?:办理|申请|申报|办事)?(?:入口|网址|链接|地址)$")
_PAIRS = {"《": "》", "“": "”", '"': '"', "[": "]", "【": "】", "（": "）", "(": ")", "「": "」"}
_LATER = frozenset(
    {"change", "end", "renew", "again", "move", "annul"}
)  # what is done to a thing that is there already


def explicit(text: str) -> str:
    """A link's words where they name an item; else empty."""
    text = _ASIDE.sub("", text).strip(" \t\n>»·•:：")
    while len(text) > 2 and text[0] in _PAIRS and text[-1] == _PAIRS[text[0]]:
        text = text[1:-1].strip()
    text = _LEADING.sub("", text)
    named = len(core_of(text)) >= 3 and re.search(r"[\u4e00-\u9fff]{2}", text)
    return text if named and not _NO_NAME.match(text.lower()) else ""


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
        other = all(_apart(name, pages[0]) or _ends_it(name, pages[0]) for name in expected)
        return False if other and (link or not _doing_is_spoken_of(pages[0], said)) else None
    far = all(fuzz.ratio(_plain(name), _plain(page)) < _FAR for name in expected for page in pages)
    if any(_own_pairs(name) & _own_pairs(page) for name in expected for page in pages):
        return None  # both are of dogs, or both of births: perhaps the official name of the same
    near = max(_share(bare_of(core_of(page)) or core_of(page), said) for page in pages)
    named = max(_share(bare_of(core_of(page)) or core_of(page), _letters("".join(expected))) for page in pages)
    return False if far and (near if not link else named) < _SPOKEN else None


def _alike(name: str, page: str) -> bool:
    if _apart(name, page) or _is_later(name, page) or _is_later(page, name):
        return False
    mine, theirs = core_of(name), core_of(page)
    least = _SWAPPED if _swaps(mine, theirs) else _ALIKE
    if mine in theirs or theirs in mine or fuzz.ratio(mine, theirs) >= least:
        return not _other_thing(mine, theirs)
    if _without_doings(mine) == _without_doings(theirs):  # 社会团体登记 and 社会团体成立、变更、注销登记
        return True
    shorter = min(len(mine), len(theirs))
    return shorter >= (8 if _swaps(mine, theirs) else 4) and fuzz.partial_ratio(mine, theirs) >= _WITHIN


def _plain(name: str) -> str:
    """The core in the commoner of two words: 高龄津贴 is 老年人福利补贴 at many places."""
    core = core_of(name)
    for words, word in _COMMONER:
        core = core.replace(words, word)
    return core


def _own_pairs(name: str) -> frozenset[str]:
    """Pairs of letters of what the service is about, without the words of all services."""
    parts = _ALL_SHARE.split(_plain(name))
    return frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))


def _without_doings(core: str) -> str:
    bare = re.sub("新办|设立|成立|变更|注销|撤销|终止|延续|换发|换领|补发|补办|补领|迁移|[及和与]", "", core)
    return bare if len(bare) >= 4 else core


def _swaps(mine: str, theirs: str) -> bool:
    """Whether each has letters that the other lacks: 租房补贴 and 购房补贴 differ by one of four."""
    return bool(set(mine) - set(theirs)) and bool(set(theirs) - set(mine))


def _apart(name: str, page: str) -> bool:
    """Whether both say what is done, and say different things."""
    mine, theirs = doings_of(name), doings_of(page)
    return bool(mine) and bool(theirs) and not mine & theirs


def _is_later(name: str, page: str) -> bool:
    """Whether the page does something later to what the name does not say what is done to."""
    doings = doings_of(page)
    return bool(doings) and doings <= _LATER and not doings_of(name)


def _ends_it(name: str, page: str) -> bool:
    """Nobody who says 办学许可 means 终止办学."""
    return not doings_of(name) and bool(doings := doings_of(page)) and doings <= {"end", "annul"}


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
